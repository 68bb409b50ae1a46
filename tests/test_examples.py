"""The examples are articles that show what they are there to show."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

import dragoman
from dragoman.article import Article, PartKind
from dragoman.records import Channel, CodedArticle, Contact, Role, Status

FOLDER = Path(__file__).parent.parent / "examples" / "articles"


@cache
def examples() -> dict[str, tuple[Article, CodedArticle]]:
    articles = list(dragoman.read(FOLDER))
    coded = dragoman.Coder().pipe(articles)
    return {article.doc: (article, found) for article, found in zip(articles, coded, strict=True)}


def contacts(doc: str, *people: str, **wanted: object) -> list[Contact]:
    """Contacts of an example in which these people take part and whose fields are as wanted."""
    return [
        contact
        for contact in examples()[doc][1].contacts
        if set(people) <= {p.actor for p in contact.participants}
        and all(getattr(contact, name) == value for name, value in wanted.items())
    ]


@pytest.mark.parametrize("doc", sorted(a.doc for a in dragoman.read(FOLDER)))
def test_an_example_is_an_article_of_fair_length_with_evidence_in_place(doc: str) -> None:
    article, coded = examples()[doc]
    assert 250 <= len(article.text.split()) <= 500
    assert coded.contacts
    for record in (*coded.contacts, *coded.agreements, *coded.absences):
        for quote, span in zip(record.evidence, record.spans, strict=True):
            assert article.text[span.start : span.end] == quote


def test_three_ministers_share_one_line() -> None:
    (call,) = contacts("three-ministers", "Mevlut Cavusoglu", "Sergei Lavrov", "Mohammad Javad Zarif")
    assert (call.channel, call.status) == (Channel.PHONE, Status.OCCURRED)
    assert call.date is not None
    assert call.date.start == dt.date(2019, 9, 11)


def test_calls_climb_by_rank() -> None:
    assert contacts("rank-by-rank", "Penny Wong", "Retno Marsudi", channel=Channel.PHONE)
    assert contacts("rank-by-rank", "Anthony Albanese", "Joko Widodo", channel=Channel.MEETING)


def test_an_intelligence_chief_is_found_by_his_office() -> None:
    assert "Hakan Fidan" not in examples()["intelligence-chief"][0].text.split("The visit was not")[0]
    meeting, *_ = contacts("intelligence-chief", "William Burns", "Hakan Fidan")
    assert {p.office for p in meeting.participants} == {"intelligence_chief"}


def test_hearsay_has_its_source() -> None:
    (call,) = contacts("hearsay", "Donald Trump")
    assert call.attribution


def test_a_postponed_summit_is_planned() -> None:
    assert contacts("summit-postponed", channel=Channel.SUMMIT, status=Status.PLANNED)


def test_two_papers_tell_one_call_from_opposite_sides() -> None:
    people = ("Sameh Shoukry", "Demeke Mekonnen")
    cairo, *_ = contacts("dam-call-cairo", *people, channel=Channel.PHONE)
    addis, *_ = contacts("dam-call-addis", *people, channel=Channel.PHONE)
    assert cairo.date == addis.date
    assert cairo.date is not None
    assert cairo.date.start == dt.date(2021, 4, 8)
    began = [next(p.actor for p in c.participants if p.role is Role.INITIATOR) for c in (cairo, addis)]
    assert began == ["Sameh Shoukry", "Demeke Mekonnen"]


def test_a_ceasefire_breaks() -> None:
    ceasefires = [a for a in examples()["ceasefire-breaks"][1].agreements if a.kind == "ceasefire"]
    assert {"ARM", "AZE"} <= set(ceasefires[0].parties)
    assert ceasefires[0].status in {"violated", "failed"}


def test_only_the_article_is_coded_not_what_is_around_it() -> None:
    article, coded = examples()["with-comments"]
    kinds = {part.kind for part in article.parts}
    assert {PartKind.HEADLINE, PartKind.BYLINE, PartKind.CAPTION, PartKind.DATELINE} <= kinds
    assert {PartKind.BODY, PartKind.FURNITURE, PartKind.COMMENT} <= kinds
    for contact in coded.contacts:
        assert all(article.kind_at(span.start) is PartKind.BODY for span in contact.spans)
        assert "Vladimir Putin" not in {p.actor for p in contact.participants}


def test_a_weekday_corrects_the_year() -> None:
    article, coded = examples()["wrong-weekday"]
    assert article.published == dt.date(2018, 5, 19)
    assert "is no Saturday" in coded.warnings[0]


@pytest.mark.parametrize("doc", ["pipeline-note", "2"])
def test_without_a_date_relative_days_stay_open(doc: str) -> None:
    article, coded = examples()[doc]
    assert article.published is None
    assert coded.warnings == ("no publication date anywhere: relative dates are left open",)
    assert all(contact.date is None for contact in coded.contacts)
