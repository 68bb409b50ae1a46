"""Nouns of contact: "talks between Iran and Turkey", "his visit to Cairo", "held a conference call with".

The parties come from the noun's own phrase, from the verb that governs it, and from the names and
adjectives that modify it, in this order of trust.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.coding.candidates import Candidate
from dragoman.coding.lexicon import (
    DIRECTED_NOUNS,
    EVENT_NOUNS,
    HOST_VERBS,
    LIGHT_VERBS,
    MEDIATING,
    MESSAGE_NOUNS,
)
from dragoman.coding.noun_channels import channel_of_noun, count_of
from dragoman.coding.places import host_of
from dragoman.language.grammar import (
    agents,
    conjuncts,
    governor,
    is_passive,
    noun_lemma,
    objects,
    own_subjects,
    prepositional,
    subjects,
)
from dragoman.records import ActorKind, Channel, Role

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WITHIN = frozenset(
    "during in at after following on before for from by ahead over through via since amid to of with into".split()
)
_MEETING_ROLES = (Role.PARTICIPANT, Role.PARTICIPANT)


_ATTENDING = frozenset("attend lead join hold have involve include bring gather co-chair chair be".split())
"""Verbs in a clause at the noun whose subject or agent takes part."""

_PROPOSING = frozenset("propose suggest offer request seek want demand".split())
"""Verbs in a relative clause whose subject proposed the event."""

_SPONSORING = frozenset(
    "sponsor mediate broker back facilitate sponsored brokered mediated led lead backed host hosted".split()
)
"""What makes a modifier a mediator: "UN-sponsored"."""


def noun_candidates(sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """Candidates of every noun of contact in a sentence."""
    for token in sentence:
        lemma = noun_lemma(token)
        if token.pos_ not in {"NOUN", "PROPN"} or lemma not in EVENT_NOUNS:
            continue
        if token.dep_ == "compound" and token.head.lemma_.lower() in {
            *EVENT_NOUNS,
            "link",
            "table",
            "process",
        }:
            continue  # "phone call conversation": the head noun is read instead
        channel = channel_of_noun(token, lemma)
        if channel is None:
            continue
        candidate = Candidate(token, sentence, channel, f"noun:{lemma}", count=count_of(token))
        candidate.definite = _definite(token)
        _own_phrase(candidate, token, lemma, mentions)
        _governing_verb(candidate, token, lemma, mentions)
        _modifiers(candidate, token, mentions)
        _auspices(candidate, token, mentions)
        _loose_between(candidate, token, mentions)
        _host_from_place(candidate, token, lemma, mentions)
        if candidate.parties or channel is Channel.TALKS:
            yield from _one_by_one(candidate, token, lemma)


def _auspices(candidate: Candidate, noun: Token, mentions: Mentions) -> None:
    """ "Talks will resume under UN auspices": the mediator."""
    for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 10)]:
        if token.lower_ in {"auspices", "mediation", "sponsorship", "aegis", "supervision"}:
            for child in token.children:
                mention = mentions.at(child.i)
                if mention is not None and child.dep_ in {"compound", "amod", "poss", "nmod"}:
                    candidate.add_mention(mention, Role.INTERMEDIARY)
            candidate.add(mentions, prepositional(token, {"of"}), Role.INTERMEDIARY)


def _loose_between(candidate: Candidate, noun: Token, mentions: Mentions) -> None:
    """A "between" or "with" further on that the parse hung elsewhere ("a call today, 17 December, between ...")."""
    if len(candidate.affiliations) >= 2:
        return
    doc = noun.doc
    for token in doc[noun.i + 1 : min(noun.sent.end, noun.i + 16)]:
        if noun_lemma(token) in EVENT_NOUNS and token.pos_ == "NOUN":
            return
        if token.lower_ in {"between", "involving"} or (
            token.lower_ == "with" and (token.head.i <= noun.i or noun.is_ancestor(token))
        ):
            candidate.add(
                mentions,
                [c for o in token.children if o.dep_ == "pobj" for c in conjuncts(o)],
                Role.PARTICIPANT,
            )
            return


def _host_from_place(candidate: Candidate, noun: Token, lemma: str, mentions: Mentions) -> None:
    """The other side of a visit or a summit told only by where it is: "on a UK state visit", "spoke in Riyadh on his first trip"."""
    if (
        lemma not in {"visit", "trip", "tour", "summit"}
        or not candidate.parties
        or len(candidate.affiliations) >= 2
    ):
        return
    visitors = [
        p
        for p in candidate.parties
        if p.mention.kind in {ActorKind.PERSON, ActorKind.OFFICE, ActorKind.BODY, ActorKind.ORGANISATION}
    ]
    if not visitors:
        return
    for child in noun.lefts:  # "a UK state visit"
        mention = mentions.at(child.i)
        if (
            child.dep_ in {"compound", "amod", "nmod"}
            and mention is not None
            and mention.affiliation not in candidate.affiliations
        ):
            candidate.add_mention(mention, Role.HOST)
            return
    near = [
        t for t in noun.sent if t.dep_ == "pobj" and t.head.lower_ in {"in", "at"} and abs(t.i - noun.i) < 25
    ]
    for token in sorted(near, key=lambda t: abs(t.i - noun.i)):
        host = host_of(token, mentions)
        if (
            host is not None
            and host.form in {Form.STATE, Form.CAPITAL}
            and host.affiliation not in candidate.affiliations
        ):
            candidate.add_mention(host, Role.HOST)
            candidate.strength = 0.65
            return


def _one_by_one(candidate: Candidate, noun: Token, lemma: str) -> Iterator[Candidate]:
    """ "Calls to Yerevan and Baku" are two calls; one call with several people on the line stays one."""
    others = [p for p in candidate.parties if p.role is Role.RECIPIENT]
    plural = noun.tag_ == "NNS" and lemma in {"call", "phonecall", "letter", "message", "telegram"}
    if not plural or len(others) < 2 or len(candidate.parties) == len(others):
        yield candidate
        return
    callers = [p for p in candidate.parties if p.role is not Role.RECIPIENT]
    for other in others:
        yield replace(candidate, parties=[*callers, other], count=None)


def _definite(noun: Token) -> bool:
    return any(
        c.lower_ in {"the", "this", "that", "their", "these", "his", "its", "her"}
        and c.dep_ in {"det", "poss"}
        for c in noun.children
    )


def _roles(lemma: str) -> tuple[Role, Role]:
    if lemma in {"visit", "trip", "tour"}:
        return Role.INITIATOR, Role.HOST
    if lemma in DIRECTED_NOUNS:
        return Role.INITIATOR, Role.RECIPIENT
    return _MEETING_ROLES


def _own_phrase(candidate: Candidate, noun: Token, lemma: str, mentions: Mentions) -> None:
    """Owner ("Putin's visit"), "with", "between", "of", "to", "from", "by", and "attended by"."""
    first, second = _roles(lemma)
    owners = [c for p in noun.children if p.dep_ == "poss" for c in conjuncts(p)]
    candidate.add(
        mentions,
        [o for o in owners if not _place_like(o, mentions, noun)],
        first if lemma in DIRECTED_NOUNS else Role.PARTICIPANT,
    )
    partners = prepositional(noun, {"with"})
    candidate.add(mentions, partners, second if lemma in DIRECTED_NOUNS else Role.PARTICIPANT)
    candidate.add(
        mentions,
        prepositional(noun, {"between", "among", "involving", "amongst", "including"}),
        Role.PARTICIPANT,
    )
    candidate.add(
        mentions,
        [t for t in prepositional(noun, {"of"}) if t.lemma_.lower() not in EVENT_NOUNS],
        first if lemma in DIRECTED_NOUNS else Role.PARTICIPANT,
    )
    if lemma in DIRECTED_NOUNS:
        for target in prepositional(noun, {"to"}):
            host = host_of(target, mentions)
            if host is not None:
                for member in host.expand():
                    candidate.add_mention(member, second)
        candidate.add(mentions, prepositional(noun, {"from", "by"}), first)
    else:
        candidate.add(mentions, prepositional(noun, {"by"}), Role.PARTICIPANT)
    for clause in noun.children:
        if clause.dep_ in {"acl", "relcl"}:
            _clause_parties(candidate, clause, mentions)
            if (
                clause.tag_ == "VBG" and lemma in DIRECTED_NOUNS
            ):  # "a call congratulating Putin", "a letter urging Iran"
                candidate.add(mentions, objects(clause), second)


def _clause_parties(candidate: Candidate, clause: Token, mentions: Mentions) -> None:
    """ "Talks involving Turkey", "sponsored by the UN", "attended by the leaders of", "that brought together"."""
    lemma = clause.lemma_.lower()
    if clause.dep_ == "relcl" and _at_which(
        clause
    ):  # "a summit at which Erdogan pleaded with Russia and Iran"
        candidate.add(mentions, own_subjects(clause), Role.PARTICIPANT)
        candidate.add(mentions, [*objects(clause), *prepositional(clause, {"with", "to"})], Role.PARTICIPANT)
        return
    if clause.dep_ == "relcl" and lemma in _PROPOSING:  # "a meeting that Azerbaijan had proposed"
        candidate.add(mentions, own_subjects(clause), Role.INITIATOR)
        return
    role = Role.INTERMEDIARY if lemma in MEDIATING else Role.HOST if lemma in HOST_VERBS else Role.PARTICIPANT
    if lemma in _ATTENDING | HOST_VERBS:
        candidate.add(mentions, agents(clause), role)
        candidate.add(mentions, prepositional(clause, {"between", "with", "among"}), Role.PARTICIPANT)
        if lemma in {"involve", "include", "bring", "gather"} and not is_passive(clause):
            candidate.add(mentions, objects(clause), Role.PARTICIPANT)
        elif clause.dep_ == "relcl":
            own = [c for c in clause.children if c.dep_ == "nsubj"]
            candidate.add(mentions, [c for o in own for c in conjuncts(o)], role)


def _at_which(clause: Token) -> bool:
    return any(c.dep_ == "prep" and any(o.tag_ == "WDT" for o in c.children) for c in clause.children)


def _place_like(token: Token, mentions: Mentions, noun: Token) -> bool:
    """ "Geneva's talks": a capital or city before the noun is where it takes place."""
    mention = mentions.at(token.i)
    return mention is not None and mention.form is Form.CAPITAL and noun.lemma_.lower() not in DIRECTED_NOUNS


def _governing_verb(candidate: Candidate, noun: Token, lemma: str, mentions: Mentions) -> None:
    """Who holds, attends, hosts it, or speaks at, after or during it."""
    first, _second = _roles(lemma)
    verb, how = governor(noun)
    if verb is None:
        return
    action = verb.lemma_.lower()
    if how == "object" and (action in LIGHT_VERBS or verb.pos_ == "AUX"):
        _object_of_light_verb(candidate, verb, action, lemma, first, mentions)
    elif how == "object" and _lacks_side(candidate, lemma) and not _owned(noun):
        # "put in motion a series of calls with": whoever acts on it took part
        candidate.add(mentions, agents(verb) if is_passive(verb) else subjects(verb), first)
    elif how == "subject":
        if is_passive(verb):
            role = (
                Role.INTERMEDIARY
                if action in MEDIATING
                else Role.HOST
                if action in HOST_VERBS
                else Role.PARTICIPANT
            )
            candidate.add(mentions, agents(verb), role)
            candidate.add(mentions, prepositional(verb, {"between", "with", "among"}), Role.PARTICIPANT)
        elif action in {"include", "involve", "bring", "gather", "unite"}:
            candidate.add(mentions, objects(verb), Role.PARTICIPANT)
        elif action in {"take", "begin", "start", "resume", "open", "continue", "be"}:
            candidate.add(mentions, prepositional(verb, {"between", "with", "among"}), Role.PARTICIPANT)
    elif how in _WITHIN and _lacks_side(candidate, lemma) and not _owned(noun):
        if lemma in MESSAGE_NOUNS:  # "appealed in a letter to the junta's leader"
            candidate.add(mentions, prepositional(verb, {"to"}) + objects(verb), Role.RECIPIENT)
        # "Yildirim said after a meeting with May": the speaker took part
        partners = [m for m in (mentions.at(t.i) for t in subjects(verb)) if m is not None]
        role = Role.PARTICIPANT
        if lemma in DIRECTED_NOUNS:
            role = Role.RECIPIENT if action in {"receive", "get", "take"} else first
        for mention in partners[:2]:
            for member in mention.expand():
                candidate.add_mention(member, role)


def _lacks_side(candidate: Candidate, lemma: str) -> bool:
    """Whether a caller is missing beside those called, or a second side at all."""
    if lemma in DIRECTED_NOUNS and all(p.role in {Role.RECIPIENT, Role.HOST} for p in candidate.parties):
        return True
    return len(candidate.affiliations) < 2


def _owned(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.children) or bool(prepositional(noun, {"between", "of"}))


def _object_of_light_verb(
    candidate: Candidate, verb: Token, action: str, lemma: str, first: Role, mentions: Mentions
) -> None:
    role = first if lemma in DIRECTED_NOUNS else Role.PARTICIPANT
    if action in HOST_VERBS:
        role = Role.INTERMEDIARY if action in MEDIATING else Role.HOST
    elif action in {"receive", "get", "take"} and lemma in DIRECTED_NOUNS:
        role = Role.RECIPIENT
    if action in {
        "propose",
        "request",
        "offer",
        "seek",
        "demand",
        "organise",
        "organize",
        "convene",
        "reconvene",
        "call",
        "initiate",
    }:
        role = Role.INITIATOR
    before = len(candidate.parties)
    candidate.add(mentions, agents(verb) if is_passive(verb) else subjects(verb), role)
    candidate.add(
        mentions,
        prepositional(verb, {"with", "between"}),
        Role.PARTICIPANT if lemma not in DIRECTED_NOUNS else Role.RECIPIENT,
    )
    if lemma in DIRECTED_NOUNS and action in {"pay", "make", "place", "send", "write", "deliver"}:
        datives = [c for d in verb.children if d.dep_ == "dative" and d.pos_ != "ADP" for c in conjuncts(d)]
        targets = [
            h for t in prepositional(verb, {"to"}) + datives if (h := host_of(t, mentions)) is not None
        ]
        for target in targets:
            for member in target.expand():
                candidate.add_mention(member, Role.HOST if lemma in {"visit", "trip"} else Role.RECIPIENT)
    if action in {"receive", "get", "take"} and lemma in DIRECTED_NOUNS:
        candidate.add(mentions, prepositional(verb, {"from"}), Role.INITIATOR)
    if len(candidate.parties) > before:
        candidate.strength = 0.85


def _modifiers(candidate: Candidate, noun: Token, mentions: Mentions) -> None:
    """ "US-Russia talks", "the Turkish-Iranian summit", "UN-sponsored talks", "a G7 summit"."""
    found: list[tuple[Mention, Role]] = []
    left = [t for t in noun.lefts if t.dep_ in {"compound", "amod", "nmod", "npadvmod", "poss", "punct"}]
    for child in left:
        for token in child.subtree:
            mention = mentions.at(token.i)
            if (
                mention is None
                or mention.head != token.i
                or mention.form in {Form.CAPITAL, Form.OUTLET, Form.PRONOUN}
            ):
                continue
            if child.dep_ == "poss":
                continue
            head = child if child.i != token.i else None
            sponsored = head is not None and head.lemma_.lower().strip("-") in _SPONSORING
            sponsored = sponsored or bool(
                {"sponsored", "brokered", "mediated", "led", "backed", "hosted"}
                & {t.lower_ for t in noun.doc[token.i : min(token.i + 3, noun.i)]}
            )
            found.append((mention, Role.INTERMEDIARY if sponsored else Role.PARTICIPANT))
    if (
        len({m.affiliation for m, _ in found}) > 1
        or any(r is Role.INTERMEDIARY for _, r in found)
        or not candidate.parties
        or len(candidate.affiliations) < 2
    ):
        for mention, role in found:
            candidate.add_mention(mention, role)
