"""From what a user names to articles: files, folders and standard input, in any form.

Folders are walked in name order. What cannot be read is reported and the rest goes on; so is what is not
in English.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.article import Article, RawPage
from dragoman.errors import DragomanError, ReadingError
from dragoman.reading.csvtables import read_table
from dragoman.reading.entries import entries_of
from dragoman.reading.forms import SUFFIXES, form_of, suffix_of
from dragoman.reading.jsonlines import DOCUMENT_LIMIT, Refused, read_document, read_lines
from dragoman.reading.text import MAX_BYTES, clean, read_bytes

STANDARD_INPUT = "-"

HEAD = 65_536
"""Bytes by which the form of a stream is told."""

_UTF8_MARK = b"\xef\xbb\xbf"


class Sources:
    """The articles of some paths, read lazily and in order.

    Args:
        paths: files, folders, or ``-`` for standard input.
        published: publication date of all articles, outweighing what the files say.
        refused: called with each thing that cannot be read; by default the error is raised.
        stdin: standard input, as bytes.
        any_language: give articles in other languages than English too; else they are refused with
            a :class:`~dragoman.errors.ForeignLanguageError`.

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
        any_language: bool = False,
    ) -> None:
        self.paths = [os.fspath(p) for p in paths]
        self.published = published
        self.consumed = 0
        self._refused = refused if refused is not None else _raise
        self._stdin = stdin
        self._any_language = any_language

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
            suffix = suffix_of(file.name)
            stem = file.name[: len(file.name) - len(suffix)] if suffix else file.name
            yield from self._guarded(stream, printable(stem), printable(file), suffix)

    def _guarded(self, stream: BinaryIO, stem: str, where: str, suffix: str) -> Iterator[Article]:
        """The articles of one stream; an error in it ends the stream, not the run."""
        try:
            for article in self._stream(stream, stem, where, suffix):
                try:
                    yield self._understood(article)
                except ReadingError as error:
                    self._refused(error)
        except ReadingError as error:
            self._refused(error)
        except DragomanError as error:  # an extra that is not installed
            self._refused(ReadingError(where, str(error)))
        except OSError as error:
            self._refused(ReadingError(where, reason_of(error)))

    def _understood(self, article: Article) -> Article:
        """The article with its language.

        Raises:
            ForeignLanguageError: it is another one than English, and only English is asked for.
        """
        from dragoman.reading.languages import body_of, language_of, must_be_english

        if article.language is None:
            article = replace(article, language=language_of(body_of(article)))
        if not self._any_language:
            must_be_english(article)
        return article

    def _stream(self, stream: BinaryIO, stem: str, where: str, suffix: str) -> Iterator[Article]:
        head = _available(stream, HEAD)
        form = form_of(head, suffix)
        rest = head.removeprefix(_UTF8_MARK) if form not in {"html", "feed"} else head
        replay = Replay(rest, stream, self._advance if form == "archive" else _ignore)
        replayed = cast(BinaryIO, io.BufferedReader(replay))
        if form in {"lines", "table"}:
            if b"\x00" in head:
                kind = "JSON lines" if form == "lines" else "tables"
                raise ReadingError(where, f"binary data, or text in UTF-16: {kind} must be UTF-8")
            read_records = read_lines if form == "lines" else read_table
            yield from read_records(
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
        elif form == "archive":
            yield from self._archive(replayed, stem, where)
        elif form == "text":
            data = replayed.read(MAX_BYTES + 1)
            self._advance(len(data))
            yield from entries_of(read_bytes(data, stem, where, self.published))
        else:
            from dragoman.reading.assembling import articles_of

            data = replayed.read(MAX_BYTES + 1)
            self._advance(len(data))
            yield from articles_of(RawPage(data, form, stem, where, given=self.published))

    def _archive(self, stream: BinaryIO, stem: str, where: str) -> Iterator[Article]:
        """The articles of a WARC archive; a page that is none is told and the next one is read."""
        from dragoman.reading.assembling import articles_of_pages
        from dragoman.reading.warc import pages_of

        pages = pages_of(stream, stem, where, published=self.published, refused=self._refused)
        yield from articles_of_pages(pages, self._refused)

    def _advance(self, size: int) -> None:
        self.consumed += size


class Replay(io.RawIOBase):
    """A stream put together again from its head, already read, and its rest.

    Args:
        head: what was read of it.
        rest: the stream from there on.
        consumed: called with the bytes taken by each reading.
    """

    def __init__(self, head: bytes, rest: BinaryIO, consumed: Callable[[int], None] = lambda _: None) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest
        self._consumed = consumed

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` from the head, then from the rest."""
        data = self._head.read(len(buffer)) or _available(self._rest, len(buffer))
        buffer[: len(data)] = data
        self._consumed(len(data))
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
        elif suffix_of(path.name) in SUFFIXES and entry.is_file():
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


def _ignore(_: int) -> None:
    """Other forms count what they take by themselves."""


def _raise(error: ReadingError) -> None:
    raise error
