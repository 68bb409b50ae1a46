"""How an agreement stands, and who is party to it, read from the words around its noun."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mentions
from dragoman.coding.candidates import actors_at
from dragoman.coding.status import FUTURE_MODALS, OPEN_MODALS
from dragoman.language.grammar import (
    agents,
    conjuncts,
    governor,
    is_negated,
    is_passive,
    modals,
    objects,
    prepositional,
    subjects,
)
from dragoman.records import AgreementStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

S = AgreementStatus


VERB_STATUS: dict[str, AgreementStatus] = {
    **dict.fromkeys("rip tear violate breach break flout ignore undermine".split(), S.VIOLATED),
    **dict.fromkeys("fail collapse unravel falter crumble founder".split(), S.FAILED),
    **dict.fromkeys("reject refuse oppose rebuff decline".split(), S.REJECTED),
    **dict.fromkeys("pull expire end terminate scrap abandon quit withdraw leave renounce abrogate suspend denounce".split(), S.ENDED),
    **dict.fromkeys("hold observe respect maintain implement comply honour honor uphold remain".split(), S.HOLDING),
    **dict.fromkeys("reach sign agree broker announce strike conclude clinch secure seal negotiate finalise finalize declare establish ratify approve win enter initial forge mediate cement make".split(), S.REACHED),
    **dict.fromkeys("eye thrash propose seek demand urge want call suggest offer push discuss consider request achieve hope plan work try need draft revive renegotiate".split(), S.PROPOSED),
}  # fmt: skip


_PROSPECTIVE = frozenset("proposed possible potential draft planned renewed lasting future permanent".split())


_SEEKING = frozenset(
    "call proposal need hope demand attempt effort talk negotiation chance prospect plan appeal work bid push discussion idea offer request".split()
)


_BROKERED = frozenset("brokered mediated backed sponsored led".split())


_BROKERING = frozenset("broker mediate negotiate sponsor facilitate guarantee".split())


def _nouns_above(noun: Token) -> list[Token]:
    """Nouns that lead to the agreement: "calls for a ceasefire", "an attempt to broker a truce", "work on a deal"."""
    found: list[Token] = []
    current = noun
    for _ in range(3):
        head = current.head
        if current.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in {"NOUN", "PROPN"}:
            current = head.head
        elif current.dep_ in {"dobj", "xcomp"} and head.pos_ == "VERB" and head.dep_ == "acl":
            current = head.head
        else:
            break
        found.append(current)
    return found


def status_of(noun: Token) -> tuple[AgreementStatus, bool]:
    """Status by modifiers, nouns above and governing verb; the flag tells whether any cue was found."""
    for child in noun.children:
        if child.lower_ in {"failed", "collapsed", "broken"}:
            return S.FAILED, True
        if child.lower_ in _PROSPECTIVE:
            return S.PROPOSED, True
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in VERB_STATUS:
            return VERB_STATUS[child.lemma_.lower()], True
    if noun.dep_ == "pobj" and noun.head.lower_ in {"despite", "under"}:
        return (S.VIOLATED if noun.head.lower_ == "despite" else S.HOLDING), True
    for above in _nouns_above(noun):
        lemma = above.lemma_.lower()
        verb, _ = governor(above)
        fate = _fate(verb)
        if lemma in {"violation", "breach"}:
            return S.VIOLATED, True
        if lemma in {"collapse", "failure", "breakdown"}:
            return S.FAILED, True
        if lemma in _SEEKING:
            return (fate if fate in {S.FAILED, S.REJECTED} else S.PROPOSED), True
    if _predicate_of(noun) is not None:
        return S.PROPOSED, True  # "close to a deal", "ready for a truce"
    verb, how = governor(noun)
    return _verb_status(verb, how) if verb is not None else (S.REACHED, False)


def _fate(verb: Token | None) -> AgreementStatus | None:
    """What became of an attempt or a call: the verb over it or below it ("appears to have failed")."""
    if verb is None:
        return None
    for step in (verb, *[c for c in verb.children if c.dep_ == "xcomp"]):
        status = VERB_STATUS.get(step.lemma_.lower())
        if status is not None:
            return status
    return None


def _verb_status(verb: Token, how: str) -> tuple[AgreementStatus, bool]:
    linked = verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "conj"}
    for step in [verb, *(list(verb.ancestors)[:2] if linked else [])]:
        lemma = step.lemma_.lower()
        status = VERB_STATUS.get(lemma)
        if lemma in {"break", "fall"} and any(c.lower_ in {"down", "apart"} for c in step.children):
            status = S.FAILED
        if status is None or (
            step is not verb and lemma in {"say", "announce", "declare", "make", "agree", "approve"}
        ):
            continue
        auxiliaries = modals(verb)
        if is_negated(verb) or is_negated(step) or _unwilling(verb):
            if how == "subject" and status in {S.HOLDING, S.REACHED}:
                return S.FAILED, True
            return (S.REJECTED if status is S.REACHED else S.PROPOSED), True
        prospective = auxiliaries & (FUTURE_MODALS | OPEN_MODALS) or (
            verb.tag_ == "VB" and "to" in auxiliaries
        )
        return (S.PROPOSED if status is S.REACHED and prospective else status), True
    return S.REACHED, False


def _unwilling(verb: Token) -> bool:
    """ "Not prepared to enter into ceasefires", "no readiness to sign": the negation stands at the adjective."""
    head = verb.head
    return verb.dep_ == "xcomp" and head.pos_ == "ADJ" and (is_negated(head) or is_negated(head.head))


def _predicate_of(noun: Token) -> Token | None:
    """ "Turkey and Russia may be close to a deal": the "be" over the adjective that governs the noun."""
    prep = noun.head
    adjective = prep.head if noun.dep_ == "pobj" and prep.dep_ == "prep" else None
    if adjective is None or adjective.pos_ != "ADJ" or adjective.head.lemma_ != "be":
        return None
    return adjective.head


def is_hypothetical(noun: Token) -> bool:
    """ "A lengthy ceasefire would have stabilised the region": there was none."""
    verb, _ = governor(noun)
    return (
        verb is not None
        and {"would", "could", "might", "should"} & modals(verb) != set()
        and "have" in modals(verb)
    )


@dataclass(slots=True)
class Sides:
    """Parties and brokers found around an agreement noun."""

    mentions: Mentions
    parties: list[str] = field(default_factory=list)
    brokers: list[str] = field(default_factory=list)

    def collect(self, noun: Token) -> None:
        """From the noun's own phrase, its clauses, its verb, and the nouns that lead to it."""
        self._phrase(noun)
        for above in _nouns_above(noun):
            seeking = above.lemma_.lower() in {"attempt", "effort", "bid", "push"}
            owners = [c for p in above.children if p.dep_ == "poss" for c in conjuncts(p)]
            self._add(owners, self.brokers if seeking else self.parties)
            self._add(prepositional(above, {"between", "with", "by", "from"}), self.parties)
            verb, how = governor(above)
            if verb is not None and how in {"object", "to", "on", "in"} and not seeking:
                self._add(agents(verb) if is_passive(verb) else subjects(verb), self.parties)
            elif verb is not None and how == "subject" and is_passive(verb) and not seeking:
                self._add(
                    agents(verb), self.parties
                )  # "Ankara's demands for a truce were rebuffed by Moscow"
        self._verb(noun)
        if len(self.parties) == 1:
            self._loose_with(noun)

    def _loose_with(self, noun: Token) -> None:
        """ "A trade deal was in the making with Ecuador": a "with" later in the clause."""
        for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 14)]:
            if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ"}:
                return
            if token.lower_ in {"with", "between"} and token.dep_ == "prep":
                self._add([c for o in token.children if o.dep_ == "pobj" for c in conjuncts(o)], self.parties)
                return

    def _add(self, tokens: list[Token], target: list[str]) -> None:
        for token in tokens:
            for mention in actors_at(token, self.mentions):
                if (
                    mention.affiliation
                    and mention.form is not Form.OUTLET
                    and mention.affiliation not in target
                ):
                    target.append(mention.affiliation)

    def _phrase(self, noun: Token) -> None:
        self._add(prepositional(noun, {"between", "with", "among", "involving"}), self.parties)
        self._add([c for p in noun.children if p.dep_ == "poss" for c in conjuncts(p)], self.parties)
        for child in noun.lefts:
            if child.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
                self._modifier(child)
        for clause in noun.children:
            if clause.dep_ in {"acl", "relcl"}:
                role = self.brokers if clause.lemma_.lower() in _BROKERING else self.parties
                own = [c for s in clause.children if s.dep_ == "nsubj" for c in conjuncts(s)]
                self._add(agents(clause) if is_passive(clause) else own, role)
                self._add(prepositional(clause, {"between", "with"}), self.parties)

    def _modifier(self, child: Token) -> None:
        """ "The Turkish-Russian deal", "a US-brokered truce", "the Putin-Erdogan agreement"."""
        words = list(child.subtree)
        brokering = any(t.lemma_.lower() in _BROKERING or t.lower_ in _BROKERED for t in words)
        target = self.brokers if brokering else self.parties
        for token in words:
            mention = self.mentions.at(token.i)
            if mention is None or mention.head != token.i or mention.affiliation is None:
                continue
            if mention.form not in {Form.CAPITAL, Form.OUTLET} and mention.affiliation not in target:
                target.append(mention.affiliation)

    def _verb(self, noun: Token) -> None:
        verb, how = governor(noun)
        if verb is None:
            verb, how = _predicate_of(noun), "to"
        if verb is None:
            return
        lemma = verb.lemma_.lower()
        actors = agents(verb) if is_passive(verb) else subjects(verb)
        if how == "object":
            between = bool(self.parties) and lemma in {"facilitate", "negotiate"}
            self._add(actors, self.brokers if between or lemma in {"broker", "mediate"} else self.parties)
            self._add(prepositional(verb, {"with", "between"}), self.parties)
            if lemma == "offer":
                self._add(objects(verb), self.parties)
        elif how == "subject" and is_passive(verb):
            self._add(agents(verb), self.brokers if lemma in _BROKERING else self.parties)
            self._add(prepositional(verb, {"between", "with", "by"}), self.parties)
        elif how in {"to", "on", "into", "for"}:
            self._add(actors, self.parties)
            self._add(prepositional(verb, {"with"}), self.parties)
