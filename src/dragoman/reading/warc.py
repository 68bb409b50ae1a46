"""WARC archives (ISO 28500), those of Common Crawl News among them, by fastwarc.

Records are read one after the other and none is held longer than its page. Janek Bevendorff et al.,
"Elastic ChatNoir: Search Engine for the ClueWeb and the Common Crawl" (ECIR 2018).
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO

from dragoman.article import DateClue, RawPage
from dragoman.errors import ReadingError
from dragoman.reading.assembling import PAGE_BYTES
from dragoman.reading.extract.guard import need
from dragoman.reading.forms import form_of
from dragoman.reading.jsonlines import Refused
from dragoman.reading.text import MAX_BYTES, clean

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

FORM_OF_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/plain": "text",
}
"""Forms by media type; what has another type is no article and passed over without a word."""

MODIFIED_WEIGHT = 0.2
"""Weight of a server's ``Last-Modified``; most servers make pages anew for every reader."""


def pages_of(
    stream: BinaryIO, stem: str, where: str, *, published: dt.date | None, refused: Refused
) -> Iterator[RawPage]:
    """The pages of an archive, in order.

    Args:
        stream: bytes of the archive, compressed or not.
        stem: begins the names of its articles: ``<stem>-<record>``, from 1.
        where: the file, for messages.
        published: publication date of all articles, or None.
        refused: called for each page that cannot be read.

    Raises:
        ReadingError: it is no archive, or broken from some record on.
    """
    need("fastwarc")
    from fastwarc import ArchiveIterator
    from fastwarc.warc import WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = seen = 0
    records = ArchiveIterator(stream, parse_http=False, strict_mode=False)
    while True:
        number += 1
        place = f"{where}: record {number:,}"
        try:
            record = next(records)
        except StopIteration:
            break
        # fastwarc is written in Rust and raises what it likes
        except Exception as error:
            raise ReadingError(place, f"the archive is broken from here on ({_plain(error)})") from error
        seen += 1
        if not record.record_type & kinds:
            continue
        try:
            page = page_of(record, f"{stem}-{number}", place, published)
        except ReadingError as error:
            refused(error)
            continue
        except Exception as error:
            refused(ReadingError(place, f"a broken record ({_plain(error)})"))
            continue
        if page is not None:
            yield page
    if not seen:
        raise ReadingError(where, "no WARC record in it")


def page_of(record: WarcRecord, doc: str, where: str, published: dt.date | None) -> RawPage | None:
    """The page in a record, None where it holds none: an image, a script, an error of a server.

    Raises:
        ReadingError: it is too large, cut short or badly compressed.
    """
    headers = record.headers
    charset = modified = None
    encoding = ""
    media = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if media.startswith("application/http"):
        record.parse_http(auto_decode="transfer", strict_mode=False)
        if record.http_headers is None or record.http_headers.status_code not in {200, 203}:
            return None
        media = (record.http_content_type or "").partition(";")[0].strip().lower()
        charset = record.http_charset
        encoding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
        modified = record.http_headers.get("Last-Modified")
    if media and media not in FORM_OF_TYPE and not media.endswith("xml"):
        return None
    data = record.reader.read(MAX_BYTES + 1)
    if encoding in {"gzip", "x-gzip", "deflate"}:
        data = inflate(data, where)
    if len(data) > MAX_BYTES:
        raise ReadingError(where, f"more than the {MAX_BYTES:,} bytes that one page may have")
    if not data.strip():
        return None
    form = FORM_OF_TYPE.get(media) or form_of(data[:4096], "")
    if form not in {"html", "pdf", "feed", "text"}:
        return None
    crawled = _day(headers.get("WARC-Date"))
    changed = http_day(modified)
    clues = (DateClue(changed, "Last-Modified of the server", MODIFIED_WEIGHT),) if changed else ()
    url = " ".join(clean(headers.get("WARC-Target-URI") or "").split())[:4000].strip("<>")
    return RawPage(data, form, doc, where, url or None, charset, published, crawled, clues)


def inflate(data: bytes, where: str, limit: int = PAGE_BYTES) -> bytes:
    """Undo the compression of a page, never to more than ``limit`` bytes.

    Raises:
        ReadingError: it becomes larger than that, or is not compressed as it says.
    """
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            raise ReadingError(where, f"unpacks to more than the {limit:,} bytes that one page may have")
        return unpacked
    raise ReadingError(where, "compressed in a way that cannot be undone")


def _day(value: str | None) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat((value or "")[:10])
    return None


def http_day(value: str | None) -> dt.date | None:
    """The day of an HTTP date, None where it is none or makes no sense."""
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        day = parsedate_to_datetime(value or "").date()
        return day if day.year > 1995 else None
    return None


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
