"""Texts and helpers for the tests of the command line."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from dragoman.cli.app import app

CALL = (
    "published: 2024-03-15\nsource: The Test Courier\ntitle: A call\n\nMinisters talk\n\n"
    "ANKARA — Turkish Foreign Minister Hakan Fidan spoke by phone with his Russian counterpart "
    "Sergey Lavrov on Tuesday, the Turkish Foreign Ministry said. They discussed grain.\n\n"
    "The harbour was quiet in the afternoon and the gulls had it for themselves.\n"
)
VISIT = (
    "published: 2024-04-20\n\nA visit is planned\n\n"
    "CAIRO — Egypt's foreign minister, Sameh Shoukry, will visit Ankara next week, a spokesman said.\n"
)


def run(*arguments: str | Path, stdin: str | bytes | None = None, **environment: str) -> Result:
    """Run the program in this process, 80 columns wide and without colours unless asked for."""
    settings = {"COLUMNS": "80", "NO_COLOR": "1", "DRAGOMAN_LEDGER": None, **environment}
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, env=settings)


def errors(result: Result) -> list[str]:
    """Lines of standard error that tell of an error."""
    return [line for line in result.stderr.splitlines() if line.startswith("dragoman: ")]
