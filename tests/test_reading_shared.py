"""Real pages and articles, read where they lie: title, date, body, and nothing of menus or comments.

The notes below hold no text of theirs but a title and a few words; where the files are absent, the
tests are skipped.
"""

from __future__ import annotations

import hashlib
import re

import pytest
from benchmarks.shared import SHARED

from dragoman.article import Article, PartKind
from dragoman.errors import ReadingError
from dragoman.reading.charset import text_of
from dragoman.reading.sources import Sources
from dragoman.reading.text import read_bytes

PAGES, SEEDS = SHARED / "pages", SHARED / "seeds"
pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="the shared pages are not here")


def body(article: Article) -> list[str]:
    return [article.text[p.start : p.end] for p in article.parts if p.kind is PartKind.BODY]


def counts(article: Article) -> dict[str, int]:
    kinds = [part.kind.value for part in article.parts]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def words(paragraph: str) -> tuple[str, int]:
    """First three words of a paragraph, and how many it has."""
    found = paragraph.split()
    return " ".join(found[:3]), len(found)


def test_a_press_release_of_a_ministry() -> None:
    (article,) = Sources([PAGES / "uae-500.html"])
    assert article.title is not None
    assert hashlib.sha256(article.title.casefold().encode()).hexdigest()[:16] == "bf12ae027b5039df"
    # printed under the text; htmldate takes another day from the page
    assert str(article.published) == "2022-01-25"
    assert any("htmldate" in clue.origin and clue.day != article.published for clue in article.clues)
    assert counts(article) == {"body": 5, "headline": 1}
    assert [words(paragraph) for paragraph in body(article)] == [
        ("Malaysia has today", 112),
        ("The Government of", 86),
        ("These generous contributions", 55),
        ("PUTRAJAYA", 1),
        ("25 JANUARY 2022", 3),
    ]
    for furniture in ("Webmail", "e-Konsular", "Directory", "Intranet", "Toggle", "Skip to"):
        assert furniture.casefold() not in article.text.casefold()


@pytest.mark.parametrize("name", ["belarus.html", "timor.html"])
def test_lists_of_speeches_hold_no_article(name: str) -> None:
    with pytest.raises(ReadingError) as told:
        list(Sources([PAGES / name]))
    assert told.value.reason == "no article on this page, only lists and links"


def test_the_page_that_declares_a_legacy_encoding_is_readable() -> None:
    data = (PAGES / "belarus.html").read_bytes()
    assert b"charset=windows-1251" in data
    text, encoding = text_of(data)
    # it was saved as UTF-8 and kept the declaration of what it had been
    assert encoding == "utf-8"
    title = re.search(r"<title>([^<]*)", text)
    assert title is not None
    assert title[1].startswith("Statements &amp; Speeches - Ministry")
    assert "Р" not in title[1]  # what UTF-8 read as Windows-1251 is full of


@pytest.mark.parametrize(
    ("number", "day", "parts", "first", "last"),
    [
        (
            "000",
            "2016-12-17",
            {"body": 15, "byline": 1, "comment": 42, "headline": 1},
            "In day of",
            "out of them.",
        ),
        (
            "002",
            "None",
            {"body": 12, "caption": 2, "headline": 1},
            "Iran is concerned",
            "from other involvement.",
        ),
    ],
)
def test_seeds(number: str, day: str, parts: dict[str, int], first: str, last: str) -> None:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    article = read_bytes(path.read_bytes(), path.stem, str(path))
    assert str(article.published) == day
    assert counts(article) == parts
    found = body(article)
    assert " ".join(found[0].split()[:3]) == first
    assert " ".join(found[-1].split()[-3:]) == last
