"""Dates: finding temporal expressions in a sentence and turning them into intervals.

Rules for weekdays, parts of months and relative periods follow ``docs/codebook.md``: a weekday is
the nearest such day on or before publication for what is past, after it for what is to come; "last
week" is the previous calendar week; a month or a year alone is an interval of that length. Without
a publication date only expressions that fix their own year resolve.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from dragoman.records import DateInterval, Precision

MONTHS = {name: number for number, names in enumerate(
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec".split(), 1
) for name in names.split("|")}  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(
    "monday|mon tuesday|tues|tue wednesday|wed thursday|thurs|thu friday|fri saturday|sat sunday|sun".split()
) for name in names.split("|")}  # fmt: skip
_FULL_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NUMBER_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_N = r"(?:\d{1,3}|" + "|".join(_NUMBER_WORDS) + ")"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression: offsets in its text, the kind of rule, and the match's named groups."""

    start: int
    end: int
    words: str
    kind: str
    groups: dict[str, str]


_RULES: tuple[tuple[str, str], ...] = (
    ("day_range", rf"(?P<day>{_DAY})\s?[-–—]\s?(?P<day2>{_DAY})\s(?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>{_YEAR}))?"),
    ("day_range", rf"\b(?P<month>{_MONTH})\b\.? (?P<day>{_DAY})\s?[-–—]\s?(?P<day2>{_DAY})\b(?:,? (?P<year>{_YEAR}))?"),
    ("day", rf"\b(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>{_YEAR}))?"),
    ("day", rf"\b(?P<month>{_MONTH})\b\.? (?P<day>{_DAY})\b(?!\d)(?:,? (?P<year>{_YEAR}))?"),
    ("iso", r"\b(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b"),
    ("month_part", rf"\b(?P<part>early|mid|late|the end of|the beginning of|the start of)[- ](?P<month>{_MONTH})\b(?:,? (?P<year>{_YEAR}))?"),
    ("since_month", rf"\bsince (?:last )?(?P<month>{_MONTH})\b(?:,? (?P<year>{_YEAR}))?"),
    ("since_year", rf"\bsince (?P<year>{_YEAR})\b"),
    ("month", rf"\b(?:(?P<which>last|this|next|in|of|by|until|during|from|for) )(?P<month>{_MONTH})\b(?:,? (?:of )?(?P<year>{_YEAR}))?"),
    ("month", rf"\b(?P<month>{_MONTH}),? (?P<year>{_YEAR})\b"),
    ("year", rf"\b(?:in|of|during|the|from) (?P<year>{_YEAR})\b(?! (?:people|troops|soldiers))"),
    ("weekday", rf"\b(?P<which>last |next |this |coming |on |late |early )*(?P<weekday>{_FULL_WEEKDAYS})(?:[’']s)?\b(?: (?:morning|afternoon|evening|night))?"),
    ("ago", rf"\b(?:some |about |around |over |nearly |almost |more than )?(?P<n>{_N}|several|few|a few|a couple of|many) (?P<unit>day|week|month|year)s? (?:ago|earlier|before)\b"),
    ("today", r"\b(?P<word>today|tonight|this (?:morning|afternoon|evening)|earlier today|later today)\b"),
    ("yesterday", r"\b(?P<word>yesterday|last night)\b"),
    ("tomorrow", r"\btomorrow\b"),
    ("earlier_this", r"\b(?P<part>earlier|later|early|late) (?:in )?this (?P<unit>week|month|year|summer|spring|autumn)\b"),
    ("period", r"\b(?P<which>last|this|next|the past|previous|past|coming|current) (?P<unit>week|month|year|weekend|fortnight)\b"),
    ("period", r"\b(?:earlier )?(?P<which>this|last) (?P<unit>week|month|year)(?:[’']s)?\b"),
    ("recent", rf"\b(?:in |over |during )?(?:the )?(?P<which>recent|past|last|coming|next) (?P<n>{_N} |few )?(?P<unit>days|weeks|months|years)\b"),
    ("holiday", r"\b(?P<name>christmas eve|christmas day|new year[’']s (?:eve|day))\b"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "new years eve": (12, 31),
    "new years day": (1, 1),
}
_QUICK = re.compile(
    rf"\d|{_MONTH}|day\b|week|month|year|tonight|yesterday|tomorrow|night|christmas|days", re.IGNORECASE
)


def find_expressions(text: str) -> list[Expression]:
    """Temporal expressions of a text, left to right, the longest where rules overlap."""
    if not _QUICK.search(text):
        return []
    found: list[Expression] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            groups = {k: v.strip().lower() for k, v in match.groupdict().items() if v}
            if "month" in groups and not _real_month(match.group("month"), kind, groups):
                continue
            found.append(Expression(match.start(), match.end(), match.group(0).strip(), kind, groups))
    kept: list[Expression] = []
    for expression in sorted(found, key=lambda e: (e.start - e.end, e.start)):
        if all(expression.end <= k.start or expression.start >= k.end for k in kept):
            kept.append(expression)
    return sorted(kept, key=lambda e: e.start)


def _real_month(surface: str, kind: str, groups: dict[str, str]) -> bool:
    """ "May", "March" and "mar" are months only with a capital; short forms only beside a day or year."""
    if not surface[0].isupper():
        return False
    return len(surface) > 3 or surface == "May" or "day" in groups or "year" in groups


def resolve(
    expression: Expression,
    published: dt.date | None,
    future: bool,
    anchor: DateInterval | None = None,
) -> DateInterval | None:
    """The days that an expression means.

    Args:
        expression: as found.
        published: publication date, or None where unknown.
        future: whether what it dates is still to come.
        anchor: the day told just before, for "the next day".

    Returns:
        The smallest interval that the words support, or None.
    """
    rule = _RESOLVERS[expression.kind]
    days = rule(expression.groups, published, future)
    if days is None:
        return None
    start, end = days
    if end < start:
        start, end = end, start
    return DateInterval(start=start, end=end, precision=_precision(start, end), words=expression.words)


def _precision(start: dt.date, end: dt.date) -> Precision:
    length = (end - start).days + 1
    for limit, precision in (
        (1, Precision.DAY),
        (6, Precision.DAYS),
        (7, Precision.WEEK),
        (31, Precision.MONTH),
        (366, Precision.YEAR),
    ):
        if length <= limit:
            return precision
    return Precision.OPEN


_SUNDAY = 6
Days = tuple[dt.date, dt.date] | None


def _safe(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year_for(month: int, day: int, published: dt.date, future: bool, leeway: int = 3) -> int:
    """Year of a date without one: the last such day up to publication, or the next one if to come."""
    here = _safe(published.year, month, min(day, 28))
    assert here is not None
    gap = (here - published).days
    if future:
        return published.year if gap >= -leeway else published.year + 1
    return published.year if gap <= leeway else published.year - 1


def _day(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    month, day = MONTHS[groups["month"].rstrip(".")], int(re.sub(r"\D", "", groups["day"]))
    year = int(groups["year"]) if "year" in groups else None
    if year is None:
        if published is None:
            return None
        year = _year_for(month, day, published, future)
    first = _safe(year, month, day)
    return (first, first) if first else None


def _day_range(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    first = _day(groups, published, future)
    last = _day({**groups, "day": groups["day2"]}, published, future)
    return (first[0], last[0]) if first and last else None


def _iso(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    try:
        day = dt.date.fromisoformat(groups["iso"])
    except ValueError:
        return None
    return day, day


def _month(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    month = MONTHS[groups["month"]]
    if "year" in groups:
        year = int(groups["year"])
    elif published is None:
        return None
    elif groups.get("which") == "next" or future:
        year = published.year if month >= published.month else published.year + 1
    else:
        year = published.year if month <= published.month else published.year - 1
        if groups.get("which") == "last" and month == published.month:
            year -= 1
    start, end = dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])
    if groups.get("which") in {"by", "until"} and published:
        return None
    return start, end


def _month_part(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    whole = _month({k: v for k, v in groups.items() if k != "part"}, published, future)
    if whole is None:
        return None
    start, end = whole
    part = groups["part"]
    if part in {"early", "the beginning of", "the start of"}:
        return start, start.replace(day=10)
    if part == "mid":
        return start.replace(day=10), start.replace(day=20)
    return start.replace(day=20), end


def _since_month(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    whole = _month({k: v for k, v in groups.items() if k in {"month", "year"}}, published, False)
    return (whole[0], max(published, whole[0])) if whole and published else None


def _since_year(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    start = dt.date(int(groups["year"]), 1, 1)
    return (start, published) if published and published > start else None


def _year(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    year = int(groups["year"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _weekday(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    if published is None:
        return None
    wanted = WEEKDAYS[groups["weekday"]]
    which = groups.get("which", "")
    if future or which in {"next", "coming"}:
        ahead = (wanted - published.weekday()) % 7
        day = published + dt.timedelta(days=ahead if ahead or which not in {"next"} else 7)
        return day, day
    back = (published.weekday() - wanted) % 7
    if which == "last" and back == 0:
        back = 7
    day = published - dt.timedelta(days=back)
    return day, day


def _shift_months(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ago(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    if published is None:
        return None
    words = groups["n"]
    unit = groups["unit"]
    number = _NUMBER_WORDS.get(words) or (int(words) if words.isdigit() else None)
    if number is None:  # "several days ago": an interval of the unit's usual size
        reach = {"day": 7, "week": 45, "month": 270, "year": 3000}[unit]
        near = {"day": 2, "week": 14, "month": 60, "year": 730}[unit]
        return published - dt.timedelta(days=reach), published - dt.timedelta(days=near)
    if unit == "day":
        day = published - dt.timedelta(days=number)
        return day, day
    if unit == "week":
        middle = published - dt.timedelta(weeks=number)
        return middle - dt.timedelta(days=3), middle + dt.timedelta(days=3)
    if unit == "month":
        middle = _shift_months(published, -number)
        return middle.replace(day=1), middle.replace(day=monthrange(middle.year, middle.month)[1])
    year = published.year - number
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _today(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    return (published, published) if published else None


def _yesterday(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    return (published - dt.timedelta(days=1),) * 2 if published else None


def _tomorrow(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    return (published + dt.timedelta(days=1),) * 2 if published else None


def _unit_bounds(published: dt.date, unit: str, offset: int) -> tuple[dt.date, dt.date]:
    """Calendar week, weekend, month or year that lies ``offset`` units from publication."""
    if unit in {"week", "fortnight"}:
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=offset)
        return monday, monday + dt.timedelta(days=6)
    if unit == "weekend":
        saturday = published + dt.timedelta(days=(5 - published.weekday()) % 7)
        if published.weekday() == 6:
            saturday = published - dt.timedelta(days=1)
        saturday += dt.timedelta(weeks=offset)
        return saturday, saturday + dt.timedelta(days=1)
    if unit == "month":
        first = _shift_months(published.replace(day=1), offset)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    year = published.year + offset
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _period(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    if published is None:
        return None
    which, unit = groups["which"], groups["unit"]
    if which in {"the past", "past"}:
        length = {"week": 7, "weekend": 2, "month": 31, "year": 366, "fortnight": 14}[unit]
        return published - dt.timedelta(days=length), published
    offset = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "week" and published.weekday() == _SUNDAY and (which == "last" or (offset == 0 and future)):
        # on a Sunday "this week" is to come and "last week" the one that has just passed
        first = published + dt.timedelta(days=1 if offset == 0 else -7)
        return first, first + dt.timedelta(days=6)
    if unit == "weekend" and which == "last" and published.weekday() < 5:
        offset = -1
    start, end = _unit_bounds(published, unit, offset)
    if offset == 0 and unit != "weekend":
        return (published, end) if future else (start, published)
    return start, end


def _earlier_this(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    if published is None:
        return None
    unit = groups["unit"]
    if unit not in {"week", "month", "year"}:
        unit = "year"
    start, end = _unit_bounds(published, unit, 0)
    if groups["part"] in {"later", "late"}:
        return published, end
    return start, published


def _recent(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    if published is None:
        return None
    number = _NUMBER_WORDS.get(groups.get("n", ""), 0) or (
        int(groups["n"]) if groups.get("n", "").isdigit() else 0
    )
    unit = groups["unit"]
    size = {"days": 1, "weeks": 7, "months": 31, "years": 366}[unit]
    length = size * (number or {"days": 7, "weeks": 5, "months": 4, "years": 5}[unit])
    if number == 0 and unit in {"years", "months"}:
        return None
    if groups["which"] in {"coming", "next"}:
        return published, published + dt.timedelta(days=length)
    return published - dt.timedelta(days=length), published


def _holiday(groups: dict[str, str], published: dt.date | None, future: bool) -> Days:
    if published is None:
        return None
    month, day = _HOLIDAYS[groups["name"].replace("’", "").replace("'", "")]
    date = dt.date(_year_for(month, day, published, future), month, day)
    return date, date


_RESOLVERS = {
    "day": _day, "day_range": _day_range, "iso": _iso, "month": _month, "month_part": _month_part, "since_month": _since_month,
    "since_year": _since_year, "year": _year, "weekday": _weekday, "ago": _ago, "today": _today, "yesterday": _yesterday,
    "tomorrow": _tomorrow, "period": _period, "earlier_this": _earlier_this, "recent": _recent, "holiday": _holiday,
}  # fmt: skip
