"""Contacts and agreements are events too: a telephone call is CONSULT, an agreement reached is AGREE.

They are coded once, as contacts and agreements, and every one of them gets its event here. What the
model says of the same sentence and the same sides is not coded beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from dragoman.actors.authority import Authority
from dragoman.records import (
    ActorKind,
    Agreement,
    AgreementStatus,
    Category,
    Channel,
    Contact,
    EvidencedRecord,
    Modality,
    Participant,
    Role,
)
from dragoman.relations.drafts import EventDraft
from dragoman.relations.ontology import MODALITY_OF_STATUS

REMOTE = frozenset({Channel.PHONE, Channel.VIDEO, Channel.MESSAGE})
TRAVEL = frozenset({Channel.VISIT, Channel.ENVOY})
MANY = 3
"""From how many affiliations on a meeting is multilateral."""

UNNAMED = 0.6
"""Confidence of a participant whom the text does not name, but the process of which it speaks."""

MOST_PAIRS = 4
"""Events that one contact or agreement of many sides makes at most."""

_FIRST = {Role.INITIATOR: 0, Role.PARTICIPANT: 1, Role.HOST: 2, Role.RECIPIENT: 3, Role.INTERMEDIARY: 4}


def of_contact(contact: Contact) -> list[EventDraft]:
    """The CONSULT events that a contact is: who began it with each other side.

    By the codebook a visitor is the source and the host the target; where nobody is said to have
    begun it, the one named first is the source.
    """
    named = [p for p in contact.participants if p.confidence > UNNAMED]
    order = sorted(named, key=lambda p: _FIRST[p.role])
    if not order:
        return []
    source = order[0]
    seen = {source.affiliation}
    drafts = []
    for other in order[1:]:
        if other.affiliation in seen or other.role is Role.INTERMEDIARY:
            continue
        seen.add(other.affiliation)
        drafts.append(
            EventDraft(
                Category.CONSULT,
                _consult_mode(contact),
                MODALITY_OF_STATUS[contact.status],
                source,
                other,
                [(span.start, span.end) for span in contact.spans],
                contact.confidence,
                contact.date,
                contact.place,
                list(contact.attribution),
                contact.speculative,
                contact=contact.id,
            )
        )
    return drafts[:MOST_PAIRS]


def _consult_mode(contact: Contact) -> str | None:
    if contact.channel in REMOTE:
        return "phone"  # codebook: "by phone or some other remote medium"
    if contact.channel in TRAVEL:
        return "visit"
    sides = {p.affiliation for p in contact.participants if p.role is not Role.INTERMEDIARY}
    if any(p.role is Role.INTERMEDIARY for p in contact.participants):
        return "third-party"
    if len(sides) >= MANY:
        return "multilateral"
    if any(p.role is Role.HOST for p in contact.participants):
        return "visit"
    return None


def of_agreement(
    agreement: Agreement, authority: Authority, mentioned: Sequence[tuple[int, str]]
) -> list[EventDraft]:
    """The AGREE events that an agreement reached is, between each two parties that its evidence names.

    Args:
        agreement: as coded.
        authority: for the names of the parties.
        mentioned: offset and affiliation of every mention of the article.
    """
    if agreement.status is not AgreementStatus.REACHED:
        return []
    named = [code for code in agreement.parties if _named_in(code, agreement, mentioned)]
    pairs = list(combinations([_party(code, authority) for code in named], 2))
    return [
        EventDraft(
            Category.AGREE,
            None,
            Modality.HAPPENED,
            source,
            target,
            [(span.start, span.end) for span in agreement.spans],
            agreement.confidence,
            agreement.date,
            None,
            list(agreement.attribution),
            agreement.speculative,
            agreement=agreement.id,
        )
        for source, target in pairs[:MOST_PAIRS]
    ]


def _named_in(code: str, record: EvidencedRecord, mentioned: Sequence[tuple[int, str]]) -> bool:
    """Whether the evidence of a record names an affiliation."""
    return any(
        affiliation == code and span.start <= offset < span.end
        for offset, affiliation in mentioned
        for span in record.spans
    )


def _party(code: str, authority: Authority) -> Participant:
    entity = authority.entities.get(code)
    if entity is None:
        return Participant(actor=code, affiliation=code, kind=ActorKind.GROUP)
    kind = ActorKind.STATE if entity.kind == "state" else ActorKind.GROUP
    return Participant(actor=entity.name, affiliation=code, kind=kind, sector=entity.sector)


def link(draft: EventDraft, contacts: Sequence[Contact], agreements: Sequence[Agreement]) -> None:
    """Note in a draft the contact and the agreement that its sentence also tells of between its sides."""
    if draft.target is None:
        return
    for contact in contacts:
        sides = {p.affiliation for p in contact.participants}
        if draft.affiliations <= sides and len(draft.affiliations) > 1 and _told_in(draft, contact):
            draft.contact = contact.id
            break
    for agreement in agreements:
        if draft.affiliations <= set(agreement.parties) and len(draft.affiliations) > 1:
            if _told_in(draft, agreement):
                draft.agreement = agreement.id
                break


def _told_in(draft: EventDraft, record: EvidencedRecord) -> bool:
    return any(start < span.end and span.start < end for start, end in draft.spans for span in record.spans)
