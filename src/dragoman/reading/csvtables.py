"""Tables with named columns: CSV with commas, semicolons or tabs, one article to a row.

GDELT's names (``SOURCEURL``, ``SQLDATE``, ``DATEADDED``) and NGEC's ``date,text,source`` are known.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from typing import BinaryIO

from dragoman.article import Article
from dragoman.errors import ReadingError
from dragoman.reading.columns import columns_of
from dragoman.reading.jsonlines import FIELD_LIMIT, Refused, bounded_lines
from dragoman.reading.text import MAX_BYTES, article_of, clean, decode, parse_date

DELIMITERS = ",;\t|"


def read_table(
    stream: BinaryIO,
    stem: str,
    where: str,
    *,
    published: dt.date | None = None,
    refused: Refused,
    consumed: Callable[[int], None] = lambda _: None,
) -> Iterator[Article]:
    """The articles of a table, in order, in bounded memory.

    Args:
        stream: bytes of the file.
        stem: names the articles that have no name of their own: ``<stem>-<row>``, from 1.
        where: the file, for error messages.
        published: publication date of all articles, outweighing the table's.
        refused: called with the error of each row that is no article.
        consumed: called with the bytes taken from the stream by each line.

    Raises:
        ReadingError: the first line names no column with a text.
    """
    csv.field_size_limit(MAX_BYTES)
    lines = _Lines(stream, where, consumed)
    header_line = next(lines, "")
    delimiter = max(DELIMITERS, key=header_line.count)
    try:
        header = next(csv.reader([header_line], delimiter=delimiter), [])
    except csv.Error as error:
        raise ReadingError(where, f"the first line is no row of a table: {error}") from error
    columns = columns_of(header)
    if "text" not in columns:
        raise ReadingError(where, _no_text(header, columns))
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        place = f"{where}:{lines.number + 1}"
        try:
            row = next(rows)
            if any(cell.strip() for cell in row):
                yield _article(row, columns, f"{stem}-{number}", place, published)
        except StopIteration:
            return
        except csv.Error as error:
            refused(ReadingError(place, f"broken table row: {error}"))
        except ReadingError as error:
            refused(error)


class _Lines(Iterator[str]):
    """Lines of a table as text; a line that is too long or no text raises and is passed over."""

    def __init__(self, stream: BinaryIO, where: str, consumed: Callable[[int], None]) -> None:
        self._lines = bounded_lines(stream)
        self._where = where
        self._consumed = consumed
        self.number = 0

    def __next__(self) -> str:
        self.number, size, line = next(self._lines)
        self._consumed(size)
        place = f"{self._where}:{self.number}"
        if line is None:
            raise ReadingError(place, f"the line has {size:,} bytes, more than the {MAX_BYTES:,} allowed")
        if not line.strip():
            return "\n"
        if b"\0" in line:
            raise ReadingError(place, "binary data, or text in UTF-16: tables must be UTF-8")
        # a carriage return by itself would be a broken row to csv, for all the rows after it too
        return decode(line, place).rstrip("\r\n").replace("\r", " ") + "\n"


def _no_text(header: list[str], columns: dict[str, int]) -> str:
    names = ", ".join(" ".join(clean(name).split())[:40] for name in header[:12]) or "none"
    if "url" in columns:
        return f"no column holds a text (columns: {names}); its addresses can be read by: dragoman fetch"
    return f"the first line names no column with a text, such as 'text' (columns: {names})"


def _article(
    row: list[str], columns: dict[str, int], name: str, where: str, published: dt.date | None
) -> Article:
    cells = {field: row[at] for field, at in columns.items() if at < len(row)}
    for field, value in cells.items():
        if field != "text" and len(value) > FIELD_LIMIT:
            raise ReadingError(where, f"its {field} has {len(value):,} characters, more than {FIELD_LIMIT:,}")
    given = {
        field: " ".join(clean(cells.get(field, "")).split()) or None for field in ("source", "title", "url")
    }
    day = cells.get("published", "").strip()
    return article_of(
        cells.get("text", ""),
        " ".join(clean(cells.get("doc", "")).split()) or name,
        where=where,
        published=published or (parse_date(day, where) if day else None),
        **given,
    )
