"""Ceasefires and other agreements of one article, with parties, brokers and status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.authority import NamedAgreement
from dragoman.actors.mentions import Form, Mentions
from dragoman.actors.names import fold, words
from dragoman.coding import attribution
from dragoman.coding.agreement_words import VERB_STATUS, S, Sides, is_hypothetical, status_of
from dragoman.coding.candidates import actors_at
from dragoman.coding.contacts import evidence_span
from dragoman.coding.dates import find_expressions, resolve
from dragoman.coding.scene import Scene
from dragoman.coding.timing import date_of
from dragoman.language.grammar import governor, noun_lemma, objects, subjects
from dragoman.records import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Attribution,
    Contact,
    DateInterval,
    Precision,
    Role,
    Span,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

CEASEFIRE_NOUNS = frozenset("ceasefire truce armistice cease-fire".split())
AGREEMENT_NOUNS = frozenset("agreement deal accord pact treaty memorandum mou arrangement".split())
CEASEFIRE_WORDS = frozenset("ceasefire truce cease cessation hostilities armistice".split())
NOT_AGREEMENT_MODIFIERS = frozenset(
    "business record transfer rent salary wage pay plea housing licensing publishing tv television football player insurance loan book sponsorship union employment collective".split()
)

STATUS_ORDER = [S.VIOLATED, S.FAILED, S.ENDED, S.REJECTED, S.HOLDING, S.REACHED, S.PROPOSED]
"""Where an article tells several, the one further along its life is its status."""

MANY_PARTIES = 3
"""From more parties than this on an agreement is recorded only with those that the article names."""

NEAR_CHARACTERS = 450
"""How far from an agreement without parties a contact may stand whose sides are taken for its parties."""

_MILITARY_WORDS = frozenset(
    "de-escalation escalation withdrawal evacuation peace demilitarised demilitarized surrender reconciliation disengagement".split()
)


@dataclass(slots=True)
class _Draft:
    kind: AgreementKind
    status: AgreementStatus
    parties: list[str]
    brokers: list[str]
    spans: list[tuple[int, int]]
    date: DateInterval | None
    definite: bool
    attribution: list[Attribution] = field(default_factory=list)
    default_status: bool = False
    inferred: bool = False
    military: bool = False
    particular: bool = False


def code_agreements(
    doc: Doc, mentions: Mentions, scene: Scene, contacts: Sequence[Contact] = ()
) -> list[Agreement]:
    """Agreements that a parsed article tells of, in text order.

    Args:
        doc: parse of the coded parts, offsets those of the article text.
        mentions: resolved actors.
        scene: publication date and authority.
        contacts: contacts of the article, at which an agreement may have been reached.
    """
    drafts: list[_Draft] = []
    for sentence in doc.sents:
        named = _named(sentence, scene)
        for noun in {t.i: t for t in (*_agreement_nouns(sentence), *(doc[i] for i in named))}.values():
            if is_hypothetical(noun):
                continue
            draft = _draft(noun, sentence, mentions, scene)
            _fill_from_sentence(draft, noun, sentence, mentions)
            _recognise(draft, _covering(noun, named), mentions, scene)
            _place(drafts, draft)
        _brokers_of_it(sentence, mentions, drafts)
    for draft in drafts:
        _fill(draft, mentions)
        _fill_from_contacts(draft, contacts)
    return [_record(i, d, doc) for i, d in enumerate((d for d in drafts if len(d.parties) >= 2), 1)]


def _named(sentence: Sentence, scene: Scene) -> dict[int, NamedAgreement]:
    """Agreements that the sentence calls by name, by the index of the name's head token."""
    text = sentence.text
    spans = list(words(text))
    keys = [fold(text[s:e]).replace(".", "") for s, e in spans]
    found: dict[int, NamedAgreement] = {}
    index = 0
    while index < len(keys):
        step = 1
        for length in range(min(8, len(keys) - index), 0, -1):
            candidates = scene.authority.agreements.get(tuple(keys[index : index + length]), [])
            fitting = [a for a in candidates if a.signed.start is None or scene.after(a.signed.start)]
            start, end = spans[index][0], spans[index + length - 1][1]
            if not fitting or not any(c.isupper() for c in text[start:end]):
                continue
            span = sentence.char_span(start, end, alignment_mode="expand")
            if span is not None:
                found[span.root.i] = max(fitting, key=lambda a: a.signed.start or dt.date.min)
                step = length
                break
        index += step
    return found


def _brokers_of_it(sentence: Sentence, mentions: Mentions, drafts: list[_Draft]) -> None:
    """ "Lavrov brokered it": the broker of the agreement told last."""
    for token in sentence:
        if (
            drafts
            and token.lemma_.lower() in {"broker", "mediate"}
            and any(o.lower_ in {"it", "them", "which"} for o in objects(token))
        ):
            found = [m.affiliation for t in subjects(token) for m in actors_at(t, mentions) if m.affiliation]
            drafts[-1].brokers += [b for b in found if b not in drafts[-1].brokers]


def _covering(noun: Token, named: dict[int, NamedAgreement]) -> NamedAgreement | None:
    """The named agreement at a noun or at a modifier of it ("the JCPOA deal")."""
    for index in (noun.i, *[c.i for c in noun.lefts]):
        if index in named:
            return named[index]
    return None


def _recognise(draft: _Draft, named: NamedAgreement | None, mentions: Mentions, scene: Scene) -> None:
    """Parties, brokers and day of an agreement that the authority file knows by name.

    Of an agreement of many, the article's record has those parties that it names.
    """
    if named is None or (named.kind == "agreement" and "UN" in named.parties):
        return  # a treaty of all the world is no arrangement between parties
    parties = list(named.parties)
    if len(parties) > MANY_PARTIES:
        present = {m.affiliation for m in mentions.ordered}
        parties = [p for p in parties if p in present]
        if draft.default_status or len(parties) < 2:
            return
    draft.kind = AgreementKind(named.kind)
    draft.parties = parties
    draft.brokers = list(named.brokers)
    if named.signed.start is not None and named.signed.end is not None:
        length = (named.signed.end - named.signed.start).days
        precision = Precision.DAY if length == 0 else Precision.MONTH if length < 31 else Precision.YEAR
        draft.date = DateInterval(start=named.signed.start, end=named.signed.end, precision=precision)
    if draft.default_status:
        end, now = named.force.end, scene.period.start
        draft.status = S.ENDED if end is not None and now is not None and end < now else S.HOLDING


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


def _draft(noun: Token, sentence: Sentence, mentions: Mentions, scene: Scene) -> _Draft:
    words = {t.lower_ for t in noun.subtree if t.dep_ in {"compound", "amod"}} | {noun.lemma_.lower()}
    kind = AgreementKind.CEASEFIRE if words & CEASEFIRE_WORDS else AgreementKind.AGREEMENT
    status, cue_given = status_of(noun)
    sides = Sides(mentions)
    sides.collect(noun)
    parties = sides.parties
    if len(set(parties) - set(sides.brokers)) >= 2:
        parties = [p for p in parties if p not in sides.brokers]
    definite = any(c.lower_ in {"the", "this", "that"} for c in noun.children if c.dep_ == "det")
    return _Draft(
        kind,
        status,
        parties,
        sides.brokers,
        [evidence_span(noun, sentence, [])],
        _own_date(noun, sentence, scene, status),
        definite,
        list(attribution.chain(noun, sentence, mentions)),
        not cue_given,
        particular=definite or any(c.dep_ == "amod" or c.ent_type_ == "DATE" for c in noun.subtree),
        military=bool({t.lower_ for t in noun.subtree} & _MILITARY_WORDS),
    )


def _own_date(noun: Token, sentence: Sentence, scene: Scene, status: AgreementStatus) -> DateInterval | None:
    """A date of the agreement itself, not of what is said about it: in its phrase or at its verb."""
    if status not in {S.REACHED, S.PROPOSED, S.HOLDING}:
        return None
    words = noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
    verb, how = governor(noun)
    made = (
        verb is not None
        and how in {"object", "subject"}
        and VERB_STATUS.get(verb.lemma_.lower()) is S.REACHED
    )
    inside = [
        i for e in find_expressions(words.text) if (i := resolve(e, scene.published, False)) is not None
    ]
    if inside:
        return inside[0]
    return date_of(noun, sentence, scene, status is S.PROPOSED) if made else None


def _fill(draft: _Draft, mentions: Mentions) -> None:
    """The sides of the war that a ceasefire is in, where the text does not name two."""
    if draft.default_status and not draft.brokers and not draft.particular:
        return  # "any ceasefire": nothing says that there is one
    if len(draft.parties) >= 2 or not (
        draft.kind is AgreementKind.CEASEFIRE or draft.brokers or draft.military
    ):
        return
    conflict = mentions.conflict
    if conflict is None:
        return
    outsiders = [p for p in draft.parties if p not in conflict.parties]
    draft.brokers += [p for p in outsiders if p not in draft.brokers]
    draft.parties = list(conflict.parties)
    draft.inferred = True


def _fill_from_sentence(draft: _Draft, noun: Token, sentence: Sentence, mentions: Mentions) -> None:
    """The other actors of the sentence, where they make the parties two and something happens to the agreement."""
    if len(draft.parties) > 1 or draft.default_status or draft.kind is AgreementKind.CEASEFIRE:
        return  # of a ceasefire the war tells the sides better
    others = {
        m.affiliation
        for m in mentions.between(sentence.start, sentence.end)
        if m.affiliation
        and m.form not in {Form.ADJECTIVE, Form.OUTLET, Form.CAPITAL}
        and m.affiliation not in draft.parties
    }
    others -= set(draft.brokers)
    if len(others) == 2 - len(draft.parties):
        draft.parties = [*draft.parties, *sorted(o for o in others if o)]
        draft.inferred = True


def _fill_from_contacts(draft: _Draft, contacts: Sequence[Contact]) -> None:
    """ "An agreement was reached": between those who met in the sentences around it."""
    if len(draft.parties) >= 2 or draft.default_status:
        return
    start = draft.spans[0][0]
    near = [
        (abs(s.start - start), c)
        for c in contacts
        for s in c.spans
        if abs(s.start - start) <= NEAR_CHARACTERS
    ]
    for _, contact in sorted(near, key=lambda pair: pair[0]):
        sides = list(
            dict.fromkeys(p.affiliation for p in contact.participants if p.role is not Role.INTERMEDIARY)
        )
        if 2 <= len(sides) <= 4 and set(draft.parties) <= set(sides):
            draft.parties = sides
            draft.inferred = True
            return


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
        confidence=0.5 if draft.inferred else 0.6 if draft.default_status else 0.75,
    )
