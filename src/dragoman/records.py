"""What coding yields: the typed records of one article and their public JSON form.

The meaning of every field is that of ``docs/codebook.md``; the JSON form is a superset of the
annotation files that the codebook describes, versioned by :data:`FORM`, and published as a JSON
Schema in ``docs/schema/``.

Offsets are character offsets into :attr:`dragoman.article.Article.text`, start inclusive, end
exclusive. Every record has at least one evidence span.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

FORM = "dragoman/1"
"""Name and major version of the public JSON form."""


class Channel(StrEnum):
    """How the parties were in contact."""

    PHONE = "phone"
    VIDEO = "video"
    MESSAGE = "message"
    MEETING = "meeting"
    SUMMIT = "summit"
    VISIT = "visit"
    ENVOY = "envoy"
    TALKS = "talks"
    UNSPECIFIED = "unspecified"


class Status(StrEnum):
    """Whether the contact took place, as the text presents it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PROPOSED = "proposed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    DENIED = "denied"


class Role(StrEnum):
    """What a participant does in the contact."""

    INITIATOR = "initiator"
    RECIPIENT = "recipient"
    INTERMEDIARY = "intermediary"
    HOST = "host"
    PARTICIPANT = "participant"


class Stance(StrEnum):
    """What a source does with the claim that it is quoted for."""

    ASSERTS = "asserts"
    CLAIMS = "claims"
    DENIES = "denies"
    DOUBTS = "doubts"
    SPECULATES = "speculates"


class Precision(StrEnum):
    """How narrow the words of the text make a date."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    OPEN = "open"


class AgreementKind(StrEnum):
    CEASEFIRE = "ceasefire"
    AGREEMENT = "agreement"


class AgreementStatus(StrEnum):
    """State of an agreement as of the article."""

    PROPOSED = "proposed"
    REACHED = "reached"
    HOLDING = "holding"
    VIOLATED = "violated"
    FAILED = "failed"
    REJECTED = "rejected"
    ENDED = "ended"


class Category(StrEnum):
    """What one actor did to another, in the PLOVER ontology."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Modality(StrEnum):
    """Whether an event took place, as the text presents it."""

    HAPPENED = "happened"
    WILL = "will"
    MAY = "may"
    DID_NOT = "did_not"


class AbsenceKind(StrEnum):
    """How the text says that an actor was left out."""

    LEFT_OUT = "left_out"
    NOT_INVITED = "not_invited"
    NOT_CONSULTED = "not_consulted"
    INFORMED_LATE = "informed_late"
    STAYED_AWAY = "stayed_away"


class ActorKind(StrEnum):
    """What sort of thing an actor is."""

    PERSON = "person"
    OFFICE = "office"
    BODY = "body"
    STATE = "state"
    GROUP = "group"
    ORGANISATION = "organisation"


class Record(BaseModel):
    """Base of all record types: immutable, closed against unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False)


Affiliation = Annotated[str, Field(min_length=1, max_length=40)]
"""ISO 3166-1 alpha-3 code of a state, or a short upper-case name of a group or organisation."""

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Span(Record):
    """A stretch of the stored article text."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"span ends at {self.end} before it starts at {self.start}")
        return self


class Participant(Record):
    """One side of a contact: a person, a body or a state.

    ``actor`` is the usual full name in ASCII, else the phrase of the text; ``office`` the office
    held on the day of the article; ``mention`` where the text names it.
    """

    actor: str = Field(min_length=1)
    affiliation: Affiliation
    role: Role = Role.PARTICIPANT
    kind: ActorKind = ActorKind.BODY
    office: str | None = None
    sector: str | None = None
    mention: Span | None = None
    confidence: Confidence = 1.0


class DateInterval(Record):
    """The smallest interval of days that text and publication date support."""

    start: dt.date
    end: dt.date
    precision: Precision = Precision.DAY
    words: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> DateInterval:
        if self.end < self.start:
            raise ValueError(f"interval ends on {self.end} before it starts on {self.start}")
        return self


class Attribution(Record):
    """One link of an attribution chain: who says so, with which words, with what stance."""

    source: str = Field(min_length=1)
    affiliation: Affiliation | None = None
    cue: str
    stance: Stance = Stance.ASSERTS
    mention: Span | None = None


class EvidencedRecord(Record):
    """A record that points to the characters that support it.

    ``evidence`` holds the exact substrings and ``spans`` their offsets, pairwise.
    """

    id: str
    evidence: tuple[str, ...] = Field(min_length=1)
    spans: tuple[Span, ...] = Field(min_length=1)
    attribution: tuple[Attribution, ...] = ()
    speculative: bool = False
    confidence: Confidence = 1.0

    @model_validator(mode="after")
    def _paired(self) -> EvidencedRecord:
        if len(self.evidence) != len(self.spans):
            raise ValueError("evidence and spans differ in length")
        return self


class Contact(EvidencedRecord):
    """One article's report of one contact.

    ``sources`` names who reports it, beside the author; ``attribution`` is the same as a chain
    with cues and stances, nearest source first. ``count`` is set only for a series.
    """

    channel: Channel
    status: Status
    participants: tuple[Participant, ...] = Field(min_length=1)
    date: DateInterval | None = None
    topics: tuple[str, ...] = Field(default=(), max_length=3)
    place: str | None = None
    sources: tuple[str, ...] = ()
    disputed: bool = False
    count: int | None = Field(default=None, ge=2)


class Agreement(EvidencedRecord):
    """A ceasefire or another arrangement between parties, as of the article."""

    kind: AgreementKind
    status: AgreementStatus
    parties: tuple[Affiliation, ...]
    brokers: tuple[Affiliation, ...] = ()
    date: DateInterval | None = None


class Absence(EvidencedRecord):
    """The text says that an actor was left out of contacts."""

    actor: str
    affiliation: Affiliation
    kind: AbsenceKind
    contacts: tuple[str, ...] = ()


class Event(EvidencedRecord):
    """Who did what to whom, in the PLOVER ontology (Halterman et al. 2023).

    ``target`` is None where the text names nobody to whom it is done. ``contact`` and ``agreement``
    are the ids of the records of the same article that tell the same.
    """

    category: Category
    mode: str | None = None
    modality: Modality = Modality.HAPPENED
    source: Participant
    target: Participant | None = None
    quad: int | None = Field(default=None, ge=1, le=4)
    date: DateInterval | None = None
    place: str | None = None
    contact: str | None = None
    agreement: str | None = None


class CodedArticle(Record):
    """Everything that the coder found in one article, in the public form."""

    form: str = FORM
    coder: str
    doc: str
    published: dt.date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    contacts: tuple[Contact, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Event, ...] = ()
    absences: tuple[Absence, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The record as one line of JSON, without fields that are unset or empty defaults.

        Lists that the form requires are always present, even when empty.
        """
        return self.model_dump_json(exclude_none=False)


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of :class:`CodedArticle`."""
    schema = CodedArticle.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Coded article"
    return schema
