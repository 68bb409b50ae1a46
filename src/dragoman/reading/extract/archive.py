"""WARC archives (ISO 28500) record by record, by fastwarc, in a process of its own.

The archive comes on standard input; each page leaves on standard output as a line of JSON and its bytes.
fastwarc is native code, fast and not made for broken archives: it may panic, and only this process ends.
Janek Bevendorff et al., "Elastic ChatNoir: Search Engine for the ClueWeb and the Common Crawl" (ECIR 2018).
"""

from __future__ import annotations

import json
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.reading.extract.worker import limit_memory
from dragoman.reading.forms import FORM_OF_TYPE, form_of
from dragoman.reading.text import MAX_BYTES, PAGE_BYTES

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord


class Refused(Exception):  # noqa: N818 - not an error of the program
    """A record whose page cannot be given. Its text is the reason."""


class Stream:
    """Standard input as fastwarc needs it: it can be read, and it knows where it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, as soon as there are some."""
        data = self._stream.read1(size) if hasattr(self._stream, "read1") else self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def close(self) -> None:
        """Nothing to do: the process ends soon."""

    def seek(self, *_: int) -> int:
        """Not possible on a pipe."""
        raise OSError("an archive is read from its beginning to its end")


def serve(archive: BinaryIO, answers: BinaryIO) -> None:
    """Write the pages of an archive, then a last line that says how many records there were."""
    from fastwarc import ArchiveIterator
    from fastwarc.warc import WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        for number, record in enumerate(
            ArchiveIterator(Stream(archive), parse_http=False, strict_mode=False), 1
        ):
            if not record.record_type & kinds:
                continue
            try:
                found = page_of(record)
            except Refused as error:
                _send(answers, {"record": number, "refused": str(error)})
                continue
            except Exception as error:
                _send(answers, {"record": number, "refused": f"a broken record ({_plain(error)})"})
                continue
            if found is not None:
                head, data = found
                _send(answers, {"record": number, **head}, data)
    except Exception as error:
        _send(answers, {"broken": number + 1, "reason": _plain(error)})
        return
    _send(answers, {"end": number})


def page_of(record: WarcRecord) -> tuple[dict[str, Any], bytes] | None:
    """The page in a record and what is known of it; None for an image, a script, an error of a server.

    Raises:
        Refused: it is too large, cut short or badly compressed.
    """
    headers = record.headers
    charset = modified = None
    encoding = announced = ""
    media = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if media.startswith("application/http"):
        record.parse_http(auto_decode="transfer", strict_mode=False)
        if record.http_headers is None or record.http_headers.status_code not in {200, 203}:
            return None
        media = (record.http_content_type or "").partition(";")[0].strip().lower()
        charset = record.http_charset
        encoding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
        modified = record.http_headers.get("Last-Modified")
        if not record.http_headers.get("Transfer-Encoding"):
            announced = (record.http_headers.get("Content-Length") or "").strip()[:20]
    if media and media not in FORM_OF_TYPE and not media.endswith("xml"):
        return None
    data = record.reader.read(MAX_BYTES + 1)
    if announced.isdigit() and len(data) < min(int(announced), MAX_BYTES):
        raise Refused(f"cut short: {len(data):,} of {announced} bytes")
    if encoding in {"gzip", "x-gzip", "deflate"}:
        data = inflate(data)
    if len(data) > MAX_BYTES:
        raise Refused(f"more than the {MAX_BYTES:,} bytes that one page may have")
    form = FORM_OF_TYPE.get(media) or form_of(data[:4096], "")
    if not data.strip() or form not in {"html", "pdf", "feed", "text"}:
        return None
    head = {
        "form": form,
        "charset": charset,
        "url": headers.get("WARC-Target-URI"),
        "crawled": headers.get("WARC-Date"),
        "modified": modified,
    }
    return head, data


def inflate(data: bytes, limit: int = PAGE_BYTES) -> bytes:
    """Undo the compression of a page, never to more than ``limit`` bytes.

    Raises:
        Refused: it becomes larger than that, or is not compressed as it says.
    """
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            raise Refused(f"unpacks to more than the {limit:,} bytes that one page may have")
        return unpacked
    raise Refused("compressed in a way that cannot be undone")


def _send(answers: BinaryIO, head: dict[str, Any], data: bytes = b"") -> None:
    answers.write(json.dumps({**head, "size": len(data)}).encode("ascii") + b"\n" + data)
    answers.flush()


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def main() -> None:
    """Serve on the standard streams."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    limit_memory()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main()
