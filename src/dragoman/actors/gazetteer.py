"""Finding the names of the authority file in a text: longest match over words, capitals respected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.actors.authority import Authority
from dragoman.actors.names import fold, words


@dataclass(frozen=True, slots=True)
class NameHit:
    """A stretch of text that spells a name, and what that name may stand for."""

    start: int
    end: int
    targets: tuple[str, ...]
    words: int


def _capitalised(surface: str) -> bool:
    """Whether any word of the surface begins with a capital (al-Nusra has one, "may" has none)."""
    return any(c.isupper() for c in surface)


def _loose(targets: list[str], length: int, authority: Authority) -> bool:
    """Whether a name may stand in small letters: "western powers", "opposition groups"."""
    if length < 2:
        return False
    kinds = {e.kind for t in targets if (e := authority.entities.get(t)) is not None}
    return bool(kinds) and kinds <= {"bloc", "opposition", "people"}


def find_names(text: str, authority: Authority) -> Iterator[NameHit]:
    """Longest matches of authority names in ``text``, left to right, without overlap.

    Args:
        text: any text; offsets of the hits refer to it.
        authority: the entries to look for.
    """
    spans = list(words(text))
    keys = [fold(text[s:e]).replace(".", "") for s, e in spans]
    index = 0
    while index < len(spans):
        hit = _longest_at(text, spans, keys, index, authority)
        if hit is None:
            index += 1
            continue
        yield hit
        index += hit.words


def _longest_at(
    text: str, spans: list[tuple[int, int]], keys: list[str], index: int, authority: Authority
) -> NameHit | None:
    longest = authority.first_words.get(keys[index], 0)
    if not longest:
        return None
    for length in range(min(longest, len(spans) - index), 0, -1):
        name_key = tuple(keys[index : index + length])
        targets = authority.names.get(name_key)
        if not targets:
            continue
        start, end = spans[index][0], spans[index + length - 1][1]
        surface = text[start:end]
        if not _capitalised(surface) and not _loose(targets, length, authority):
            continue
        if "\n" in surface or authority.is_acronym_clash(name_key, surface):
            continue
        return NameHit(start, end, tuple(targets), length)
    return None
