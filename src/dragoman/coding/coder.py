"""The coder: an article in, its records out. The whole pipeline on one page.

text of the coded parts -> parse -> mentions -> contacts, agreements, absences -> events -> coded article
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING

from dragoman.actors import finder
from dragoman.actors.authority import Authority, Period, known
from dragoman.actors.home import home_state, outlet_states
from dragoman.article import CODED_PARTS, Article
from dragoman.coding.absences import code_absences
from dragoman.coding.agreements import code_agreements
from dragoman.coding.contacts import code_contacts
from dragoman.coding.scene import scene_of
from dragoman.language import pipeline
from dragoman.records import CodedArticle, Event
from dragoman.relations.events import Reading, code_events

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dragoman.relations.model import RelationModel

UNDATED = Period(dt.date(2015, 1, 1), None)
"""The days that an article without any date may be from, for looking up offices."""

BATCH = 16
"""Articles per batch of the parser; more costs memory and brings nothing on a CPU."""


class Coder:
    """Codes articles with one pipeline and one authority.

    Args:
        nlp: a spaCy pipeline as :func:`dragoman.language.pipeline.load` gives it.
        authority: who is who; by default the shipped one with the user's folders over it.
        model: the relation model that judges events, by default the shipped one.
        events: whether events are coded; without them the model is not loaded.
    """

    def __init__(
        self,
        nlp: Language | None = None,
        authority: Authority | None = None,
        model: RelationModel | None = None,
        *,
        events: bool = True,
    ) -> None:
        self.nlp = nlp if nlp is not None else pipeline.load()
        self.authority = authority if authority is not None else known()
        self.model = (model or _shipped_model()) if events else None
        self._outlets = outlet_states(self.authority)
        self.name = f"dragoman {version('dragoman')}"

    def code(self, article: Article) -> CodedArticle:
        """Records of one article."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        """Records of many articles, lazily and in order."""
        pairs = ((coded_text(article), article) for article in articles)
        parsed = self.nlp.pipe(pairs, as_tuples=True, batch_size=BATCH)
        while batch := list(islice(parsed, BATCH)):
            readings = [self._read(doc, article) for doc, article in batch]
            events = code_events(readings, self.model) if self.model is not None else [[] for _ in batch]
            for (_, article), reading, found in zip(batch, readings, events, strict=True):
                yield self._assemble(article, reading, found)

    def _read(self, doc: Doc, article: Article) -> Reading:
        """Who is who in a parsed article, its contacts and agreements."""
        scene = scene_of(article, self.authority, UNDATED)
        home = home_state(article.source, article.url, self.authority, self._outlets)
        mentions = finder.find_mentions(doc, self.authority, scene.period, scene.published is not None, home)
        scene = replace(scene, singular=mentions.singular)
        contacts = code_contacts(doc, mentions, scene)
        agreements = code_agreements(doc, mentions, scene, contacts)
        return Reading(doc, mentions, scene, home, contacts, agreements)

    def _assemble(self, article: Article, reading: Reading, events: list[Event]) -> CodedArticle:
        warnings = list(article.warnings)
        if (war := reading.mentions.singular) is not None:
            warnings.append(
                f"months and days are taken to be those of the {war.name}: nothing else fixes the year"
            )
        return CodedArticle(
            coder=self.name,
            doc=article.doc,
            published=article.published,
            title=article.title,
            source=article.source,
            url=article.url,
            contacts=tuple(reading.contacts),
            agreements=tuple(reading.agreements),
            events=tuple(events),
            absences=tuple(code_absences(reading.doc, reading.mentions)),
            warnings=tuple(warnings),
        )


def _shipped_model() -> RelationModel:
    from dragoman.relations.model import RelationModel

    return RelationModel.load()


def coded_text(article: Article) -> str:
    """The article's text with everything that is not coded blanked, so that offsets stay.

    Blanks are line breaks: the parser takes each run for a paragraph's end.
    """
    if not article.parts:
        return article.text
    pieces: list[str] = []
    position = 0
    for part in article.parts:
        pieces.append("\n" * (part.start - position))
        stretch = article.text[part.start : part.end]
        pieces.append(stretch if part.kind in CODED_PARTS else "\n" * len(stretch))
        position = part.end
    pieces.append("\n" * (len(article.text) - position))
    return "".join(pieces)
