"""The two consoles: results go to standard output, everything else to standard error."""

from __future__ import annotations

import sys

from rich.console import Console, RenderableType
from rich.theme import Theme

MAX_WIDTH = 100
"""Widest text block; longer lines are hard to read."""

THEME = Theme(
    {
        # hues of Okabe and Ito that stay apart for colour-blind readers and on light and dark
        # ground; a word or sign always says the same as the colour
        "happened": "bold #0072b2",
        "ahead": "bold #cc79a7",
        "failed": "bold #d55e00",
        "label": "dim",
        "quiet": "dim",
        "lit": "bold underline",
        "warning": "bold #d55e00",
    },
    inherit=True,
)


def standard_output() -> Console:
    """A console for results that interprets no markup and guesses no highlighting."""
    return _console(stderr=False)


def standard_error() -> Console:
    """A console for progress, notes and errors."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, theme=THEME, markup=False, emoji=False, highlight=False, soft_wrap=False)
    if console.width > MAX_WIDTH:
        console.width = MAX_WIDTH
    return console


def emit(console: Console, *renderables: RenderableType, soft_wrap: bool = False) -> None:
    """Print results; a pipe gets no spaces at the ends of lines.

    Args:
        console: where to.
        renderables: what, one below the other.
        soft_wrap: leave long lines whole, as commands that are to be copied must be.

    Raises:
        OSError: standard output cannot be written to, a closed pipe among the reasons.
    """
    with console.capture() as captured:
        for renderable in renderables:
            console.print(renderable, soft_wrap=soft_wrap)
    text = captured.get()
    if not console.is_terminal:
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    sys.stdout.write(text)
    sys.stdout.flush()  # before anything on standard error that refers to it


def is_utf8(stream: object = None) -> bool:
    """Whether what is written to ``stream`` (standard output) leaves as UTF-8."""
    encoding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("_", "-") in {"utf-8", "utf8"}


def survive_narrow_encodings() -> None:
    """Print a question mark for what the terminal's encoding lacks, where Python would stop."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
