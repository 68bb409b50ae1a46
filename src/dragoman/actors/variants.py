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

_SAME = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sch", "sh"), ("tch", "ch"), ("ck", "k"),
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


@lru_cache(maxsize=2)
def _index(authority_id: int, spellings: int, holder: _Holder) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name_key, targets in holder.authority.names.items():
        if len(name_key) > 1 and (bones := skeleton(name_key)):
            found[bones].update(targets)
    return dict(found)


class _Holder:
    """Carries an authority past the cache, which tells authorities apart by identity and size."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority

    def __hash__(self) -> int:
        return id(self.authority)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.authority is self.authority


def variant_of(phrase: str, authority: Authority) -> str | None:
    """The one person or group of the file whose name differs from a phrase in spelling only, or None.

    Args:
        phrase: two words at least.
        authority: who is who.

    Returns:
        A target as in :attr:`Authority.names`: a code or ``person:`` and a folded name.
    """
    words = key(phrase)
    words = words[1:] if words[:1] == ("the",) else words
    if len(words) < 2 or words in authority.names:
        return None
    holder = _Holder(authority)
    found = _index(id(authority), authority.spellings, holder).get(skeleton(words), set())
    return next(iter(found)) if len(found) == 1 and ":" not in next(iter(found)).removeprefix("person:") else None
