"""Spellings that the authority file lacks: "Al Qaida", "Moammar Qadhafi", found by their consonants.

Transliterations differ in vowels, in doubled letters and in a few consonants. A skeleton keeps what they
agree on; where the skeleton of a whole phrase fits a single entry, the phrase is taken for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from dragoman.actors.authority import Authority
from dragoman.actors.names import key

SHORTEST = 4
"""Letters that a skeleton needs to mean anything."""

LONG_ENOUGH = 5
"""Characters that the skeleton of a person's name must exceed."""

_SAME = (("dzh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sch", "sh"), ("tch", "ch"), ("ck", "k"),
         ("q", "k"), ("ch", "x"), ("c", "k"), ("w", "v"), ("z", "s"), ("j", "y"), ("x", "ks"))  # fmt: skip
_VOWELS = re.compile(r"(?<=.)[aeiouyh]")
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(words: tuple[str, ...]) -> str:
    """What the spellings of a name have in common; empty where too little is left."""
    bones = [_bones(word) for word in words]
    return " ".join(bones) if sum(map(len, bones)) >= SHORTEST else ""


@lru_cache(maxsize=65536)
def _bones(word: str) -> str:
    for spelling, same in _SAME:
        word = word.replace(spelling, same)
    if word[:1] in "aeiou":
        word = "a" + word[1:]  # "Ould", "Uld"; "Ahmad", "Ahmed"
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


class Variants:
    """Names of an authority by skeleton, built when first asked.

    Args:
        authority: who is who.
    """

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._index: dict[str, set[str]] = {}

    def target_of(self, phrase: str) -> str | None:
        """The one person or group whose name differs from a phrase in spelling only, or None.

        Args:
            phrase: a name of two words at least.

        Returns:
            A target as in :attr:`Authority.names`: a code, or ``person:`` and a folded name.
        """
        words = key(phrase)
        words = words[1:] if words[:1] == ("the",) else words
        if len(words) < 2:
            return None
        if not self._index:
            self._build()
        bones = skeleton(words)
        found = self._index.get(bones, set())
        groups = {t for t in found if not t.startswith("person:")}
        # a person's name of a few consonants is anybody's
        found = groups or (found if len(bones) > LONG_ENOUGH else set())
        return next(iter(found)) if len(found) == 1 else None

    def _build(self) -> None:
        self._index = defaultdict(set)
        for name_key, targets in self._authority.names.items():
            bones = skeleton(name_key) if len(name_key) > 1 else ""
            if bones:
                self._index[bones].update(t for t in targets if t[3:4] != ":")
