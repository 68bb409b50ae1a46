"""Where an export goes: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO

from dragoman.errors import DragomanError

STDOUT = "-"


@contextmanager
def writing(target: str | os.PathLike[str]) -> Iterator[TextIO]:
    """A UTF-8 stream to a file or, for ``-``, to standard output.

    A file is written beside its place and moved there at the end of the block; if the block fails,
    what was there before stays. A device or pipe is written as it is.

    Args:
        target: a path, or ``-``.

    Raises:
        DragomanError: the file cannot be written.
        BrokenPipeError: who read standard output has gone.
    """
    name = os.fspath(target)
    if "\0" in name:
        raise DragomanError(f"{name!r}: cannot be written (a NUL character in the name)")
    try:
        with _standard_output() if name == STDOUT else _file(name) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if name == STDOUT else name
        raise DragomanError(f"{where}: cannot be written ({error.strerror or error})") from error


def _file(name: str) -> AbstractContextManager[TextIO]:
    # a link stays a link: the file that it means is replaced
    file = Path(os.path.realpath(name))
    return _device(file) if _is_device(file) else _new_file(file)


def _is_device(file: Path) -> bool:
    return file.exists() and not file.is_file() and not file.is_dir()


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    sys.stdout.flush()
    # whatever the terminal's encoding, the public forms are UTF-8
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()


@contextmanager
def _device(file: Path) -> Iterator[TextIO]:
    with file.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _new_file(file: Path) -> Iterator[TextIO]:
    if file.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    number, name = tempfile.mkstemp(prefix=f".{file.name[:100]}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with open(number, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode(file))
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mode(file: Path) -> int:
    """Permissions of the file that is replaced, else those of any new file."""
    if file.exists():
        return file.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
