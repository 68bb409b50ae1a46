"""Asking: every filter, the order of answers, cards, timelines and full-text search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LedgerError
from dragoman.ledger import ContactFilters, Ledger
from dragoman.ledger.fulltext import match_expression
from dragoman.records import Channel
from ledger_samples import HARBOUR, LAVROV, ZARIF, day, harbour, numbered, report, small_corpus, story


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "talks.db") as opened:
        opened.add_many([harbour(), *small_corpus()])
        yield opened


def docs(ledger: Ledger, **filters: object) -> list[str]:
    return [stored.article.doc for stored in ledger.contacts(**filters)]  # type: ignore[arg-type]


ALL = ["harbour", "refusal", "call", "trio", "rumour"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"between": None, "actor": "", "channel": None, "status": (), "text": None}, ALL),
        ({"between": ("RUS", "TUR")}, ["refusal", "call", "trio"]),
        ({"between": ("tur", "IRN")}, ["trio", "rumour"]),
        ({"between": ("RUS", "TUR", "IRN")}, ["trio"]),
        ({"between": ("RUS", "HUN")}, []),
        ({"actor": "Lavrov"}, ["call", "trio"]),
        ({"actor": "cavusoglu"}, ["call", "trio"]),
        ({"actor": "ÇAVUŞ mev"}, ["call", "trio"]),
        ({"actor": "Korčok"}, ["harbour"]),
        ({"actor": "IRN"}, ["trio", "rumour"]),
        ({"actor": "LAVROV"}, ["call", "trio"]),
        ({"actor": "100%_"}, []),
        ({"actor": "'"}, []),
        ({"channel": "phone"}, ["harbour", "call"]),
        ({"channel": [Channel.MEETING, "message"]}, ["trio", "rumour"]),
        ({"status": "refused"}, ["refusal"]),
        ({"status": ["planned", "proposed"], "between": ("IRN",)}, ["trio", "rumour"]),
        ({"doc": "call"}, ["call"]),
        ({"doc": "nothing"}, []),
        ({"text": "sochi"}, ["trio"]),
        ({"text": "grain corridor"}, ["refusal", "call"]),
        ({"text": '"corridor grain"'}, []),
        ({"text": "cavusoglu"}, ["call"]),
        ({"text": "***"}, []),
        ({"text": "grain", "actor": "lavrov", "channel": "phone", "since": day("2022-01-01")}, ["call"]),
    ],
)
def test_filters(ledger: Ledger, filters: dict[str, object], expected: list[str]) -> None:
    assert docs(ledger, **filters) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2022-05-02", None, ["call", "trio"]),
        ("2022-05-03", "2022-05-19", []),
        # one day of the interval is enough
        ("2022-05-25", "2022-06-30", ["trio"]),
        (None, "2022-05-20", ["harbour", "refusal", "call", "trio"]),
        # a report without a date counts by its article's; one without either never
        ("2021-11-30", "2021-11-30", ["refusal"]),
        ("0001-01-01", "9999-12-31", ["harbour", "refusal", "call", "trio"]),
    ],
)
def test_days(ledger: Ledger, since: str | None, until: str | None, expected: list[str]) -> None:
    assert docs(ledger, since=since and day(since), until=until and day(until)) == expected


def test_limit_and_offset_cut_the_same_order(ledger: Ledger) -> None:
    assert docs(ledger, limit=2) + docs(ledger, limit=2, offset=2) + docs(ledger, offset=4) == ALL
    assert docs(ledger, limit=0) == docs(ledger, offset=99) == docs(ledger, offset=10**30) == []
    assert docs(ledger, limit=10**30) == ALL
    assert len(ledger.search("grain", limit=10**30)) == 2


@pytest.mark.parametrize(("name", "value"), [("channel", "fax"), ("status", ["occurred", "imagined"])])
def test_an_unknown_value_is_named_with_the_known_ones(ledger: Ledger, name: str, value: object) -> None:
    with pytest.raises(LedgerError, match=rf"is no {name}; one of: \w+, "):
        docs(ledger, **{name: value})


def test_more_contacts_than_one_page_come_in_order(tmp_path: Path) -> None:
    pairs = numbered(450)
    with Ledger.open(tmp_path / "many.db") as ledger:
        ledger.add_many(pairs[::-1])
        assert [(s.article.doc, s.contact) for s in ledger.iter_contacts()] == [
            (article.doc, coded.contacts[0]) for article, coded in pairs
        ]
        assert list(ledger.coded_articles()) == [coded for _, coded in pairs]


def test_agreements(ledger: Ledger) -> None:
    (stored,) = ledger.agreements()
    assert (stored.agreement, stored.article.doc) == (harbour()[1].agreements[0], "harbour")
    for filters in (
        {"between": ("hun", "SVK")},
        {"actor": "AUT"},
        {"kind": "ceasefire", "status": ["holding"]},
        {"since": day("2021-03-10"), "until": day("2021-03-31")},
        {"text": "truce", "doc": "harbour"},
    ):
        assert ledger.agreements(**filters) == [stored]
    for filters in (
        {"between": ("HUN", "AUT")},
        {"actor": "POL"},
        {"status": "violated"},
        {"since": day("2021-03-11")},
    ):
        assert ledger.agreements(**filters) == []


def test_absences(ledger: Ledger) -> None:
    assert [stored.absence.actor for stored in ledger.absences()] == ["Poland", "Washington"]
    assert [stored.article.doc for stored in ledger.absences(actor="wash")] == ["refusal"]
    assert [stored.article.doc for stored in ledger.absences(actor="POL")] == ["harbour"]
    assert [stored.article.doc for stored in ledger.absences(since=day("2021-11-30"))] == ["refusal"]
    assert ledger.absences(text="invited")[0].absence == harbour()[1].absences[0]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("day", [("2021-03-08", "2021-03-08"), ("2021-11-30", "2021-11-30"), ("2022-05-02", "2022-05-02"),
                 ("2022-05-20", "2022-05-20")]),
        ("week", [("2021-03-08", "2021-03-14"), ("2021-11-29", "2021-12-05"), ("2022-05-02", "2022-05-08"),
                  ("2022-05-16", "2022-05-22")]),
        ("month", [("2021-03-01", "2021-03-31"), ("2021-11-01", "2021-11-30"), ("2022-05-01", "2022-05-31")]),
        ("year", [("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")]),
    ],
)  # fmt: skip
def test_timeline(ledger: Ledger, by: str, expected: list[tuple[str, str]]) -> None:
    periods = ledger.timeline(by)  # type: ignore[arg-type]
    assert [(p.start, p.end) for p in periods] == [(day(a), day(b)) for a, b in expected] + [(None, None)]
    assert sum(p.contacts for p in periods) == 5
    assert periods[-1].statuses == {"proposed": 1}


def test_timeline_narrows_and_counts_kinds(ledger: Ledger) -> None:
    (may,) = ledger.timeline(by="month", actor="Lavrov")
    assert (may.contacts, may.channels) == (2, {"phone": 1, "meeting": 1})
    with pytest.raises(LedgerError, match="one of: day, week, month, year"):
        ledger.timeline(by="decade")  # type: ignore[arg-type]


@pytest.mark.parametrize("date", [dt.date.min, dt.date.max])
def test_timeline_at_the_ends_of_the_calendar(tmp_path: Path, date: dt.date) -> None:
    with Ledger.open(tmp_path / "t.db") as ledger:
        ledger.add(
            *story(
                "a", "Zarif called.", report("Zarif called.", "Zarif", (ZARIF, LAVROV)), published=str(date)
            )
        )
        for by in ("day", "week", "month", "year"):
            (period,) = ledger.timeline(by)
            assert period.start is not None
            assert period.end is not None
            assert period.start <= date <= period.end


def test_a_card_shows_the_sentence_in_its_paragraph(ledger: Ledger) -> None:
    card = ledger.show("harbour/c1")
    article, coded = harbour()
    assert card.record == coded.contacts[0]
    first, second = card.passages
    assert first.paragraph.startswith("Slovak Foreign Minister Ivan")
    assert first.paragraph.endswith('"promised nothing".')
    assert HARBOUR[first.start : first.end] == first.quote
    assert first.paragraph[first.start - first.paragraph_start :].startswith(first.quote)
    assert first.sentence == (
        "Slovak Foreign Minister Ivan Korčok telephoned his Hungarian counterpart Péter Szijjártó on Monday."
    )
    # "Mr." ends no sentence
    assert second.sentence == 'Mr. Korčok asked for calm; Szijjártó, officials said, "promised nothing".'
    assert [link.source for link in card.record.attribution] == ["officials", "Danube Wire"]
    assert (card.digest, card.article.url) == (article.digest, "https://danube.example/harbour")
    assert (card.clues, card.warnings, card.current) == (article.clues, article.warnings, True)


@pytest.mark.parametrize("number", ["c1", "a1", "e1", "e2", "x1"])
def test_a_card_of_every_kind(ledger: Ledger, number: str) -> None:
    key = ledger.contacts(doc="harbour")[0].article.key
    for name in (f"{key}/{number}", f"{key[:5].upper()}/{number}", f"harbour/{number}"):
        card = ledger.show(name)
        assert (card.id, card.record.id) == (f"{key}/{number}", number)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("harbour/c9", "no record 'harbour/c9'"),
        ("port/c1", "no article 'port'"),
        ("c1", "no id of a record"),
        ("", "no id of a record"),
        ("\0\ud800/%_", "no article"),
    ],
)
def test_a_card_that_is_not_there(ledger: Ledger, name: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        ledger.show(name)


def test_a_name_of_two_articles_asks_for_the_key(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "t.db") as ledger:
        for text in ("Zarif called.", "Zarif wrote."):
            ledger.add(*story("page", text, report(text, text, (ZARIF, LAVROV))))
        with pytest.raises(LedgerError, match=r"several articles; name one by its key: [0-9a-f]{8}, "):
            ledger.show("page/c1")


def test_paragraphs_without_parts_are_lines(tmp_path: Path) -> None:
    text = "First.\nZarif called. Who cares? Nobody.\nLast."
    with Ledger.open(tmp_path / "t.db") as ledger:
        ledger.add(*story("a", text, report(text, "Who cares?", (ZARIF, LAVROV))))
        (passage,) = ledger.show("a/c1").passages
    assert (passage.paragraph, passage.sentence) == ("Zarif called. Who cares? Nobody.", "Who cares?")


def test_search_ranks_the_better_match_first_and_marks_it(ledger: Ledger) -> None:
    hits = ledger.search("grain corridor")
    assert [hit.article.doc for hit in hits] == ["call", "refusal"]
    assert hits[0].score > hits[1].score
    assert hits[0].contacts == 1
    assert [text for text, found in hits[0].snippet if found] == ["grain", "corridor"]
    assert "".join(text for text, _ in hits[0].snippet) == small_corpus()[0][0].text


def test_search_forgives_diacritics_case_and_endings(ledger: Ledger) -> None:
    assert [hit.article.doc for hit in ledger.search("KORCOK TELEPHONES")] == ["harbour"]
    assert [hit.article.doc for hit in ledger.search('"asked for calm"')] == ["harbour"]
    assert ledger.search('"calm for asked"') == []


HOSTILE = [
    *('"', '""', "'", "(", "AND", "NEAR(", "a OR", "title:x", "-", "^", "*", "a*", "{x y}", ":", ";--", "\\"),
    *('unclosed "quote', "\0", "a\0b", "\ud800", "e\u0301", "\u202e", "x" * 100_000, "a " * 5_000, "", "  "),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_breaks_a_search(ledger: Ledger, text: str) -> None:
    ledger.search(text)
    for filters in (ContactFilters(text=text), ContactFilters(actor=text), ContactFilters(doc=text)):
        ledger.contacts(**filters)
    ledger.contacts(between=(text, "RUS"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_a_search(ledger: Ledger, text: str) -> None:
    ledger.search(text)
    ledger.contacts(actor=text, text=text)


def test_operators_are_words_like_others() -> None:
    assert match_expression('grain OR "Black Sea" NOT x*') == '"grain" "OR" "Black Sea" "NOT" "x*"'
    assert match_expression('say ""hello"') == '"say" "hello"'
    assert match_expression("- ***") is None


def test_counts(ledger: Ledger) -> None:
    counts = ledger.counts()
    assert (counts.documents, counts.copies) == (5, 0)
    assert (counts.contacts, counts.agreements, counts.absences, counts.events) == (5, 1, 2, 2)
    assert counts.actors == 8
    assert (counts.first_day, counts.last_day) == (day("2021-03-08"), day("2022-05-25"))


def test_an_empty_ledger_answers(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as ledger:
        assert (ledger.contacts(), ledger.agreements(), ledger.absences()) == ([], [], [])
        assert (ledger.timeline(), ledger.search("x"), list(ledger.coded_articles())) == ([], [], [])
        assert (ledger.counts().documents, ledger.counts().first_day) == (0, None)
