"""What a ledger answers with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.article import DateClue, PartKind
from dragoman.reading.copies import CopyKind
from dragoman.records import Absence, Agreement, Contact, Event


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """The article that a record was found in.

    Attributes:
        key: short id of its text in the ledger, the first half of every record's id.
        doc: its name.
        title, source, url, published: its provenance as read.
        coder: the coder whose records these are.
    """

    key: str
    doc: str
    title: str | None
    source: str | None
    url: str | None
    published: dt.date | None
    coder: str


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A report of a contact with its public id and its article."""

    id: str
    article: ArticleRef
    contact: Contact


@dataclass(frozen=True, slots=True)
class StoredAgreement:
    """A report of an agreement with its public id and its article."""

    id: str
    article: ArticleRef
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class StoredAbsence:
    """A report of an absence with its public id and its article."""

    id: str
    article: ArticleRef
    absence: Absence


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A report of an event with its public id and its article."""

    id: str
    article: ArticleRef
    event: Event


@dataclass(frozen=True, slots=True)
class TimelinePeriod:
    """Reports of contacts that begin within a stretch of days.

    Attributes:
        start, end: first and last day; None for the reports without any date.
        contacts: how many reports.
        channels, statuses: how many by channel and by status; only those that occur.
    """

    start: dt.date | None
    end: dt.date | None
    contacts: int
    channels: Mapping[str, int]
    statuses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of evidence where it stands in the article.

    Attributes:
        quote: the evidence, ``text[start:end]`` of the article.
        start, end: its offsets in the article.
        part: what that part of the article is, if the reader said.
        paragraph: the whole paragraph; the evidence begins at ``start - paragraph_start``.
        paragraph_start: offset of the paragraph in the article.
        sentence: the sentence or sentences that hold the evidence.
    """

    quote: str
    start: int
    end: int
    part: PartKind | None
    paragraph: str
    paragraph_start: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name and place under which a text was met. The first one of a text is the earliest."""

    doc: str
    origin: str | None
    title: str | None
    source: str | None
    url: str | None
    published: dt.date | None
    added: dt.datetime


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one record.

    Attributes:
        id: the record's public id.
        record: all its fields; ``record.attribution`` is the chain of sources, nearest first.
        article: where it was found.
        passages: its evidence in the text.
        digest: SHA-256 of the article's text.
        added: when the text was first stored (UTC).
        coded: when this coding was stored (UTC).
        current: false for a record of an earlier coding that the current one no longer has.
        clues: the hints by which the article was dated.
        warnings: what the reader and the coder warn of.
        sightings: every name and place under which the text was met.
        copies: the articles that repeat this one: further outlets, not further sources.
        original: the article that this one repeats, None where it repeats none.
    """

    id: str
    record: Contact | Agreement | Absence | Event
    article: ArticleRef
    passages: tuple[Passage, ...]
    digest: str
    added: dt.datetime
    coded: dt.datetime
    current: bool
    clues: tuple[DateClue, ...]
    warnings: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    copies: tuple[Copy, ...] = ()
    original: Copy | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that repeats another one, or the one that is repeated.

    Attributes:
        key, doc, source, url, published: the article.
        kind: in what way it repeats or is repeated.
        share: share of the shorter text that is in the longer one.
        reason: how that is known.
    """

    key: str
    doc: str
    source: str | None
    url: str | None
    published: dt.date | None
    kind: CopyKind
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found.

    Attributes:
        article: the article.
        score: higher is better; comparable within one search only.
        snippet: a stretch of its text in pieces, each with whether it is a word searched for.
        contacts: how many contacts it reports.
    """

    article: ArticleRef
    score: float
    snippet: tuple[tuple[str, bool], ...]
    contacts: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a ledger holds, current codings only.

    Attributes:
        documents: different texts.
        copies: further names and places under which these were met.
        contacts, agreements, absences, events: records.
        actors: different persons, bodies and states that take part in these.
        first_day, last_day: the days that the contacts span, None without any.
        repeats: texts that repeat another one; their records are in no other count.
    """

    documents: int
    copies: int
    contacts: int
    agreements: int
    absences: int
    events: int
    actors: int
    first_day: dt.date | None
    last_day: dt.date | None
    repeats: int = 0
