"""Ceasefires and other agreements of one article, with parties, brokers and status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Mentions
from dragoman.coding import attribution
from dragoman.coding.agreement_context import (
    Draft,
    fill,
    from_internal_peace,
    recognise,
    standing,
    third_parties,
)
from dragoman.coding.agreement_lexicon import VERB_STATUS, S
from dragoman.coding.agreement_nouns import (
    CEASEFIRE_WORDS,
    agreeing_verbs,
    compounds,
    covering,
    is_definite,
    is_generic,
    named_in,
    subject_matter,
    tellings,
    years,
)
from dragoman.coding.agreement_sides import Sides
from dragoman.coding.agreement_words import Cue, is_hypothetical, status_of, walks_out
from dragoman.coding.candidates import actors_at
from dragoman.coding.contacts import evidence_span
from dragoman.coding.dates import find_expressions, resolve
from dragoman.coding.scene import Scene
from dragoman.coding.timing import date_of
from dragoman.language.grammar import governor, objects, prepositional, subjects
from dragoman.records import Agreement, AgreementKind, AgreementStatus, Contact, DateInterval, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

STATUS_ORDER = [S.VIOLATED, S.FAILED, S.ENDED, S.REJECTED, S.HOLDING, S.REACHED, S.PROPOSED]
"""Where an article tells several, the one further along its life is its status."""

_FATES = frozenset({S.VIOLATED, S.FAILED, S.ENDED, S.HOLDING})
"""What may be said of an agreement as "it"."""

_FIGHTING = frozenset(
    "hostilities fighting fire guns shelling bombing attacks offensive strikes operations".split()
)
"""What two sides halt by a ceasefire."""

_DRAFTS = frozenset("proposal offer draft text plan initiative".split())
"""What an agreement is called that is not made yet ("the offer was turned down")."""

SETTLED_DAYS = 365
"""An agreement reached longer ago than this that the article presupposes is in force."""

_MILITARY_WORDS = frozenset(
    "de-escalation escalation withdrawal evacuation peace demilitarised demilitarized surrender reconciliation disengagement".split()
)


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
    drafts: list[Draft] = []
    for sentence in doc.sents:
        named = named_in(sentence, scene)
        for noun in tellings(sentence, named):
            if is_hypothetical(noun):
                continue
            draft = _draft(noun, sentence, mentions, scene)
            third_parties(draft, sentence, mentions, scene)
            recognise(draft, covering(noun, named), sentence, mentions)
            if draft.peace and draft.definite:
                from_internal_peace(draft, sentence, mentions, scene)
            if not _retold(drafts, draft):
                fill(draft, sentence, mentions, scene, contacts)
                _place(drafts, draft)
        for verb, deed in agreeing_verbs(sentence):
            agreed = _agreed(verb, deed, sentence, mentions, scene)
            if len(agreed.parties) >= 2:
                _place(drafts, agreed)
        _brokers_of_it(sentence, mentions, drafts)
        _fate_of_it(sentence, mentions, drafts)
    kept = [d for d in _united(drafts) if _is_record(d)]
    return [_record(i, d, doc, scene) for i, d in enumerate(kept, 1)]


def _is_record(draft: Draft) -> bool:
    """Whether a draft tells of a particular agreement between at least two parties."""
    if draft.universal or len(draft.parties) < 2:
        return False
    return not draft.generic or draft.name is not None


def _draft(noun: Token, sentence: Sentence, mentions: Mentions, scene: Scene) -> Draft:
    words = {t.lower_ for t in noun.subtree if t.dep_ in {"compound", "amod"}} | {noun.lemma_.lower()}
    cue = status_of(noun)
    sides = Sides(mentions, scene.authority)
    sides.collect(noun)
    parties = sides.parties
    if len(set(parties) - set(sides.brokers)) >= 2:
        parties = [p for p in parties if p not in sides.brokers]
    definite = is_definite(noun)
    subtree = {t.lower_ for t in noun.subtree}
    return Draft(
        AgreementKind.CEASEFIRE if words & CEASEFIRE_WORDS else AgreementKind.AGREEMENT,
        noun,
        [cue],
        parties,
        sides.brokers,
        [evidence_span(noun, sentence, [])],
        _own_date(noun, sentence, scene, cue.status),
        definite,
        is_generic(noun) and not (definite and len(parties) >= 2),
        list(attribution.chain(noun, sentence, mentions)),
        military=bool(subtree & _MILITARY_WORDS),
        peace="peace" in words,
        strangers=sides.strangers,
        particular=definite or any(c.dep_ == "amod" or c.ent_type_ == "DATE" for c in noun.subtree),
        matter=subject_matter(noun),
        years=years(noun),
    )


def _agreed(verb: Token, deed: Token, sentence: Sentence, mentions: Mentions, scene: Scene) -> Draft:
    """ "Russia and Ukraine agreed to exchange prisoners": an agreement told by its verb alone."""
    sides = Sides(mentions, scene.authority)
    sides.add(subjects(verb))
    sides.add(prepositional(verb, {"with"}))
    fighting = {t.lower_ for t in deed.subtree} & _FIGHTING
    stopping = deed.lemma_.lower() in {"cease", "halt", "stop", "suspend", "end"}
    return Draft(
        AgreementKind.CEASEFIRE if fighting and stopping else AgreementKind.AGREEMENT,
        verb,
        [Cue(S.REACHED)],
        sides.parties,
        [],
        [evidence_span(verb, sentence, [])],
        date_of(verb, sentence, scene, False),
        False,
        attribution=list(attribution.chain(verb, sentence, mentions)),
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


def _brokers_of_it(sentence: Sentence, mentions: Mentions, drafts: list[Draft]) -> None:
    """ "Lavrov brokered it": the broker of the agreement told last."""
    for token in sentence:
        if (
            drafts
            and token.lemma_.lower() in {"broker", "mediate"}
            and any(o.lower_ in {"it", "them", "which"} for o in objects(token))
        ):
            found = [m.affiliation for t in subjects(token) for m in actors_at(t, mentions) if m.affiliation]
            drafts[-1].brokers += [b for b in found if b not in drafts[-1].brokers]


def _fate_of_it(sentence: Sentence, mentions: Mentions, drafts: list[Draft]) -> None:
    """ "It collapsed within hours", "both sides violated it", "Ottawa pulled out": of the agreement told last."""
    told = drafts[-1] if drafts else None
    if told is None or told.spans[-1][1] < _reach_back(sentence):
        return
    for token in sentence:
        if token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"} or token.i <= told.noun.i:
            continue
        cue = status_of(token)
        if token.lower_ == "it" and cue.given and cue.status in _FATES:
            told.cues.append(cue)
        elif token.lemma_ in _DRAFTS and is_definite(token) and cue.status in {S.REJECTED, S.FAILED}:
            told.cues.append(cue)
    for token in sentence:
        if walks_out(token) and told.kind is AgreementKind.AGREEMENT and not told.military:
            doers = {m.affiliation for t in subjects(token) for m in actors_at(t, mentions)}
            if doers & set(told.parties):
                told.cues.append(Cue(S.FAILED))


def _reach_back(sentence: Sentence) -> int:
    """Where the sentence before begins, by characters."""
    before = sentence.doc[max(sentence.start - 1, 0)].sent
    return int(before.start_char)


def _retold(drafts: list[Draft], draft: Draft) -> bool:
    """Join a definite telling without two parties of its own to the last agreement that it can mean ("the deal")."""
    if draft.definite and draft.name is None and any(o.universal and _names_year(o, draft) for o in drafts):
        return True  # "the 1997 treaty" is the Chemical Weapons Convention told of above
    if len(draft.parties) >= 2 or draft.name is not None or draft.universal:
        return False
    if not draft.definite and not draft.generic:
        return False
    for old in reversed(drafts):
        text = " ".join(old.noun.doc.text[s:e] for s, e in old.spans).lower()
        if any(c not in text for c in compounds(draft.noun)) and old.name is None:
            continue  # "the taxation treaty" is none of those before
        kinds = old.kind is draft.kind or draft.kind is AgreementKind.AGREEMENT
        if kinds and not _differ(old, draft) and set(draft.parties) <= {*old.parties, *old.brokers}:
            if draft.definite:
                _join(old, draft)
            return True
    return draft.generic


def _names_year(old: Draft, new: Draft) -> bool:
    signed = old.name.signed.start if old.name is not None else None
    return bool(old.years & new.years) or (signed is not None and str(signed.year) in new.years)


def _differ(old: Draft, new: Draft) -> bool:
    """Whether two tellings speak of different agreements by their years, their names or their matter."""
    if old.years and new.years and not old.years & new.years:
        return True
    if old.name is not None and new.name is not None:
        return old.name.name != new.name.name
    if old.name is not None and new.years and old.name.signed.start is not None:
        return str(old.name.signed.start.year) not in new.years
    if new.inferred and not new.definite and new.matter != old.matter:
        return True  # found parties in the war, but speaks of something else in it
    return bool(new.matter and old.matter and not new.matter & old.matter)


def _place(drafts: list[Draft], draft: Draft) -> None:
    """Join a draft to the earlier one that it retells, or keep it as a new one."""
    for old in reversed(drafts):
        if old.kind is not draft.kind or _differ(old, draft) or old.universal or draft.universal:
            continue
        a, b = set(old.parties), set(draft.parties)
        if (len(b) >= 2 and _alike(a, b)) or (len(a) < 2 <= len(b) and a <= b and not old.generic):
            _join(old, draft)
            return
    drafts.append(draft)


def _alike(a: set[str], b: set[str]) -> bool:
    return len(a & b) / len(a | b) >= 0.6 if a | b else False


def _united(drafts: list[Draft]) -> list[Draft]:
    """Drafts in order, those of one agreement made one: a truce called a deal, parties found later."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next(
            (
                o
                for o in kept
                if o.kind is draft.kind
                and not _differ(o, draft)
                and _alike(set(o.parties), set(draft.parties))
            ),
            None,
        )
        if same is None or draft.generic or draft.universal:
            kept.append(draft)
        else:
            _join(same, draft)
    return kept


def _join(old: Draft, new: Draft) -> None:
    if len(new.parties) > len(old.parties) or (old.inferred and len(new.parties) > 1 and not new.inferred):
        old.parties, old.inferred = new.parties, new.inferred
    old.brokers += [b for b in new.brokers if b not in old.brokers]
    old.cues += new.cues
    old.date = old.date or new.date
    old.name = old.name or new.name
    old.years |= new.years
    old.matter |= new.matter
    old.generic = old.generic and new.generic
    if len(old.spans) < 3 and new.spans[0] not in old.spans:
        old.spans += new.spans
    known = {a.source for a in old.attribution}
    old.attribution += [a for a in new.attribution if a.source not in known]


def _status(draft: Draft, scene: Scene) -> AgreementStatus:
    """How the agreement stands after all that the article tells of it.

    What is said outweighs what is presupposed; of what is said the stage furthest along; a treaty in
    force that somebody is accused of violating is in force.
    """
    cues = [c for c in draft.cues if c.given]
    in_force = draft.name is not None and standing(draft.name, scene) is S.HOLDING
    if in_force:
        cues = [Cue(S.HOLDING, weak=True) if c.alleged else c for c in cues]
    said = [c.status for c in cues if not c.weak]
    if draft.name is not None and draft.name.signed.start is not None:
        said = [s for s in said if s is not S.PROPOSED]  # what is sought is something else about it
    best = min(said, key=STATUS_ORDER.index, default=None)
    if best is None or (best in {S.REACHED, S.PROPOSED} and _settled(draft, scene)):
        if draft.name is not None and best is not S.PROPOSED:
            return S.HOLDING if cues and best is None else standing(draft.name, scene)
        if best is not S.PROPOSED and any(c.status is S.HOLDING for c in cues):
            return S.HOLDING
    if best is None and cues and all(c.status is S.PROPOSED for c in cues):
        return S.PROPOSED
    return best or S.REACHED


def _settled(draft: Draft, scene: Scene) -> bool:
    """Whether the agreement was made long before the article."""
    published = scene.published or scene.period.start
    made = draft.date.end if draft.date is not None else None
    if draft.name is not None:
        made = made or draft.name.signed.end
    if made is None and draft.years:
        made = dt.date(int(max(draft.years)), 12, 31)
    if made is None or published is None:
        return False
    return (published - made) > dt.timedelta(days=SETTLED_DAYS)


def _record(index: int, draft: Draft, doc: Doc, scene: Scene) -> Agreement:
    return Agreement(
        id=f"a{index}",
        kind=draft.kind,
        status=_status(draft, scene),
        parties=tuple(draft.parties),
        brokers=tuple(b for b in draft.brokers if b not in draft.parties),
        date=draft.date,
        evidence=tuple(doc.text[s:e] for s, e in draft.spans),
        spans=tuple(Span(start=s, end=e) for s, e in draft.spans),
        attribution=tuple(draft.attribution),
        confidence=0.5 if draft.inferred else 0.75 if draft.told else 0.6,
    )
