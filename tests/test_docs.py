"""The documents tell the truth: commands run, outputs match, every field and setting is described."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cli_samples import run
from dragoman.export.polecat import COLUMNS
from dragoman.records import FORM, Category, json_schema
from dragoman.relations.ontology import CAMEO_ROOT, CAMEO_ROOT_OF_MODE, MODES, QUAD
from dragoman.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/tutorial.md", "docs/events.md")
DICTIONARY = (ROOT / "docs/data-dictionary.md").read_text(encoding="utf-8")
ELISION = "…"


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def sessions(page: str) -> list[tuple[str, list[str]]]:
    """Commands of a page with the output that it shows for each."""
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(blocks(page, "console")).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def stable(line: str) -> str:
    """A line without what may differ: ids of texts, runs of space and of rule."""
    return re.sub(r"\b[0-9a-f]{8}/", "ID/", re.sub(r"─+|\s+", " ", line)).strip()


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_a_page_print_what_it_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    assert sessions(page)
    for command, shown in sessions(page):
        program, *arguments = shlex.split(command)
        assert program == "dragoman"
        result = run(*arguments)
        assert result.exit_code == 0, (command, result.output)
        printed = iter([stable(line) for line in result.stdout.splitlines()])
        for line in shown:
            if line != ELISION and line.strip():
                assert stable(line) in printed, f"{page}: `{command}` no longer prints: {line}"


@pytest.mark.parametrize("page", PAGES)
def test_python_of_a_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for block in blocks(page, "python"):
        exec(compile(block, page, "exec"), {})
        printed = capsys.readouterr().out
        for expected in re.findall(r"^print\(.*\)\s+# (.+)$", block, flags=re.MULTILINE):
            assert expected in printed


def test_links_lead_somewhere() -> None:
    for page in (
        "README.md",
        "ARCHITECTURE.md",
        "docs/tutorial.md",
        "docs/data-dictionary.md",
        "docs/reading.md",
    ):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert (ROOT / page).parent.joinpath(target).exists(), (page, target)


def test_the_published_schema_is_that_of_the_records() -> None:
    published = ROOT / f"docs/schema/coded-article-{FORM.partition('/')[2]}.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json_schema(), (
        f"run: dragoman schema > {published.relative_to(ROOT)}"
    )


def definitions() -> dict[str, dict[str, Any]]:
    schema = json_schema()
    return {"CodedArticle": schema, **schema["$defs"]}


@pytest.mark.parametrize("name", list(definitions()))
def test_the_dictionary_describes_every_field_and_value(name: str) -> None:
    definition = definitions()[name]
    section = re.search(rf"^##+ {name}\n(.*?)(?=^##|\Z)", DICTIONARY, flags=re.MULTILINE | re.DOTALL)
    assert section is not None, f"no section on {name}"
    if "enum" in definition:
        assert set(re.findall(r"`(\w+)`", section[1])) == set(definition["enum"])
    else:
        assert re.findall(r"^\| `(\w+)` \|", section[1], flags=re.MULTILINE)
        described = set(re.findall(r"^\| `(\w+)` \|", section[1], flags=re.MULTILINE))
        assert described == set(definition["properties"])


def test_the_dictionary_names_what_queries_print(tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    assert run("add", ROOT / "examples/articles/ceasefire-breaks.txt", "--ledger", file).exit_code == 0
    text = DICTIONARY.partition("## What queries print")[2]
    for verb in ("contacts", "agreements", "events", "absences", "timeline"):
        for line in run(verb, "--json", "--ledger", file).stdout.splitlines():
            answer = json.loads(line)
            for name in [*answer, *answer.get("article", ())]:
                assert f"`{name}`" in text, (verb, name)


def test_the_codebook_of_events_has_every_category_mode_and_root() -> None:
    page = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z]+)` \| [^`|]+ \| (.*) \|$", page, flags=re.MULTILINE))
    for category in Category:
        modes, quad, root = rows[category.value].split(" | ")
        assert tuple(re.findall(r"`([a-z-]+)`", modes)) == MODES.get(category, ())
        assert (int(quad), root) == (QUAD[category], CAMEO_ROOT[category])
    finer = re.findall(r"^\| `([A-Z]+)` \| `([a-z-]+)` \| (\d\d) \|$", page, flags=re.MULTILINE)
    assert {(Category(name), mode): root for name, mode, root in finer} == CAMEO_ROOT_OF_MODE


def test_the_page_of_exports_names_every_column_of_polecat() -> None:
    page = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    section = page.partition("## POLECAT's columns")[2].partition("\n## ")[0]
    for column in COLUMNS:
        if not column.startswith("Recipient") and "Primary Recipient" not in column:
            assert column in section, column


def test_every_setting_is_described() -> None:
    tutorial = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`DRAGOMAN_{name.upper()}`" in tutorial


def test_every_verb_is_in_the_tutorial() -> None:
    from dragoman.cli.app import app

    pages = ("docs/tutorial.md", "docs/reading.md")
    tutorial = "".join((ROOT / page).read_text(encoding="utf-8") for page in pages)
    verbs = {command.name for command in app.registered_commands}
    assert verbs
    for verb in verbs - {"code", "schema"}:
        assert f"$ dragoman {verb} " in tutorial, verb


def test_places_of_the_architecture_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for place in re.findall(r"`([a-z_]+(?:/[a-z_]+)*/?(?:\.py)?)`", text.partition("Rules that hold")[0]):
        names = [ROOT / place, ROOT / "src/dragoman" / place, *(ROOT / "src/dragoman").glob(f"*/{place}")]
        if place.endswith((".py", "/")):
            assert any(name.exists() for name in names), place


def test_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_lock_pins_everything_and_names_no_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [x for x in (ROOT / "requirements.lock").read_text().splitlines() if not x.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    wanted = [
        *project["dependencies"],
        *(w for extra in project["optional-dependencies"].values() for w in extra),
    ]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", want)[0]).lower() for want in wanted}
    assert names <= pinned, names - pinned
