"""Dates, sources and initiators of the short texts in which they stand outside the contact's own clause."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.authority import known
from dragoman.article import Article
from dragoman.coding.coder import UNDATED, Coder
from dragoman.coding.dates import find_expressions, resolve
from dragoman.coding.gatherings import calendar
from dragoman.coding.scene import credited_agency, own_day
from dragoman.reading.text import article_of
from dragoman.records import CodedArticle, Contact

DATA = Path(__file__).parent / "data"
CONSTRUCTIONS = frozenset({"timing", "voices", "roles"})
GAPS = set((DATA / "short_texts_gaps.txt").read_text(encoding="utf-8").split())
TEXTS: list[dict[str, Any]] = [
    text
    for line in (DATA / "short_texts.jsonl").read_text(encoding="utf-8").splitlines()
    if (text := json.loads(line))["construction"] in CONSTRUCTIONS and text["id"] not in GAPS
]

Fields = tuple[tuple[str, ...], tuple[str, str] | None, tuple[str, ...], bool]


def article(text: dict[str, Any]) -> Article:
    day = dt.date.fromisoformat(text["published"]) if text["published"] else None
    return article_of(text["text"], text["id"], published=day)


@lru_cache(maxsize=1)
def coded() -> dict[str, CodedArticle]:
    return {record.doc: record for record in Coder().pipe([article(t) for t in TEXTS])}


def fields(contact: Contact) -> Fields:
    """Sides, date, initiators and whether there is a source."""
    date = contact.date and (contact.date.start.isoformat(), contact.date.end.isoformat())
    sides = tuple(sorted({p.affiliation for p in contact.participants}))
    initiators = tuple(sorted({p.affiliation for p in contact.participants if p.role == "initiator"}))
    return sides, date, initiators, bool(contact.sources)


@pytest.mark.xdist_group("context texts")
@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t["id"])
def test_date_sources_and_initiator(text: dict[str, Any]) -> None:
    wanted = [
        (
            tuple(sorted(c["affiliations"])),
            tuple(c["date"]) if c["date"] else None,
            tuple(c["initiator"]),
            c["sources"],
        )
        for c in text["contacts"]
    ]
    found = [fields(c) for c in coded()[text["id"]].contacts]
    assert sorted(found, key=str) == sorted(wanted, key=str), text["text"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("CAIRO – 26 July 2022: The minister met his guests.", "2022-07-26"),
        ("ANKARA (Dec 17, 2016) — The talks went on.", "2016-12-17"),
        ("GENEVA, May 5 – The talks that began in 2022 went on, a delegate said on Thursday.", "2022-05-05"),
        ("GENEVA, May 5 – The talks went on, a delegate said on Thursday.", None),
        ("GENEVA, May 5 – The talks that began in 2022 went on, a delegate said on Wednesday.", None),
        ("The talks of 26 July 2022 went on.", None),
    ],
)
def test_day_that_an_undated_article_bears(text: str, day: str | None) -> None:
    found = own_day(article_of(text, "a"), UNDATED)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("AMMAN, May 20 (Petra) - The king received a guest.", "Petra"),
        ("The king received a guest. — SPA", "SPA"),
        ("The king received a guest (in his palace) - and smiled.", None),
        ("The king received a guest — Guest", None),
    ],
)
def test_credited_agency(text: str, agency: str | None) -> None:
    found = credited_agency(article_of(text, "a"), known())
    assert (found.source if found else None) == agency


@pytest.mark.parametrize(
    ("words", "published", "future", "days"),
    [
        ("this week", "2018-04-15", True, ("2018-04-16", "2018-04-22")),  # a Sunday
        ("this week", "2018-04-15", False, ("2018-04-09", "2018-04-15")),
        ("last week", "2018-04-15", False, ("2018-04-08", "2018-04-14")),
        ("last week", "2018-04-16", False, ("2018-04-09", "2018-04-15")),
        ("earlier this month", "2018-03-09", False, ("2018-03-01", "2018-03-09")),
    ],
)
def test_weeks_around_a_sunday(words: str, published: str, future: bool, days: tuple[str, str]) -> None:
    (expression,) = find_expressions(words)
    interval = resolve(expression, dt.date.fromisoformat(published), future)
    assert interval is not None
    assert (interval.start.isoformat(), interval.end.isoformat()) == days


def test_the_table_of_gatherings_is_in_order() -> None:
    """Every gathering ends after it starts, those of a series do not overlap, and each is somewhere."""
    for names, held in calendar():
        assert all(one.places and one.start <= one.end for one in held), names.pattern
        assert all(a.end < b.start for a, b in pairwise(held)), names.pattern


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        (
            "On the sidelines of the G20 summit in Italy, the president of South Korea met his Mexican counterpart.",
            None,
            ("2021-10-30", "2021-10-31"),  # G20 leaders met in Italy only once
        ),
        (
            "On the sidelines of the G20 summit, the president of South Korea met his Mexican counterpart.",
            None,
            None,
        ),
        (
            "On the sidelines of a G20 summit, the president of South Korea met the president of Mexico.",
            "2019-03-11",  # the last before publication; "of Mexico" is no place
            ("2018-11-30", "2018-12-01"),
        ),
        (
            "On the sidelines of the G20 summit in Hangzhou, the president of South Korea met his Mexican counterpart.",
            "2018-09-20",
            ("2016-09-04", "2016-09-05"),
        ),
        (
            "On the sidelines of the June G7 summit in Germany, the president of South Korea met his Mexican counterpart.",
            None,
            None,  # two were, in 2015 and 2022
        ),
    ],
)
def test_gatherings_on_record_date_what_happens_at_them(
    text: str, published: str | None, days: tuple[str, str] | None
) -> None:
    day = dt.date.fromisoformat(published) if published else None
    record = Coder().code(article_of(text, "a", published=day))
    (meeting,) = [c for c in record.contacts if {p.affiliation for p in c.participants} == {"KOR", "MEX"}]
    date = meeting.date and (meeting.date.start.isoformat(), meeting.date.end.isoformat())
    assert date == days
