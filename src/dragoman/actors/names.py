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


_ASCII_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What parts the words of a name in plain ASCII."""


def to_ascii(text: str) -> str:
    """``text`` in plain ASCII letters: "Çavuşoğlu" becomes "Cavusoglu"; other scripts stay."""
    return text.replace("`", "'") if text.isascii() else _to_ascii(text)


@lru_cache(maxsize=16384)
def _to_ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join([c for c in decomposed if not unicodedata.combining(c)])


def fold(text: str) -> str:
    """Comparison key of one word or name: ASCII, case-folded, without apostrophes."""
    return to_ascii(text).casefold().replace("'", "")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words of ``text``; hyphens, apostrophes and full stops part words, "U.S." is one."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end()


def key(name: str) -> tuple[str, ...]:
    """The folded words of a name, the key under which matching finds it."""
    if name.isascii():  # nearly all names of the file: these short cuts make it load in half the time
        if name.replace(" ", "").isalnum():
            return tuple(name.lower().split())
        if "." not in name:
            return tuple(name.lower().translate(_ASCII_GAPS).split())
        return tuple([word.replace(".", "") for word in _WORD.findall(name.lower())])
    return tuple([fold(name[s:e]).replace(".", "") for s, e in words(name)])


def surname_keys(name: str, affiliation: str, parts: tuple[str, ...] | None = None) -> set[tuple[str, ...]]:
    """Keys under which the press may call the bearer of a full name later in an article.

    Args:
        name: full name in the order of the press.
        affiliation: code of the state, which tells where the surname stands.
        parts: the name's own key, if it is at hand.

    Returns:
        Keys of one to three words; empty for a name of one word.
    """
    parts = key(name) if parts is None else parts
    if len(parts) < 2:
        return set()
    found: set[tuple[str, ...]] = set()
    if not name.replace(" ", "").isalnum():  # "El-Sisi", "Oyun-Erdene"
        last_word = key(name.rsplit(None, 1)[-1])
        if 1 < len(last_word) < len(parts):
            found.add(last_word)
    if affiliation in SURNAME_FIRST:
        found.add((parts[0],))
        if affiliation == "KHM":
            found.add(parts)
        return found
    tail = len(parts) - 1
    if len(parts[tail]) > 2:
        found.add((parts[tail],))
    start = tail
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    if start < tail:
        found.add(parts[start:])
    elif len(parts) >= 4 or (len(parts) == 3 and len(parts[1]) > 3):
        found.add(parts[-2:])
    if affiliation in GIVEN_NAME_USED and len(parts[0]) > 2:
        found.add((parts[0],))
    return found
