"""What an article as a whole decides for each of its records: its day, its corrections, its authority."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from dragoman.actors.authority import Authority, Period, Process
from dragoman.actors.names import key
from dragoman.article import Article, PartKind
from dragoman.coding.dates import WEEKDAYS, Expression, find_expressions, resolve
from dragoman.records import Attribution, DateInterval, Span, Stance

MISPRINTED = "printed date, weekday does not fit"
"""Origin of the clue for a printed date that its own weekday contradicts."""

LEAD = 600
"""Characters of the body in which an undated article's own weekday is sought."""

YEARS_ON = 5
"""How many years from the latest one printed an undated article may be from; the same day has the same weekday
after five or six."""

_DATELINE = re.compile(
    r"\s*[A-Z][^\W\d]+(?:[ ,/.’'-]{1,2}[^\W\d]+){0,4}\s?[,(–—-]\s?(?P<day>[^:–—()\n]{4,25}?)\)?\s?[:–—-]"
)
"""A place and a day before the first sentence: "CAIRO - 25 July 2022:", "MOSCOW, 12 March 2013 -"."""

_CREDIT = re.compile(
    r"\((?P<opening>[A-Z][\w/ ]{1,25})\)\s?[:–—-]"  # "Amman, July 25 (Petra) -"
    r"|(?:[–—-]\s?|\()(?P<closing>[A-Z][\w/ ]{1,25})\)?\.?\s*\Z"  # "... of Oman. — SPA"
)
_HEAD = 160
"""Characters at the start of the body in which an agency is credited."""

_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """The frame in which an article's sentences are read.

    Attributes:
        published: publication date, or the day that an undated article itself bears, or None.
        period: the days that the article may be from, one day where it is dated.
        authority: who is who.
        corrections: misprinted days and the days that they stand for.
        agency: the news agency that the article credits, as a source of all it tells.
        singular: the short war that fixes the year of an undated article, if there is one.
    """

    published: dt.date | None
    period: Period
    authority: Authority
    corrections: dict[dt.date, dt.date] = field(default_factory=dict)
    singular: Process | None = None
    agency: Attribution | None = None

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
    published = article.published or own_day(article, undated)
    period = Period(published, published) if published else undated
    wrong = [c.day for c in article.clues if c.origin == MISPRINTED]
    corrections = {day: published for day in wrong if published is not None and day != published}
    return Scene(published, period, authority, corrections, agency=credited_agency(article, authority))


def own_day(article: Article, undated: Period) -> dt.date | None:
    """The day that an undated article bears in its dateline, or None.

    A dateline with a year says it. One without ("ISLAMABAD, Mar 03:") does where the lead names the day's
    weekday (the first one it names) and only one year from the latest printed in the text on has it so.

    Args:
        article: an article without a publication date.
        undated: the days assumed for an article without a date.
    """
    body = [p for p in article.parts if p.kind in {PartKind.DATELINE, PartKind.BODY}]
    start = body[0].start if body else 0
    line = _DATELINE.match(article.text[start : start + 100])
    stated = find_expressions(line.group("day")) if line else []
    if len(stated) != 1 or stated[0].kind != "day":
        return None
    if "year" in stated[0].groups:
        interval = resolve(stated[0], None, False)
        return interval.start if interval else None
    lead = article.text[start : start + LEAD]
    weekday = next((e.groups["weekday"] for e in find_expressions(lead) if e.kind == "weekday"), None)
    printed = max(map(int, _YEAR.findall(article.text)), default=0)
    if weekday is None or undated.start is None or printed < undated.start.year:
        return None
    days = [_in_year(stated[0], year) for year in range(printed, printed + YEARS_ON)]
    fitting = [d for d in days if d is not None and d.weekday() == WEEKDAYS[weekday]]
    return fitting[0] if len(fitting) == 1 else None


def _in_year(stated: Expression, year: int) -> dt.date | None:
    interval = resolve(stated, dt.date(year, 12, 31), False)
    return interval.start if interval is not None and interval.start.year == year else None


def credited_agency(article: Article, authority: Authority) -> Attribution | None:
    """The news agency that an article credits before its first sentence or after its last, or None.

    Args:
        article: as read.
        authority: for the names of agencies and other outlets.
    """
    told = [p for p in article.parts if p.kind in {PartKind.DATELINE, PartKind.BODY}]
    start, end = (told[0].start, told[-1].end) if told else (0, len(article.text))
    for low, high in ((start, min(end, start + _HEAD)), (max(start, end - 60), end)):
        for match in _CREDIT.finditer(article.text, low, high):
            group = "opening" if match.group("opening") else "closing"
            name = match.group(group)
            targets = [authority.entities.get(t) for t in authority.names.get(key(name), ())]
            outlet = next((e for e in targets if e is not None and e.kind == "outlet"), None)
            if outlet is not None:
                span = Span(start=match.start(group), end=match.end(group))
                return Attribution(
                    source=name,
                    affiliation=outlet.affiliation,
                    cue=name,
                    stance=Stance.ASSERTS,
                    mention=span,
                )
    return None
