"""JSON lines and JSON documents: one article per record, in bounded memory.

A record is ``{"text": …}`` with any of ``published``, ``url``, ``title``, ``source`` and a name in
``doc`` or ``id``; the names that other programs give these fields are known (:mod:`.columns`). A line that is broken or too long is reported and the next one is read.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from dragoman.article import Article
from dragoman.errors import ReadingError
from dragoman.reading.columns import columns_of
from dragoman.reading.text import MAX_BYTES, article_of, clean, decode, parse_date

FIELD_LIMIT = 4000
"""Longest name, title, source or address that a record may give, in characters."""

DOCUMENT_LIMIT = 100_000_000
"""Largest JSON document that is held at once, in bytes; JSON lines may be as long as they like."""

PROVENANCE = ("title", "source", "url")

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

Refused = Callable[[ReadingError], None]


def bounded_lines(stream: BinaryIO, limit: int = MAX_BYTES) -> Iterator[tuple[int, int, bytes | None]]:
    """Lines of a stream, never more than ``limit`` bytes of one held.

    Yields:
        Line number from 1, bytes taken from the stream, and the line, None where it is too long.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, len(line), line
            continue
        taken = len(line)
        del line  # its memory is not needed while the rest goes by
        while chunk := stream.readline(65_536):
            taken += len(chunk)
            if chunk.endswith(b"\n"):
                break
        yield number, taken, None


def read_lines(
    stream: BinaryIO,
    stem: str,
    where: str,
    *,
    published: dt.date | None = None,
    refused: Refused,
    consumed: Callable[[int], None] = lambda _: None,
    limit: int = MAX_BYTES,
) -> Iterator[Article]:
    """The articles of JSON lines, in order.

    Args:
        stream: bytes of the file.
        stem: names the articles that name themselves not: ``<stem>-<line number>``.
        where: the file, for error messages.
        published: publication date of all articles, outweighing the records' own.
        refused: called with the error of each line that is no article.
        consumed: called with the bytes taken from the stream by each line.
        limit: longest line in bytes.
    """
    for number, size, line in bounded_lines(stream, limit):
        place = f"{where}:{number}"
        try:
            if line is None:
                raise ReadingError(place, f"the line has {size:,} bytes, more than the {limit:,} allowed")
            if line.strip():
                yield _article(parse(decode(line, place), place), f"{stem}-{number}", place, published)
        except ReadingError as error:
            refused(error)
        consumed(size)


def read_document(
    data: bytes, stem: str, where: str, *, published: dt.date | None = None, refused: Refused
) -> Iterator[Article]:
    """The articles of one JSON document: an object, or a list of objects.

    Arguments as in :func:`read_lines`; the only object is named ``stem``, those of a list
    ``<stem>-<position>``.

    Raises:
        ReadingError: the document as a whole cannot be read.
    """
    value = parse(decode_document(data, where), where)
    if not isinstance(value, list):
        yield _article(value, stem, where, published)
        return
    if not value:
        raise ReadingError(where, "the list is empty")
    for position, entry in enumerate(value, 1):
        try:
            yield _article(entry, f"{stem}-{position}", f"{where}: entry {position}", published)
        except ReadingError as error:
            refused(error)


def decode_document(data: bytes, where: str) -> str:
    """Text of a JSON document, which may be larger than one article.

    Raises:
        ReadingError: too large, or not text.
    """
    if len(data) <= MAX_BYTES:
        return decode(data, where)
    if len(data) > DOCUMENT_LIMIT:
        raise ReadingError(where, f"more than {DOCUMENT_LIMIT:,} bytes in one JSON value; use JSON lines")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError(where, f"not valid UTF-8 at byte {error.start}") from error


def parse(text: str, where: str) -> object:
    """The value that ``text`` spells.

    Raises:
        ReadingError: it is no JSON, or nested too deeply to be a record.
    """
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadingError(where, f"broken JSON: {error.msg} at character {error.pos + 1}") from error
    except (RecursionError, ValueError) as error:
        raise ReadingError(where, "broken JSON: nested too deeply or a number too long") from error
    return value


def _article(record: object, name: str, where: str, published: dt.date | None) -> Article:
    if not isinstance(record, dict):
        raise ReadingError(where, f"expected a JSON object with a text, found {_kind(record)}")
    record = _named(record)
    text = record.get("text")
    if not isinstance(text, str):
        raise ReadingError(where, f'"text" is {_kind(text)}' if "text" in record else 'there is no "text"')
    given = {key: _field(record, key, where) for key in PROVENANCE}
    day = _field(record, "published", where)
    return article_of(
        _LONE_SURROGATES.sub("\ufffd", text),
        _field(record, "doc", where) or _field(record, "id", where) or name,
        where=where,
        published=published or (parse_date(day, where) if day else None),
        **given,
    )


def _named(record: dict[str, object]) -> dict[str, object]:
    """A record with our names for the fields that it calls otherwise; ours outweigh the others."""
    names = list(record)
    others = {field: names[at] for field, at in columns_of(names).items() if field not in record}
    return {**record, **{field: record[name] for field, name in others.items()}}


def _field(record: dict[str, object], key: str, where: str) -> str | None:
    """A short text of a record on one line, None where it is absent, null or blank."""
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and key in {"doc", "id"}:
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadingError(where, f'"{key}" is {_kind(value)}, expected a text')
    if len(value) > FIELD_LIMIT:
        raise ReadingError(where, f'"{key}" has {len(value):,} characters, more than {FIELD_LIMIT:,}')
    return " ".join(clean(_LONE_SURROGATES.sub("\ufffd", value)).split()) or None


def _kind(value: object) -> str:
    """A JSON value's kind in plain words."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
