"""Candidates: stretches of a sentence that may report a contact, with the parties around them.

A candidate is built in :mod:`dragoman.coding.verbs` or :mod:`dragoman.coding.nouns` and judged
later: whether it is a contact at all, its status, its date, who says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.language.grammar import conjuncts
from dragoman.records import Channel, Role, Status

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MADE_OF = frozenset(
    "number group pair series member leader minister head handful range host representative party variety string one some all both "
    "president official".split()
)
"""Nouns that stand for what their "of" phrase names: "a number of states", "leaders of Iran and Turkey"."""

_LIST_WORDS = frozenset({",", "and", "as", "well", "&", "the", "both", "or", "plus", "also", "with", "then"})
STRENGTH = {Role.INITIATOR: 4, Role.RECIPIENT: 3, Role.HOST: 3, Role.INTERMEDIARY: 3, Role.PARTICIPANT: 1}


@dataclass(frozen=True, slots=True)
class Party:
    """An actor's part in a candidate."""

    mention: Mention
    role: Role


@dataclass(slots=True)
class Candidate:
    """A possible contact.

    Attributes:
        trigger: the verb or noun that names it.
        sentence: the sentence of the trigger.
        channel: how they were in contact.
        parties: who takes part, in text order of discovery.
        construction: name of the construction that built it, shown by ``--errors``.
        status: set where the construction itself decides it ("invited").
        count: for a series.
        definite: whether the noun refers back ("the talks"), so that it may join an earlier one.
        process: whether its parties are those of a named process or war.
        strength: how sure the construction is that this is a contact (0 to 1).
    """

    trigger: Token
    sentence: Span
    channel: Channel
    construction: str
    parties: list[Party] = field(default_factory=list)
    status: Status | None = None
    count: int | None = None
    definite: bool = False
    strength: float = 0.8
    public: bool = False
    process: bool = False

    def add(self, mentions: Mentions, tokens: list[Token], role: Role) -> int:
        """Add the actors at some tokens; returns how many were added."""
        before = len(self.parties)
        for token in tokens:
            found = actors_at(token, mentions)
            for mention in found + (listed_after(token, mentions) if found else []):
                self.add_mention(mention, role)
        return len(self.parties) - before

    def add_mention(self, mention: Mention, role: Role) -> None:
        """Add an actor; one already present keeps the more telling role and the more precise name."""
        if mention.affiliation is None or mention.form is Form.OUTLET:
            return
        for index, party in enumerate(self.parties):
            if _same(party.mention, mention):
                role = max(party.role, role, key=lambda r: STRENGTH[r])
                kept = party.mention if party.mention.is_person or not mention.is_person else mention
                self.parties[index] = Party(kept, role)
                return
        self.parties.append(Party(mention, role))

    @property
    def affiliations(self) -> set[str]:
        """Distinct affiliations of the parties."""
        return {p.mention.affiliation for p in self.parties if p.mention.affiliation}


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are one participant: one person, or a state and its own representative."""
    if one.affiliation != other.affiliation:
        return False
    if one.is_person and other.is_person:
        return one.actor == other.actor
    return True


def listed_after(token: Token, mentions: Mentions) -> list[Mention]:
    """Actors that follow in the same enumeration, read from the words where the parse loses it.

    "The President of Azerbaijan, the Prime Minister of Armenia, as well as Russia's Vladimir Putin".
    """
    mention = mentions.at(token.i)
    if mention is None or token.dep_ == "poss":
        return []
    doc = token.doc
    found: list[Mention] = []
    index = mention.end
    while index < token.sent.end:
        start = index
        while index < token.sent.end and (
            doc[index].lower_ in _LIST_WORDS or _owner_before(doc[index], mentions)
        ):
            index += 1
        following = mentions.at(index) if start < index < token.sent.end else None
        if (
            following is None
            or following.form in {Form.ADJECTIVE, Form.OUTLET, Form.PRONOUN}
            or _begins_clause(doc[following.head])
        ):
            break
        found += following.expand()
        index = following.end
    return found


def _owner_before(token: Token, mentions: Mentions) -> bool:
    """ "Russia's" before "Vladimir Putin": part of the enumeration's next member."""
    owner = mentions.at(token.i)
    following = mentions.at(token.i + 1) or (
        mentions.at(token.i + 2) if token.i + 2 < len(token.doc) else None
    )
    return (
        token.dep_ in {"poss", "case", "compound"}
        and following is not None
        and following is not owner
        and following.is_person
    )


def _begins_clause(head: Token) -> bool:
    return (
        head.dep_ in {"nsubj", "nsubjpass"}
        and head.head.i > head.i
        and not any(c.dep_ == "mark" for c in head.head.children)
    )


def actors_at(token: Token, mentions: Mentions) -> list[Mention]:
    """Actors that a noun stands for: its mention, its apposition's, or that of what it consists of."""
    mention = mentions.at(token.i)
    if mention is not None and mention.form is not Form.ADJECTIVE:
        return list(mention.expand()) if mention.head == token.i or mention.form is not Form.OUTLET else []
    for child in token.children:
        if child.dep_ == "appos" and (inner := mentions.at(child.i)) is not None:
            listed = [m for t in conjuncts(child) if (other := mentions.at(t.i)) for m in other.expand()]
            return listed or list(inner.expand())
    if token.lemma_.lower() not in _MADE_OF:
        return []
    found: list[Mention] = []
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "from", "including"}:
            for target in (t for t in prep.children if t.dep_ == "pobj"):
                found += [m for t in conjuncts(target) for m in actors_at(t, mentions)]
    return found
