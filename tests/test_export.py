"""Exports: equal records again from JSON lines, tables that a spreadsheet cannot run, whole files."""

from __future__ import annotations

import csv
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import DragomanError
from dragoman.export import export_agreements, export_contacts, export_csv, export_jsonl
from dragoman.export.csv import AGREEMENT_COLUMNS, CONTACT_COLUMNS
from dragoman.ledger import Ledger
from dragoman.records import CodedArticle
from ledger_samples import CAVUSOGLU, LAVROV, ZARIF, harbour, numbered, person, report, small_corpus, story


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger" / "talks.db") as opened:
        opened.add_many([harbour(), *small_corpus()])
        yield opened


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_json_lines_read_back_as_equal_records(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "talks.jsonl"
    assert export_jsonl(ledger, file) == 5
    lines = file.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    read = [CodedArticle.model_validate_json(line) for line in lines]
    assert read == sorted((coded for _, coded in [harbour(), *small_corpus()]), key=lambda coded: coded.doc)


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    for name, pairs in (("one", numbered(30)), ("two", numbered(30)[::-1])):
        with Ledger.open(tmp_path / f"{name}.db") as ledger:
            ledger.add_many(pairs)
            export_jsonl(ledger, tmp_path / f"{name}.jsonl")
            export_csv(ledger, tmp_path / f"{name}.csv")
    for suffix in (".jsonl", ".csv", "-agreements.csv", "-events.csv"):
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


def test_a_row_says_all_about_a_contact(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    assert export_csv(ledger, file) == (5, 1, 2)
    row = rows(file)[0]
    assert list(row) == CONTACT_COLUMNS
    assert row == {
        "id": ledger.show("harbour/c1").id,
        "channel": "phone",
        "status": "occurred",
        "date_start": "2021-03-08",
        "date_end": "2021-03-08",
        "date_precision": "day",
        "date_words": "on Monday",
        "participants": "Ivan Korcok (SVK, initiator, foreign minister); "
        "Peter Szijjarto (HUN, recipient, foreign minister)",
        "affiliations": "SVK; HUN",
        "initiator": "Ivan Korcok (SVK)",
        "recipient": "Peter Szijjarto (HUN)",
        "intermediary": "",
        "host": "",
        "participant": "",
        "place": "Bratislava",
        "topics": "calm; Kessel harbour",
        "sources": "officials",
        "disputed": "yes",
        "count": "2",
        "attribution": 'officials (HUN) claims "said"; Danube Wire asserts "(Danube Wire)"',
        "speculative": "yes",
        "confidence": "0.75",
        "evidence": "Ivan Korčok telephoned his Hungarian counterpart Péter Szijjártó on Monday. | "
        "Mr. Korčok asked for calm",
        "spans": "; ".join(f"{s.start}-{s.end}" for s in harbour()[1].contacts[0].spans),
        "doc": "harbour",
        "published": "2021-03-09",
        "title": "Envoys agree on Kessel harbour",
        "source": "Danube Wire",
        "url": "https://danube.example/harbour",
        "coder": "dragoman 0.1.0",
    }


def test_agreements_lie_beside_the_contacts(ledger: Ledger, tmp_path: Path) -> None:
    export_csv(ledger, tmp_path / "talks.csv", actor="Lavrov")
    assert [row["doc"] for row in rows(tmp_path / "talks.csv")] == ["call", "trio"]
    (row,) = rows(tmp_path / "talks-agreements.csv")
    assert list(row) == AGREEMENT_COLUMNS
    assert (row["kind"], row["status"], row["parties"], row["brokers"]) == (
        "ceasefire",
        "holding",
        "SVK; HUN",
        "AUT",
    )
    assert export_agreements(ledger, tmp_path / "none.csv", actor="POL") == 0
    assert (tmp_path / "none.csv").read_text().strip() == ",".join(AGREEMENT_COLUMNS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    bad = f'{start}HYPERLINK("http://x.example";"open")'
    contact = report(bad, bad, (person(bad, "RUS"), CAVUSOGLU)).model_copy(
        update={"place": bad, "topics": (bad,), "sources": (bad,)}
    )
    article, coded = story("a", bad, contact)
    with Ledger.open(tmp_path / "t.db") as ledger:
        ledger.add(article, coded.model_copy(update={"title": bad, "source": bad, "url": bad}))
        export_contacts(ledger, tmp_path / "t.csv")
        (row,) = rows(tmp_path / "t.csv")
        export_jsonl(ledger, tmp_path / "t.jsonl")
    assert not [
        cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    ]
    assert row["place"] == row["title"] == row["url"] == row["evidence"] == f"'{bad}"
    # the JSON form is for programs and stays exact
    assert CodedArticle.model_validate_json((tmp_path / "t.jsonl").read_text()).contacts[0].place == bad


def test_cells_keep_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = 'Lavrov, "the\nbear", rang; Zarif | answered.'
    with Ledger.open(tmp_path / "t.db") as ledger:
        ledger.add(*story("a", text, report(text, text, (LAVROV, ZARIF))))
        export_contacts(ledger, tmp_path / "t.csv")
    assert rows(tmp_path / "t.csv")[0]["evidence"] == text


def test_a_dash_is_standard_output_in_utf_8(
    ledger: Ledger, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    print("before")
    assert export_csv(ledger, "-", doc="harbour") == (1, 0, 0)
    print("after")
    sys.stdout.flush()
    first, header, row, *rest = capfdbinary.readouterr().out.split(b"\n")
    assert (first, header, rest) == (b"before", ",".join(CONTACT_COLUMNS).encode(), [b"after", b""])
    assert "Péter Szijjártó".encode() in row


def test_a_failed_export_keeps_the_old_file_and_leaves_nothing_else(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export_jsonl(ledger, folder / "talks.jsonl")
    before = (folder / "talks.jsonl").read_bytes()

    def broken(coded: CodedArticle) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(CodedArticle, "to_json", broken)
    with pytest.raises(KeyboardInterrupt):
        export_jsonl(ledger, folder / "talks.jsonl")
    assert os.listdir(folder) == ["talks.jsonl"]
    assert (folder / "talks.jsonl").read_bytes() == before


def test_permissions_are_those_of_the_file_replaced_or_of_any_new_file(
    ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "old.jsonl").touch(0o640)
    (tmp_path / "plain").touch()
    for name in ("old.jsonl", "new.jsonl"):
        export_jsonl(ledger, tmp_path / name)
    mode = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in os.listdir(tmp_path)}
    assert (mode["old.jsonl"], mode["new.jsonl"]) == (0o640, mode["plain"])


def test_a_link_stays_a_link_and_a_device_a_device(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    export_jsonl(ledger, tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").stat().st_size > 0
    assert export_jsonl(ledger, os.devnull) == 5
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_clear_line(ledger: Ledger) -> None:
    with pytest.raises(DragomanError, match=r"^/dev/full: cannot be written \(No space left on device\)$"):
        export_jsonl(ledger, "/dev/full")


def test_places_that_take_no_file(ledger: Ledger, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "missing" / "t.csv", "/proc/t.csv", "a\0b"):
        with pytest.raises(DragomanError, match="cannot be written") as error:
            export_jsonl(ledger, target)
        assert "\n" not in str(error.value)


def test_an_empty_ledger_makes_empty_files_with_headers(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "t.db") as ledger:
        assert export_csv(ledger, tmp_path / "t.csv") == (0, 0, 0)
        assert export_jsonl(ledger, tmp_path / "t.jsonl") == 0
    assert (tmp_path / "t.csv").read_text().strip() == ",".join(CONTACT_COLUMNS)
    assert (tmp_path / "t.jsonl").read_bytes() == b""
