"""Events of articles: pairs of actors judged by the model, dated, attributed, merged, linked to contacts.

Many articles are coded together, for the model is quickest with many sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Mentions
from dragoman.actors.names import to_ascii
from dragoman.coding import attribution
from dragoman.coding.candidates import Candidate, Party
from dragoman.coding.contacts import evidence_span, participant
from dragoman.coding.places import place_of
from dragoman.coding.scene import Scene
from dragoman.coding.status import judge as judge_status
from dragoman.coding.timing import date_of
from dragoman.language.grammar import is_negated, modals
from dragoman.records import (
    Agreement,
    Category,
    Channel,
    Contact,
    Event,
    Modality,
    Role,
)
from dragoman.relations.acceptance import accepted, corrected
from dragoman.relations.cues import said_to
from dragoman.relations.drafts import EventDraft, merged
from dragoman.relations.lexicon import SPORTS, SPORTS_SHARE
from dragoman.relations.linking import link, of_agreement, of_contact
from dragoman.relations.ontology import MODALITY_OF_STATUS
from dragoman.relations.pairs import Pair, candidate_pairs, marked
from dragoman.relations.sides import Sides

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

    from dragoman.relations.model import Judgement, RelationModel

MOST_OF_ARTICLE = 24
"""Pairs of one article that the model is asked about; news begins with what is new."""

SAID_CONFIDENCE = 0.7
"""Confidence in what is said in a contact, by the verb alone."""

NONE = "NONE"
CONCLUDING = frozenset({Category.AGREE, Category.SUPPORT, Category.CONCEDE, Category.COOPERATE})
"""Categories that the conclusion of an agreement may be taken for; PLOVER codes a treaty signed as SUPPORT."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What of an article its events are coded from.

    Attributes:
        doc: parse of the coded parts.
        mentions: resolved actors.
        scene: publication date and authority.
        home: state of the outlet, or None.
        contacts, agreements: the records already coded.
    """

    doc: Doc
    mentions: Mentions
    scene: Scene
    home: str | None
    contacts: Sequence[Contact]
    agreements: Sequence[Agreement]


def code_events(readings: Sequence[Reading], model: RelationModel) -> list[list[Event]]:
    """Events of some articles, for each in text order.

    Args:
        readings: the articles.
        model: the relation model.
    """
    asked = [list(_candidates(reading)) for reading in readings]
    questions = [marked(sentence, pair) for candidates in asked for sentence, pair in candidates]
    answers = iter(model.judge(questions) if questions else [])
    return [
        _events(reading, [(sentence, pair, next(answers)) for sentence, pair in candidates])
        for reading, candidates in zip(readings, asked, strict=True)
    ]


def _candidates(reading: Reading) -> Iterator[tuple[Sentence, Pair]]:
    if _is_sports(reading.doc):
        return
    sides = Sides(reading.doc, reading.mentions, _home(reading))
    left = MOST_OF_ARTICLE
    for sentence in reading.doc.sents:
        if next(reading.mentions.between(sentence.start, sentence.end), None) is None:
            continue
        for pair in candidate_pairs(sentence, sides)[:left]:
            left -= 1
            yield sentence, pair
        if left <= 0:
            return


def _is_sports(doc: Doc) -> bool:
    """Whether an article is of the sports pages, by the share of their words."""
    words = Counter(token.lower_ for token in doc if token.is_alpha)
    found = sum(words[word] for word in SPORTS)
    return found > SPORTS_SHARE * max(sum(words.values()), 100)


def _home(reading: Reading) -> str | None:
    """The outlet's state, where the article names no other as often: whose police "the police" are."""
    named = Counter(m.affiliation for m in reading.mentions.ordered if m.affiliation)
    if reading.home is None or not named:
        return None
    return reading.home if named[reading.home] == max(named.values()) else None


def _events(reading: Reading, judged: Iterable[tuple[Sentence, Pair, Judgement]]) -> list[Event]:
    if _is_sports(reading.doc):
        return []
    deeds = [d for each in judged if (d := _draft(reading, *each)) is not None]
    drafts = [
        draft
        for contact in reading.contacts
        for draft in of_contact(contact)
        if contact.channel is not Channel.UNSPECIFIED or not _is_a_deed(draft, deeds)
    ]
    mentioned = [
        (reading.doc[mention.start].idx, member.affiliation)
        for mention in reading.mentions.ordered
        for member in mention.expand()
        if member.affiliation
    ]
    for agreement in reading.agreements:
        drafts += of_agreement(agreement, reading.scene.authority, mentioned)
    drafts += [deed for deed in deeds if not _coded(deed, drafts)]
    return [draft.record(n, reading.doc.text) for n, draft in enumerate(merged(drafts), 1)]


def _is_a_deed(consult: EventDraft, deeds: Sequence[EventDraft]) -> bool:
    """Whether a contact without a channel is no more than what was said in it: "urged Russia to …"."""
    return any(d.contact == consult.contact and d.affiliations == consult.affiliations for d in deeds)


def _coded(draft: EventDraft, drafts: Sequence[EventDraft]) -> bool:
    """Whether what a draft tells is the conclusion of an agreement that already has its event."""
    return (
        draft.agreement is not None
        and draft.category in CONCLUDING
        and any(d.agreement == draft.agreement and d.category is Category.AGREE for d in drafts)
    )


def _draft(reading: Reading, sentence: Sentence, pair: Pair, judgement: Judgement) -> EventDraft | None:
    """The event that a judged pair is, or None where it is none."""
    if judgement.code == Category.CONSULT and (said := said_to(pair)) is not None and pair.target is not None:
        category, mode, probability = said[0], None, SAID_CONFIDENCE
        pair = replace(pair, trigger=said[1])
    elif judgement.code == NONE:
        return None
    else:
        category, mode = corrected(Category(judgement.code), judgement.mode, pair)
        probability = judgement.probabilities[judgement.code]
        if not accepted(category, mode, pair, probability):
            return None
    modality = _modality(sentence, pair, Modality(judgement.modality))
    parties = [
        Party(side.mention, Role.PARTICIPANT) for side in (pair.source, pair.target) if side is not None
    ]
    doc, scene = reading.doc, reading.scene
    source, *target = (participant(party, doc) for party in parties)
    confidence = probability * min(p.confidence for p in (source, *target))
    speculative = attribution.is_speculative(pair.trigger, sentence)
    draft = EventDraft(
        category,
        mode,
        modality,
        source,
        target[0] if target else None,
        [evidence_span(pair.trigger, sentence, parties)],
        confidence * (0.9 if speculative else 1.0),
        date_of(pair.trigger, sentence, scene, modality is Modality.WILL),
        _place(pair, sentence, reading.mentions),
        list(attribution.chain(pair.trigger, sentence, reading.mentions)),
        speculative,
    )
    link(draft, reading.contacts, reading.agreements)
    return draft


def _place(pair: Pair, sentence: Sentence, mentions: Mentions) -> str | None:
    """Where the event took place, if what the trigger governs says so."""
    place = place_of(pair.trigger, sentence, mentions)
    governed = " ".join(token.text for token in pair.trigger.subtree)
    return place if place is not None and place in to_ascii(governed) else None


def _modality(sentence: Sentence, pair: Pair, said: Modality) -> Modality:
    """The model's modality, corrected where the grammar of the trigger leaves no doubt."""
    if pair.trigger.pos_ != "VERB":
        return said
    if said is Modality.WILL and _plain_past(pair.trigger):
        return Modality.HAPPENED
    if said is not Modality.HAPPENED:
        return said
    if is_negated(pair.trigger):
        return Modality.DID_NOT
    status = judge_status(Candidate(pair.trigger, sentence, Channel.UNSPECIFIED, "event")).status
    return MODALITY_OF_STATUS[status] if status is not None else said


def _plain_past(verb: Token) -> bool:
    """Whether a verb is told in the past without any auxiliary; the tagger takes some of them for participles."""
    return verb.tag_ in {"VBD", "VBN"} and not modals(verb) and not is_negated(verb)
