"""What an article as a whole decides for each of its records: its day, its corrections, its authority."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from dragoman.actors.authority import Authority, Period, Process
from dragoman.actors.mentions import Mentions
from dragoman.article import Article
from dragoman.records import DateInterval

MISPRINTED = "printed date, weekday does not fit"
"""Origin of the clue for a printed date that its own weekday contradicts."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The frame in which an article's sentences are read.

    Attributes:
        published: publication date, or None.
        period: the days that the article may be from, one day where it is dated.
        authority: who is who.
        corrections: misprinted days and the days that they stand for.
    """

    published: dt.date | None
    period: Period
    authority: Authority
    corrections: dict[dt.date, dt.date] = field(default_factory=dict)

    def conflict(self, mentions: Mentions) -> Process | None:
        """The war that the article is about: both sides or a side and its places named, the most often named first."""
        counts = Counter(m.affiliation for m in mentions.ordered if m.affiliation)
        keys = mentions.words
        best: tuple[int, int, Process] | None = None
        for name, conflicts in self.authority.conflicts.items():
            places = sum(keys[i : i + len(name)] == name for i in range(len(keys))) if name[0] in mentions.vocabulary else 0
            for conflict in conflicts if places else ():
                sides = sum(counts[p] > 0 for p in conflict.parties)
                if not conflict.period.overlaps(self.period) or not sides:
                    continue
                weight = (sides, places + sum(counts[p] for p in conflict.parties))
                if best is None or weight > best[:2]:
                    best = (*weight, conflict)
        return best[2] if best is not None else None

    def after(self, day: dt.date) -> bool:
        """Whether the article may be from ``day`` or later."""
        return self.period.end is None or self.period.end >= day

    def corrected(self, interval: DateInterval | None) -> DateInterval | None:
        """An interval with a misprinted day put right."""
        if interval is None or interval.start not in self.corrections or interval.end != interval.start:
            return interval
        day = self.corrections[interval.start]
        return interval.model_copy(update={"start": day, "end": day})


def scene_of(article: Article, authority: Authority, undated: Period) -> Scene:
    """The scene of an article.

    Args:
        article: as read, with its date clues.
        authority: who is who.
        undated: the days assumed for an article without a date.
    """
    published = article.published
    period = Period(published, published) if published else undated
    wrong = [c.day for c in article.clues if c.origin == MISPRINTED]
    corrections = {day: published for day in wrong if published is not None and day != published}
    return Scene(published, period, authority, corrections)
