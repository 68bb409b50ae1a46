"""Who a phrase means: the machinery of the coder, asked about one phrase.

    >>> from dragoman.actors.resolve import resolve
    >>> resolve("the Turkish foreign minister", on=dt.date(2024, 3, 15)).actor  # doctest: +SKIP
    'Hakan Fidan'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.actors import agents, finder
from dragoman.actors.authority import Authority, Period, known
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, key, to_ascii
from dragoman.language import pipeline
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

PHRASE_LIMIT, CONTEXT_LIMIT = 400, 20_000
"""Characters that are read of a phrase and of its context."""

UNDATED = Period(dt.date(2015, 1, 1), None)
_CARRIER = " said so."
_PLACE_FORMS = frozenset({Form.STATE, Form.CAPITAL})
_LOCATIVE = frozenset(
    "in at near to from into outside around through across over towards toward inside via within for".split()
)
_TITLED = frozenset({Form.OFFICE, Form.COLLECTIVE})


@dataclass(frozen=True, slots=True)
class Query:
    """A phrase with what helps to understand it."""

    text: str
    context: str | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """What a phrase was resolved to.

    Attributes:
        text: the phrase.
        actor: usual name, or None where the phrase means no actor.
        affiliation: code of a state or group, or None.
        sector: PLOVER sector, or None.
        office: office class held on the day, or None.
        kind: sort of actor.
        confidence: 0 to 1.
        why: the entries and rules used.
        members: the single actors that a plural stands for.
    """

    text: str
    actor: str | None = None
    affiliation: str | None = None
    sector: str | None = None
    office: str | None = None
    kind: ActorKind | None = None
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    members: tuple[ResolvedActor, ...] = field(default=())


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
        case = _Case(self.authority, doc, span, agents.head_of(span), mentions, query)
        return case.answer()


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


@dataclass(slots=True)
class _Case:
    """One phrase in its parsed passage, on the way to an answer."""

    authority: Authority
    doc: Doc
    span: Span
    head: Token
    mentions: Mentions
    query: Query

    def answer(self) -> ResolvedActor:
        mention = self._mention()
        company = self._company()
        if company is not None and (mention is None or mention.affiliation is None or mention.form not in {Form.GROUP, Form.NAME}):
            return company
        if mention is not None and self._is_place(mention):
            return self._nobody(f"{mention.actor} is a place here")
        if mention is None or (mention.form is Form.ADJECTIVE and not mention.members):
            return self._without_name()
        if mention.members:
            return self._several(mention)
        return self._named(mention)

    def _mention(self) -> Mention | None:
        """The mention that covers the head, or one that is the whole phrase but for its article."""
        found = self.mentions.at(self.head.i)
        if found is not None and found.form is not Form.ADJECTIVE:
            return found
        last = self.mentions.at(self.span.end - 1)
        if last is not None and last.start <= self.span.start + 1 and last.form is not Form.ADJECTIVE:
            return last
        return found

    def _is_place(self, mention: Mention) -> bool:
        """Whether a state or capital is where something happens, not who acts."""
        if mention.form not in _PLACE_FORMS or self.query.context is None:
            return False
        root = self.span.root
        if root.dep_ == "compound":  # "the Vienna talks"
            return True
        return root.dep_ == "pobj" and root.head.lower_ in _LOCATIVE

    def _nobody(self, why: str) -> ResolvedActor:
        return ResolvedActor(self.query.text, confidence=0.6, why=(why,))

    def _company(self) -> ResolvedActor | None:
        words = key(self.span.text)
        name_key = words[1:] if words[:1] == ("the",) else words
        found = agents.companies().get(name_key)
        if found is None or not any(t.text[:1].isupper() for t in self.span):
            return None
        name, state = found
        return ResolvedActor(
            self.query.text, name, state, "BUS", None, ActorKind.ORGANISATION, 0.9, (f"company: {name}, head office in {state}",)
        )

    def _several(self, mention: Mention) -> ResolvedActor:
        """A plural that stands for several actors; what all have in common is said of the whole."""
        members = tuple(self._named(m) for m in mention.members)
        common = {m.affiliation for m in members}
        sectors = {m.sector for m in members}
        if len(members) == 1 or len(common) == 1:
            first = members[0]
            return ResolvedActor(
                self.query.text, mention.actor if len(members) > 1 else first.actor, first.affiliation, first.sector,
                first.office if len(members) == 1 else None, mention.kind, mention.confidence, first.why, members,
            )
        return ResolvedActor(
            self.query.text, mention.actor, None, sectors.pop() if len(sectors) == 1 else None, None,
            mention.kind, mention.confidence, tuple(w for m in members for w in m.why), members,
        )

    def _named(self, mention: Mention) -> ResolvedActor:
        why = list(mention.why)
        sector, affiliation, confidence = mention.sector, mention.affiliation, mention.confidence
        office = self._office(mention, why)
        on_file = mention.is_person and fold(mention.actor) in self.authority.persons
        if not on_file and mention.form in _TITLED | {Form.NAME}:
            said = agents.sector_of(self.span, self._title_head(mention), self.mentions)
            if said is not None and (said.certain or sector is None):
                sector = said.code
                why.append(f"{said.words}: {said.code}")
        if affiliation is None:
            belonging = agents.belonging_of(self.span, self.head, self.mentions) or self._context_state()
            if belonging is not None:
                affiliation, confidence = belonging.code, min(confidence, 0.6)
                why.append(f"{belonging.words}: {belonging.code}")
        if sector is None and mention.is_person:
            sector = "CVL"
            why.append("no office known: CVL")
        return ResolvedActor(
            self.query.text, mention.actor, affiliation, sector, office, mention.kind, round(confidence, 2), tuple(why)
        )

    def _title_head(self, mention: Mention) -> Token:
        """The noun of the title before a name, the head of any other phrase."""
        if mention.form is not Form.NAME:
            return self.head
        start = max(mention.start, self.span.start)
        titles = [t for t in self.doc[start : self.span.end] if agents.sector_of(self.doc[start : t.i + 1], t, self.mentions)]
        return titles[-1] if titles else self.head

    def _office(self, mention: Mention, why: list[str]) -> str | None:
        """The office of a mention, unless the file has the person and no such office on the day."""
        person = self.authority.persons.get(fold(mention.actor)) if mention.is_person else None
        if mention.office is None or person is None or self.query.on is None:
            return mention.office
        if any(t.office == mention.office and t.period.covers(self.query.on) for t in person.terms):
            return mention.office
        why.append(f"not {mention.office} on {self.query.on} by the file")
        return None

    def _without_name(self) -> ResolvedActor:
        """A phrase that names no actor of the file: head noun, modifiers and places."""
        sector = agents.sector_of(self.span, self.head, self.mentions)
        if sector is None:
            return self._nobody(f"'{to_ascii(self.head.text)}' is no actor")
        belonging = agents.belonging_of(self.span, self.head, self.mentions)
        confidence = 0.75 if belonging is not None else 0.5
        belonging = belonging or self._context_state()
        why = [f"{sector.words}: {sector.code}"]
        if belonging is not None:
            why.append(f"{belonging.words}: {belonging.code}")
        words = [t.text for t in self.span]
        name = self.span.text if words[0].lower() not in {"the", "a", "an"} else self.span[1:].text
        return ResolvedActor(
            self.query.text, to_ascii(name), belonging.code if belonging else None, sector.code, None,
            ActorKind.GROUP, confidence, tuple(why),
        )

    def _context_state(self) -> agents.Belonging | None:
        """The one state that the context names, for a phrase that names none."""
        if not self.query.context:
            return None
        codes = {m.affiliation for m in self.mentions.ordered if m.affiliation in self.authority.entities}
        states = sorted(c for c in codes if c and self.authority.entities[c].kind == "state")
        return agents.Belonging(states[0], "the only state of the context", None, 9) if len(states) == 1 else None
