"""docs/authority.md tells the truth: its commands, its checks, its table; and the shipped file has no errors."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from benchmarks.authority_checks import page

from cli_samples import run
from dragoman.actors import validation
from dragoman.actors.tables import shipped_folders
from test_docs import blocks, stable

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/authority.md").read_text(encoding="utf-8")


def test_the_table_is_that_of_the_judgements() -> None:
    assert page(TEXT) == TEXT, "run: python -m benchmarks.authority_checks --write"


def test_every_finding_is_described() -> None:
    source = (ROOT / "src/dragoman/actors/checks.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r'\b(?:error|warning)\(\w+, f?"([a-z-]+)"', source)) | {
        "form",
        "code-twice",
        "code-clash",
    }
    for kind in (kinds - {"unknown-"}) | {f"unknown-{x}" for x in ("office", "sector", "kind", "confidence")}:
        assert f"`{kind}`" in TEXT, kind


def test_commands_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.actors.tables.user_directory", lambda: tmp_path)
    lines = "\n".join(blocks("docs/authority.md", "console")).splitlines()
    printed = iter(())
    for line in lines:
        if line.startswith("$ "):
            result = run(*shlex.split(line[2:])[1:])
            assert result.exit_code == 0, (line, result.output)
            printed = iter([stable(x) for x in result.stdout.splitlines()])
        elif line.strip() and line != "…":
            assert stable(line) in printed, line


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / "docs" / target).exists(), target


def test_the_shipped_file_has_no_errors() -> None:
    found = validation.errors(validation.validate(shipped_folders()))
    assert not found, "\n".join(f"{p.file}:{p.line}: {p.kind}: {p.text}" for p in found)
