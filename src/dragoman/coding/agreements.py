"""Ceasefires and other agreements of one article, with parties, brokers and status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mentions
from dragoman.coding import attribution
from dragoman.coding.candidates import actors_at
from dragoman.coding.contacts import date_of, evidence_span
from dragoman.coding.status import FUTURE_MODALS, OPEN_MODALS
from dragoman.language.grammar import (
    agents,
    conjuncts,
    governor,
    is_negated,
    is_passive,
    modals,
    noun_lemma,
    objects,
    prepositional,
    subjects,
)
from dragoman.records import Agreement, AgreementKind, AgreementStatus, Attribution, DateInterval, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

CEASEFIRE_NOUNS = frozenset("ceasefire truce armistice cease-fire".split())
AGREEMENT_NOUNS = frozenset("agreement deal accord pact treaty memorandum mou".split())
CEASEFIRE_WORDS = frozenset(
    "ceasefire truce cease cessation hostilities armistice fire de-escalation".split()
)
NOT_AGREEMENT_MODIFIERS = frozenset(
    "business record transfer rent salary wage pay plea housing licensing publishing tv television football player insurance loan book sponsorship union employment collective".split()
)

S = AgreementStatus
VERB_STATUS: dict[str, AgreementStatus] = {
    **dict.fromkeys("violate breach break flout ignore undermine".split(), S.VIOLATED),
    **dict.fromkeys("fail collapse unravel falter crumble founder".split(), S.FAILED),
    **dict.fromkeys("reject refuse oppose rebuff decline".split(), S.REJECTED),
    **dict.fromkeys("expire end terminate scrap abandon quit withdraw leave renounce abrogate suspend denounce".split(), S.ENDED),
    **dict.fromkeys("hold observe respect maintain implement comply honour honor uphold remain".split(), S.HOLDING),
    **dict.fromkeys("reach sign agree broker announce strike conclude clinch secure seal negotiate finalise finalize declare establish ratify approve win initial forge mediate cement make".split(), S.REACHED),
    **dict.fromkeys("propose seek demand urge want call suggest offer push discuss consider request achieve hope plan work try need draft revive renegotiate".split(), S.PROPOSED),
}  # fmt: skip
STATUS_ORDER = [S.VIOLATED, S.FAILED, S.ENDED, S.REJECTED, S.HOLDING, S.REACHED, S.PROPOSED]
"""Where an article tells several, the one further along its life is its status."""

_BROKERING = frozenset("broker mediate negotiate sponsor facilitate guarantee".split())


@dataclass(slots=True)
class _Draft:
    kind: AgreementKind
    status: AgreementStatus
    parties: list[str]
    brokers: list[str]
    spans: list[tuple[int, int]]
    date: DateInterval | None
    words: frozenset[str]
    definite: bool
    attribution: list[Attribution] = field(default_factory=list)
    default_status: bool = False


def code_agreements(doc: Doc, mentions: Mentions, published: dt.date | None) -> list[Agreement]:
    """Agreements that a parsed article tells of, in text order.

    Args:
        doc: parse of the coded parts, offsets those of the article text.
        mentions: resolved actors.
        published: publication date, or None.
    """
    drafts: list[_Draft] = []
    for sentence in doc.sents:
        for noun in _agreement_nouns(sentence):
            draft = _draft(noun, sentence, mentions, published)
            if draft is not None:
                _place(drafts, draft)
    return [_record(i, d, doc) for i, d in enumerate((d for d in drafts if len(d.parties) >= 2), 1)]


def _agreement_nouns(sentence: Sentence) -> Iterator[Token]:
    for token in sentence:
        lemma = noun_lemma(token)
        if token.pos_ not in {"NOUN", "PROPN"} or (
            token.dep_ == "compound" and token.head.lemma_.lower() in CEASEFIRE_NOUNS | AGREEMENT_NOUNS
        ):
            continue
        if lemma == "cessation" and "hostilities" in {t.lower_ for t in token.subtree}:
            yield token
        elif lemma in CEASEFIRE_NOUNS:
            yield token
        elif lemma in AGREEMENT_NOUNS:
            modifiers = {c.lemma_.lower() for c in token.children if c.dep_ in {"compound", "amod"}}
            if not modifiers & NOT_AGREEMENT_MODIFIERS:
                yield token


def _draft(noun: Token, sentence: Sentence, mentions: Mentions, published: dt.date | None) -> _Draft | None:
    words = {t.lower_ for t in noun.subtree if t.dep_ in {"compound", "amod"}} | {noun.lemma_.lower()}
    kind = AgreementKind.CEASEFIRE if words & CEASEFIRE_WORDS else AgreementKind.AGREEMENT
    status, cue_given = _status(noun)
    parties: list[str] = []
    brokers: list[str] = []
    _collect(noun, mentions, parties, brokers)
    parties = [p for p in parties if p not in brokers] if len(set(parties) - set(brokers)) >= 2 else parties
    if kind is AgreementKind.AGREEMENT and len(parties) < 2:
        definite_words = frozenset()
    else:
        definite_words = frozenset(words)
    date = date_of(noun, sentence, published, status is S.PROPOSED)
    return _Draft(
        kind,
        status,
        parties,
        brokers,
        [evidence_span(noun, sentence, [])],
        date,
        definite_words,
        any(c.lower_ in {"the", "this", "that"} for c in noun.children if c.dep_ == "det"),
        list(attribution.chain(noun, sentence, mentions)),
        not cue_given,
    )


def _status(noun: Token) -> tuple[AgreementStatus, bool]:
    """Status by modifiers and governing verb; the flag tells whether any cue was found."""
    for child in noun.children:
        if child.lower_ in {"failed", "collapsed", "broken"}:
            return S.FAILED, True
        if child.lower_ in {
            "proposed",
            "possible",
            "potential",
            "draft",
            "planned",
            "renewed",
            "lasting",
            "future",
        }:
            return S.PROPOSED, True
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in VERB_STATUS:
            return VERB_STATUS[child.lemma_.lower()], True
    above = noun.head.head if noun.dep_ == "pobj" else None
    if above is not None and above.pos_ == "NOUN":
        lemma = above.lemma_.lower()
        if lemma in {"violation", "breach"}:
            return S.VIOLATED, True
        if lemma in {
            "call",
            "proposal",
            "need",
            "hope",
            "demand",
            "attempt",
            "effort",
            "talk",
            "negotiation",
            "chance",
            "prospect",
            "plan",
            "appeal",
        }:
            return S.PROPOSED, True
        if lemma in {"collapse", "failure", "breakdown"}:
            return S.FAILED, True
    verb, how = governor(noun)
    if verb is None:
        return S.REACHED, False
    if noun.dep_ == "pobj" and noun.head.lower_ in {"despite", "under"}:
        return (S.VIOLATED if noun.head.lower_ == "despite" else S.HOLDING), True
    return _verb_status(verb, how)


def _verb_status(verb: Token, how: str) -> tuple[AgreementStatus, bool]:
    chain = [
        verb,
        *[a for a in verb.ancestors if verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "conj"}][:2],
    ]
    for step in chain:
        status = VERB_STATUS.get(step.lemma_.lower())
        if status is None:
            continue
        if step is verb or step.lemma_.lower() not in {
            "say",
            "announce",
            "declare",
            "make",
            "agree",
            "approve",
        }:
            auxiliaries = modals(verb)
            if is_negated(verb) or is_negated(step):
                return (
                    S.FAILED
                    if status in {S.HOLDING, S.REACHED} and how == "subject"
                    else S.REJECTED
                    if status is S.REACHED
                    else S.PROPOSED
                ), True
            if status is S.REACHED and (
                auxiliaries & (FUTURE_MODALS | OPEN_MODALS) or (verb.tag_ == "VB" and "to" in auxiliaries)
            ):
                return S.PROPOSED, True
            return status, True
    return S.REACHED, False


def _collect(noun: Token, mentions: Mentions, parties: list[str], brokers: list[str]) -> None:
    """Parties and brokers from the noun's phrase and its verb."""

    def add(tokens: list[Token], target: list[str]) -> None:
        for token in tokens:
            for mention in actors_at(token, mentions):
                if (
                    mention.affiliation
                    and mention.form is not Form.OUTLET
                    and mention.affiliation not in target
                ):
                    target.append(mention.affiliation)

    add(prepositional(noun, {"between", "with", "among", "involving"}), parties)
    add([c for p in noun.children if p.dep_ == "poss" for c in conjuncts(p)], parties)
    for child in noun.lefts:
        if child.dep_ in {"compound", "amod", "nmod"}:
            brokering = any(
                t.lemma_.lower().strip("-") in _BROKERING
                or t.lower_ in {"brokered", "mediated", "backed", "sponsored", "led"}
                for t in child.subtree
            )
            for token in child.subtree:
                mention = mentions.at(token.i)
                if (
                    mention is not None
                    and mention.head == token.i
                    and mention.affiliation
                    and mention.form not in {Form.CAPITAL, Form.OUTLET}
                ):
                    target = brokers if brokering else parties
                    if mention.affiliation not in target:
                        target.append(mention.affiliation)
    for clause in noun.children:
        if clause.dep_ in {"acl", "relcl"}:
            role = brokers if clause.lemma_.lower() in _BROKERING else parties
            add(
                agents(clause)
                if is_passive(clause)
                else [c for s in clause.children if s.dep_ == "nsubj" for c in conjuncts(s)],
                role,
            )
            add(prepositional(clause, {"between", "with"}), parties)
    verb, how = governor(noun)
    if verb is not None:
        brokering = verb.lemma_.lower() in {"broker", "mediate", "facilitate", "negotiate"} and bool(parties)
        if how == "object":
            add(
                agents(verb) if is_passive(verb) else subjects(verb),
                brokers if brokering or verb.lemma_.lower() in {"broker", "mediate"} else parties,
            )
            add(prepositional(verb, {"with", "between"}), parties)
            if verb.lemma_.lower() == "offer":
                add(objects(verb), parties)
        elif how == "subject" and is_passive(verb):
            add(agents(verb), brokers if verb.lemma_.lower() in _BROKERING else parties)
            add(prepositional(verb, {"between", "with", "by"}), parties)
        elif how in {"to", "on", "into", "for"}:
            add(subjects(verb), parties)
            add(prepositional(verb, {"with"}), parties)


def _place(drafts: list[_Draft], draft: _Draft) -> None:
    """Join a draft to the earlier one that it retells, or keep it as a new one."""
    for old in reversed(drafts):
        if old.kind is not draft.kind:
            continue
        a, b = set(old.parties), set(draft.parties)
        if (len(b) >= 2 and (a == b or (a & b and len(a & b) / len(a | b) >= 0.6))) or (
            len(b) < 2 and b <= a | set(old.brokers) and draft.definite
        ):
            _join(old, draft)
            return
        if len(a) < 2 and len(b) >= 2 and a <= b:
            _join(old, draft)
            return
    drafts.append(draft)


def _join(old: _Draft, new: _Draft) -> None:
    if len(new.parties) > len(old.parties):
        old.parties = new.parties
    old.brokers += [b for b in new.brokers if b not in old.brokers]
    if old.default_status and not new.default_status:
        old.status, old.default_status = new.status, False
    elif not new.default_status and STATUS_ORDER.index(new.status) < STATUS_ORDER.index(old.status):
        old.status = new.status
    old.date = old.date or new.date
    if len(old.spans) < 3 and new.spans[0] not in old.spans:
        old.spans += new.spans
    known = {a.source for a in old.attribution}
    old.attribution += [a for a in new.attribution if a.source not in known]


def _record(index: int, draft: _Draft, doc: Doc) -> Agreement:
    return Agreement(
        id=f"a{index}",
        kind=draft.kind,
        status=draft.status,
        parties=tuple(draft.parties),
        brokers=tuple(b for b in draft.brokers if b not in draft.parties),
        date=draft.date,
        evidence=tuple(doc.text[s:e] for s, e in draft.spans),
        spans=tuple(Span(start=s, end=e) for s, e in draft.spans),
        attribution=tuple(draft.attribution),
        confidence=0.6 if draft.default_status else 0.75,
    )
