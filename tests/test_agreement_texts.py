"""The codebook's agreements in examples: kind, status, parties and brokers of what a short text reports.

The texts are those of ``data/short_texts.jsonl``; the ones whose agreements the coder does not get wholly
right yet are listed in ``data/agreement_gaps.txt`` and expected to fail.
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
    text
    for line in (DATA / "short_texts.jsonl").read_text(encoding="utf-8").splitlines()
    if (text := json.loads(line))["agreements"] or "agreement" in text["construction"]
]
GAPS = set((DATA / "agreement_gaps.txt").read_text(encoding="utf-8").split())

Kind = tuple[str, str, frozenset[str], frozenset[str]]


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
    """Kind, status, parties and brokers of the agreements that a text reports."""
    return Counter(
        (a["kind"], a["status"], frozenset(a["parties"]), frozenset(a.get("brokers", [])))
        for a in text["agreements"]
    )


def found(record: CodedArticle) -> Counter[Kind]:
    """Kind, status, parties and brokers of the agreements that the coder found."""
    return Counter(
        (a.kind.value, a.status.value, frozenset(a.parties), frozenset(a.brokers)) for a in record.agreements
    )


def cases() -> list[Any]:
    gap = pytest.mark.xfail(strict=True, reason="known gap")
    return [pytest.param(t, id=t["id"], marks=[gap] if t["id"] in GAPS else []) for t in TEXTS]


@pytest.mark.xdist_group("agreement texts")
@pytest.mark.parametrize("text", cases())
def test_agreements_of_a_short_text(text: dict[str, Any]) -> None:
    assert found(coded()[text["id"]]) == wanted(text), text["text"]


@pytest.mark.xdist_group("agreement texts")
def test_evidence_is_the_text_itself() -> None:
    for text in TEXTS:
        for agreement in coded()[text["id"]].agreements:
            for span, quote in zip(agreement.spans, agreement.evidence, strict=True):
                assert text["text"][span.start : span.end] == quote


@pytest.mark.xdist_group("agreement texts")
def test_gaps_are_listed_once_and_exist() -> None:
    assert {t["id"] for t in TEXTS} >= GAPS
    assert len(GAPS) < len(TEXTS) / 4
