"""Who a phrase means: the machinery of the coder, asked about one phrase.

>>> from dragoman.actors.resolve import resolve
>>> resolve("the Turkish foreign minister", on=dt.date(2024, 3, 15)).actor  # doctest: +SKIP
'Hakan Fidan'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.actors import agents, finder
from dragoman.actors.answers import Query, ResolvedActor
from dragoman.actors.authority import Authority, Period, known
from dragoman.actors.belonging import States
from dragoman.actors.case import Case
from dragoman.actors.names import fold
from dragoman.actors.variants import Variants
from dragoman.language import pipeline
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

__all__ = ["Query", "ResolvedActor", "Resolver", "default_resolver", "resolve"]

PHRASE_LIMIT, CONTEXT_LIMIT = 400, 8_000
"""Characters that are read of a phrase and of its context."""

UNDATED = Period(dt.date(2015, 1, 1), None)
"""The days that a phrase without a day may be from, as for an article without a date."""

_CARRIER = " said so."


def resolve(text: str, context: str | None = None, on: dt.date | None = None) -> ResolvedActor:
    """Who a phrase means, by the authority with the user's folders.

    Args:
        text: a phrase as it stands in the news.
        context: the sentence or passage that it stands in.
        on: the day of the news; offices are those of that day.

    Raises:
        AuthorityError: a user's folder does not follow the form.
    """
    return default_resolver().resolve(text, context, on)


@lru_cache(maxsize=1)
def default_resolver() -> Resolver:
    """A resolver with the default pipeline and authority, made once per process."""
    return Resolver()


class Resolver:
    """Resolves phrases with one pipeline and one authority.

    Args:
        nlp: a spaCy pipeline as :func:`dragoman.language.pipeline.load` gives it.
        authority: who is who; by default the shipped one with the user's folders over it.
    """

    def __init__(self, nlp: Language | None = None, authority: Authority | None = None) -> None:
        self.nlp = nlp if nlp is not None else pipeline.load()
        self.authority = authority if authority is not None else known()
        self._variants = Variants(self.authority)
        self._states = States(self.authority)

    def resolve(self, text: str, context: str | None = None, on: dt.date | None = None) -> ResolvedActor:
        """Who one phrase means; see :func:`resolve`."""
        return next(self.resolve_all([Query(text, context, on)]))

    def resolve_all(self, queries: Iterable[Query]) -> Iterator[ResolvedActor]:
        """Who many phrases mean, lazily and in order."""
        framed = ((frame(q.text, q.context), q) for q in queries)
        pairs = ((passage, (start, end, query)) for (passage, start, end), query in framed)
        for doc, (start, end, query) in self.nlp.pipe(pairs, as_tuples=True, batch_size=32):
            span = doc.char_span(start, end, alignment_mode="expand") if end > start else None
            if span is None or not len(span) or not any(t.text.isalnum() or t.is_alpha for t in span):
                yield ResolvedActor(query.text, why=("no words",))
                continue
            yield self._resolve(doc, span, query)

    def _resolve(self, doc: Doc, span: Span, query: Query) -> ResolvedActor:
        period = Period(query.on, query.on) if query.on else UNDATED
        mentions = finder.find_mentions(doc, self.authority, period, query.on is not None)
        case = Case(self.authority, doc, span, agents.head_of(span), mentions, query)
        answer = self._with_state(case.answer())
        stranger = answer.affiliation is None and answer.kind in {None, ActorKind.PERSON}
        if stranger and not case.is_place and not answer.members:
            return self._variant(query) or answer
        return answer

    def _with_state(self, answer: ResolvedActor) -> ResolvedActor:
        members = tuple(map(self._with_state, answer.members))
        return replace(answer, state=self._states.of(answer.affiliation), members=members)

    def _variant(self, query: Query) -> ResolvedActor | None:
        """A name that the file spells in another way."""
        target = self._variants.target_of(query.text)
        entity = self.authority.entities.get(target or "")
        name = self.authority.persons[target[7:]].name if target and target.startswith("person:") else None
        usual = entity.name if entity is not None else name
        if usual is None or fold(usual) == fold(query.text):
            return None
        found = self.resolve(usual, None, query.on)
        why = (f"spelling of {usual}", *found.why)
        return replace(found, text=query.text, confidence=round(found.confidence * 0.8, 2), why=why)


def frame(text: str, context: str | None) -> tuple[str, int, int]:
    """The passage that is parsed for a phrase, and where the phrase stands in it.

    A phrase alone gets a verb, for the parser knows sentences; so does one that its context lacks.
    """
    phrase = " ".join(text[:PHRASE_LIMIT].split())
    if not phrase:
        return "", 0, 0
    passage = " ".join(context[:CONTEXT_LIMIT].split()) if context else ""
    place = _find(phrase, passage)
    if place is not None:
        return passage, *place
    alone = f"{phrase}{_CARRIER}"
    before = f"{passage}\n\n" if passage else ""
    return before + alone, len(before), len(before) + len(phrase)


def _find(phrase: str, passage: str) -> tuple[int, int] | None:
    """Where a phrase stands in a passage as whole words, in its own capitals if it can be."""
    for haystack, needle in ((passage, phrase), (passage.lower(), phrase.lower())):
        if len(haystack) != len(passage):  # lowering may lengthen: offsets would be wrong
            continue
        at = haystack.find(needle)
        while at >= 0:
            end = at + len(needle)
            if not (at and haystack[at - 1].isalnum()) and not haystack[end : end + 1].isalnum():
                return at, end
            at = haystack.find(needle, at + 1)
    return None
