"""The command line as people and machines use it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli_samples import CALL, VISIT, errors, run
from dragoman.records import CodedArticle, json_schema


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """A file with one article about one call."""
    file = tmp_path / "call.txt"
    file.write_text(CALL)
    return file


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two articles."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "call.txt").write_text(CALL)
    (folder / "visit.txt").write_text(VISIT)
    file = folder / "talks.ledger"
    result = run("add", folder, "--ledger", file)
    assert result.exit_code == 0, result.output
    return file


def test_code_shows_a_card(call: Path) -> None:
    result = run("code", call)
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0] == "call  2024-03-15 · The Test Courier · A call"
    assert lines[2].startswith("✓ Phone call, took place ──")
    assert lines[2].endswith("─ call/c1")
    assert "between Hakan Fidan, foreign minister, Turkey (TUR)" in lines
    assert "and Sergei Lavrov, foreign minister, Russia (RUS)" in lines
    assert "when 12 March 2024 (“on Tuesday”)" in lines
    assert any(line.startswith("says Turkish Foreign Ministry") for line in lines)
    assert any(line.startswith("“Turkish Foreign Minister Hakan Fidan") for line in lines)
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert not any(line.endswith(" ") for line in result.stdout.splitlines())


def test_a_file_alone_is_coded(call: Path) -> None:
    assert run(call).stdout == run("code", call).stdout


def test_options_before_a_file_alone_are_those_of_code(call: Path) -> None:
    assert run("--json", call).stdout == run("code", "--json", call).stdout


def test_code_json_is_one_valid_record_per_line_in_input_order(tmp_path: Path, call: Path) -> None:
    from jsonschema import Draft202012Validator

    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({"text": t}) + "\n" for t in (VISIT, CALL)))
    result = run("code", feed, call, "--json")
    coded = [CodedArticle.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [c.doc for c in coded] == ["feed-1", "feed-2", "call"]
    validator = Draft202012Validator(json_schema())
    for line in result.stdout.splitlines():
        validator.validate(json.loads(line))


def test_evidence_is_the_text_at_its_span(call: Path) -> None:
    import dragoman

    article = next(dragoman.read(call))
    coded = CodedArticle.model_validate_json(run("code", call, "--json").stdout)
    (contact,) = coded.contacts
    for quote, span in zip(contact.evidence, contact.spans, strict=True):
        assert article.text[span.start : span.end] == quote


def test_standard_input_is_read() -> None:
    result = run("code", "-", "--published", "2024-03-15", "--json", stdin=CALL.partition("\n\n")[2])
    assert json.loads(result.stdout)["published"] == "2024-03-15"


def test_a_wrong_date_is_wrong_usage(call: Path) -> None:
    result = run("code", call, "--published", "someday")
    assert result.exit_code == 2
    assert "'someday' is no date" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["contcts"], ["code"], ["contacts", "--channel", "fax"], ["--nonsense"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_add_tells_what_it_did_and_what_is_next(tmp_path: Path, call: Path) -> None:
    result = run("add", call, "--ledger", tmp_path / "t.ledger")
    assert "Articles: 1 added" in result.stdout
    assert "1 contact, 0 agreements, 1 event, 0 absences in 1 article" in " ".join(result.stdout.split())
    assert "dragoman contacts --between TUR RUS --ledger" in result.stdout
    again = run("add", call, "--ledger", tmp_path / "t.ledger", "--json")
    assert json.loads(again.stdout) == {"added": 0, "recoded": 0, "unchanged": 1, "refused": 0, "left": 0}


def test_quiet_prints_nothing(tmp_path: Path, call: Path) -> None:
    result = run("add", call, "--ledger", tmp_path / "t.ledger", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_the_commands_of_the_summary_work(tmp_path: Path, call: Path) -> None:
    shown = run("add", call, "--ledger", tmp_path / "t.ledger").stdout
    commands = [line.split("dragoman ", 1)[1] for line in shown.splitlines() if "dragoman " in line]
    assert len(commands) == 3
    for command in commands:
        result = run(*command.split())
        assert result.exit_code == 0, result.output
        assert result.stdout


def test_the_environment_names_the_ledger(ledger: Path) -> None:
    result = run("contacts", DRAGOMAN_LEDGER=str(ledger), NO_COLOR="1")
    assert "Hakan Fidan (TUR) ↔" in result.stdout


@pytest.mark.parametrize(
    ("filters", "docs"),
    [
        ([], ["call", "visit"]),
        (["--between", "RUS", "TUR"], ["call"]),
        (["--between", "russia", "Turkey"], ["call"]),
        (["--between", "RUS", "EGY"], []),
        (["--actor", "lavrov"], ["call"]),
        (["--actor", "EGY"], ["visit"]),
        (["--channel", "phone"], ["call"]),
        (["--channel", "phone", "--channel", "visit"], ["call", "visit"]),
        (["--status", "planned"], ["visit"]),
        (["--since", "2024-04-01"], ["visit"]),
        (["--until", "2024-04-01"], ["call"]),
        (["--text", "gulls harbour"], ["call"]),
        (["--text", "\"'(*) NEAR OR"], []),
        (["--limit", "1"], ["call"]),
    ],
)
def test_contacts_are_filtered(ledger: Path, filters: list[str], docs: list[str]) -> None:
    result = run("contacts", "--json", "--ledger", ledger, *filters)
    assert result.exit_code == 0
    assert [json.loads(line)["article"]["doc"] for line in result.stdout.splitlines()] == docs


def test_contacts_in_a_table_fit_the_terminal(ledger: Path) -> None:
    result = run("contacts", "--ledger", ledger)
    assert "✓ phone call" in result.stdout
    assert "planned" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stderr == "2 reports\n"


def test_nothing_found_is_said_and_no_error(ledger: Path) -> None:
    result = run("contacts", "--ledger", ledger, "--actor", "nobody")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no contacts match\n")


def test_timeline_counts(ledger: Path) -> None:
    periods = [json.loads(line) for line in run("timeline", "--json", "--ledger", ledger).stdout.splitlines()]
    assert [p["start"] for p in periods] == ["2024-03-01", "2024-04-01"]
    shown = run("timeline", "--ledger", ledger, "--by", "year").stdout
    assert shown.startswith("2024  2  ████████████████  ")
    assert "1 took place" in shown


def test_show_lights_the_evidence_in_its_paragraph(ledger: Path) -> None:
    first = json.loads(run("contacts", "--json", "--ledger", ledger).stdout.splitlines()[0])
    result = run("show", first["id"], "--ledger", ledger)
    text = " ".join(result.stdout.split())
    assert "»Turkish Foreign Minister Hakan Fidan" in text
    assert "said.« They discussed grain." in text
    assert "outlet The Test Courier" in text
    assert json.loads(run("show", "call/c1", "--json", "--ledger", ledger).stdout)["id"] == first["id"]


@pytest.mark.parametrize("name", ["call/c9", "nothing", "nobody/c1", "/", ""])
def test_show_of_nothing_is_an_error_of_one_line(ledger: Path, name: str) -> None:
    result = run("show", name, "--ledger", ledger)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(errors(result)) == len(result.stderr.splitlines()) == 1


def test_agreements_and_absences(tmp_path: Path) -> None:
    (tmp_path / "truce.txt").write_text(
        "published: 2020-10-13\n\nTruce\n\nArmenia and Azerbaijan agreed on a ceasefire on Saturday, "
        "brokered by Russia.\n\nTurkey was not invited to the talks in Moscow.\n"
    )
    file = tmp_path / "t.ledger"
    assert run("add", tmp_path, "--ledger", file).exit_code == 0
    (agreement,) = run("agreements", "--json", "--ledger", file, "--actor", "armenia").stdout.splitlines()
    assert json.loads(agreement)["agreement"]["kind"] == "ceasefire"
    assert "Armenia (ARM), Azerbaijan (AZE)" in run("agreements", "--ledger", file).stdout
    assert "not invited" in run("absences", "--ledger", file).stdout


def test_export_csv_and_jsonl(ledger: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "o.csv", "--ledger", ledger).exit_code == 0
    with (tmp_path / "o.csv").open(newline="") as lines:
        assert [row["doc"] for row in csv.DictReader(lines)] == ["call", "visit"]
    result = run("export", "-", "--format", "jsonl", "--ledger", ledger)
    coded = [CodedArticle.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [c.doc for c in coded] == ["call", "visit"]
    assert "2 coded articles" in result.stderr
    rows = csv.DictReader(io.StringIO(run("export", "-", "--ledger", ledger, "-q").stdout))
    assert len(list(rows)) == 2


def test_export_to_an_unwritable_place_is_an_error_of_one_line(ledger: Path, tmp_path: Path) -> None:
    result = run("export", tmp_path / "no" / "o.csv", "--ledger", ledger)
    assert result.exit_code == 1
    assert len(errors(result)) == 1


def test_schema_is_the_published_one() -> None:
    assert json.loads(run("schema").stdout) == json_schema()


def test_asking_makes_no_ledger(tmp_path: Path) -> None:
    result = run("contacts", "--ledger", tmp_path / "none.ledger")
    assert result.exit_code == 1
    assert "there is no ledger here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_version() -> None:
    assert run("--version").stdout.startswith("dragoman ")


def test_help_is_quick_and_loads_no_parser() -> None:
    start = time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dragoman", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    elapsed = time.perf_counter() - start
    assert "agreements" in shown.stdout
    loaded = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}
    assert not {"spacy", "sqlalchemy", "dateparser"} & loaded
    assert elapsed < 3.0  # 0.4 s by itself; the rest is for a busy test machine


def test_completion_knows_the_verbs() -> None:
    program = "import sys; sys.argv = ['dragoman']; from dragoman.cli import main; main()"
    asked = {"_DRAGOMAN_COMPLETE": "complete_bash", "COMP_WORDS": "dragoman ti", "COMP_CWORD": "1"}
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ, **asked}
    )
    assert shown.stdout.split() == ["timeline"]
