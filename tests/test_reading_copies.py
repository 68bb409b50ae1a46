"""Copies: the same text, nearly the same, syndicated, other versions; what is read again."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cli_samples import run
from dragoman.article import Article, RawPage
from dragoman.cli.reading import differences
from dragoman.ledger import Ledger
from dragoman.reading import assembling, text
from dragoman.reading.copies import CopyKind, bands_of, body_of, compare, credits_of
from dragoman.reading.text import article_of
from dragoman.records import CodedArticle
from web_site import CALLS, page

STORY = "\n\n".join(CALLS)
DAY = dt.date(2024, 3, 14)


def article(doc: str, body: str = STORY, **known: object) -> Article:
    return article_of(body, doc, **{"published": DAY, "source": doc} | known)


def coded(of: Article) -> CodedArticle:
    return CodedArticle(
        coder="test",
        doc=of.doc,
        published=of.published,
        title=of.title,
        source=of.source,
        url=of.url,
        contacts=(),
        agreements=(),
        absences=(),
        warnings=of.warnings,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "t.ledger") as opened:
        yield opened


def add(ledger: Ledger, *articles: Article) -> None:
    for one in articles:
        ledger.add(one, coded(one))


def links(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Each copy with its original and its kind."""
    from sqlalchemy import select

    from dragoman.ledger.schema import copies, documents

    names = documents.alias()
    query = (
        select(documents.c.doc, names.c.doc.label("original"), copies.c.kind)
        .join_from(copies, documents, documents.c.id == copies.c.document)
        .join(names, names.c.id == copies.c.original)
    )
    with ledger._reading() as connection:
        return {row.doc: (row.original, row.kind) for row in connection.execute(query)}


CASES = {
    "the same body under another headline": (f"Another headline\n\n{STORY}", {}, CopyKind.EXACT),
    "a few words changed": (
        STORY.replace("confirmed the call", "confirmed the telephone call"),
        {},
        CopyKind.NEAR,
    ),
    "cut at the end": (STORY.partition(", adding that")[0] + ".", {}, CopyKind.NEAR),
    "credited to the original's outlet": (
        f"{STORY}\n\nThis article originally appeared at Gulf Courier.",
        {},
        CopyKind.SYNDICATED,
    ),
    "a later version at the same address": (
        STORY + "\n\nLater in the day the two ministers spoke again, a spokesman in Moscow said.",
        {"url": "http://www.courier.example/calls#top", "source": "Gulf Courier"},
        CopyKind.VERSION,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_kinds_of_copies(case: str) -> None:
    body, known, kind = CASES[case]
    first = article("a", source="Gulf Courier", url="https://courier.example/calls")
    relation = compare(body_of(article("b", body, **known)), body_of(first))
    assert relation is not None
    assert relation.kind is kind
    assert relation.newer_is_copy is (kind is not CopyKind.VERSION)


TEMPLATE = (
    "The Minister of Foreign Affairs received a telephone call today from the Minister of Foreign Affairs of {0}, "
    "{1}. During the call, the two ministers reviewed the relations between the two brotherly countries and ways to "
    "support and develop them in various fields, and exchanged views on issues of common interest. The minister "
    "stressed the keenness of his country to strengthen cooperation in all fields."
)


def test_two_notices_of_one_form_are_two() -> None:
    one, other = (
        TEMPLATE.format(*names) for names in (("Jordan", "Ayman Safadi"), ("Egypt", "Sameh Shoukry"))
    )
    assert compare(body_of(article("a", one)), body_of(article("b", other))) is None


@pytest.mark.parametrize(
    "other",
    [
        article("b", published=dt.date(2024, 5, 1)),
        article("b", CALLS[0]),
        article("b", STORY + " Fishermen welcomed the news." * 100 + " ".join(map(str, range(900)))),
        article(
            "b",
            "Cairo\n\nThe sardine harvest was good this year, the fishermen of the harbour said on Monday. "
            * 4,
        ),
    ],
    ids=["months apart", "too short", "a part of something long", "about something else"],
)
def test_what_is_no_copy(other: Article) -> None:
    assert compare(body_of(other), body_of(article("a"))) is None


def test_agencies_are_read_from_bylines_datelines_and_last_lines() -> None:
    assert credits_of(article("a", f"A headline\n\nMUSCAT, March 14 (Reuters) - {STORY}")) == {"Reuters"}
    assert credits_of(article("a", f"{STORY}\n\nTASS")) == {"TASS"}
    assert credits_of(article("a", STORY.replace("Ankara", "Reuters in Ankara"))) == frozenset()


def test_a_copy_adds_an_outlet_and_no_record(tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    for name, body in (("one", STORY), ("two", STORY.replace("on Wednesday", "Wednesday")), ("three", STORY)):
        header = f"published: 2024-03-14\nsource: Paper {name}\n\n"
        (tmp_path / f"{name}.txt").write_text(
            header + (f"MUSCAT (Reuters) — {body}" if name == "three" else body)
        )
    assert (
        run("add", *(tmp_path / f"{n}.txt" for n in ("one", "two", "three")), "--ledger", file).exit_code == 0
    )
    with Ledger.open(file) as ledger:
        contacts = ledger.contacts(between=("TUR", "RUS"), channel="phone")
        assert {contact.article.doc for contact in contacts} == {"one"}
        card = ledger.show(contacts[0].id)
        assert [copy.source for copy in card.copies] == ["Paper two", "Paper three"]
        # asked for by its name, a copy shows what it says
        assert ledger.contacts(doc="two")
        assert ledger.show(ledger.contacts(doc="two")[0].id).original is not None
        assert ledger.counts().repeats == 2
        assert [found.doc for found in ledger.coded_articles()] == ["one"]
        shown = run("show", contacts[0].id, "--ledger", file).stdout
    assert "also in Paper two" in shown
    assert "2 copies set aside" in run("add", tmp_path / "one.txt", "--ledger", file).stdout


def test_the_newest_version_stands_for_all(ledger: Ledger) -> None:
    url = {"url": "https://courier.example/calls"}
    versions = [
        STORY,
        f"{STORY}\n\nLater they spoke again.",
        f"{STORY}\n\nLater they spoke again, at length.",
    ]
    add(ledger, *(article(f"v{n}", body, **url) for n, body in enumerate(versions, 1)))
    assert links(ledger) == {"v1": ("v3", "version"), "v2": ("v3", "version")}


def test_an_original_that_comes_late_becomes_the_original(ledger: Ledger) -> None:
    copy = article("copy", f"{STORY}\n\nThis article first appeared in Gulf Courier.", source="Daily Echo")
    other = article("other", STORY.replace("confirmed", "has confirmed"), source="Third Paper")
    add(ledger, copy, other, article("original", source="Gulf Courier"))
    assert links(ledger) == {"copy": ("original", "syndicated"), "other": ("original", "near")}


def test_the_order_of_adding_does_not_change_which_records_count(tmp_path: Path) -> None:
    articles = [
        article("a", published=DAY),
        article("b", f"{STORY}\n\nThe harbour stays closed.", published=DAY + dt.timedelta(days=1)),
        article("c", STORY.replace("next week", "the week after"), published=DAY + dt.timedelta(days=2)),
    ]
    roots = []
    for number, order in enumerate(((0, 1, 2), (2, 1, 0), (1, 2, 0))):
        with Ledger.open(tmp_path / f"{number}.ledger") as made:
            add(made, *(articles[i] for i in order))
            roots.append({doc for doc in "abc" if doc not in links(made)})
    assert roots == [{"a"}] * 3


def test_bands_are_the_same_in_every_process() -> None:
    code = (
        "from dragoman.reading.copies import *; from dragoman.reading.text import article_of; import sys;"
        "print(bands_of(body_of(article_of(sys.argv[1], 'a'))))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, STORY],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {f"{bands_of(body_of(article_of(STORY, 'a')))}\n"}


def test_recode_reads_stored_pages_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, html, plain = tmp_path / "t.ledger", tmp_path / "a.html", tmp_path / "b.txt"
    html.write_bytes(page("Ministers speak by telephone", *CALLS))
    plain.write_text(
        "published: 2024-05-02\n\nA visit\n\nThe Omani foreign minister visited Tehran on Monday.\n"
    )
    assert run("add", html, plain, "--ledger", file).exit_code == 0
    html.unlink()
    same = run("recode", "--ledger", file)
    assert (same.exit_code, same.stdout) == (0, "Articles: 0 changed, 2 unchanged\n")

    # a later version finds a date on the page, and reads one paragraph less
    real = assembling.article_from

    def better(item: object, raw: RawPage, doc: str) -> Article:
        item.body = item.body[:2]  # type: ignore[attr-defined]
        item.dates = [("2024-03-14", "metadata: seen at last", 0.9)]  # type: ignore[attr-defined]
        return real(item, raw, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(assembling, "article_from", better)
    changed = run("recode", "--ledger", file, "--json")
    first, total = map(json.loads, changed.stdout.splitlines())
    assert first["doc"] == "a"
    assert first["published"] == {"was": None, "is": "2024-03-14"}
    assert total["total"]["changed"] == 1
    assert total["total"]["unchanged"] == 1
    with Ledger.open(file) as ledger:
        assert {c.article.published for c in ledger.contacts(between=("TUR", "RUS"))} == {DAY}
        assert sorted(found.doc for found in ledger.coded_articles()) == ["a", "b"]
        assert [kind for _, kind in links(ledger).values()] == ["reread"]
    again = run("recode", "--ledger", file)
    assert again.stdout == "Articles: 0 changed, 2 unchanged\n"


def test_a_page_that_can_no_longer_be_read_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, html = tmp_path / "t.ledger", tmp_path / "a.html"
    html.write_bytes(page("Ministers speak by telephone", *CALLS))
    run("add", html, "--ledger", file)
    monkeypatch.setattr(assembling, "PAGE_BYTES", 10)
    result = run("recode", "--ledger", file)
    assert result.exit_code == 1
    assert "what is stored of it stays as it was" in result.stderr
    with Ledger.open(file) as ledger:
        assert ledger.contacts(between=("TUR", "RUS"))


def test_plain_text_keeps_the_date_that_was_given(tmp_path: Path) -> None:
    first = article_of(f"published: 2024-03-14\n\nTuesday, 5 March 2019\n\n{STORY}", "a")
    again = text.read_again(replace(first, parts=(), published=None))
    assert (again.published, again.parts, again.text) == (first.published, first.parts, first.text)


def test_differences_of_codings() -> None:
    of = article("a")
    assert differences(coded(of), coded(of)) == {}
    later = replace(of, published=dt.date(2024, 3, 15))
    assert differences(coded(of), coded(later)) == {"published": {"was": "2024-03-14", "is": "2024-03-15"}}


def test_resuming_passes_over_what_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.coding.coder import Coder

    file, html = tmp_path / "t.ledger", tmp_path / "a.html"
    html.write_bytes(page("Ministers speak by telephone", *CALLS))
    assert run("add", html, "--ledger", file).exit_code == 0
    monkeypatch.setattr(Coder, "pipe", lambda *_: pytest.fail("coded again"))
    result = run("add", "--resume", html, "--ledger", file, "--json")
    assert json.loads(result.stdout)["unchanged"] == 0
    assert result.exit_code == 0
