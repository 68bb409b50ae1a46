"""Days, weeks, months and years of a timeline."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from dragoman.ledger.results import TimelinePeriod
from dragoman.ledger.schema import AnyRow

By = Literal["day", "week", "month", "year"]
"""Length of a timeline's periods."""


def first_day(by: By, day: dt.date | None) -> dt.date | None:
    """First day of the period that a day falls into."""
    if day is None or by == "day":
        return day
    if by == "week":
        return day - dt.timedelta(days=min(day.weekday(), (day - dt.date.min).days))
    return day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def last_day(by: By, start: dt.date) -> dt.date:
    """Last day of the period that begins on ``start``."""
    length = {"day": 1, "week": 7, "month": 31, "year": 366}[by]
    last = dt.date.fromordinal(min(start.toordinal() + length - 1, dt.date.max.toordinal()))
    while first_day(by, last) != start:
        last -= dt.timedelta(days=1)
    return last


def period(by: By, start: dt.date | None, rows: Sequence[AnyRow]) -> TimelinePeriod:
    """A period that begins on ``start`` from rows of day, channel, status and how many."""
    channels: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for _day, channel, status, number in rows:
        channels[channel] += number
        statuses[status] += number
    end = last_day(by, start) if start else None
    return TimelinePeriod(start, end, channels.total(), dict(channels), dict(statuses))
