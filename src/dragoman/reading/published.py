"""When an article was published: every clue with its weight, the decision, contradictions."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.article import DateClue
from dragoman.coding.dates import MONTHS, WEEKDAYS

_URL_DATES = (
    (
        re.compile(
            r"/(?P<y>20\d\d|19\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
        ),
        0.9,
    ),
    (re.compile(r"/(?P<d>0?[1-9]|[12]\d|3[01])[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<y>20\d\d)(?=[/_.-]|$)"), 0.9),
    (
        re.compile(
            r"/(?P<y>20\d\d)/(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(?P<d>\d{1,2})(?=/|$)",
            re.IGNORECASE,
        ),
        0.9,
    ),
    (
        re.compile(r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\d{4})?(?!\d)"),
        0.8,
    ),
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_PRINTED = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,?\s+)?(?:the )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?),?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:today|this (?:morning|afternoon|evening)|published|updated|posted)\W{0,4}(?:on\W)?$", re.IGNORECASE
)

YEARS_AROUND = 2
"""How many years around a printed date are tried where its weekday does not fit."""

CLUE_LIMIT = 3000
"""Characters at the start of a text in which a printed date is sought."""


def url_clues(url: str | None) -> list[DateClue]:
    """Dates that an address spells out ("/2022/07/15/", "202207260304")."""
    clues = []
    for pattern, weight in _URL_DATES:
        for match in pattern.finditer(url or ""):
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else MONTHS[parts["mon"].lower()]
            day = _date(int(parts["y"]), month, int(parts["d"]))
            if day is not None:
                clues.append(DateClue(day, "address", weight))
                return clues
    return clues


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def printed_clues(text: str) -> tuple[list[DateClue], list[str]]:
    """Dates that the text itself prints as its own day, and warnings about those that cannot be.

    A printed date counts if "today", "published" or the like stands before it or if it is a line by itself.
    If its weekday does not fit, the nearest year (at most :data:`YEARS_AROUND` away) in which it does
    is the likelier day; both are kept as clues.
    """
    clues: list[DateClue] = []
    warnings: list[str] = []
    for match in _PRINTED.finditer(text[:CLUE_LIMIT]):
        groups = match.groupdict()
        own_line = (
            text[: match.start()].rpartition("\n")[2].strip() == ""
            and text[match.end() :].partition("\n")[0].strip(" .|") == ""
        )
        if not (_NOW.search(text[: match.start()]) or own_line):
            continue
        month = MONTHS[(groups["month"] or groups["month2"]).lower()]
        day = _date(int(groups["year"]), month, int(groups["day"] or groups["day2"]))
        if day is None:
            continue
        if groups["weekday"] is None or day.weekday() == WEEKDAYS[groups["weekday"].lower()]:
            clues.append(DateClue(day, "printed date", 0.8))
            continue
        corrected = _fitting_year(day, WEEKDAYS[groups["weekday"].lower()])
        clues.append(DateClue(day, "printed date, weekday does not fit", 0.3))
        if corrected is not None:
            clues.append(DateClue(corrected, "printed date, year corrected by weekday", 0.6))
            warnings.append(
                f"printed date '{match.group(0)}' is no {groups['weekday'].capitalize()}: {day.isoformat()} was a {day:%A}; "
                f"likeliest is {corrected.isoformat()}, which was one"
            )
        else:
            warnings.append(
                f"printed date '{match.group(0)}' is no {groups['weekday'].capitalize()}: {day.isoformat()} was a {day:%A}"
            )
    return clues, warnings


def _fitting_year(day: dt.date, weekday: int) -> dt.date | None:
    """The same day and month in the nearest year in which it falls on ``weekday``, earlier years first."""
    for distance in range(1, YEARS_AROUND + 1):
        for year in (day.year - distance, day.year + distance):
            candidate = _date(year, day.month, day.day)
            if candidate is not None and candidate.weekday() == weekday:
                return candidate
    return None


def decide(
    given: dt.date | None, url: str | None, text: str
) -> tuple[dt.date | None, tuple[DateClue, ...], list[str]]:
    """The publication date, every clue, and warnings.

    Args:
        given: date from a header, a JSON field or the command line; it outweighs all others.
        url: address of the article.
        text: its text.
    """
    clues, warnings = printed_clues(text)
    clues += url_clues(url)
    if given is not None:
        clues.insert(0, DateClue(given, "given", 1.0))
    if not clues:
        return None, (), ["no publication date anywhere: relative dates are left open"]
    best = max(clues, key=lambda c: c.weight)
    for clue in clues:
        if clue.weight >= 0.8 and abs((clue.day - best.day).days) > 7:
            warnings.append(
                f"{clue.origin} says {clue.day.isoformat()}, {best.origin} says {best.day.isoformat()}: the latter is used"
            )
    return best.day, tuple(clues), warnings
