"""What goes wrong ends in one clear line each, and the rest of the run goes on."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from cli_samples import CALL, VISIT, errors, run
from dragoman.ledger import Ledger

PROGRAM = [sys.executable, "-m", "dragoman"]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with one good article among much that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "b-binary.txt").write_bytes(b"\x7fELF\x00\x00")
    (folder / "c-good.txt").write_text(CALL)
    (folder / "d-wrong-encoding.txt").write_bytes(bytes(range(0x80, 0xA0)) * 40)
    with (folder / "e-long.jsonl").open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n{broken\n' + json.dumps({"text": VISIT}).encode() + b"\n")
    return folder


def test_what_cannot_be_read_is_told_and_the_rest_is_coded(mixed: Path) -> None:
    result = run("code", mixed, "--json")
    assert result.exit_code == 1
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["c-good", "e-long-3"]
    told = errors(result)
    assert len(told) == len(result.stderr.splitlines()) == 5
    for name, reason in [
        ("a-empty.txt", "empty"),
        ("b-binary.txt", "binary"),
        ("d-wrong-encoding.txt", "neither UTF-8 nor"),
        ("e-long.jsonl:1", "50,000,013 bytes"),
        ("e-long.jsonl:2", "broken JSON"),
    ]:
        assert any(f"{name}: " in line and reason in line for line in told), (name, told)


def test_what_cannot_be_read_does_not_stop_the_ledger(mixed: Path, tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    result = run("add", mixed, tmp_path / "gone", "--ledger", file)
    assert result.exit_code == 1
    assert "2 added, 6 refused" in result.stdout
    with Ledger.open(file) as ledger:
        assert ledger.counts().documents == 2


def test_an_article_without_a_date_is_coded_with_a_warning(tmp_path: Path) -> None:
    result = run("code", "-", stdin=CALL.partition("\n\n")[2])
    assert result.exit_code == 0
    assert "! no publication date anywhere" in result.stdout


def test_an_article_on_which_the_coder_fails_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.coding.coder import Coder

    real = Coder._read

    def fail(self: Coder, doc: object, article: object) -> object:
        if article.doc == "b":
            raise ValueError("no such token")
        return real(self, doc, article)

    monkeypatch.setattr(Coder, "_read", fail)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{CALL}\nThe end of {name}.\n")
    result = run("code", tmp_path, "--json")
    assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["a", "c"]
    assert result.exit_code == 1
    (line,) = errors(result)
    assert "b.txt: the coder failed on it" in line
    assert "ValueError: no such token" in line


def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    (tmp_path / "call.txt").write_text(CALL)
    run("add", tmp_path / "call.txt", "--ledger", file)
    with sqlite3.connect(file) as plain:
        plain.execute("UPDATE alembic_version SET version_num = 'ffff'")
    plain.close()
    before = file.read_bytes()
    for verb in (["add", tmp_path / "call.txt"], ["contacts"]):
        result = run(*verb, "--ledger", file)
        assert result.exit_code == 1
        assert "written by a newer Dragoman" in "".join(errors(result))
        assert len(result.stderr.splitlines()) == 1
    assert file.read_bytes() == before


def test_what_is_no_ledger_is_told(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text(CALL)
    result = run("contacts", "--ledger", file)
    assert result.exit_code == 1
    assert "not a ledger" in result.stderr
    assert file.read_text() == CALL


@contextmanager
def disk_of(pages: int) -> Iterator[None]:
    """Let SQLite find the disk full after so many pages."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_disk_keeps_what_was_stored(tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    (tmp_path / "a.txt").write_text(CALL)
    (tmp_path / "b.txt").write_text(VISIT + "The minister spoke of the harbour. " * 9000)
    assert run("add", tmp_path / "a.txt", "--ledger", file).exit_code == 0
    with disk_of(file.stat().st_size // 4096 + 2):
        result = run("add", tmp_path, "--ledger", file)
    assert result.exit_code == 1
    assert len(errors(result)) == 1
    assert "the disk is full" in result.stderr
    with Ledger.open(file) as ledger:
        assert [report.article.doc for report in ledger.contacts()] == ["a"]
    with sqlite3.connect(file) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_full_disk_under_standard_output_is_told(tmp_path: Path, form: list[str]) -> None:
    (tmp_path / "call.txt").write_text(CALL)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, "code", str(tmp_path / "call.txt"), *form],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr == "dragoman: cannot write the results: No space left on device\n"


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text(
        "".join(json.dumps({"text": f"{CALL}\nNumber {n}."}) + "\n" for n in range(60))
    )
    program = subprocess.Popen(
        [*PROGRAM, "code", str(tmp_path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.readline()
    program.stdout.close()
    told = program.stderr.read()
    program.stderr.close()
    assert program.wait(60) == 141
    assert told == b""


def test_ctrl_c_is_one_line_and_keeps_what_was_stored(tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    program = subprocess.Popen(
        [*PROGRAM, "add", "-", "--ledger", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    program.stdin.write(json.dumps({"text": CALL}) + "\n")
    program.stdin.flush()
    stored = 0
    while not stored and program.poll() is None:
        if file.exists():
            with Ledger.open(file) as ledger:
                stored = ledger.counts().documents
    program.send_signal(signal.SIGINT)
    output, told = program.communicate(timeout=60)
    assert program.returncode == 130
    assert told == "dragoman: interrupted; what was stored stays stored\n"
    assert output == ""
    assert stored == 1


ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\x1b[31mred\u202eesrever\x08\x7f"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_escape_sequences_never_reach_the_terminal(tmp_path: Path, form: list[str]) -> None:
    text = CALL.replace("grain", f"grain{ESCAPES}").replace("A call", f"A{ESCAPES} call")
    record = {"text": text, "title": f"t{ESCAPES}", "source": ESCAPES, "doc": f"d{ESCAPES}"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (tmp_path / "b.txt").write_text(text)
    (tmp_path / f"bad{ESCAPES}.txt").write_bytes(b"")
    file = tmp_path / "t.ledger"
    outputs = [
        run("code", tmp_path, *form, FORCE_COLOR="1"),
        run("add", tmp_path, "--ledger", file, *form, FORCE_COLOR="1"),
        run("contacts", "--ledger", file, *form, FORCE_COLOR="1"),
        run("show", "b/c1", "--ledger", file, *form, FORCE_COLOR="1"),
        run("show", f"no{ESCAPES}/c1", "--ledger", file, *form, FORCE_COLOR="1"),
    ]
    for result in outputs:
        # Rich's own: colours, and on standard error the turning sign and the progress bar
        foreign = re.sub(r"\x1b\[(?:[0-9;]*m|\?25[lh]|1A|2K)|\r", "", result.output)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", foreign), repr(foreign)
        assert not re.search(r"\x1b\[[0-9;]*[^0-9;m]|\r", result.stdout)
        assert "\x1b[31mred" not in result.output


@pytest.mark.parametrize("colours", [{}, {"FORCE_COLOR": "1"}])
def test_markup_in_articles_is_printed_as_it_is(tmp_path: Path, colours: dict[str, str]) -> None:
    markup = "[bold red]free[/bold red] :boom: [/] grain"
    (tmp_path / "a.txt").write_text(CALL.replace("grain", markup).replace("A call", markup))
    file = tmp_path / "t.ledger"
    run("add", tmp_path, "--ledger", file)
    for arguments in (["code", tmp_path], ["show", "a/c1", "--ledger", file]):
        shown = run(*arguments, **colours).stdout
        assert markup in " ".join(shown.split())


def test_colours_are_left_out_where_they_are_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CALL)
    coloured = run("code", tmp_path, FORCE_COLOR="1", NO_COLOR="").stdout
    plain = run("code", tmp_path, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert re.search(r"\x1b\[[0-9;]*3[0-7]|\x1b\[[0-9;]*38;", coloured)
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-8]|9[0-7])", plain)


def test_a_narrow_encoding_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CALL)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for form in ([], ["--json"]):
        done = subprocess.run(
            [*PROGRAM, "code", str(tmp_path), *form], capture_output=True, env=environment, text=True
        )
        assert done.returncode == 0, done.stderr
        assert "Fidan" in done.stdout
    assert json.loads(done.stdout)["contacts"]


def test_a_wrong_setting_is_told(tmp_path: Path) -> None:
    result = run("contacts", DRAGOMAN_LEDGER="")
    assert result.exit_code == 1
    assert errors(result)[0].startswith("dragoman: DRAGOMAN_LEDGER: ")


def test_a_missing_pipeline_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CALL)
    result = run("code", tmp_path, DRAGOMAN_PIPELINE="xx_none")
    assert result.exit_code == 1
    assert "spaCy pipeline 'xx_none' is not installed" in result.stderr
