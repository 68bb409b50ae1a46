"""Any bytes may be an article: no crash, no hang, one clear line; what fuzzing found stays here as cases."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.article import Article, RawPage
from dragoman.errors import ReadingError
from dragoman.reading.assembling import articles_of
from dragoman.reading.charset import text_of
from dragoman.reading.copies import bands_of, body_of, compare
from dragoman.reading.dateclues import url_clues
from dragoman.reading.extract.items import ExtractionError
from dragoman.reading.extract.pdf import extract_pdf
from dragoman.reading.forms import form_of, suffix_of
from dragoman.reading.published import decide
from dragoman.reading.sources import Sources
from dragoman.reading.text import read_bytes
from dragoman.reading.web.client import FetchError, Unpacker, address
from pdf_sample import pdf
from web_site import CALLS, feed, page

SLOW = 5.0
CASES = sorted((Path(__file__).parent / "data" / "reading_cases").glob("*"))

relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

SEEDS = (
    page("Ministers speak", *CALLS, head='<meta property="article:published_time" content="2024-03-14">'),
    feed([("A", "http://a.example/1", "Thu, 14 Mar 2024 10:00:00 GMT")]),
    pdf([list(CALLS)], "Statement", "D:20240314"),
    f"published: 2024-03-14\n\nMUSCAT, March 14 (Reuters) — {CALLS[0]}\n\n10.42 GMT\n\n{CALLS[1]}".encode(),
    b'date,text,source\n2024-03-14,"The minister called.",Courier\n',
    b'{"text": "The minister called.", "date": "2024-03-14"}\n',
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 20\r\n\r\nHTTP/1.1 200 OK\r\n\r\nabc",
)
SUFFIXES = ("", ".txt", ".html", ".pdf", ".xml", ".csv", ".jsonl", ".json", ".warc", ".warc.gz")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with some of its bytes changed, repeated, cut or put in from another one."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        sort = draw(st.integers(0, 3))
        if sort == 0:
            data[at : at + draw(st.integers(0, 40))] = draw(st.binary(max_size=12))
        elif sort == 1:
            data[at:at] = bytes(data[at : at + draw(st.integers(1, 30))]) * draw(st.integers(1, 60))
        elif sort == 2:
            del data[at:]
        else:
            other = draw(st.sampled_from(SEEDS))
            start = draw(st.integers(0, len(other) - 1))
            data[at:at] = other[start : start + 80]
    return bytes(data)


def one_line(error: Exception) -> None:
    """Errors are told in one line."""
    assert "\n" not in str(error)


def well_formed(article: Article) -> None:
    """Parts in order within the text, and everything storable."""
    position = 0
    for part in article.parts:
        assert position <= part.start < part.end <= len(article.text)
        position = part.end
    for value in (article.text, article.title, article.source, article.url, article.doc):
        (value or "").encode("utf-8")
        assert "\0" not in (value or "")
    assert all(0 <= clue.weight <= 1 for clue in article.clues)


def read(data: bytes, suffix: str) -> None:
    refused: list[ReadingError] = []
    sources = Sources(["-"], stdin=io.BytesIO(data), refused=refused.append, any_language=True)
    began = time.monotonic()
    for article in sources._guarded(io.BytesIO(data), "a", "a", suffix):
        well_formed(article)
    assert time.monotonic() - began < SLOW + 3  # a process may have to be started
    assert all("\n" not in str(error) for error in refused)


@given(st.one_of(damaged(), st.binary(max_size=3000)), st.sampled_from(SUFFIXES))
@relaxed
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    read(data, suffix)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_fuzzing_found(case: Path) -> None:
    for suffix in SUFFIXES:
        read(case.read_bytes(), suffix)


@given(st.text(max_size=2000))
@relaxed
@example("“" * 1000)
def test_any_text_is_taken_apart(text: str) -> None:
    try:
        article = read_bytes(text.encode("utf-8", "replace"), "a", "a")
    except ReadingError:
        return
    well_formed(article)
    bands_of(body_of(article))
    compare(body_of(article), body_of(article))


@given(st.binary(max_size=2000), st.one_of(st.none(), st.text(max_size=20)))
@relaxed
def test_any_bytes_have_a_text(data: bytes, declared: str | None) -> None:
    text, encoding = text_of(data, declared)
    assert data.decode(encoding, "replace") == text


@given(damaged())
@relaxed
def test_any_pdf_is_read_or_refused(data: bytes) -> None:
    try:
        extract_pdf(data)
    except ExtractionError as error:
        one_line(error)


@given(st.binary(max_size=300), st.text(max_size=30))
@relaxed
def test_every_stream_has_a_form(head: bytes, name: str) -> None:
    assert form_of(head, suffix_of(name)) in {
        "text",
        "lines",
        "document",
        "html",
        "pdf",
        "feed",
        "table",
        "archive",
    }


@given(st.text(max_size=200))
@relaxed
@example("http://[::ffff:1.2.3.4%25eth0]/")
@example("http://a.example:0/")
@example("http://\u2100.example/")
def test_any_address_is_refused_or_has_a_form_that_stays(url: str) -> None:
    try:
        form = address(url)
    except FetchError as error:
        one_line(error)
        return
    assert form.isascii()
    assert address(form) == form


@given(st.text(max_size=300), st.text(max_size=60))
@relaxed
def test_any_text_can_be_dated(text: str, url: str) -> None:
    day, clues, _ = decide(None, url, text)
    assert (day is None) == (not clues)
    url_clues(url)


@given(st.lists(st.binary(max_size=200), max_size=20), st.integers(1, 500))
@relaxed
def test_nothing_unpacks_beyond_its_limit(chunks: list[bytes], limit: int) -> None:
    import zlib

    unpacker = Unpacker(limit)
    try:
        assert sum(len(unpacker.more(chunk)) for chunk in chunks) <= limit + 1
    except zlib.error:
        return


def test_an_article_of_nothing_but_a_title_is_refused() -> None:
    with pytest.raises(ReadingError):
        list(articles_of(RawPage(b"<title>Only a title</title>", "html", "a", "a")))


LONG = (
    "“",
    '"',
    "‘",
    "x\n",
    "x\n\n\n\n",
    "(Photo: x)\n",
    "Monday, 14 March 2024\n",
    "12:30\n",
    "A/",
    "By A B\n",
    "AAAA ",
    ". ",
)


@pytest.mark.parametrize("piece", LONG, ids=[repr(piece) for piece in LONG])
def test_a_megabyte_of_anything_takes_no_time(piece: str) -> None:
    data = (piece * (990_000 // len(piece.encode()))).encode()
    began = time.process_time()  # the clock of this process: other programs are none of its business
    for article in Sources(["-"], stdin=io.BytesIO(data), refused=one_line, any_language=True):
        well_formed(article)
        bands_of(body_of(article))
    assert time.process_time() - began < SLOW
