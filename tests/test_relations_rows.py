"""``dragoman relations``: marked sentences of a table, the same rows out with what the model says of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cli_samples import errors, run
from dragoman.records import Category, Modality
from dragoman.relations.rows import MAX_LINE, what_is_wrong

ROOT = Path(__file__).parent.parent
ADDED = ["code", "mode", "modality", "probability"]
GOOD = "<s>Peru</s> expelled <t>two Danish diplomats</t>."


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_rows_come_back_in_order_with_four_columns_more(tmp_path: Path) -> None:
    file = tmp_path / "in.tsv"
    file.write_text(f"id\tmarked_sentence\tnote\n7\t{GOOD}\tä\n3\t<s>A minister</s> resigned.\t\n", "utf-8")
    result = run("relations", file)
    assert result.exit_code == 0
    rows = table(result.stdout)
    assert list(rows[0]) == ["id", "marked_sentence", "note", *ADDED]
    assert [(row["id"], row["note"]) for row in rows] == [("7", "ä"), ("3", "")]
    assert [(row["code"], row["mode"]) for row in rows] == [("SANCTION", "expel"), ("RETREAT", "resign")]
    assert all(0 < float(row["probability"]) <= 1 for row in rows)
    assert "2 rows, 2 judged" in result.stderr


def test_json_has_the_same_in_an_object_a_line(tmp_path: Path) -> None:
    file = tmp_path / "in.tsv"
    file.write_text(f"id\tmarked_sentence\n7\t{GOOD}\n8\tnobody is marked\n", "utf-8")
    good, bad = (json.loads(line) for line in run("relations", file, "--json").stdout.splitlines())
    assert (good["id"], good["code"]) == ("7", "SANCTION")
    assert isinstance(good["probability"], float)
    assert bad == {"id": "8", "marked_sentence": "nobody is marked", **dict.fromkeys(ADDED)}


def test_standard_input_is_read(tmp_path: Path) -> None:
    result = run("relations", "-", "--quiet", stdin=f"marked_sentence\n{GOOD}\n")
    assert table(result.stdout)[0]["code"] == "SANCTION"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"1\tnobody is marked", "it marks neither a source"),
        (b"1\t", "the sentence is empty"),
        (b"1\t<s>Peru</s> and <t>Chile", "<t> is not closed"),
        (b"1\t<s>Peru <s>and</s> Chile</s>", "<s> opens what is open already"),
        (b"1\tPeru</s> left", "</s> closes what is not open"),
        (b"1\t<s> </s> left <t>Chile</t>", "nothing between <s> and </s>"),
        (b"1", "1 cells, where the first line names 2 columns"),
        (b"1\t2\t3", "3 cells, where the first line names 2 columns"),
        (b"1\t<s>P\xff</s> left", "not UTF-8"),
        (b"1\t" + b"x" * (MAX_LINE + 10), "longer than 1,000,000 bytes"),
        (b"1\t<s>Peru</s> " + b"and so on " * 500, "the sentence is longer than 4,000 characters"),
    ],
)
def test_a_bad_row_is_told_and_kept_and_the_others_go_on(tmp_path: Path, row: bytes, reason: str) -> None:
    file = tmp_path / "in.tsv"
    file.write_bytes(b"id\tmarked_sentence\n" + row + b"\n9\t" + GOOD.encode() + b"\n")
    result = run("relations", file)
    assert result.exit_code == 1
    (line,) = errors(result)
    assert line.startswith(f"dragoman: {file}, row 2: ")
    assert reason in line
    bad, good = table(result.stdout)
    assert [bad[name] for name in ADDED] == ["", "", "", ""]
    assert (good["id"], good["code"]) == ("9", "SANCTION")


def test_a_column_of_the_same_name_is_kept_under_another(tmp_path: Path) -> None:
    file = tmp_path / "in.tsv"
    file.write_text(f"code\tmarked_sentence\nAID\t{GOOD}\n", "utf-8")
    (row,) = table(run("relations", file).stdout)
    assert (row["given_code"], row["code"]) == ("AID", "SANCTION")


def test_lines_may_end_as_on_windows_and_begin_with_a_mark(tmp_path: Path) -> None:
    file = tmp_path / "in.tsv"
    file.write_bytes(b"\xef\xbb\xbfmarked_sentence\tid\r\n" + GOOD.encode() + b"\t5\r\n\r\n")
    (row,) = table(run("relations", file).stdout)
    assert (row["id"], row["code"]) == ("5", "SANCTION")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"sentence\tid\nx\ty\n", "names no column 'marked_sentence'"),
        (b"marked_sentence\tid\tid\n", "two columns are called 'id'"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "in.tsv"
    file.write_bytes(content)
    result = run("relations", file)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = errors(result)
    assert reason in line


def test_a_missing_file_is_told() -> None:
    result = run("relations", "nowhere.tsv")
    assert result.exit_code == 1
    assert errors(result) == ["dragoman: nowhere.tsv: cannot be read (No such file or directory)"]


def test_one_actor_inside_another_may_be_marked() -> None:
    assert what_is_wrong("<s>The <t>Iraqi</t> fighters</s> laid down their arms.") is None


def test_what_the_model_says_are_codes_of_the_records() -> None:
    rows = table(run("relations", ROOT / "examples/relations.tsv").stdout)
    assert len(rows) == 5
    assert {row["code"] for row in rows} <= {*(category.value for category in Category), "NONE"}
    assert {row["modality"] for row in rows} <= {modality.value for modality in Modality}
