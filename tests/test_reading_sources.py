"""Reading files, folders, JSON and standard input: what is an article, and what is refused and why."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import ReadingError
from dragoman.reading.forms import form_of
from dragoman.reading.jsonlines import bounded_lines, read_lines
from dragoman.reading.sources import Sources

STORY = "Minister calls\n\nThe Turkish foreign minister telephoned his Russian counterpart on Monday.\n"


def read_all(*paths: Path | str, stdin: bytes = b"", **options: object) -> tuple[list, list[str]]:
    """Articles of paths and the errors told on the way."""
    refused: list[str] = []
    sources = Sources(paths, refused=lambda e: refused.append(str(e)), stdin=io.BytesIO(stdin), **options)
    return list(sources), refused


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_walked_in_name_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/z.md", "b/a.text", "a.txt"):
        write(tmp_path / name, STORY)
    write(tmp_path / "notes.docx", b"PK")
    write(tmp_path / ".hidden.txt", STORY)
    articles, refused = read_all(tmp_path)
    assert [a.doc for a in articles] == ["a", "a", "z", "c"]
    assert refused == []


def test_header_lines_become_provenance(tmp_path: Path) -> None:
    file = write(tmp_path / "call.txt", f"published: 2024-03-15\nsource: Courier\ntitle: A call\n\n{STORY}")
    article = next(dragoman.read(file))
    assert (article.doc, article.published, article.source) == ("call", dt.date(2024, 3, 15), "Courier")
    assert article.text.startswith("Minister calls")


def test_published_outweighs_what_files_say(tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", f"published: 2024-03-15\n\n{STORY}")
    lines = write(tmp_path / "b.jsonl", json.dumps({"text": STORY, "published": "2024-03-15"}))
    articles, _ = read_all(text, lines, published=dt.date(2020, 1, 1))
    assert [a.published for a in articles] == [dt.date(2020, 1, 1)] * 2


def test_json_lines_are_named_by_themselves_or_by_their_line(tmp_path: Path) -> None:
    records = [{"text": STORY}, {"text": STORY, "doc": "named"}, {"text": STORY, "id": 7}]
    file = write(tmp_path / "feed.jsonl", "\n\n".join(map(json.dumps, records)))
    articles, refused = read_all(file)
    assert [a.doc for a in articles] == ["feed-1", "named", "7"]
    assert refused == []


def test_json_fields_become_provenance(tmp_path: Path) -> None:
    record = {"text": STORY, "published": "2024-03-15T10:00:00Z", "url": "https://x.example/a", "title": "T"}
    article = next(dragoman.read(write(tmp_path / "a.ndjson", json.dumps(record))))
    assert (article.published, article.url, article.title) == (
        dt.date(2024, 3, 15),
        "https://x.example/a",
        "T",
    )


@pytest.mark.parametrize(
    ("content", "docs"),
    [
        (json.dumps({"text": STORY}), ["one"]),
        (json.dumps([{"text": STORY}, {"text": STORY}], indent=1), ["one-1", "one-2"]),
        (json.dumps({"text": STORY}, indent=2), ["one"]),
        (f"{json.dumps({'text': STORY})}\n{json.dumps({'text': STORY})}\n", ["one-1", "one-2"]),
    ],
    ids=["object", "list", "indented object", "really lines"],
)
def test_a_json_file_is_an_object_a_list_or_lines(tmp_path: Path, content: str, docs: list[str]) -> None:
    articles, refused = read_all(write(tmp_path / "one.json", content))
    assert [a.doc for a in articles] == docs
    assert refused == []


@pytest.mark.parametrize(
    ("data", "docs"),
    [
        (STORY.encode(), ["stdin"]),
        (json.dumps({"text": STORY}).encode(), ["stdin-1"]),
        (b"\xef\xbb\xbf" + json.dumps({"text": STORY}).encode(), ["stdin-1"]),
        (json.dumps([{"text": STORY}]).encode(), ["stdin-1"]),
        (b"[Updated] The ministers met in Geneva on Monday.\n", ["stdin"]),
    ],
    ids=["text", "lines", "lines with a byte order mark", "list", "text that begins with a bracket"],
)
def test_standard_input_is_told_by_its_first_bytes(data: bytes, docs: list[str]) -> None:
    articles, refused = read_all("-", stdin=data)
    assert [a.doc for a in articles] == docs
    assert refused == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "broken JSON"),
        ("[1, 2]", "expected a JSON object with a text, found a list"),
        ("17", "found a number"),
        ("{}", 'there is no "text"'),
        ('{"text": 3}', '"text" is a number'),
        ('{"text": null}', '"text" is null'),
        ('{"text": "  "}', "the text is empty"),
        ('{"text": "x", "published": "yesterdayish"}', "is no date"),
        ('{"text": "x", "published": 2024}', '"published" is a number, expected a text'),
        ('{"text": "x", "doc": true}', '"doc" is true or false'),
        ('{"text": "x", "title": "' + "t" * 5000 + '"}', '"title" has 5,000 characters'),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(tmp_path: Path, line: str, reason: str) -> None:
    good = json.dumps({"text": STORY})
    file = write(tmp_path / "feed.jsonl", f"{good}\n{line}\n{good}\n")
    articles, refused = read_all(file)
    assert [a.doc for a in articles] == ["feed-1", "feed-3"]
    assert len(refused) == 1
    assert refused[0].startswith(f"{file}:2: ")
    assert reason in refused[0]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\n", "the file is empty"),
        ("header.txt", b"published: 2024-01-01\n\n", "there is no text after the header"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary data, not text"),
        ("binary.jsonl", b"\x00\x01\x02", "binary data"),
        ("utf16.jsonl", '{"text": "x"}'.encode("utf-16"), "JSON lines must be UTF-8"),
        ("bytes.txt", bytes(range(0x80, 0xA0)) * 40, "neither UTF-8 nor Windows-1252"),
        ("cut.txt", b"\xff\xfea\x00b", "not valid UTF-16"),
        ("dated.txt", b"published: soonish\n\nText.", "'soonish' is no date"),
        ("empty.json", b"[]", "the list is empty"),
        ("broken.json", b'{"text": ', "broken JSON"),
    ],
)
def test_a_bad_file_is_told_and_the_next_is_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad, good = write(tmp_path / name, content), write(tmp_path / "zzz.txt", STORY)
    articles, refused = read_all(tmp_path)
    assert [a.doc for a in articles] == [good.stem]
    assert len(refused) == 1
    assert refused[0].startswith(str(bad))
    assert reason in refused[0]


def test_windows_text_is_read(tmp_path: Path) -> None:
    file = write(tmp_path / "old.txt", "The minister said “no” in Ankara.".encode("cp1252"))
    assert next(dragoman.read(file)).text == "The minister said “no” in Ankara."


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    articles, refused = read_all(tmp_path / "gone.txt", tmp_path / "empty", write(tmp_path / "a.txt", STORY))
    assert [a.doc for a in articles] == ["a"]
    assert "there is no such file or folder" in refused[0]
    assert "no articles in this folder" in refused[1]


def test_an_unreadable_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the tests may run as root, whom no permission stops
    locked = tmp_path / "locked"
    locked.mkdir()
    write(tmp_path / "zzz.txt", STORY)
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    articles, refused = read_all(tmp_path)
    assert [a.doc for a in articles] == ["zzz"]
    assert refused == [f"{locked}: no permission to read it"]


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    write(tmp_path / "a.txt", STORY)
    articles, _ = read_all(tmp_path)
    assert [a.doc for a in articles] == ["a"]


def test_read_raises_where_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="there is no such file"):
        next(dragoman.read(tmp_path / "gone.txt"))


def test_a_line_over_the_limit_is_skipped_without_being_held(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY}).encode()
    file = tmp_path / "feed.jsonl"
    with file.open("wb") as stream:
        stream.write(good + b'\n{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n' + good + b"\n")
    refused: list[str] = []
    tracemalloc.start()
    try:
        with file.open("rb") as stream:
            found = list(
                read_lines(
                    stream, "feed", "feed.jsonl", refused=lambda e: refused.append(str(e)), limit=1_000_000
                )
            )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [a.doc for a in found] == ["feed-1", "feed-3"]
    assert refused == ["feed.jsonl:2: the line has 50,000,013 bytes, more than the 1,000,000 allowed"]
    assert peak < 10_000_000


def test_bounded_lines_take_every_byte() -> None:
    data = b"ab\n" + b"x" * 100 + b"\nlast"
    lines = list(bounded_lines(io.BytesIO(data), limit=10))
    assert [(number, line) for number, _, line in lines] == [(1, b"ab\n"), (2, None), (3, b"last")]
    assert sum(size for _, size, _ in lines) == len(data)


def test_size_and_consumed_make_a_progress_bar(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "b.jsonl", json.dumps({"text": STORY}) + "\n")
    sources = Sources([tmp_path])
    list(sources)
    assert sources.consumed == sources.size() == len(STORY) + len(json.dumps({"text": STORY})) + 1
    assert Sources(["-"]).size() is None


def test_names_of_any_bytes_can_be_stored(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m.txt")
    (tmp_path / name).write_text(STORY)
    article = next(dragoman.read(tmp_path))
    assert article.doc == "caf\ufffd[31m"
    article.doc.encode()


def test_half_characters_are_replaced(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", '{"text": "Ministers met \\ud800 in Oman.", "title": "\\udfff"}')
    article = next(dragoman.read(file))
    assert article.text == "Ministers met \ufffd in Oman."
    assert article.title == "\ufffd"


@pytest.mark.parametrize(
    ("head", "suffix", "form"),
    [(b'{"text": 1}', ".txt", "text"), (b"plain", ".jsonl", "lines"), (b"plain", ".log", "text")],
)
def test_the_ending_decides_the_form(head: bytes, suffix: str, form: str) -> None:
    assert form_of(head, suffix) == form
