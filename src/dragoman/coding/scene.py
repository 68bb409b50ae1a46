"""What an article as a whole decides for each of its records: its day, its corrections, its authority."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dragoman.actors.authority import Authority, Period, Process
from dragoman.article import Article
from dragoman.coding.dates import Expression, resolve
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
        singular: the short war that fixes the year of an undated article, if there is one.
    """

    published: dt.date | None
    period: Period
    authority: Authority
    corrections: dict[dt.date, dt.date] = field(default_factory=dict)
    singular: Process | None = None

    def resolved(self, expression: Expression, future: bool) -> DateInterval | None:
        """Days of a temporal expression; in an undated article by the war that alone fixes the year.

        Only dates with a month resolve against a war, and only into its days.
        """
        if self.published is not None or self.singular is None:
            return self.corrected(resolve(expression, self.published, future))
        war = self.singular.period
        assert war.start is not None
        assert war.end is not None
        interval = resolve(expression, None, future)
        if interval is None and expression.kind in {"day", "day_range", "month", "month_part"}:
            interval = resolve(expression, war.end, False)
            if interval is not None and (interval.start > war.end or interval.end < war.start):
                return None
        return interval

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
