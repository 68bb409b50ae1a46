"""Who in a sentence can do something, or have it done to him: the sides of an event.

Every resolved mention is one, and so are political actors without a name ("police", "protesters"),
for whom the words around tell to which state they belong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.actors import agents
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import to_ascii
from dragoman.actors.phrases import is_stance
from dragoman.coding.places import host_of
from dragoman.language.grammar import climb, conjuncts, noun_lemma
from dragoman.records import ActorKind
from dragoman.relations.lexicon import (
    AGENTS,
    CROWDS,
    DEEDS,
    DOMESTIC,
    EXPRESSED,
    MACHINES,
    PROTEST_NOUNS,
    PROTESTING,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MODIFYING = frozenset({"amod", "compound", "poss", "nmod", "npadvmod"})
"""Relations of a name that modifies a noun."""

VAGUE = frozenset("it its itself this that which who whom we us our i me my you your".split())
"""Pronouns that as often stand for a thing, or for whom nobody can tell."""

ANYBODY = frozenset({"man", "woman", "people", "pair", "person"})
"""Plurals that need not be those named before."""

LONGEST = 12
"""Tokens of a noun phrase that are marked for the model."""

MOST_MEMBERS = 3
"""Actors of one plural mention that each become a side ("the Russian and Turkish ministers")."""

NEAR = 2
"""How loosely a name may hang on an actor without one to say whose it is: adjectives, "of", "from", not beyond."""

AT_PLACE = frozenset("in at across outside near around".split())
PLACES = frozenset({Form.STATE, Form.CAPITAL})
ABROAD = frozenset({"GOV", "MIL", "SPY"})
"""Sectors of those who as often are abroad: soldiers in a state need not be its own."""

UNNAMED_CONFIDENCE = 0.6
"""How sure the affiliation of an actor without a name is at most."""


@dataclass(frozen=True, slots=True)
class Side:
    """One who takes part in an event, where the sentence names him.

    Attributes:
        mention: who it is.
        start, end: tokens of the noun phrase, end exclusive; what is marked for the model.
        words: what stands for a pronoun in the text that the model reads, else empty.
        thing: lemma of the noun, where only something of the actor's is named ("Turkey's decision").
    """

    mention: Mention
    start: int
    end: int
    words: str = ""
    thing: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What is the same for the same actor."""
        return (self.mention.affiliation or "", self.mention.actor)


class Sides:
    """Answers who stands at a token of an article.

    Args:
        doc: the parsed article.
        mentions: its resolved actors.
        home: state of whose police, courts and unions the article speaks where it names no other.
    """

    def __init__(self, doc: Doc, mentions: Mentions, home: str | None) -> None:
        self.doc = doc
        self.mentions = mentions
        self._home = home
        self._unnamed: dict[int, Mention | None] = {}

    def at(self, token: Token) -> list[Side]:
        """Who a noun or pronoun stands for; several for a plural ("the two ministers"), none for a thing."""
        mention = self.mentions.at(token.i)
        if mention is not None:
            if mention.form in {Form.ADJECTIVE, Form.OUTLET} or mention.head != token.i:
                return []
            if token.lower_ in VAGUE or (mention.form is Form.PLURAL and token.lemma_.lower() in ANYBODY):
                return []
            return list(self._named(mention))
        unnamed = self._agent(token)
        return [Side(unnamed, unnamed.start, unnamed.end)] if unnamed is not None else []

    def behind(self, noun: Token, *, acting: bool) -> list[Side]:
        """Whose a thing is: "Turkish jets", "Israel's decision", "the Saudi proposal".

        Args:
            noun: a noun that is no actor.
            acting: for the doer of something, which only weapons and deeds stand for.
        """
        lemma = noun_lemma(noun)
        if noun.pos_ not in {"NOUN", "PROPN"} or (acting and lemma not in MACHINES | DEEDS):
            return []
        if (agents.is_noun(lemma) and lemma not in MACHINES) or lemma in EXPRESSED:
            return []
        owners = [
            m for c in noun.children if c.dep_ in MODIFYING for o in conjuncts(c) if (m := self._owner(o))
        ]
        members = [m for owner in dict.fromkeys(owners) for m in owner.expand() if m.affiliation]
        if len(members) > 1:  # "Japanese and Philippine warships": each is marked by its own name
            return [Side(m, m.start, m.end, thing=lemma) for m in members[:MOST_MEMBERS]]
        start, end = self._phrase(noun)
        return [Side(m, start, end, thing=lemma) for m in members]

    def _owner(self, modifier: Token) -> Mention | None:
        """Whose a thing is by a word that modifies it."""
        mention = self.mentions.at(modifier.i)
        if mention is None or mention.form in {Form.OUTLET, Form.PRONOUN}:
            return None
        if is_stance(self.doc, mention.start, mention.end):
            return None
        if modifier.dep_ == "amod" and mention.form in {Form.OFFICE, Form.COLLECTIVE}:
            return None  # "official information"
        return mention

    def _named(self, mention: Mention) -> Iterator[Side]:
        start, end = self._phrase(self.doc[mention.head])
        start, end = min(start, mention.start), max(end, mention.end)
        for member in mention.expand()[:MOST_MEMBERS]:
            if member.affiliation is None:
                continue
            yield Side(member, start, end, member.actor if mention.form is Form.PRONOUN else "")

    def _phrase(self, head: Token) -> tuple[int, int]:
        """The noun phrase that a head ends: its words before, without clauses."""
        start = max(head.left_edge.i, head.i - LONGEST, head.sent.start)
        for index in range(head.i - 1, start - 1, -1):
            token = self.doc[index]
            if (
                token.is_space
                or token.pos_ in {"VERB", "CCONJ"}
                or (token.is_punct and token.text not in "-’'\"")
            ):
                start = index + 1
                break
        return start, head.i + 1

    def _agent(self, token: Token) -> Mention | None:
        if token.i not in self._unnamed:
            self._unnamed[token.i] = self._find_agent(token)
        return self._unnamed[token.i]

    def _find_agent(self, token: Token) -> Mention | None:
        if token.pos_ not in {"NOUN", "PROPN", "NUM"}:
            return None
        lemma = noun_lemma(token)
        crowd = lemma in CROWDS and token.dep_ == "nsubj" and protests(token.head)
        if lemma not in AGENTS and not crowd:
            return None
        start, end = self._phrase(token)
        span = self.doc[start : min(token.right_edge.i + 1, token.i + LONGEST, token.sent.end)]
        sector = agents.sector_of(span, token, self.mentions)
        if sector is None and not crowd:
            return None
        belonging = agents.belonging_of(self._close(span, token), token, self.mentions)
        home = self._home if lemma in DOMESTIC else None
        owned = belonging is not None and belonging.mention is not None and belonging.rank <= NEAR
        code = belonging.code if belonging is not None and owned else home
        if code is None and (crowd or (sector is not None and sector.code not in ABROAD)):
            code = self._state_of_place(token)
        if code is None:
            return None
        return Mention(
            start,
            end,
            token.i,
            Form.COLLECTIVE,
            _without_article(span.doc[start:end]),
            code,
            ActorKind.GROUP if token.tag_ in {"NNS", "NNPS"} else ActorKind.BODY,
            None,
            sector.code if sector is not None else "CVL",
            UNNAMED_CONFIDENCE,
            (),
            (
                f"{sector.words if sector is not None else lemma}, {belonging.words if belonging and owned else 'where it is'}",
            ),
        )

    def _state_of_place(self, token: Token) -> str | None:
        """State of the place at which an actor is or does something: "killed four civilians in Khartoum"."""
        for above in (token, *climb(token)):
            for child in above.subtree if above.pos_ == "VERB" else above.children:
                if child.dep_ == "prep" and child.lower_ in AT_PLACE:
                    host = next((host_of(p, self.mentions) for p in child.children if p.dep_ == "pobj"), None)
                    if host is not None and host.form in PLACES:
                        return host.affiliation
            if above.pos_ == "VERB":
                break
        return None

    @staticmethod
    def _close(span: Span, head: Token) -> Span:
        """The phrase up to the first clause or comma: what stands further on says nothing of its head."""
        for token in span.doc[head.i + 1 : span.end]:
            if token.is_punct or token.dep_ in {"relcl", "acl"} or token.pos_ == "VERB":
                return span.doc[span.start : token.i]
        return span


def protests(verb: Token) -> bool:
    """Whether a verb tells of a protest: "marched", "went on strike", "took to the streets"."""
    if verb.lemma_.lower() in PROTESTING:
        return True
    inner = [o for c in verb.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    return any(noun_lemma(o) in PROTEST_NOUNS for o in [*inner, *verb.children] if o.dep_ in {"pobj", "dobj"})


def _without_article(span: Span) -> str:
    words = to_ascii(" ".join(span.text.split()))
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        words = words.removeprefix(article)
    return words[:120]


def at_all(tokens: list[Token], sides: Sides, *, acting: bool) -> list[Side]:
    """The sides at several nouns, each with those coordinated with it, in text order and once.

    Args:
        tokens: subjects, objects or the like.
        sides: of the article.
        acting: whether they are the doers.
    """
    found: dict[tuple[str, str], Side] = {}
    for token in tokens:
        for each in conjuncts(token):
            for side in sides.at(each) or sides.behind(each, acting=acting):
                found.setdefault(side.key, side)
    return list(found.values())
