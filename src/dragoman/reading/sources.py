"""From what a user names to articles: files, folders and standard input.

Folders are walked in name order. What cannot be read is reported and the rest goes on.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.article import Article
from dragoman.errors import ReadingError
from dragoman.reading.jsonlines import DOCUMENT_LIMIT, Refused, read_document, read_lines
from dragoman.reading.text import MAX_BYTES, clean, read_bytes

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
DOCUMENT_SUFFIXES = frozenset({".json"})
SUFFIXES = TEXT_SUFFIXES | LINES_SUFFIXES | DOCUMENT_SUFFIXES
"""Endings of the files that are read from a folder; a file named by itself is read whatever its ending."""

STANDARD_INPUT = "-"

HEAD = 65_536
"""Bytes by which the form of a stream is told."""

_LOOKS_LIKE_LINES = re.compile(rb'\s*\{[ \t]*"')
_LOOKS_LIKE_DOCUMENT = re.compile(rb'\s*(?:\[\s*\{\s*"|\{\s*\n\s*")')
_UTF8_MARK = b"\xef\xbb\xbf"


class Sources:
    """The articles of some paths, read lazily and in order.

    Args:
        paths: files, folders, or ``-`` for standard input.
        published: publication date of all articles, outweighing what the files say.
        refused: called with each thing that cannot be read; by default the error is raised.
        stdin: standard input, as bytes.

    Attributes:
        consumed: bytes read so far, for a progress bar.
    """

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        published: dt.date | None = None,
        refused: Refused | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.paths = [os.fspath(p) for p in paths]
        self.published = published
        self.consumed = 0
        self._refused = refused if refused is not None else _raise
        self._stdin = stdin

    def size(self) -> int | None:
        """Bytes that there are to read, None if standard input or another pipe is among them."""
        total = 0
        for path in self.paths:
            if path == STANDARD_INPUT:
                return None
            for file in files_of(path, lambda _: None):
                try:
                    status = file.stat()
                except OSError:
                    continue
                if not stat.S_ISREG(status.st_mode):
                    return None
                total += status.st_size
        return total

    def __iter__(self) -> Iterator[Article]:
        """Reads on; whatever cannot be read is handed to ``refused``."""
        for path in self.paths:
            if path == STANDARD_INPUT:
                stream = self._stdin if self._stdin is not None else sys.stdin.buffer
                yield from self._guarded(stream, "stdin", "standard input", "")
                continue
            for file in files_of(path, self._refused):
                yield from self._file(file)

    def _file(self, file: Path) -> Iterator[Article]:
        try:
            stream = file.open("rb")
        except OSError as error:
            self._refused(ReadingError(printable(file), reason_of(error)))
            return
        with stream:
            yield from self._guarded(stream, printable(file.stem), printable(file), file.suffix.lower())

    def _guarded(self, stream: BinaryIO, stem: str, where: str, suffix: str) -> Iterator[Article]:
        """The articles of one stream; an error in it ends the stream, not the run."""
        try:
            yield from self._stream(stream, stem, where, suffix)
        except ReadingError as error:
            self._refused(error)
        except OSError as error:
            self._refused(ReadingError(where, reason_of(error)))

    def _stream(self, stream: BinaryIO, stem: str, where: str, suffix: str) -> Iterator[Article]:
        head = _available(stream, HEAD)
        form = form_of(head, suffix)
        replayed = cast(BinaryIO, io.BufferedReader(Replay(head.removeprefix(_UTF8_MARK), stream)))
        if form == "lines":
            if b"\x00" in head:
                raise ReadingError(where, "binary data, or text in UTF-16: JSON lines must be UTF-8")
            yield from read_lines(
                replayed,
                stem,
                where,
                published=self.published,
                refused=self._refused,
                consumed=self._advance,
            )
        elif form == "document":
            data = replayed.read(DOCUMENT_LIMIT + 1)
            yield from read_document(data, stem, where, published=self.published, refused=self._refused)
            self._advance(len(data))
        else:
            data = replayed.read(MAX_BYTES + 1)
            self._advance(len(data))
            yield read_bytes(data, stem, where, self.published)

    def _advance(self, size: int) -> None:
        self.consumed += size


class Replay(io.RawIOBase):
    """A stream put together again from its head, already read, and its rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` from the head, then from the rest."""
        data = self._head.read(len(buffer)) or _available(self._rest, len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _available(stream: BinaryIO, size: int) -> bytes:
    """At most ``size`` bytes, without waiting for more than a pipe has ready."""
    read1 = getattr(stream, "read1", stream.read)
    return cast(bytes, read1(size))


def read(
    path: str | os.PathLike[str], published: dt.date | None = None, refused: Refused | None = None
) -> Iterator[Article]:
    """The articles at a path, one after another.

    Args:
        path: a file, a folder, or ``-`` for standard input.
        published: publication date of all articles, outweighing what the files say.
        refused: called with the error of each file or line that cannot be read, after which
            reading goes on; by default the error is raised.

    Raises:
        ReadingError: something cannot be read, and ``refused`` is not given.

    Example:
        >>> for article in dragoman.read("examples"):  # doctest: +SKIP
        ...     print(article.doc, article.published)
    """
    return iter(Sources([path], published=published, refused=refused))


def form_of(head: bytes, suffix: str) -> str:
    """Whether a stream is ``text``, JSON ``lines`` or a JSON ``document``, by its ending or its first bytes.

    A ``.json`` file that holds one object per line is lines all the same.
    """
    if suffix in TEXT_SUFFIXES:
        return "text"
    if suffix in LINES_SUFFIXES:
        return "lines"
    body = head.removeprefix(_UTF8_MARK)
    if suffix in DOCUMENT_SUFFIXES:
        return "lines" if re.match(rb'\s*\{[^\n]*\}[ \t\r]*\n\s*\{[ \t]*"', body) else "document"
    if _LOOKS_LIKE_DOCUMENT.match(body):
        return "document"
    return "lines" if _LOOKS_LIKE_LINES.match(body) else "text"


def files_of(path: str | os.PathLike[str], refused: Refused) -> Iterator[Path]:
    """The files that a path stands for: itself, or those of a folder in name order.

    Hidden files, and files with endings that are no article's, are passed over; symbolic links to
    folders are not followed, so that a walk always ends.
    """
    root = Path(path)
    if not root.is_dir():
        yield root
        return
    empty = True
    for file in _walk(root, refused):
        empty = False
        yield file
    if empty:
        endings = " ".join(sorted(SUFFIXES))
        refused(ReadingError(printable(root), f"no articles in this folder (files ending in {endings})"))


def _walk(folder: Path, refused: Refused) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        refused(ReadingError(printable(folder), reason_of(error)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, refused)
        elif path.suffix.lower() in SUFFIXES and entry.is_file():
            yield path


def reason_of(error: OSError) -> str:
    """An error of the operating system in plain words."""
    plain: dict[type[OSError], str] = {
        FileNotFoundError: "there is no such file or folder",
        PermissionError: "no permission to read it",
        IsADirectoryError: "it is a folder",
    }
    return plain.get(type(error), error.strerror or "it cannot be read")


def printable(path: str | os.PathLike[str]) -> str:
    """A path as text that can be stored and printed on a line, whatever bytes its name has."""
    return " ".join(clean(os.fsencode(path).decode("utf-8", "replace")).split())


def _raise(error: ReadingError) -> None:
    raise error
