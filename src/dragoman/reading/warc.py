"""Pages of WARC archives, those of Common Crawl News among them, read beside this process."""

from __future__ import annotations

import datetime as dt
import json
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import IO, Any, BinaryIO

from dragoman.article import DateClue, RawPage
from dragoman.errors import ReadingError
from dragoman.reading.extract.guard import SECONDS, SECONDS_PER_MEGABYTE, close_pipe, need, start
from dragoman.reading.jsonlines import Refused
from dragoman.reading.text import clean

MODIFIED_WEIGHT = 0.2
"""Weight of a server's ``Last-Modified``; most servers make pages anew for every reader."""

AHEAD = 4
"""Pages that are held while the reader is busy with one."""

PIECE = 1 << 16
"""Bytes of the archive that are passed on at once."""

LONGEST = 60.0
"""Seconds after which an archive that gives nothing is given up, however large it is."""


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
    last = pages = 0
    for head, data in _frames(stream, where):
        if "end" in head:
            if not pages:
                raise ReadingError(where, f"no page in this archive ({head['end']:,} records)")
            return
        if "broken" in head:
            place = f"{where}: record {head['broken']:,}"
            raise ReadingError(place, f"the archive is broken from here on ({head['reason']})")
        last = int(head["record"])
        pages += 1
        place = f"{where}: record {last:,}"
        if "refused" in head:
            refused(ReadingError(place, str(head["refused"])))
            continue
        yield _page(head, data, f"{stem}-{last}", place, published)
    raise ReadingError(f"{where}: record {last + 1:,}", "the archive is broken from here on")


def _page(head: dict[str, Any], data: bytes, doc: str, where: str, published: dt.date | None) -> RawPage:
    changed = http_day(head["modified"])
    clues = (DateClue(changed, "Last-Modified of the server", MODIFIED_WEIGHT),) if changed else ()
    url = " ".join(clean(head["url"] or "").split())[:4000].strip("<>")
    crawled = _day(head["crawled"])
    return RawPage(data, head["form"], doc, where, url or None, head["charset"], published, crawled, clues)


class _Feeder(threading.Thread):
    """Passes an archive on to the process that reads it, as fast as that takes it."""

    def __init__(self, stream: BinaryIO, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._pipe = pipe
        self.passed = 0
        self.waits_for_source = False
        self.error: OSError | None = None

    def run(self) -> None:
        """Read and write until either side has enough."""
        with suppress(BrokenPipeError, ValueError):
            while True:
                self.waits_for_source = True
                try:
                    piece = self._stream.read(PIECE)
                except OSError as error:
                    self.error = error
                    break
                finally:
                    self.waits_for_source = False
                if not piece:
                    break
                self._pipe.write(piece)
                self.passed += len(piece)
        close_pipe(self._pipe)


def _frames(stream: BinaryIO, where: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What the reading process says, line by line with the bytes that follow; ends when it ends.

    Raises:
        ReadingError: it says nothing for too long.
        OSError: the archive itself cannot be read.
    """
    process = start("dragoman.reading.extract.archive")
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = _Feeder(stream, process.stdin)
    frames: queue.Queue[tuple[dict[str, Any], bytes] | None] = queue.Queue(AHEAD)
    listener = threading.Thread(target=_listen, args=(process, frames), daemon=True)
    feeder.start()
    listener.start()
    try:
        while (frame := _next(frames, feeder, where)) is not None:
            yield frame
        if feeder.error is not None:
            raise feeder.error
    finally:
        process.kill()
        process.wait()
        while listener.is_alive():  # it may wait to put a frame that nobody takes
            with suppress(queue.Empty):
                frames.get(timeout=0.05)
        feeder.join(1.0)  # it may wait for a source that never ends, and then ends with the program
        close_pipe(process.stdout)


def _next(
    frames: queue.Queue[tuple[dict[str, Any], bytes] | None], feeder: _Feeder, where: str
) -> tuple[dict[str, Any], bytes] | None:
    passed = feeder.passed
    began = time.monotonic()
    while True:
        try:
            return frames.get(timeout=0.25)
        except queue.Empty:
            if feeder.waits_for_source:
                began = time.monotonic()
                passed = feeder.passed
            limit = SECONDS + SECONDS_PER_MEGABYTE * (feeder.passed - passed) / 1e6
            if time.monotonic() - began > min(limit, LONGEST):
                raise ReadingError(where, "taking the archive apart took too long") from None


def _listen(
    process: subprocess.Popen[bytes], frames: queue.Queue[tuple[dict[str, Any], bytes] | None]
) -> None:
    assert process.stdout is not None
    try:
        while line := process.stdout.readline():
            head = json.loads(line)
            data = process.stdout.read(head["size"])
            if len(data) < head["size"]:
                break
            frames.put((head, data))
    except (OSError, ValueError):
        pass  # closed from the other side, or cut within a line
    frames.put(None)


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
