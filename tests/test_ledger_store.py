"""Storing: what goes in comes out, once, whatever is added again and in what order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.article import RawPage
from dragoman.ledger import AddResult, Ledger, RefusedArticleError
from dragoman.records import Span
from ledger_samples import CAVUSOGLU, LAVROV, ZARIF, harbour, numbered, person, report, small_corpus, story

CALL = "Lavrov rang Cavusoglu. Zarif wrote to both."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "talks.db") as opened:
        yield opened


def test_every_field_of_every_record_comes_back_equal(ledger: Ledger) -> None:
    article, coded = harbour()
    assert ledger.add(article, coded) is AddResult.ADDED
    assert ledger.coded("harbour") == coded
    assert ledger.article("harbour") == article
    assert ledger.article("harbour").origin == "in/harbour.txt"


def test_a_ledger_outlives_its_program(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "talks.db") as ledger:
        ledger.add_many(small_corpus())
    with Ledger.open(tmp_path / "talks.db") as again:
        assert {coded.doc: coded for coded in again.coded_articles()} == {
            article.doc: coded for article, coded in small_corpus()
        }


def test_an_address_opens_the_same_ledger_as_the_path(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/talks.db") as ledger:
        ledger.add(*harbour())
    with Ledger.open(tmp_path / "talks.db", create=False) as ledger:
        assert ledger.counts().documents == 1


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    pairs = [harbour(), *small_corpus()]
    assert ledger.add_many(pairs) == {AddResult.ADDED: 5}
    before = list(ledger.coded_articles()), ledger.counts(), ledger.show("harbour/c1")
    assert ledger.add_many(pairs) == {AddResult.UNCHANGED: 5}
    assert (list(ledger.coded_articles()), ledger.counts(), ledger.show("harbour/c1")) == before


def test_a_copy_under_another_name_is_noted_not_counted(ledger: Ledger) -> None:
    article, coded = harbour()
    ledger.add(article, coded)
    copy = replace(article, doc="reprint", origin="in/reprint.txt", source="Morning Post")
    assert ledger.add(copy, coded.model_copy(update={"doc": "reprint"})) is AddResult.UNCHANGED
    counts = ledger.counts()
    assert (counts.documents, counts.copies, counts.contacts) == (1, 1, 1)
    assert [(seen.doc, seen.source) for seen in ledger.show("harbour/c1").sightings] == [
        ("harbour", "Danube Wire"),
        ("reprint", "Morning Post"),
    ]
    assert ledger.show("reprint/c1").id == ledger.show("harbour/c1").id
    assert len(ledger.contacts(doc="reprint")) == 1


def test_a_dated_copy_replaces_an_undated_one_and_stays(ledger: Ledger) -> None:
    contact = report(CALL, "Lavrov rang Cavusoglu.", (LAVROV, CAVUSOGLU))
    undated = story("a", CALL, contact)
    dated = story("b", CALL, contact, published="2022-05-03")
    assert [ledger.add(*pair) for pair in (undated, dated)] == [AddResult.ADDED, AddResult.RECODED]
    assert ledger.add_many([undated, dated]) == {AddResult.UNCHANGED: 2}
    assert ledger.contacts()[0].article.published == dt.date(2022, 5, 3)
    assert ledger.article("a").published == dt.date(2022, 5, 3)


def test_a_better_header_recodes_the_same_file(ledger: Ledger) -> None:
    contact = report(CALL, "Lavrov rang Cavusoglu.", (LAVROV, CAVUSOGLU))
    ledger.add(*story("a", CALL, contact, published="2022-05-03"))
    assert ledger.add(*story("a", CALL, contact, published="2022-05-04")) is AddResult.RECODED
    assert [stored.article.published for stored in ledger.contacts()] == [dt.date(2022, 5, 4)]


def test_the_latest_coder_counts_and_going_back_adds_nothing(ledger: Ledger) -> None:
    contact = report(CALL, "Lavrov rang Cavusoglu.", (LAVROV, CAVUSOGLU))
    old, new = story("a", CALL, contact, coder="v1"), story("a", CALL, coder="v2")
    results = [ledger.add(*pair) for pair in (old, new, old, old, new)]
    assert results == ["added", "recoded", "recoded", "unchanged", "recoded"]
    assert ledger.coded("a") == new[1]
    assert ledger.contacts() == []
    # the report of the older coding can still be cited
    card = ledger.show("a/c1")
    assert (card.record, card.current, card.article.coder) == (contact, False, "v1")


def test_an_id_never_passes_to_another_record(ledger: Ledger) -> None:
    call = report(CALL, "Lavrov rang Cavusoglu.", (LAVROV, CAVUSOGLU))
    ledger.add(*story("a", CALL, call, coder="v1"))
    cited = ledger.contacts()[0].id
    letter = report(CALL, "Zarif wrote to both.", (ZARIF, LAVROV))
    renumbered = call.model_copy(update={"id": "c2"})
    ledger.add(*story("a", CALL, letter, renumbered, coder="v2"))
    by_quote = {stored.contact.evidence[0]: stored for stored in ledger.contacts()}
    assert by_quote["Lavrov rang Cavusoglu."].id == cited
    assert by_quote["Zarif wrote to both."].id == cited.replace("/c1", "/c2")
    # the record itself keeps the number that its coder gave it
    assert by_quote["Lavrov rang Cavusoglu."].contact.id == "c2"
    ledger.add(*story("a", CALL, report(CALL, "Zarif", (ZARIF, CAVUSOGLU)), coder="v3"))
    assert [stored.id for stored in ledger.contacts()] == [cited.replace("/c1", "/c3")]


def test_ids_do_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    ids = []
    for name, pairs in (("one", numbered(5)), ("two", numbered(5)[::-1])):
        with Ledger.open(tmp_path / name) as ledger:
            ledger.add_many(pairs)
            ids.append({stored.id for stored in ledger.contacts()})
    assert ids[0] == ids[1]


def test_evidence_must_be_in_the_text(ledger: Ledger) -> None:
    article, coded = story("a", CALL, report(CALL, "Lavrov", (LAVROV, CAVUSOGLU)))
    moved = coded.contacts[0].model_copy(update={"spans": (Span(start=1, end=7),)})
    with pytest.raises(RefusedArticleError, match="evidence of c1 is not the text at 1-7"):
        ledger.add(article, coded.model_copy(update={"contacts": (moved,)}))
    assert ledger.counts().documents == 0


def test_a_refused_article_leaves_the_others(ledger: Ledger) -> None:
    good = small_corpus()
    article, coded = good[0]
    wrong = coded.model_copy(update={"contacts": coded.contacts * 2})
    with pytest.raises(RefusedArticleError, match="two records are called 'c1'"):
        ledger.add_many([good[1], (article, wrong), good[2]])
    assert [coded.doc for coded in ledger.coded_articles()] == ["trio"]
    assert ledger.add_many(good) == {AddResult.ADDED: 3, AddResult.UNCHANGED: 1}


def test_a_coding_of_another_article_is_refused(ledger: Ledger) -> None:
    (article, _), (_, coded) = small_corpus()[:2]
    with pytest.raises(RefusedArticleError, match="the coding is that of 'trio'"):
        ledger.add(article, coded)


def test_a_count_beyond_whole_numbers_of_databases_is_refused(ledger: Ledger) -> None:
    contact = report(CALL, "Lavrov", (LAVROV, CAVUSOGLU)).model_copy(update={"count": 10**30})
    with pytest.raises(RefusedArticleError, match="the count of c1"):
        ledger.add(*story("a", CALL, contact))


def test_one_person_with_two_kinds_or_affiliations_is_kept_apart(ledger: Ledger) -> None:
    sides = (person("Kim", "KOR"), person("Kim", "PRK"), CAVUSOGLU.model_copy(update={"office": ""}))
    pair = story("a", CALL, report(CALL, "Lavrov", sides))
    ledger.add(*pair)
    assert ledger.coded("a") == pair[1]


def test_the_page_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    article, coded = harbour()
    page = RawPage(b"<html>\x00\xff</html>" * 50_000, "html", "harbour", "harbour.html", charset="koi8-r")
    ledger.add(replace(article, page=page), coded)
    ledger.add(replace(article, page=page), coded)
    assert [ledger.page(number) for number in ledger.page_numbers()] == [(page, [article.digest])]
    assert ledger.digests_without_page() == []
    assert (tmp_path / "talks.db").stat().st_size < 400_000
