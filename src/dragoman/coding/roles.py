"""Roles and channel that follow from who meets whom, and where: hosts and their guests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.coding.candidates import Candidate, Party, actors_at
from dragoman.coding.merging import Draft
from dragoman.coding.places import state_of_place
from dragoman.language.grammar import is_passive, prepositional, subjects
from dragoman.records import ActorKind, Channel, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dragoman.coding.scene import Scene

LEADERS_AT_A_SUMMIT = 3
"""From how many leaders on a meeting is a summit, whether it is called so or not."""

_MINISTERS = frozenset(
    "foreign_minister defence_minister minister interior_minister finance_minister trade_minister".split()
)
_BARE = frozenset({Form.STATE, Form.CAPITAL, Form.ADJECTIVE})
_VISITING = frozenset({Channel.MEETING, Channel.VISIT})
_BILATERAL = frozenset({Channel.MEETING, Channel.SUMMIT, Channel.VISIT, Channel.TALKS, Channel.UNSPECIFIED})

SEATS: dict[str, str] = {
    "white house": "USA", "oval office": "USA", "pentagon": "USA", "camp david": "USA", "mar-a-lago": "USA",
    "state department": "USA", "kremlin": "RUS", "downing street": "GBR", "chequers": "GBR", "elysee": "FRA",
    "élysée": "FRA", "quai d'orsay": "FRA", "chancellery in berlin": "DEU", "great hall of the people": "CHN",
    "zhongnanhai": "CHN", "blue house": "KOR", "casa rosada": "ARG", "planalto": "BRA", "baabda": "LBN",
    "cankaya": "TUR", "rashtrapati bhavan": "IND", "hyderabad house": "IND", "aiwan-e-sadr": "PAK",
    "chigi palace": "ITA", "palazzo chigi": "ITA", "miraflores": "VEN", "mariinskyi palace": "UKR",
}  # fmt: skip
"""Seats of government by which a text says in whose country a meeting is, lower case."""

_AT_A_SEAT = re.compile(
    rf"\b(?:at|in|to|from|visit\w*) (?:the |his |her )?({'|'.join(map(re.escape, SEATS))})\b"
)


_ACTING = frozenset(
    "want seek try attempt hope offer propose request ask demand press push appeal give provide establish open hand liaise approach lobby "
    "initiate launch reach turn apply plead petition assure pledge extract solicit consult invite summon".split()
)
"""Verbs whose subject is the side that acts on the other."""

_SPEAKING_TO = frozenset({"speak", "talk"})


def direct(candidate: Candidate, mentions: Mentions) -> None:
    """Make the acting side of a candidate its initiator where no construction gave it a role.

    "Rebels are trying to negotiate with Russia", "Russia has given assurances to the YPG", "spoke to his counterpart".

    Args:
        candidate: changed in place.
        mentions: resolved actors.
    """
    if any(p.role is not Role.PARTICIPANT for p in candidate.parties) or _requested(candidate, mentions):
        return
    trigger = candidate.trigger
    for verb in (trigger, *trigger.ancestors):
        if verb.pos_ != "VERB" or is_passive(verb) or not _acts(verb):
            continue
        acting = {m.affiliation for t in subjects(verb) for m in actors_at(t, mentions)}
        if len(acting) == 1 and acting < candidate.affiliations:
            candidate.parties = [
                Party(p.mention, Role.INITIATOR) if p.mention.affiliation in acting else p
                for p in candidate.parties
            ]
        return


def _requested(candidate: Candidate, mentions: Mentions) -> bool:
    """ "At the request of Haiti", "at Haiti's request": who asked for the contact is its initiator."""
    for token in candidate.sentence:
        if token.lower_ != "request" or token.head.lower_ != "at":
            continue
        owners = [*prepositional(token, {"of"}), *[c for c in token.children if c.dep_ == "poss"]]
        asking = {m.affiliation for t in owners for m in actors_at(t, mentions)}
        if len(asking) == 1 and asking < candidate.affiliations:
            candidate.parties = [
                Party(p.mention, Role.INITIATOR) if p.mention.affiliation in asking else p
                for p in candidate.parties
            ]
            return True
    return False


def _acts(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in _ACTING or (lemma in _SPEAKING_TO and bool(prepositional(verb, {"to"})))


def settle(draft: Draft, scene: Scene, doc: Doc) -> None:
    """Give a merged contact the roles and the channel that follow from its parties and its place.

    Args:
        draft: the contact, changed in place.
        scene: for the states in which places lie.
        doc: the parse, for what the evidence says.
    """
    if draft.channel is Channel.SUMMIT and _only_ministers(draft):
        draft.channel = Channel.MEETING  # "a summit meeting of foreign ministers": a summit is of leaders
    if draft.channel in {Channel.MEETING, Channel.TALKS} and _leaders(draft) >= LEADERS_AT_A_SUMMIT:
        draft.channel = Channel.SUMMIT
    _visited_state(draft)
    if len(draft.affiliations) == 2:
        _sender(draft)
        _at_home(draft, scene, doc)
        _ambassador_calls(draft)
        _guest_of_host(draft)


def _sender(draft: Draft) -> None:
    """ "The crown prince's letter to Mitsotakis": beside the recipient of a message or call, the other side sent it."""
    others = [p for p in draft.parties if p.role is Role.PARTICIPANT]
    recipients = {p.mention.affiliation for p in draft.parties if p.role is Role.RECIPIENT}
    if draft.channel not in {Channel.MESSAGE, Channel.PHONE} or len(recipients) != 1 or _has_initiator(draft):
        return
    draft.parties = [
        Party(p.mention, Role.INITIATOR) if p in others and p.mention.affiliation not in recipients else p
        for p in draft.parties
    ]


def _has_initiator(draft: Draft) -> bool:
    return any(p.role is Role.INITIATOR for p in draft.parties)


def _visited_state(draft: Draft) -> None:
    """ "Rouhani's tour of Iraq", "her trip to meet the government": where one person visits, the other side is the host."""
    coming = [p for p in draft.parties if p.role is Role.INITIATOR]
    travellers = {p.mention.affiliation for p in coming if p.mention.is_person}
    travellers = travellers or {p.mention.affiliation for p in coming if not _bare(p)}
    if draft.channel is not Channel.VISIT or not travellers:
        return
    draft.parties = [
        Party(p.mention, Role.HOST)
        if p.role is Role.INITIATOR and p.mention.affiliation not in travellers
        else p
        for p in draft.parties
    ]


def _bare(party: Party) -> bool:
    return party.mention.form in _BARE


def _at_home(draft: Draft, scene: Scene, doc: Doc) -> None:
    """Who meets another at home is the host; the other has travelled."""
    if draft.channel not in _BILATERAL or _directed(draft):
        return
    here = state_of_place(draft.place, scene.authority) if draft.place else _seat(draft, doc)
    if here not in draft.affiliations:
        return
    in_person = draft.channel in {Channel.MEETING, Channel.SUMMIT, Channel.VISIT}
    guests = [p.mention for p in draft.parties if p.mention.affiliation != here]
    if in_person or all(_travels(m) for m in guests):
        draft.parties = [
            Party(p.mention, Role.HOST if p.mention.affiliation == here else Role.INITIATOR)
            for p in draft.parties
        ]


def _directed(draft: Draft) -> bool:
    return any(p.role in {Role.HOST, Role.INITIATOR, Role.RECIPIENT} for p in draft.parties)


def _travels(mention: Mention) -> bool:
    """Whether somebody is a single official, who can be at one place only."""
    return mention.is_person


def _seat(draft: Draft, doc: Doc) -> str | None:
    """The state in whose seat of government the evidence places a contact ("at the Pentagon")."""
    for start, end in draft.spans:
        found = _AT_A_SEAT.search(doc.text[start:end].lower())
        if found:
            return SEATS[found.group(1)]
    return None


def _ambassador_calls(draft: Draft) -> None:
    """ "The Chinese ambassador met Foreign Minister Momen": the ambassador calls on the government that he is sent to."""
    if draft.channel is not Channel.MEETING or _directed(draft):
        return
    envoys = {p.mention.affiliation for p in draft.parties if p.mention.office == "ambassador"}
    others = [p for p in draft.parties if p.mention.affiliation not in envoys]
    if len(envoys) != 1 or not others or any(p.mention.kind is ActorKind.ORGANISATION for p in others):
        return
    draft.parties = [
        Party(p.mention, Role.INITIATOR if p.mention.affiliation in envoys else Role.HOST)
        for p in draft.parties
    ]


def _guest_of_host(draft: Draft) -> None:
    """ "Received the Venezuelan president in Algiers": the only guest of a host has come to him."""
    hosts = {p.mention.affiliation for p in draft.parties if p.role is Role.HOST}
    guests = [p for p in draft.parties if p.mention.affiliation not in hosts]
    if draft.channel not in _VISITING or len(hosts) != 1 or not guests:
        return
    if all(p.role is Role.PARTICIPANT and p.mention.kind is not ActorKind.ORGANISATION for p in guests):
        draft.parties = [Party(p.mention, Role.INITIATOR) if p in guests else p for p in draft.parties]


def _leaders(draft: Draft) -> int:
    """How many affiliations take part by their head of state or government; 0 where any other does."""
    heads = {
        p.mention.affiliation
        for p in draft.parties
        if p.mention.office in {"head_of_state", "head_of_government"}
    }
    return len(heads) if heads == draft.affiliations else 0


def _only_ministers(draft: Draft) -> bool:
    offices = {p.mention.office for p in draft.parties}
    return bool(offices) and offices <= _MINISTERS
