"""Plain text: bytes to an article, with an optional header of ``key: value`` lines."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from dragoman.article import Article
from dragoman.errors import ReadingError
from dragoman.reading.charset import guess
from dragoman.reading.parts import segment
from dragoman.reading.published import decide

MAX_BYTES = 20_000_000
"""Largest file or record that is taken for one article."""

PAGE_BYTES = 10_000_000
"""Largest HTML page or feed that is read, in bytes; other forms may have as many as any article."""

MAX_CHARACTERS = 1_000_000
"""Longest text that is coded (spaCy's own limit for one document)."""

MAX_LINES = 20_000
"""Most lines of one article; each is looked at for what it is."""

LETTERS, SPACES = 0.7, 0.05
"""Share of letters and spaces, and of spaces, that a text in a guessed encoding has; else the guess was wrong."""

HEADER_KEYS = frozenset({"published", "source", "url", "title"})
_HEADER_LINE = re.compile(r"^(?P<key>[A-Za-z]+):[ \t]*(?P<value>.*)$")
_HAS_DAY_AND_YEAR = re.compile(r"\d.*\d\d")
_CONTROL = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0x7F: None}


def decode(data: bytes, where: str) -> str:
    """Text of bytes in UTF-8, UTF-16 or UTF-32 with a mark, or else in Windows-1252 or what it looks like.

    Raises:
        ReadingError: empty, too large or not text.
    """
    if not data.strip():
        raise ReadingError(where, "the file is empty")
    if len(data) > MAX_BYTES:
        raise ReadingError(
            where, f"{len(data):,} bytes is more than the {MAX_BYTES:,} that one article may have"
        )
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadingError(where, f"not valid {encoding.upper()} at byte {error.start}") from error
    if (
        b"\x00" in data[:4096]
        or data[:4] in {b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\x7fELF"}
        or data[:3] == b"\xff\xd8\xff"
    ):
        raise ReadingError(where, "binary data, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _legacy(data)
    if _unprintable_share(text) > 0.02:
        raise ReadingError(where, "neither UTF-8 nor Windows-1252 text")
    return text


def _legacy(data: bytes) -> str:
    """Text of bytes that are no UTF-8: Windows-1252, or what they look like where that is another script."""
    guessed = guess(data)
    if guessed != "cp1252":
        text = data.decode(guessed, errors="replace")
        sample = text[:20000]
        spaces = sum(c.isspace() for c in sample)
        if spaces > SPACES * len(sample) and spaces + sum(map(str.isalpha, sample)) > LETTERS * len(sample):
            return text
    return data.decode("cp1252", errors="replace")


def _unprintable_share(text: str) -> float:
    sample = text[:20000]
    bad = sum(
        1 for c in sample if (unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\n\r\t") or c == "�"
    )
    return bad / max(1, len(sample))


def clean(text: str) -> str:
    """Line ends made ``\\n``, control characters removed; everything else stays as it is."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Header values and the text after them.

    A header is one or more lines of known keys before the first blank line, and nothing else.
    """
    head, blank, rest = text.partition("\n\n")
    values: dict[str, str] = {}
    for line in head.strip("\n").split("\n"):
        match = _HEADER_LINE.match(line)
        if match is None or match["key"].lower() not in HEADER_KEYS:
            return {}, text
        values[match["key"].lower()] = match["value"].strip()
    return (values, rest) if values and blank else ({}, text)


@lru_cache(maxsize=4096)
def _written_date(value: str) -> dt.date | None:
    """A date in English words or in figures, the day first; None where it is none.

    dateparser takes a millisecond for each, a tenth of a second when it may try all languages; a table
    has one in each row, and often the same.
    """
    if not _HAS_DAY_AND_YEAR.search(value):
        return None
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"}
    try:
        parsed = dateparser.parse(value, languages=["en"], settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    return parsed.date() if parsed is not None else None


def parse_date(value: str, where: str) -> dt.date:
    """A calendar date as users write it: ISO first, then whatever dateparser makes of it.

    Raises:
        ReadingError: no date.
    """
    value = value.strip()
    # 20240315, and with the time after it as GDELT writes it: 20240315103000, 20240315T103000Z
    compact = re.match(r"\d{8}(?=$|T\d|\d{6}$)", value)
    try:
        return dt.date.fromisoformat(compact[0] if compact else value[:10])
    except ValueError:
        pass
    day = _written_date(value) if len(value) < 80 else None
    if day is None:
        raise ReadingError(where, f"'{value[:60]}' is no date; write it as YYYY-MM-DD")
    return day


def check_length(text: str, where: str) -> None:
    """Refuse a text that is too long to be one article.

    Raises:
        ReadingError: it has too many characters or lines.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadingError(
            where, f"{len(text):,} characters is more than the {MAX_CHARACTERS:,} that one article may have"
        )
    if (lines := text.count("\n")) > MAX_LINES:
        raise ReadingError(where, f"{lines:,} lines is more than the {MAX_LINES:,} that one article may have")


def article_of(
    text: str,
    doc: str,
    *,
    where: str | None = None,
    published: dt.date | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Article:
    """An article from its text and what is known of it; a header in the text fills what is not given.

    Args:
        text: the text, header lines allowed.
        doc: short name.
        where: file or record for error messages and provenance.
        published, title, source, url: provenance; given values outweigh the header's.

    Raises:
        ReadingError: nothing to read, too long, or a header date that is none.
    """
    where = where or doc
    header, body = split_header(clean(text))
    if not body.strip():
        raise ReadingError(where, "there is no text after the header" if header else "the text is empty")
    check_length(body, where)
    if published is None and header.get("published"):
        published = parse_date(header["published"], where)
    url = url or header.get("url") or None
    title = title or header.get("title") or None
    parts = segment(body)
    day, clues, warnings = decide(published, url, body, parts)
    return Article(
        doc,
        body,
        parts,
        day,
        clues,
        title,
        source or header.get("source") or None,
        url,
        tuple(warnings),
        where,
    )


def read_again(article: Article) -> Article:
    """A stored article with its parts and its date found anew; what was given stays.

    Args:
        article: an article of plain text, whose text is all that there is.
    """
    given = next((clue.day for clue in article.clues if clue.origin == "given"), None)
    parts = segment(article.text)
    day, clues, warnings = decide(given, article.url, article.text, parts)
    return replace(article, parts=parts, published=day, clues=clues, warnings=tuple(warnings))


def read_bytes(data: bytes, doc: str, where: str, published: dt.date | None = None) -> Article:
    """An article from the bytes of a plain text file.

    Raises:
        ReadingError: as :func:`decode` and :func:`article_of`.
    """
    return article_of(decode(data, where), doc, where=where, published=published)
