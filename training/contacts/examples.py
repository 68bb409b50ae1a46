"""Training examples for the classifier of contacts: every pair of actors of the annotated articles.

Sources: the annotated corpus articles (``annotations.jsonl``), the half of the gold articles that rules are
developed on, and our own short texts. The articles stand outside the repository; where one is absent or
has changed (its digest does not fit) it is left out and counted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.shared import ROOT, SHARED, held_out, need

from dragoman.actors import finder
from dragoman.actors.home import home_state
from dragoman.article import Article
from dragoman.coding.coder import UNDATED, Coder, coded_text
from dragoman.coding.contacts import found_in
from dragoman.coding.pairs import pairs_of
from dragoman.coding.plausibility import found_features
from dragoman.coding.scene import scene_of
from dragoman.reading.text import article_of, read_bytes

ANNOTATIONS = Path(__file__).parent / "annotations.jsonl"
SHORT_TEXTS = ROOT / "tests" / "data" / "short_texts.jsonl"
SAME = {"YPG": "SDF", "PYD": "SDF", "KURDS": "SDF", "FSA": "SYROPP", "SNC": "SYROPP", "HNC": "SYROPP", "UNSC": "UN",
        "GULF": "GCC", "COALITION": "ALLIES", "WEST": "ALLIES"}  # fmt: skip
"""Codes that the codebook's scorer takes for one."""
SHORT_WEIGHT, UNTOLD_WEIGHT = 0.6, 0.4
"""Weight of pairs of short texts, and of pairs that are in contact in the article but not in this sentence."""
SECOND_HALF = 240
"""Line of ``annotations.jsonl`` from which articles were annotated after the constructions were written."""


@dataclass(slots=True)
class Example:
    """One pair of one sentence: whether it is in contact there, and how much the example counts (0: unknown)."""

    doc: str
    source: str
    features: list[str]
    told: bool
    weight: float
    found: bool


@dataclass(slots=True)
class Annotated:
    """An article with its annotated contacts: codes, character spans of the evidence, whether optional."""

    source: str
    article: Article
    contacts: list[tuple[set[str], list[tuple[int, int]], bool]] = field(default_factory=list)


def same(code: str) -> str:
    """The code that the scorer takes a code for."""
    return SAME.get(code.upper(), code.upper())


def _spans(text: str, quotes: list[str]) -> list[tuple[int, int]]:
    starts = ((text.find(q), len(q)) for q in quotes)
    return [(at, at + length) for at, length in starts if at >= 0]


def _contacts(text: str, record: dict[str, Any], quotes: dict[str, list[str]] | None = None) -> list[Any]:
    found = []
    for contact in record["contacts"]:
        codes = {same(p["affiliation"]) for p in contact["participants"] if p["affiliation"]}
        told = quotes[contact["id"]] if quotes is not None else contact["evidence"]
        found.append((codes, _spans(text, told), bool(contact.get("optional"))))
    return found


def corpus_articles() -> Iterator[Annotated]:
    """The annotated corpus articles that are there and unchanged."""
    paths = {p.stem: p for p in need(SHARED / "corpus").glob("*/*.txt")}
    for number, line in enumerate(ANNOTATIONS.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        path = paths.get(record["doc"])
        if path is None:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if hashlib.sha256(text.encode()).hexdigest()[:16] != record["sha256"]:
            continue
        quotes = {c["id"]: [text[start:end] for start, end in c["spans"]] for c in record["contacts"]}
        article = read_bytes(path.read_bytes(), record["doc"], str(path))
        source = "corpus" if number < SECOND_HALF else "second"
        yield Annotated(source, article, _contacts(article.text, record, quotes))


def gold_articles() -> Iterator[Annotated]:
    """The gold articles that rules are developed on; the held-out half is never read."""
    paths = sorted(need(SHARED / "gold" / "articles").glob("*.txt"))
    held = held_out([p.stem for p in paths])
    for path in paths:
        if path.stem in held:
            continue
        record = json.loads((SHARED / "gold" / "records" / f"{path.stem}.json").read_text(encoding="utf-8"))
        article = read_bytes(path.read_bytes(), path.stem, str(path))
        yield Annotated("gold", article, _contacts(article.text, record))


def short_articles() -> Iterator[Annotated]:
    """Our own short texts; the whole text is the evidence of each contact."""
    for line in SHORT_TEXTS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = dt.date.fromisoformat(row["published"]) if row["published"] else None
        article = article_of(row["text"], f"short-{row['id']}", published=day)
        whole = [(0, len(article.text))]
        contacts = [({same(a) for a in c["affiliations"]}, whole, False) for c in row["contacts"]]
        yield Annotated("short", article, contacts)


def examples(coder: Coder, annotated: list[Annotated]) -> Iterator[Example]:
    """The pairs of all sentences of the articles."""
    pairs = ((coded_text(a.article), a) for a in annotated)
    for doc, item in coder.nlp.pipe(pairs, as_tuples=True, batch_size=16):
        scene = scene_of(item.article, coder.authority, UNDATED)
        home = home_state(item.article.source, item.article.url, coder.authority, coder._outlets)
        mentions = finder.find_mentions(doc, coder.authority, scene.period, scene.published is not None, home)
        for number, sentence in enumerate(doc.sents):
            candidates, drafts = found_in(sentence, number, mentions, scene)
            for pair in pairs_of(sentence, mentions):
                codes = {same(c) for c in pair.codes}
                told, weight = _label(codes, item, sentence.start_char, sentence.end_char)
                found = any(pair.codes <= d.affiliations for d in drafts)
                tried = any(pair.codes <= c.affiliations for c in candidates)
                if weight == UNTOLD_WEIGHT and (found or tried):
                    weight = 0.0  # likely a retelling that the annotation need not point to
                features = [*pair.features, *found_features(pair.codes, candidates, drafts)]
                yield Example(item.article.doc, item.source, features, told, weight, found)


def _label(codes: set[str], item: Annotated, start: int, end: int) -> tuple[bool, float]:
    """Whether a sentence tells of a contact of a pair, and the weight of the example."""
    known = [(spans, optional) for those, spans, optional in item.contacts if codes <= those]
    here = [optional for spans, optional in known if any(a < end and start < b for a, b in spans)]
    full = SHORT_WEIGHT if item.source == "short" else 1.0
    if not all(here):
        return True, full
    if here:
        return False, 0.0
    return False, UNTOLD_WEIGHT if known else full
