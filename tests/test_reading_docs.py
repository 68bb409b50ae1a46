"""docs/reading.md tells the truth: its commands print what it shows, from a site that stands in for the web."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from cli_samples import run
from dragoman.reading import columns, forms
from dragoman.reading.web import client, manners, rounds
from test_docs import ELISION, sessions, stable
from web_site import feed, site

ROOT = Path(__file__).parent.parent
PAGE = "docs/reading.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")


def test_commands_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAGOMAN_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr(manners.Manners, "_wait", lambda *_: None)
    with site() as web:
        date = "Thu, 14 Mar 2024 10:00:00 GMT"
        web.answers["/news.xml"] = feed(
            [("A", f"{web.url}/kept", date), ("B", f"{web.url}/2024/03/14/calls", date)]
        )
        for command, shown in sessions(PAGE):
            program, *arguments = shlex.split(command.replace("https://courier.example", web.url))
            assert program == "dragoman"
            result = run(*arguments)
            assert result.exit_code == 0, (command, result.output)
            printed = iter([stable(line) for line in result.stdout.splitlines()])
            for line in shown:
                if line != ELISION and line.strip():
                    assert stable(line) in printed, f"`{command}` no longer prints: {line}\n{result.stdout}"


def test_every_ending_is_named() -> None:
    for suffix in forms.SUFFIXES - {".xhtml", ".shtml"}:
        assert f"`{suffix}`" in TEXT, suffix


def test_the_figures_are_those_of_the_program() -> None:
    assert f"{client.SECONDS:.0f} seconds" in TEXT
    assert client.REDIRECTS == 5
    assert manners.PAUSE == 1.0
    assert rounds.FIRST_BACK_OFF.total_seconds() == 15 * 60
    known = {name for names in columns.COLUMNS.values() for name in names}
    for name in re.findall(r"`(date|body|outlet|headline|SOURCEURL|SQLDATE)`", TEXT):
        assert name.lower() in known
