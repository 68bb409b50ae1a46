"""Events in the making: what is kept of one until its article is read, and which tellings are one."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.coding.merging import MAX_EVIDENCE, dates_fit
from dragoman.records import (
    ActorKind,
    Attribution,
    Category,
    DateInterval,
    Event,
    Modality,
    Participant,
    Span,
)
from dragoman.relations.ontology import MUTUAL, QUAD

PERSONAL = frozenset({ActorKind.PERSON, ActorKind.OFFICE})
"""Kinds that name somebody: two different ones are two actors."""

_MOST_TELLING = {
    ActorKind.PERSON: 5,
    ActorKind.OFFICE: 4,
    ActorKind.GROUP: 3,
    ActorKind.ORGANISATION: 3,
    ActorKind.BODY: 2,
    ActorKind.STATE: 1,
}


@dataclass(slots=True)
class EventDraft:
    """An event of one article before its tellings are joined.

    Attributes:
        spans: evidence as character offsets, the first telling first.
        contact, agreement: ids of the records of the article that tell the same.
    """

    category: Category
    mode: str | None
    modality: Modality
    source: Participant
    target: Participant | None
    spans: list[tuple[int, int]]
    confidence: float
    date: DateInterval | None = None
    place: str | None = None
    attribution: list[Attribution] = field(default_factory=list)
    speculative: bool = False
    contact: str | None = None
    agreement: str | None = None

    @property
    def affiliations(self) -> set[str]:
        """Affiliations of both sides."""
        return {self.source.affiliation} | ({self.target.affiliation} if self.target else set())

    def record(self, number: int, text: str) -> Event:
        """The draft as the ``number``-th event of an article with this text."""
        return Event(
            id=f"e{number}",
            category=self.category,
            mode=self.mode,
            modality=self.modality,
            source=self.source,
            target=self.target,
            quad=QUAD[self.category],
            date=self.date,
            place=self.place,
            contact=self.contact,
            agreement=self.agreement,
            evidence=tuple(text[start:end] for start, end in self.spans),
            spans=tuple(Span(start=start, end=end) for start, end in self.spans),
            attribution=tuple(self.attribution),
            speculative=self.speculative,
            confidence=round(min(self.confidence, 0.97), 2),
        )


def same_actor(one: Participant | None, other: Participant | None) -> bool:
    """Whether two participants can be one actor told twice: "Russia" and "the Russian army" can,
    two ministers of one state cannot."""
    if one is None or other is None:
        return one is other
    if one.affiliation != other.affiliation:
        return False
    named = one.kind in PERSONAL and other.kind in PERSONAL
    if named:
        return one.actor == other.actor
    return one.sector == other.sector or ActorKind.STATE in {one.kind, other.kind}


def same_event(old: EventDraft, new: EventDraft) -> bool:
    """Whether a later telling is of an event already told."""
    if old.category is not new.category or old.modality is not new.modality:
        return False
    if old.mode is not None and new.mode is not None and old.mode != new.mode:
        return False
    if not dates_fit(old.date, new.date):
        return False
    if same_actor(old.source, new.source) and same_actor(old.target, new.target):
        return True
    crossed = same_actor(old.source, new.target) and same_actor(old.target, new.source)
    return old.category in MUTUAL and crossed


def join(old: EventDraft, new: EventDraft) -> None:
    """Add what a later telling says to the earlier draft."""
    crossed = not same_actor(old.source, new.source)
    source, target = (new.target, new.source) if crossed else (new.source, new.target)
    old.source = _more_telling(old.source, source) or old.source
    old.target = _more_telling(old.target, target)
    old.mode = old.mode or new.mode
    old.date = old.date or new.date
    old.place = old.place or new.place
    old.contact = old.contact or new.contact
    old.agreement = old.agreement or new.agreement
    old.confidence = max(old.confidence, new.confidence)
    old.speculative = old.speculative and new.speculative
    known = {link.source.casefold() for link in old.attribution}
    old.attribution += [link for link in new.attribution if link.source.casefold() not in known]
    for span in new.spans:
        overlaps = any(span[0] < end and start < span[1] for start, end in old.spans)
        if not overlaps and len(old.spans) < MAX_EVIDENCE:
            old.spans.append(span)


def _more_telling(one: Participant | None, other: Participant | None) -> Participant | None:
    if one is None or other is None:
        return one or other
    return other if _MOST_TELLING[other.kind] > _MOST_TELLING[one.kind] else one


def merged(drafts: list[EventDraft]) -> list[EventDraft]:
    """One draft per event, in the order in which the article first tells them."""
    kept: list[EventDraft] = []
    for draft in drafts:
        twin = next((old for old in kept if same_event(old, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            join(twin, draft)
    return sorted(kept, key=lambda draft: draft.spans[0])
