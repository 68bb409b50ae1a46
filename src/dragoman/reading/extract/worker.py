"""The process that takes hostile bytes apart: requests on standard input, answers on standard output.

A request is a line of JSON (``form``, ``charset``, ``url``, ``size``) and ``size`` bytes; an answer is a
line of JSON (``items`` or ``error``). The process has no files open but its pipes, and a limit of
memory; when it hangs or dies, only the page that it was reading is lost.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from dragoman.reading.extract.items import ExtractionError, Item

MEMORY = 3 * 1024**3
"""Bytes of address space that the process may use."""


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are none."""
    while line := requests.readline():
        asked = json.loads(line)
        data = requests.read(asked["size"])
        answers.write(json.dumps(answer(asked, data)).encode("ascii") + b"\n")
        answers.flush()


def answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What a request is answered with; no error of a parser leaves this function.

    Args:
        asked: the request's head.
        data: the bytes to be taken apart.
    """
    try:
        items = extract(asked["form"], data, asked.get("charset"), asked.get("url"))
        return {"items": [item.to_json() for item in items]}
    except ExtractionError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "more memory than one article may need"}
    except RecursionError:
        return {"error": "nested too deeply"}
    except Exception as error:  # a parser's own fault; the next page may be well
        return {"error": f"cannot be taken apart ({type(error).__name__})"}


def extract(form: str, data: bytes, charset: str | None, url: str | None) -> list[Item]:
    """The articles in some bytes.

    Args:
        form: ``html``, ``pdf``, ``feed`` or ``entries`` (a feed's entries, without texts too).
        data: the bytes.
        charset: encoding that was declared outside of them.
        url: address that they are from.

    Raises:
        ExtractionError: there is none.
    """
    if form == "html":
        from dragoman.reading.extract.pages import extract_page

        return extract_page(data, charset, url)
    if form == "pdf":
        from dragoman.reading.extract.pdf import extract_pdf

        return extract_pdf(data)
    from dragoman.reading.extract.feeds import extract_entries, extract_feed

    return (extract_feed if form == "feed" else extract_entries)(data, charset)


def limit_memory() -> None:
    """Let this process have so much memory and no more, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve on the standard streams; what a parser prints must not get among the answers."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    limit_memory()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main()
