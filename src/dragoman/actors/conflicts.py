"""The war that an article is about, and whom "the rebels" and "the regime" then mean."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.actors.authority import Authority, Period, Process

STATE_SIDE = frozenset({"regime", "government"})
OTHER_SIDE = frozenset({"rebel", "insurgent", "opposition", "insurgency", "guerrilla"})
"""Nouns that without an owner mean one side of the war that the article is about."""


SHORT_DAYS = 200
"""How long a war may last to fix the year of an article by itself."""


def find_conflict(
    authority: Authority, words: tuple[str, ...], counts: Mapping[str, int], period: Period
) -> Process | None:
    """The armed conflict that an article is about.

    A conflict needs one of its places and one of its sides named; of several the one with most sides,
    then most mentions, wins.

    Args:
        authority: with its conflicts.
        words: folded words of the article.
        counts: how often each affiliation is named.
        period: the days that the article may be from.
    """
    places_of = _positions(words)
    best: tuple[int, int, Process] | None = None
    for name, conflicts in authority.conflicts.items():
        places = _times(name, words, places_of)
        for conflict in conflicts if places else ():
            sides = sum(counts.get(p, 0) > 0 for p in conflict.parties)
            if not conflict.period.overlaps(period) or not sides:
                continue
            weight = (sides, places + sum(counts.get(p, 0) for p in conflict.parties))
            if best is None or weight > best[:2]:
                best = (*weight, conflict)
    return best[2] if best is not None else None


def short_conflict(
    authority: Authority, words: tuple[str, ...], counts: Mapping[str, int], period: Period
) -> Process | None:
    """The one short war (at most :data:`SHORT_DAYS`) that an undated article can be about, with all its sides named.

    It fixes the year of the article's dates: a war of a few weeks is in the news in one year only.
    """
    places_of = _positions(words)
    fitting: dict[str, Process] = {}
    for name, conflicts in authority.conflicts.items():
        if not _times(name, words, places_of):
            continue
        for conflict in conflicts:
            start, end = conflict.period.start, conflict.period.end
            if start is None or end is None or (end - start).days > SHORT_DAYS:
                continue
            if conflict.period.overlaps(period) and all(counts.get(p, 0) for p in conflict.parties):
                fitting[conflict.name] = conflict
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _positions(words: tuple[str, ...]) -> dict[str, list[int]]:
    """Where each word stands."""
    found: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        found.setdefault(word, []).append(index)
    return found


def _times(name: tuple[str, ...], words: tuple[str, ...], places_of: dict[str, list[int]]) -> int:
    """How often a name stands in a text."""
    return sum(words[i : i + len(name)] == name for i in places_of.get(name[0], ()))


def side_of(conflict: Process | None, lemma: str, authority: Authority) -> str | None:
    """Code of the side that "the regime" or "the rebels" means, or None."""
    if conflict is None:
        return None
    states = [
        p for p in conflict.parties if (e := authority.entities.get(p)) is not None and e.kind == "state"
    ]
    others = [p for p in conflict.parties if p not in states]
    if lemma in STATE_SIDE and len(states) == 1:
        return states[0]
    if lemma in OTHER_SIDE and len(others) == 1:
        return others[0]
    return None
