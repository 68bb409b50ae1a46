"""Where the annotated and unannotated articles lie, and which of the annotated ones are held out.

The texts are other people's and stand outside the repository, in ``../shared`` or where
``DRAGOMAN_SHARED`` says. Every benchmark that needs them says so and stops where they are absent.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
SALT = "dragoman-held-out:"
"""The held-out half was drawn by the hash of this and the article's name, before any was read."""


def need(path: Path) -> Path:
    """``path`` if it exists; otherwise say what is missing and stop."""
    if not path.exists():
        sys.exit(f"skipped: {path} is absent (set DRAGOMAN_SHARED to the folder that holds it)")
    return path


def is_syrian(doc: str) -> bool:
    """Whether an annotated article is one of the British reports on Syria or a seed."""
    return doc.startswith("seed") or re.fullmatch(r"g\d+", doc) is not None


def held_out(docs: list[str]) -> set[str]:
    """Half of the annotated articles, drawn separately from the Syrian and the world ones, no seed among them.

    No rule was written for an article of this half; figures are reported on it.
    """
    held: set[str] = set()
    for syrian in (True, False):
        half = [d for d in docs if is_syrian(d) is syrian and not d.startswith("seed")]
        half.sort(key=lambda d: hashlib.sha256((SALT + d).encode()).hexdigest())
        held |= set(half[: len(half) // 2])
    return held
