"""Text of strangers made safe to print: it cannot move the cursor, change colours or run backwards."""

from __future__ import annotations

import json
import re

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-Z\\-_])"
    r"|\x9b[0-?]*[ -/]*[@-~]"
)
"""Whole escape sequences, which mean nothing without the terminal that they were written for."""

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the direction of the text around them."""

_UNPRINTABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb{_TURNING}\ud800-\udfff]")
_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029{_TURNING}]")


def safe(text: str) -> str:
    """``text`` without escape sequences, control characters and changes of direction.

    Line breaks and tabs stay; what else cannot be printed leaves a replacement character, so that
    a reader sees that something was there.
    """
    return _UNPRINTABLE.sub("\ufffd", _ESCAPES.sub("", text.replace("\r\n", "\n")))


def one_line(text: str, limit: int | None = None) -> str:
    """``text`` safe and on one line, cut to ``limit`` characters with an ellipsis."""
    line = " ".join(safe(text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def safe_json(line: str, *, ascii_only: bool = False) -> str:
    """A line of JSON whose strings hold no raw control character; its value is the same.

    JSON itself escapes only the characters below the space; the others that a terminal obeys stand
    inside strings, where an escape means the same.

    Args:
        line: valid JSON.
        ascii_only: escape everything outside ASCII, for an output that is not UTF-8.
    """
    if ascii_only:
        line = json.dumps(json.loads(line), ensure_ascii=True)
    return _IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", line)
