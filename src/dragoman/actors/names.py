"""Spelling: folding names to comparable keys, splitting text into words, cutting surnames.

Folding takes away what transliterations disagree on (diacritics, case, apostrophes, the dotless
i), so that "Erdoğan" and "Erdogan" meet, and keeps what tells names apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "Ə": "A", "ʻ": "", "ʿ": "", "ʾ": "", "`": "'", "’": "'", "‘": "'"}
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:\.(?=[^\W_]\b)[^\W_])*", re.UNICODE)
_PARTICLES = frozenset(
    "al el an as ash ar ad at bin ben ibn abu abd abdul abdel ould de del della di da dos das do du la le van von der den ter ten af av zu zur mac mc st san bint um".split()
)
"""Words that belong to the surname that follows them."""

SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "KHM", "MAC"})
"""Affiliations whose names the English-language press writes with the surname first."""

GIVEN_NAME_USED = frozenset({"VNM", "ETH", "ERI", "ISL", "MMR", "THA", "LAO", "IDN", "MNG", "BTN", "MYS"})
"""Affiliations whose persons the press calls by a given name, which may stand first or last."""


@lru_cache(maxsize=65536)
def to_ascii(text: str) -> str:
    """``text`` in plain ASCII letters: "Çavuşoğlu" becomes "Cavusoglu"; other scripts stay."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Comparison key of one word or name: ASCII, case-folded, without apostrophes."""
    return to_ascii(text).casefold().replace("'", "")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words of ``text``; hyphens, apostrophes and full stops part words, "U.S." is one."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end()


@lru_cache(maxsize=65536)
def key(name: str) -> tuple[str, ...]:
    """The folded words of a name, the key under which matching finds it."""
    return tuple(fold(name[s:e]).replace(".", "") for s, e in words(name))


def surname_keys(name: str, affiliation: str) -> set[tuple[str, ...]]:
    """Keys under which the press may call the bearer of a full name later in an article.

    Args:
        name: full name in the order of the press.
        affiliation: code of the state, which tells where the surname stands.

    Returns:
        Keys of one to three words; empty for a name of one word.
    """
    parts = list(key(name))
    if len(parts) < 2:
        return set()
    found: set[tuple[str, ...]] = set()
    last_word = key(name.split()[-1])
    if 1 < len(last_word) < len(parts):  # "El-Sisi", "Oyun-Erdene"
        found.add(last_word)
    if affiliation in SURNAME_FIRST:
        found.add((parts[0],))
        if affiliation == "KHM":
            found.add(tuple(parts))
        return found
    tail = len(parts) - 1
    if len(parts[tail]) > 2:
        found.add((parts[tail],))
    start = tail
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if start < tail:
        found.add(tuple(parts[start:]))
    elif len(parts) >= 4 or (len(parts) == 3 and len(parts[1]) > 3):
        found.add(tuple(parts[-2:]))
    if affiliation in GIVEN_NAME_USED and len(parts[0]) > 2:
        found.add((parts[0],))
    return found
