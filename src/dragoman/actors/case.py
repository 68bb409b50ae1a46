"""One phrase in its parsed passage, on the way to an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.actors import agents
from dragoman.actors.answers import Query, ResolvedActor
from dragoman.actors.authority import Authority
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, key, to_ascii
from dragoman.language.grammar import conjuncts
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PLACE_FORMS = frozenset({Form.STATE, Form.CAPITAL})
_LOCATIVE = frozenset(
    "in at near to from into outside around through across over towards toward inside via within for off above below along under".split()
)
_TITLED = frozenset({Form.OFFICE, Form.COLLECTIVE})


@dataclass(slots=True)
class Case:
    """A phrase, the mentions of its passage, and the rules that choose among them.

    Attributes:
        span: the phrase.
        head: its head noun.
        is_place: set by :meth:`answer` where the phrase only says where something happens.
    """

    authority: Authority
    doc: Doc
    span: Span
    head: Token
    mentions: Mentions
    query: Query
    is_place: bool = False

    def answer(self) -> ResolvedActor:
        """Whom the phrase means."""
        mention = self._mention()
        company = self._company()
        if company is not None and (
            mention is None or mention.affiliation is None or mention.form not in {Form.GROUP, Form.NAME}
        ):
            return company
        if mention is not None and self._is_place(mention):
            self.is_place = True
            return self._nobody(f"{mention.actor} is a place here")
        if mention is None or (mention.form is Form.ADJECTIVE and not mention.members):
            return self._without_name()
        mention = self._coordinated(mention)
        return self._several(mention) if mention.members else self._named(mention)

    def _mention(self) -> Mention | None:
        """The mention that covers the head, or one that is the whole phrase but for its article."""
        found = self.mentions.at(self.head.i)
        if found is not None and found.form is not Form.ADJECTIVE:
            return found
        last = self.mentions.at(self.span.end - 1)
        if last is not None and last.start <= self.span.start + 1 and last.form is not Form.ADJECTIVE:
            return last
        return found

    def _coordinated(self, mention: Mention) -> Mention:
        """The mention with those that "and" joins to it within the phrase: "Russia and Turkey"."""
        others = [self.mentions.at(t.i) for t in conjuncts(self.head) if t.i < self.span.end]
        members = tuple(dict.fromkeys(m for m in others if m is not None and m.affiliation))
        if len(members) < 2 or mention.members:
            return mention
        name = to_ascii(self.span.text)
        return replace(mention, form=Form.PLURAL, actor=name, kind=ActorKind.GROUP, members=members)

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
        found = agents.companies().get(name_key) or self._described_company()
        if found is None or not any(t.text[:1].isupper() for t in self.span):
            return None
        name, state = found
        return ResolvedActor(
            self.query.text,
            name,
            state,
            "BUS",
            None,
            ActorKind.ORGANISATION,
            0.9,
            (f"company: {name}, head office in {state}",),
        )

    def _described_company(self) -> tuple[str, str] | None:
        """The company at the end of a phrase that says what it is: "the Brazilian builder Odebrecht"."""
        for start in range(self.span.start + 1, self.span.end):
            noun = self.doc[start - 1]
            said = agents.sector_of(self.doc[self.span.start : start], noun, self.mentions)
            if said is not None and said.code == "BUS":
                return agents.companies().get(key(self.doc[start : self.span.end].text))
        return None

    def _several(self, mention: Mention) -> ResolvedActor:
        """A plural that stands for several actors; what all have in common is said of the whole."""
        members = tuple(self._named(m) for m in mention.members)
        common = {m.affiliation for m in members}
        sectors = {m.sector for m in members}
        if len(members) == 1 or len(common) == 1:
            first = members[0]
            return ResolvedActor(
                self.query.text,
                mention.actor if len(members) > 1 else first.actor,
                first.affiliation,
                first.sector,
                first.office if len(members) == 1 else None,
                mention.kind,
                mention.confidence,
                first.why,
                members,
            )
        return ResolvedActor(
            self.query.text,
            mention.actor,
            None,
            sectors.pop() if len(sectors) == 1 else None,
            None,
            mention.kind,
            mention.confidence,
            tuple(w for m in members for w in m.why),
            members,
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
        state = self._state_described(affiliation) if mention.form is Form.GROUP else None
        if state is not None:
            why.append(f"{affiliation}: {state}")
            affiliation = state
        if affiliation is None:
            belonging = agents.belonging_of(self.span, self.head, self.mentions) or self._context_state()
            if belonging is not None:
                affiliation, confidence = belonging.code, min(confidence, 0.6)
                why.append(f"{belonging.words}: {belonging.code}")
        if sector is None and mention.is_person:
            sector = "CVL"
            why.append("no office known: CVL")
        return ResolvedActor(
            self.query.text,
            mention.actor,
            affiliation,
            sector,
            office,
            mention.kind,
            round(confidence, 2),
            tuple(why),
        )

    def _title_head(self, mention: Mention) -> Token:
        """The noun of the title before a name, the head of any other phrase."""
        if mention.form is not Form.NAME:
            return self.head
        start = self.span.start
        titles = [
            t
            for t in self.doc[start : self.span.end]
            if agents.sector_of(self.doc[start : t.i + 1], t, self.mentions)
        ]
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
        code = (self._state_described(belonging.code) or belonging.code) if belonging else None
        why = [f"{sector.words}: {sector.code}"]
        if belonging is not None:
            why.append(f"{belonging.words}: {code}")
        words = [t.text for t in self.span]
        name = self.span.text if words[0].lower() not in {"the", "a", "an"} else self.span[1:].text
        return ResolvedActor(
            self.query.text,
            to_ascii(name),
            code,
            sector.code,
            None,
            ActorKind.GROUP,
            confidence,
            tuple(why),
        )

    def _state_described(self, code: str | None) -> str | None:
        """The state of a people, or of a group that is called by a state and a noun ("Somali pirates"):
        PLOVER codes those by the state."""
        entity = self.authority.entities.get(code or "")
        if entity is None or entity.kind in {"state", "igo", "igo_body", "bloc"}:
            return None
        words = key(entity.name)
        if entity.kind != "people" and not agents.is_noun(words[-1]):
            return None
        prefix = entity.code.split("_")[0]
        if entity.kind == "people" and prefix != entity.code and prefix in self.authority.entities:
            return prefix
        for length in range(min(3, len(words)), 0, -1):
            if (state := agents.state_of(words[:length], self.authority)) is not None:
                return state
        return None

    def _context_state(self) -> agents.Belonging | None:
        """The one state that the context names, for a phrase that names none."""
        if not self.query.context:
            return None
        codes = {m.affiliation for m in self.mentions.ordered if m.affiliation in self.authority.entities}
        states = sorted(c for c in codes if c and self.authority.entities[c].kind == "state")
        return (
            agents.Belonging(states[0], "the only state of the context", None, 9)
            if len(states) == 1
            else None
        )
