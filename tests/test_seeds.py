"""The two seed articles, which show the whole range; read where they lie, skipped where they are absent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from benchmarks.shared import SHARED

from dragoman.article import PartKind
from dragoman.coding.coder import Coder
from dragoman.reading.text import read_bytes
from dragoman.records import Channel, CodedArticle, Contact, Role, Stance, Status

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")


def _path(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


@pytest.fixture(scope="module")
def coded() -> dict[str, CodedArticle]:
    paths = {number: _path(number) for number in ("000", "002")}
    articles = [read_bytes(p.read_bytes(), p.stem, str(p)) for p in paths.values()]
    return dict(zip(paths, Coder().pipe(articles), strict=True))


def _with(article: CodedArticle, channel: Channel, *actors: str) -> list[Contact]:
    """Contacts of a channel in which all the named actors take part."""
    return [
        c
        for c in article.contacts
        if c.channel is channel and set(actors) <= {p.actor for p in c.participants}
    ]


def _role(contact: Contact, actor: str) -> Role:
    return next(p.role for p in contact.participants if p.actor == actor)


def test_conference_of_three_ministers_on_the_corrected_day(coded: dict[str, CodedArticle]) -> None:
    (call,) = _with(coded["000"], Channel.PHONE, "Sergei Lavrov", "Mevlut Cavusoglu", "Mohammad Javad Zarif")
    assert call.status is Status.OCCURRED
    assert call.date is not None
    assert call.date.start == call.date.end == dt.date(2016, 12, 17)
    assert any("2016-12-17" in w and "Saturday" in w for w in coded["000"].warnings)


def test_defence_minister_calls_ministries_and_an_intelligence_chief(coded: dict[str, CodedArticle]) -> None:
    (call,) = _with(coded["000"], Channel.PHONE, "Sergei Shoigu", "Hakan Fidan")
    assert _role(call, "Sergei Shoigu") is Role.INITIATOR
    assert {p.affiliation for p in call.participants} == {"RUS", "TUR", "IRN"}


def test_talk_of_a_meeting_is_a_proposal(coded: dict[str, CodedArticle]) -> None:
    proposed = [c for c in coded["000"].contacts if c.status is Status.PROPOSED]
    assert [{p.affiliation for p in c.participants} for c in proposed] == [{"RUS", "TUR", "IRN"}]
    assert proposed[0].speculative


def test_hearsay_keeps_its_chain(coded: dict[str, CodedArticle]) -> None:
    (tip,) = _with(coded["000"], Channel.UNSPECIFIED, "Russian intelligence", "Turkish military intelligence")
    assert _role(tip, "Russian intelligence") is Role.INITIATOR
    assert ("Fars", Stance.CLAIMS) in [
        ("Fars" if "Fars" in a.source else a.source, a.stance) for a in tip.attribution
    ]


def test_the_actor_left_out(coded: dict[str, CodedArticle]) -> None:
    assert [a.affiliation for a in coded["000"].absences] == ["USA"]


def test_nothing_comes_from_the_comments(coded: dict[str, CodedArticle]) -> None:
    path = _path("000")
    article = read_bytes(path.read_bytes(), "000", str(path))
    comments = [p for p in article.parts if p.kind is PartKind.COMMENT]
    assert len(comments) > 30
    first = comments[0].start
    records = [*coded["000"].contacts, *coded["000"].agreements, *coded["000"].absences]
    assert records
    assert all(span.end <= first for r in records for span in r.spans)


@pytest.mark.parametrize(
    ("caller", "called"),
    [
        ("Mohammad Javad Zarif", "ARM"),
        ("Hassan Rouhani", "ARM"),
        ("Hassan Rouhani", "AZE"),
        ("Hassan Rouhani", "RUS"),
    ],
)
def test_calls_by_rank(coded: dict[str, CodedArticle], caller: str, called: str) -> None:
    calls = [
        c
        for c in _with(coded["002"], Channel.PHONE, caller)
        if any(p.affiliation == called for p in c.participants)
    ]
    assert calls
    assert all(_role(c, caller) is Role.INITIATOR for c in calls)


def test_days_fixed_by_the_war(coded: dict[str, CodedArticle]) -> None:
    days = {c.date.start for c in coded["002"].contacts if c.date is not None and c.date.start == c.date.end}
    assert {dt.date(2020, 10, 6), dt.date(2020, 10, 10)} <= days


def test_message_through_the_ambassador(coded: dict[str, CodedArticle]) -> None:
    messages = [c for c in coded["002"].contacts if c.channel is Channel.MESSAGE]
    assert [{p.affiliation for p in c.participants} for c in messages] == [{"IRN", "RUS"}]


def test_failed_ceasefire(coded: dict[str, CodedArticle]) -> None:
    failed = [a for a in coded["002"].agreements if a.status.value == "failed"]
    assert any(set(a.parties) == {"ARM", "AZE"} for a in failed)


def test_captions_are_not_coded(coded: dict[str, CodedArticle]) -> None:
    path = _path("002")
    article = read_bytes(path.read_bytes(), "002", str(path))
    captions = [p for p in article.parts if p.kind is PartKind.CAPTION]
    assert len(captions) == 2
    assert not any(
        c.start <= s.start < c.end for c in captions for r in coded["002"].contacts for s in r.spans
    )
