"""Hints at the day of publication in an address and in the text itself.

Each finder gives clues with weights between 0 and 1; :mod:`dragoman.reading.published` decides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.article import DateClue, Part, PartKind
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
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOW = re.compile(
    r"\b(?:today|this (?:morning|afternoon|evening)|published|updated|posted)\W{0,4}(?:on\W)?$", re.IGNORECASE
)

YEARS_AROUND = 2
"""How many years around a printed date are tried where its weekday does not fit."""

CLUE_LIMIT = 3000
"""Characters at the start of a text in which a printed date is sought."""

SIGN_OFF_LINES = 2
"""Last paragraphs of the body in which a date by itself is the date of a statement."""

_DAY_OF_YEAR = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,?\s+(?:the )?)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b"
    r"(?!,?\s+\d{4})",
    re.IGNORECASE,
)

_WEEKDAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)[a-zA-Z]*\b")


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
    head = text[:CLUE_LIMIT]
    for match in _PRINTED.finditer(head) if _YEAR.search(head) else ():
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


def dateline_clue(text: str, parts: Sequence[Part], around: dt.date) -> DateClue | None:
    """The day that a dateline names ("MOSCOW, Dec 17 (Interfax) —"), in the year nearest to ``around``.

    Args:
        text: the article's text.
        parts: its parts.
        around: the likeliest day by the other clues; a dateline names no year.
    """
    for part in parts:
        if part.kind is PartKind.DATELINE:
            match = _DAY_OF_YEAR.search(text, part.start, part.end)
            day = _nearest(match, around) if match else None
            return DateClue(day, "dateline", 0.6) if day else None
    return None


def sign_off_clue(text: str, parts: Sequence[Part]) -> DateClue | None:
    """The date that stands by itself at the end of a statement ("PUTRAJAYA / 25 JANUARY 2022")."""
    body = [part for part in parts if part.kind is PartKind.BODY]
    if len(body) <= SIGN_OFF_LINES:
        return None
    for part in reversed(body[-SIGN_OFF_LINES:]):
        line = text[part.start : part.end].strip(" .|")
        match = _PRINTED.search(line) if len(line) < 80 else None
        if match and match.end() == len(line) and _is_place(line[: match.start()]):
            day = printed_day(line)
            if day is not None:
                return DateClue(day, "printed at the end", 0.8)
    return None


def printed_day(line: str) -> dt.date | None:
    """The day, with its year, that a line names; None where it names none."""
    match = _PRINTED.search(line)
    if match is None:
        return None
    groups = match.groupdict()
    month = MONTHS[(groups["month"] or groups["month2"]).lower()]
    return _date(int(groups["year"]), month, int(groups["day"] or groups["day2"]))


def _is_place(words: str) -> bool:
    """Whether what stands before a date is nothing, or capitalised words such as the name of a town."""
    return all(word[:1].isupper() for word in words.replace(",", " ").replace("|", " ").split())


def weekday_warnings(text: str, published: dt.date) -> list[str]:
    """Days that the text names with a weekday but no year, and that fit no day near ``published``."""
    warnings: list[str] = []
    for named in _WEEKDAY.finditer(text, 0, CLUE_LIMIT):
        match = _DAY_OF_YEAR.match(text, named.start())
        if match is None or _nearest(match, published) is None:
            continue
        weekday = match["weekday"]
        month = MONTHS[(match["month"] or match["month2"]).lower()]
        number = int(match["day"] or match["day2"])
        years = (published.year, published.year - 1, published.year + 1)
        days = [day for year in years if (day := _date(year, month, number)) is not None]
        near = [day for day in days if abs((day - published).days) < 250]
        if near and all(day.weekday() != WEEKDAYS[weekday.lower()] for day in near):
            warnings.append(
                f"the text says '{' '.join(match[0].split())}', but {near[0].isoformat()} was a {near[0]:%A}: "
                f"the year {published.year} may be wrong"
            )
            break
    return warnings


def _nearest(match: re.Match[str], around: dt.date) -> dt.date | None:
    """The day of a match without a year, in the year that brings it nearest to ``around``."""
    month = MONTHS[(match["month"] or match["month2"]).lower()]
    number = int(match["day"] or match["day2"])
    days = [
        day
        for year in (around.year - 1, around.year, around.year + 1)
        if 1 <= year <= 9999 and (day := _date(year, month, number)) is not None
    ]
    return min(days, key=lambda day: abs((day - around).days), default=None)
