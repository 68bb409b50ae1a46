"""When an article was published: every clue with its weight, the decision, contradictions.

Clues of the same day support each other; the day with most support is taken. What the user gives
outweighs everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import prod

from dragoman.article import DateClue, Part
from dragoman.reading.dateclues import (
    dateline_clue,
    printed_clues,
    sign_off_clue,
    url_clues,
    weekday_warnings,
)

DECIDES = 0.25
"""Support from which a date is taken at all; a wrong day is worse than none."""

WEAK = 0.45
"""Support under which it is taken with a warning."""

STRONG = 0.8
"""Weight from which a clue that says another week is told of."""

APART = 7
"""Days from which two clues contradict each other."""

DATELINE_APART = 3
"""Days that a dateline may be older than the publication of its article."""

FUTURE_FACTOR = 0.1
"""What is left of the weight of a clue that lies after the day of fetching."""


def decide(
    given: dt.date | None,
    url: str | None,
    text: str,
    parts: Sequence[Part] = (),
    outside: Iterable[DateClue] = (),
    crawled: dt.date | None = None,
) -> tuple[dt.date | None, tuple[DateClue, ...], list[str]]:
    """The publication date, every clue, and warnings.

    Args:
        given: date from a header, a JSON field or the command line; it outweighs all others.
        url: address of the article.
        text: its text.
        parts: what is what in the text.
        outside: clues from metadata, feeds and servers.
        crawled: day on which the article was fetched, after which it cannot have been published.
    """
    clues, warnings = printed_clues(text)
    clues += url_clues(url)
    clues += outside
    ending = sign_off_clue(text, parts)
    if ending is not None and all(clue.day != ending.day for clue in clues):
        clues.append(ending)
    if crawled is not None:
        clues, late = _not_after(clues, crawled)
        warnings += late
    if given is not None:
        clues.insert(0, DateClue(given, "given", 1.0))
    if not clues:
        return None, (), ["no publication date anywhere: relative dates are left open"]
    best = _best(clues)
    if support(clues, best.day) < DECIDES:
        says = f"{best.origin} says {best.day.isoformat()}, which alone is too often wrong"
        return None, tuple(clues), [*warnings, f"no publication date: {says}"]
    if (dateline := dateline_clue(text, parts, best.day)) is not None:
        clues.append(dateline)
        if not 0 <= (best.day - dateline.day).days <= DATELINE_APART:
            warnings.append(
                f"the dateline says {dateline.day.day} {dateline.day:%B}, {best.origin} says {best.day.isoformat()}: "
                "the latter is used"
            )
    for clue in clues:
        if clue.weight >= STRONG and abs((clue.day - best.day).days) > APART:
            warnings.append(
                f"{clue.origin} says {clue.day.isoformat()}, {best.origin} says {best.day.isoformat()}: the latter is used"
            )
    if support(clues, best.day) < WEAK and not any("weekday" in clue.origin for clue in clues):
        warnings.append(f"the publication date rests on {best.origin} alone, which is often wrong")
    return best.day, tuple(clues), warnings + weekday_warnings(text, best.day)


def support(clues: Iterable[DateClue], day: dt.date) -> float:
    """How well a day is supported, 0 to 1: the clues for it count as independent."""
    return 1 - prod(1 - clue.weight for clue in clues if clue.day == day)


def _best(clues: Sequence[DateClue]) -> DateClue:
    """The heaviest clue of the best supported day, the first of equals."""
    day = max((clue.day for clue in clues), key=lambda day: support(clues, day))
    return max((clue for clue in clues if clue.day == day), key=lambda clue: clue.weight)


def _not_after(clues: Iterable[DateClue], crawled: dt.date) -> tuple[list[DateClue], list[str]]:
    """Clues with those after the day of fetching made light, and warnings about them."""
    kept: list[DateClue] = []
    warnings: list[str] = []
    for clue in clues:
        if clue.day > crawled + dt.timedelta(days=1):  # a day for time zones
            warnings.append(
                f"{clue.origin} says {clue.day.isoformat()}, but the page was fetched on {crawled.isoformat()}"
            )
            clue = replace(clue, weight=round(clue.weight * FUTURE_FACTOR, 3))
        kept.append(clue)
    return kept, warnings


def explain(published: dt.date | None, clues: Sequence[DateClue]) -> list[str]:
    """The decision in sentences for a person, the most important one first.

    Args:
        published: the decided day.
        clues: every clue.
    """
    if published is None:
        weak = [f"{clue.day.isoformat()} by {clue.origin} ({clue.weight:g}): too weak" for clue in clues]
        return ["not known", *weak]
    if any(clue.origin == "given" for clue in clues):
        return [f"{published.isoformat()} was given"]
    for_it = [clue for clue in clues if clue.day == published]
    origins = ", ".join(f"{clue.origin} ({clue.weight:g})" for clue in for_it)
    lines = [f"{published.isoformat()} by {origins}: support {support(clues, published):.2f}"]
    others = sorted({clue.day for clue in clues} - {published}, key=lambda day: -support(clues, day))
    lines += [
        f"not {day.isoformat()} by {', '.join(c.origin for c in clues if c.day == day)}: "
        f"support {support(clues, day):.2f}"
        for day in others
    ]
    return lines
