"""One record per contact and article: joining the sentences that tell of the same contact."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.mentions import Mention
from dragoman.coding.candidates import STRENGTH, Party
from dragoman.records import ActorKind, Attribution, Channel, DateInterval, Role, Stance, Status

REMOTE = frozenset({Channel.PHONE, Channel.VIDEO, Channel.MESSAGE})
IN_PERSON = frozenset({Channel.MEETING, Channel.SUMMIT, Channel.VISIT, Channel.ENVOY})
HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
TO_COME = frozenset({Status.PLANNED, Status.PROPOSED})
_FACE_TO_FACE = IN_PERSON | {Channel.TALKS}
_VISIT_AND_MEETING = frozenset({Channel.VISIT, Channel.MEETING})
MAX_EVIDENCE = 3
RETELLING = frozenset(
    ["learned", *(f"verb:{v}" for v in "tell ask urge discuss speak talk assure inform press".split())]
)
"""Constructions that as a rule tell more of a contact already told, the classifier's finds among them."""

NEAR_SENTENCES = 4
"""How far back vaguer retellings ("told his counterpart") join a contact."""

_SPECIFIC = {Channel.UNSPECIFIED: 0, Channel.TALKS: 1, Channel.ENVOY: 2, Channel.MESSAGE: 2, Channel.VISIT: 2,
             Channel.MEETING: 3, Channel.PHONE: 3, Channel.VIDEO: 4, Channel.SUMMIT: 4}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A contact in the making.

    Attributes:
        sentence: number of the first sentence in the article.
        last: number of the last sentence that told of it.
        spans: evidence as character offsets.
    """

    channel: Channel
    status: Status
    parties: list[Party]
    sentence: int
    spans: list[tuple[int, int]]
    construction: str
    strength: float
    date: DateInterval | None = None
    place: str | None = None
    topics: list[str] = field(default_factory=list)
    attribution: list[Attribution] = field(default_factory=list)
    speculative: bool = False
    count: int | None = None
    definite: bool = False
    again: bool = False
    disputed: bool = False
    last: int = 0

    @property
    def affiliations(self) -> set[str]:
        return {p.mention.affiliation for p in self.parties if p.mention.affiliation}


def family_fits(one: Channel, other: Channel) -> bool:
    """Whether two channels can be one contact: not a call and a meeting."""
    return not ((one in REMOTE and other in IN_PERSON) or (one in IN_PERSON and other in REMOTE))


def dates_fit(one: DateInterval | None, other: DateInterval | None) -> bool:
    """Whether two dates can be one day: they overlap, or one is unknown."""
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def status_fits(one: Status, other: Status) -> bool:
    """Whether two statuses can be tellings of one contact in one article."""
    return one == other or {one, other} <= HAPPENED or {one, other} <= TO_COME


def persons_clash(one: Draft, other: Draft) -> bool:
    """Whether both name persons for some affiliation and not the same ones."""
    for affiliation in one.affiliations & other.affiliations:
        a, b = _individuals(one, affiliation), _individuals(other, affiliation)
        if a and b and not a & b:
            return True
    return False


def _individuals(draft: Draft, affiliation: str) -> set[str]:
    """Persons and single office-holders that a draft names for an affiliation."""
    return {
        p.mention.actor
        for p in draft.parties
        if p.mention.affiliation == affiliation and p.mention.kind in {ActorKind.PERSON, ActorKind.OFFICE}
    }


def same_contact(old: Draft, new: Draft) -> bool:
    """Whether a later draft retells an earlier one."""
    if not family_fits(old.channel, new.channel) or not dates_fit(old.date, new.date):
        return False
    if new.again or not status_fits(old.status, new.status) or persons_clash(old, new):
        return False
    a, b = old.affiliations, new.affiliations
    near = new.sentence - old.last <= NEAR_SENTENCES
    if a == b:
        kindred = old.channel == new.channel or {old.channel, new.channel} <= _FACE_TO_FACE
        retold = new.definite or new.construction in RETELLING or old.construction in RETELLING
        return old.channel == new.channel or (near and (kindred or retold))
    if b < a or a < b:
        retold = new.definite or new.channel == old.channel or new.construction in RETELLING
        return retold and near and min(len(a), len(b)) >= 2 and (new.definite or new.sentence - old.last <= 2)
    return False


def join(old: Draft, new: Draft) -> None:
    """Add what a later telling says to the earlier draft."""
    if _SPECIFIC[new.channel] > _SPECIFIC[old.channel] and {old.channel, new.channel} != _VISIT_AND_MEETING:
        old.channel = new.channel  # a visit and its meeting are one record, told as the text first tells it
    if new.affiliations >= old.affiliations or not new.affiliations:
        base, extra = old.parties, new.parties
        old.parties = _union(base, extra)
    else:
        old.parties = _union(
            old.parties, [p for p in new.parties if p.mention.affiliation in old.affiliations]
        )
    if old.date is None or (new.date is not None and _length(new.date) < _length(old.date)):
        old.date = new.date or old.date
    old.place = old.place or new.place
    old.count = old.count or new.count
    old.strength = max(old.strength, new.strength)
    old.speculative = old.speculative and new.speculative
    if Status.ONGOING in {old.status, new.status} and old.status is not new.status and old.status in HAPPENED:
        old.status = Status.OCCURRED if _dated(old) else old.status
    if old.status is Status.PROPOSED and new.status is Status.PLANNED:
        old.status = Status.PLANNED
    for topic in new.topics:
        if topic not in old.topics:
            old.topics.append(topic)
    known = {a.source.casefold() for a in old.attribution}
    old.attribution += [a for a in new.attribution if a.source.casefold() not in known]
    for span in new.spans:
        if span not in old.spans and len(old.spans) < MAX_EVIDENCE:
            old.spans.append(span)
    old.last = max(old.last, new.last)


def _dated(draft: Draft) -> bool:
    return draft.date is not None


def _length(date: DateInterval) -> int:
    return (date.end - date.start).days


def _union(old: list[Party], new: list[Party]) -> list[Party]:
    """Parties of both, a named person replacing the bare state or office of the same affiliation."""
    result = list(old)
    for party in new:
        for index, present in enumerate(result):
            if present.mention.affiliation != party.mention.affiliation:
                continue
            if (
                present.mention.is_person
                and party.mention.is_person
                and present.mention.actor != party.mention.actor
            ):
                continue
            role = max(present.role, party.role, key=lambda r: STRENGTH[r])
            mention: Mention = (
                present.mention if present.mention.is_person or not party.mention.is_person else party.mention
            )
            result[index] = Party(mention, role)
            break
        else:
            result.append(party)
    return result


def merge(drafts: list[Draft]) -> list[Draft]:
    """Drafts in text order, retellings joined to the first telling.

    A definite mention with fewer than two parties ("the Jeddah summit, which starts on Saturday") joins
    the telling before it or, where none fits, the next one after it.
    """
    kept: list[Draft] = []
    waiting: list[Draft] = []
    for draft in drafts:
        if draft.status is Status.DENIED and (told := _told_before(kept, draft)) is not None:
            contradict(told, draft)
            continue
        if len(draft.affiliations) < 2:
            if draft.definite:
                earlier = next((old for old in reversed(kept) if _refers_to(old, draft)), None)
                if earlier is not None:
                    join(earlier, draft)
                else:
                    waiting.append(draft)
            continue
        target = next((old for old in reversed(kept) if same_contact(old, draft)), None)
        if target is not None:
            join(target, draft)
            continue
        for early in [w for w in waiting if w.channel == draft.channel and _refers_to(draft, w)]:
            waiting.remove(early)
            join(draft, early)
        kept.append(draft)
    return kept


def _told_before(kept: list[Draft], denial: Draft) -> Draft | None:
    """The contact that a denial speaks of: the last of its kind with the same sides, or of those named at all."""
    for old in reversed(kept):
        near = denial.sentence - old.last <= NEAR_SENTENCES
        sides = denial.affiliations <= old.affiliations or len(denial.affiliations) < 2
        if old.channel == denial.channel and near and sides and old.status is not Status.DENIED:
            return old
    return None


def contradict(old: Draft, denial: Draft) -> None:
    """Keep a denial beside the account that it denies: the contact is disputed, the denier among its sources."""
    old.disputed = True
    known = {a.source.casefold() for a in old.attribution}
    denying = [a.model_copy(update={"stance": Stance.DENIES}) for a in denial.attribution]
    old.attribution += [a for a in denying if a.source.casefold() not in known]
    for span in denial.spans:
        if span not in old.spans and len(old.spans) < MAX_EVIDENCE:
            old.spans.append(span)
    old.last = denial.last


def _refers_to(old: Draft, new: Draft) -> bool:
    """Whether "the talks", "their meeting" with fewer parties than two means an earlier contact."""
    return (
        family_fits(old.channel, new.channel)
        and dates_fit(old.date, new.date)
        and new.affiliations <= old.affiliations
        and abs(new.sentence - old.last) <= NEAR_SENTENCES
        and status_fits(old.status, new.status)
        and not persons_clash(old, new)
    )


def initiator_first(parties: list[Party]) -> list[Party]:
    """Parties in the order of the record: initiator, others, recipients and hosts last."""
    order = {Role.INITIATOR: 0, Role.PARTICIPANT: 1, Role.INTERMEDIARY: 2, Role.RECIPIENT: 3, Role.HOST: 4}
    return sorted(parties, key=lambda p: order[p.role])
