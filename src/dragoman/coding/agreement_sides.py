"""Who is party to an agreement and who brokered it, read from the words around its noun."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.authority import Authority
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import key
from dragoman.coding.agreement_lexicon import VERB_STATUS, S
from dragoman.coding.agreement_words import nouns_above, predicate_of, verb_over
from dragoman.coding.candidates import actors_at
from dragoman.language.grammar import (
    agents,
    conjuncts,
    governor,
    is_negated,
    is_passive,
    noun_lemma,
    objects,
    prepositional,
    subjects,
)
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_BROKERED = frozenset("brokered mediated backed sponsored led".split())
_BROKERING = frozenset("broker mediate negotiate sponsor facilitate guarantee".split())
_PUTTING = frozenset("propose put table present draft suggest float unveil".split())
"""Verbs that put an agreement to its sides: whoever does so for two others stands between them."""
_TELLING = frozenset(
    "announce hail welcome report confirm praise condemn reveal note support back endorse".split()
)
"""Verbs that only speak of an agreement between others."""
_STANDERS_BY = frozenset("guarantor mediator broker witness observer intermediary facilitator".split())
_STRANGERS = frozenset("organization organisation union company group firm bank club worker employer creditor lender bondholder investor community teacher farmer owner operator manufacturer airline association student striker resident villager".split())  # fmt: skip
"""Heads of sides that are no political actors unless the text makes them such."""
_ANNOUNCING = frozenset("announce confirm say reveal declare".split())
_SEEKERS = frozenset("attempt effort bid push".split())


def is_side(mention: Mention, authority: Authority) -> bool:
    """Whether a mention can be a party: not an outlet, nor an agreement whose name is also a group's code (RCEP)."""
    code = mention.affiliation
    return bool(code) and mention.form is not Form.OUTLET and key(code or "") not in authority.agreements


@dataclass(slots=True)
class Sides:
    """Parties and brokers found around an agreement noun.

    ``strangers`` tells that the text names sides that are no political actors (firms, clubs), ``with_one``
    that one side stands after "with", ``complete`` that "between" names all of them.
    """

    mentions: Mentions
    authority: Authority
    parties: list[str] = field(default_factory=list)
    brokers: list[str] = field(default_factory=list)
    strangers: bool = False
    with_one: bool = False
    complete: bool = False

    def collect(self, noun: Token) -> None:
        """From the noun's own phrase, its clauses, its verb, and the nouns that lead to it."""
        self._phrase(noun)
        for above in nouns_above(noun):
            if above.lemma_ == "party" and is_negated(above.head):
                continue  # "is not party to the deal"
            seeking = above.lemma_.lower() in _SEEKERS
            owners = [c for p in above.children if p.dep_ == "poss" for c in conjuncts(p)]
            self._add(owners, self.brokers if seeking else self.parties)
            self._add(prepositional(above, {"between", "with", "by", "from"}), self.parties)
            verb, how = verb_over(above)
            if verb is not None and how in {"object", "to", "on", "in"} and not seeking:
                self._add(agents(verb) if is_passive(verb) else subjects(verb), self.parties)
            elif verb is not None and how == "subject" and is_passive(verb) and not seeking:
                # "Ankara's demands for a truce were rebuffed by Moscow"
                self._add(agents(verb), self.parties)
        self._verb(noun)
        self._brokered_nearby(noun)
        if not self.parties:
            self._loose_between(noun)
        known = any(c.lower_ in {"the", "this", "that"} for c in noun.children if c.dep_ == "det")
        for find in (self._loose_with, self._doer, self._speaker):
            if len(self.parties) == 1 or (not self.parties and not known and find == self._loose_with):
                find(noun)

    def _brokered_nearby(self, noun: Token) -> None:
        """ "Signed an accord in Kuala Lumpur, brokered by Malaysia": the clause hangs on another noun."""
        for token in noun.doc[noun.i + 1 : noun.sent.end]:
            if (
                token.lemma_.lower() in {"broker", "mediate"}
                and token.tag_ == "VBN"
                and token.dep_ in {"acl", "advcl"}
            ):
                self._add(agents(token), self.brokers)
                return

    def _accusation(self, verb: Token) -> None:
        """ "Russia accused Ukraine of violating the truce": both are its sides."""
        if VERB_STATUS.get(verb.lemma_.lower()) not in {S.VIOLATED, S.ENDED, S.HOLDING, S.FAILED}:
            return  # "accused them of having struck a deal"
        above = [verb, *verb.ancestors][:3]
        for accusing in (t for t in above if t.lemma_.lower() in {"accuse", "blame"}):
            self._add([*subjects(accusing), *objects(accusing)], self.parties)

    def add(self, tokens: list[Token]) -> None:
        """Take the actors at some nouns for parties."""
        self._add(tokens, self.parties)

    def _loose_with(self, noun: Token) -> None:
        """ "A trade deal was in the making with Ecuador": a "with" later in the clause."""
        for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 14)]:
            if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ"}:
                return
            if token.lower_ in {"with", "between"} and token.dep_ == "prep":
                self._named(
                    [c for o in token.children if o.dep_ == "pobj" for c in conjuncts(o)], self.parties
                )
                return

    def _loose_between(self, noun: Token) -> None:
        """ "An agreement on the exchange of tax data between X and Y": "between" deeper in the phrase."""
        for token in noun.subtree:
            if token.lower_ == "between" and token.i > noun.i:
                self._add([c for o in token.children if o.dep_ == "pobj" for c in conjuncts(o)], self.parties)
                return

    def _speaker(self, noun: Token) -> None:
        """ "The president confirmed that a deal with Ecuador was near": who announces a deal with another is its side."""
        if not self.with_one:
            return
        for verb in noun.ancestors:
            if verb.lemma_.lower() in _ANNOUNCING and verb.pos_ == "VERB" and verb.i < noun.i:
                self._add(subjects(verb), self.parties)
                return

    def _doer(self, noun: Token) -> None:
        """ "The fighters left in a deal struck with the army": who acts under a deal whose other side is named."""
        if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "under", "after", "through"}:
            return
        verb = noun.head.head
        if verb.pos_ in {"VERB", "AUX"}:
            doers = subjects(verb) or [t for t in verb.ancestors if t.pos_ in {"NOUN", "PROPN"}][:1]
            of_them = [t for d in doers for t in prepositional(d, {"of"})]  # "the remnants of the militia"
            self._add([*doers, *of_them], self.parties)

    def _named(self, tokens: list[Token], target: list[str]) -> None:
        """Sides after "between" or "with", which are strangers where they are named and no political actors."""
        for token in tokens:
            found = self._actors(token)
            if any(m.affiliation for m in found):
                self.with_one = True
                continue
            if token.pos_ == "PROPN" or noun_lemma(token) in _STRANGERS:
                self.strangers = True
        self._add(tokens, target)

    def _add(self, tokens: list[Token], target: list[str]) -> None:
        for token in tokens:
            for mention in self._actors(token):
                if (code := self._code(mention)) is not None and code not in target:
                    target.append(code)

    def _actors(self, token: Token) -> list[Mention]:
        """Actors at a noun or, where it is none itself, before or beside it ("PKK militants")."""
        found = actors_at(token, self.mentions)
        if found and self._is_firm(token):
            self.strangers = True
            return []
        if found or token.pos_ == "PRON":
            return found
        for child in token.children:
            mention = self.mentions.at(child.i)
            if (
                mention is not None
                and child.dep_ in {"compound", "nmod", "appos"}
                and mention.kind is not ActorKind.STATE
            ):
                return list(mention.expand())
        return []

    def _is_firm(self, token: Token) -> bool:
        """ "Air France": a state's name that is only a part of a firm's."""
        mention = self.mentions.at(token.i)
        if mention is None or mention.form is not Form.STATE or token.ent_type_ != "ORG":
            return False
        before = token.doc[mention.start - 1] if mention.start else None
        return (
            before is not None
            and before.ent_type_ == "ORG"
            and before.pos_ == "PROPN"
            and token.ent_iob_ == "I"
        )

    def _code(self, mention: Mention) -> str | None:
        return mention.affiliation if is_side(mention, self.authority) else None

    def _phrase(self, noun: Token) -> None:
        self._named(_sides(noun, {"between", "with", "among", "involving"}), self.parties)
        self.complete = len(self.parties) >= 2 and any(c.lower_ in {"between", "among"} for c in noun.rights)
        self._add([c for p in noun.children if p.dep_ == "poss" for c in conjuncts(p)], self.parties)
        for child in noun.lefts:
            if child.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
                self._modifier(child)
        for clause in noun.children:
            if clause.dep_ in {"acl", "relcl"}:
                role = self.brokers if clause.lemma_.lower() in _BROKERING | _PUTTING else self.parties
                own = [c for s in clause.children if s.dep_ == "nsubj" for c in conjuncts(s)]
                self._add(agents(clause) if is_passive(clause) else own, role)
                self._named(_sides(clause, {"between", "with"}), self.parties)
                if clause.lemma_.lower() in _PUTTING:
                    self._add(prepositional(clause, {"to"}), self.parties)

    def _modifier(self, child: Token) -> None:
        """ "The Turkish-Russian deal", "a US-brokered truce", "the Putin-Erdogan agreement"."""
        words = list(child.subtree)
        brokering = any(t.lemma_.lower() in _BROKERING or t.lower_ in _BROKERED for t in words)
        target = self.brokers if brokering else self.parties
        for token in words:
            mention = self.mentions.at(token.i)
            if mention is None or mention.head != token.i or mention.form is Form.CAPITAL:
                continue
            if (code := self._code(mention)) is not None and code not in target:
                target.append(code)

    def _verb(self, noun: Token) -> None:
        verb, how = governor(noun)
        if verb is None:
            verb, how = predicate_of(noun), "to"
        if verb is None:
            return
        lemma = verb.lemma_.lower()
        actors = agents(verb) if is_passive(verb) else subjects(verb)
        if how == "object":
            between = bool(self.parties) and lemma in {"facilitate", "negotiate"}
            between |= self.complete and lemma in _PUTTING
            if not (self.complete and lemma in _TELLING):
                self._add(actors, self.brokers if between or lemma in {"broker", "mediate"} else self.parties)
            self._named(_sides(verb, {"with", "between"}), self.parties)
            if lemma == "offer":
                self._add(objects(verb), self.parties)
        elif how == "subject" and is_passive(verb):
            self._add(agents(verb), self.brokers if lemma in _BROKERING else self.parties)
            self._named(_sides(verb, {"between", "with", "by"}), self.parties)
        self._accusation(verb)
        if how in {"to", "on", "into", "for", "from", "of"}:
            self._add(actors, self.parties)
            self._named(prepositional(verb, {"with"}), self.parties)


def _sides(token: Token, prepositions: set[str]) -> list[Token]:
    """Objects of "between" or "with" that are sides; "with Cuba as guarantor" names none."""
    found = prepositional(token, prepositions)
    doc = token.doc
    return [
        t
        for t in found
        if not any(w.lemma_.lower() in _STANDERS_BY for w in doc[t.i + 1 : min(t.i + 6, t.sent.end)])
    ]
