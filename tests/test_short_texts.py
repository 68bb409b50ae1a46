"""The codebook in examples: short texts, one construction each, with the contacts they report.

The texts stand in ``data/short_texts.jsonl``. Those that the coder does not get wholly right yet are
listed in ``data/short_texts_gaps.txt`` and expected to fail; one that is put right must leave the list.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.coding.coder import Coder
from dragoman.reading.text import article_of
from dragoman.records import CodedArticle

DATA = Path(__file__).parent / "data"
TEXTS: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "short_texts.jsonl").read_text(encoding="utf-8").splitlines() if line
]
GAPS = set((DATA / "short_texts_gaps.txt").read_text(encoding="utf-8").split())

Kind = tuple[str, str, frozenset[str]]


@lru_cache(maxsize=1)
def coded() -> dict[str, CodedArticle]:
    """All texts, coded in one go."""
    articles = [
        article_of(
            t["text"], t["id"], published=dt.date.fromisoformat(t["published"]) if t["published"] else None
        )
        for t in TEXTS
    ]
    return {record.doc: record for record in Coder().pipe(articles)}


def wanted(text: dict[str, Any]) -> Counter[Kind]:
    """Channel, status and sides of the contacts that a text reports."""
    return Counter((c["channel"], c["status"], frozenset(c["affiliations"])) for c in text["contacts"])


def found(record: CodedArticle) -> Counter[Kind]:
    """Channel, status and sides of the contacts that the coder found."""
    return Counter(
        (c.channel.value, c.status.value, frozenset(p.affiliation for p in c.participants))
        for c in record.contacts
    )


def cases() -> list[Any]:
    gap = pytest.mark.xfail(strict=True, reason="known gap")
    return [pytest.param(t, id=t["id"], marks=[gap] if t["id"] in GAPS else []) for t in TEXTS]


@pytest.mark.xdist_group("short texts")
@pytest.mark.parametrize("text", cases())
def test_contacts_of_a_short_text(text: dict[str, Any]) -> None:
    assert found(coded()[text["id"]]) == wanted(text), text["text"]


@pytest.mark.xdist_group("short texts")
def test_gaps_are_listed_once_and_exist() -> None:
    assert {t["id"] for t in TEXTS} >= GAPS
    assert len(GAPS) < len(TEXTS) / 2
