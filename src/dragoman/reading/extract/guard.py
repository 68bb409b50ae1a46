"""Asking the extracting process: each page has so many seconds; one that takes longer is refused.

Parsers of HTML, PDF and XML are large programs that read what strangers wrote. They run in a process
of their own (:mod:`dragoman.reading.extract.worker`), which is ended when it hangs or eats memory and
started again for the next page.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from functools import lru_cache
from importlib.util import find_spec
from typing import IO, Any, cast

from dragoman.errors import DragomanError, ReadingError
from dragoman.reading.extract.items import Item, item_of

EXTRA = "reading"
"""The extra that installs what the extractor needs."""

NEEDED = ("trafilatura", "pypdf", "feedparser", "fastwarc", "protego")

SECONDS = 4.0
"""Time for a page of up to a megabyte."""

SECONDS_PER_MEGABYTE = 4.0
"""Further time for every further megabyte."""

START_SECONDS = 60.0
"""Time for the process to start and load its libraries, on a slow disk too."""

ANSWER_LIMIT = 100_000_000
"""Longest answer that is taken, in bytes."""


def need(*packages: str) -> None:
    """Refuse to go on without the packages of the extra.

    Raises:
        DragomanError: one is not installed; the message says what to install.
    """
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise DragomanError(
            f"pages, statements, feeds and archives need {', '.join(missing)}: pip install 'dragoman[{EXTRA}]'"
        )


class Extractor:
    """One extracting process, started when it is first asked. Use :func:`extractor` for the shared one.

    Args:
        seconds: time for a page of up to a megabyte.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def extract(
        self, form: str, data: bytes, where: str, *, charset: str | None = None, url: str | None = None
    ) -> list[Item]:
        """The articles in some bytes.

        Args:
            form: see :func:`dragoman.reading.extract.worker.extract`.
            data: the bytes.
            where: their place, for messages.
            charset: encoding declared outside of them.
            url: address that they are from.

        Raises:
            ReadingError: there is none, or finding it took too long or too much memory.
            DragomanError: the extra is not installed.
        """
        asked = {"form": form, "charset": charset, "url": url, "size": len(data)}
        with self._lock:
            self._start()
            answer = self._ask(json.dumps(asked).encode("ascii") + b"\n", data, where)
        if "error" in answer:
            raise ReadingError(where, str(answer["error"]))
        return [item_of(value) for value in answer["items"]]

    def _start(self) -> None:
        """Start the process where there is none, and wait until it has loaded its libraries."""
        if self._process is not None and self._process.poll() is None:
            return
        need(*NEEDED)
        self._process = process = start("dragoman.reading.extract.worker")
        answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers = answers
        threading.Thread(target=_listen, args=(process.stdout, answers), daemon=True).start()
        self._ask(b'{"form": "html", "size": 0}\n', b"", "start", START_SECONDS)

    def _ask(self, head: bytes, data: bytes, where: str, seconds: float | None = None) -> dict[str, Any]:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        limit = seconds or self.seconds + SECONDS_PER_MEGABYTE * max(0.0, len(data) / 1e6 - 1)
        deadline = time.monotonic() + limit
        writer = threading.Thread(target=_send, args=(process.stdin, head, data), daemon=True)
        writer.start()
        try:
            line = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            self.close()
            raise ReadingError(where, f"taking it apart took more than {limit:.0f} seconds") from None
        except BaseException:
            self.close()  # interrupted: an answer that comes later would be taken for another page's
            raise
        writer.join()
        if line is None:
            self.close()
            raise ReadingError(where, "its parser broke down on it")
        return cast(dict[str, Any], json.loads(line))

    def close(self) -> None:
        """End the process. The next question starts another one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    close_pipe(pipe)


def start(module: str) -> subprocess.Popen[bytes]:
    """A process that runs a module of this package, with pipes to its standard streams."""
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        # Ctrl-C is for the program that asks, which then ends this process
        start_new_session=True,
    )


def _listen(pipe: IO[bytes] | None, answers: queue.SimpleQueue[bytes | None]) -> None:
    """Put each answer into the queue, None when the process has ended."""
    assert pipe is not None
    try:
        while line := pipe.readline(ANSWER_LIMIT):
            answers.put(line)
    except (OSError, ValueError):
        pass  # closed from the other side
    answers.put(None)


def _send(pipe: IO[bytes], head: bytes, data: bytes) -> None:
    try:
        pipe.write(head)
        pipe.write(data)
        pipe.flush()
    except (OSError, ValueError):
        return  # the process is gone, which the listener tells


def close_pipe(pipe: IO[bytes]) -> None:
    """Close a pipe whose other end may be gone."""
    try:
        pipe.close()
    except OSError:
        return


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """The extracting process that all readers of this program share."""
    shared = Extractor()
    atexit.register(shared.close)
    return shared
