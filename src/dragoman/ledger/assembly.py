"""Records from rows: the way back from :mod:`dragoman.ledger.writing`, equal to what went in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from dragoman.article import Article, DateClue, Part, PartKind
from dragoman.ledger import schema
from dragoman.ledger.checks import AnyRecord
from dragoman.ledger.schema import AnyRow, AnySelect
from dragoman.records import (
    Absence,
    AbsenceKind,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Attribution,
    Category,
    Channel,
    Contact,
    DateInterval,
    Event,
    Modality,
    Participant,
    Precision,
    Role,
    Span,
    Stance,
    Status,
)

Rows = Mapping[int, list[AnyRow]]


def load_records(connection: Connection, numbers: Sequence[int]) -> dict[int, AnyRecord]:
    """Records by their numbers.

    Args:
        connection: a connection of the ledger.
        numbers: at most a few hundred, for they all go into one query.
    """
    kinds: dict[str, list[int]] = defaultdict(list)
    rows = connection.execute(select(schema.records).where(schema.records.c.id.in_(numbers))).all()
    for row in rows:
        kinds[row.kind].append(row.id)
    own = {
        kind: _by_record(connection, select(table).where(table.c.record.in_(kinds[kind])))
        for kind, table in _TABLES.items()
        if kinds[kind]
    }
    parts = _Parts(connection, numbers)
    return {row.id: _BUILD[row.kind](row, own[row.kind][row.id][0], parts) for row in rows}


def _by_record(connection: Connection, query: AnySelect) -> Rows:
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.record].append(row)
    return found


class _Parts:
    """What hangs on records: participants, evidence, attribution, sides; in order."""

    def __init__(self, connection: Connection, numbers: Sequence[int]) -> None:
        def rows(table: Table, *more: Table) -> Rows:
            query = select(table, *(column for other in more for column in other.c if column.name != "id"))
            for other in more:
                query = query.join_from(table, other)
            chosen = query.where(table.c.record.in_(numbers)).order_by(table.c.record, table.c.position)
            return _by_record(connection, chosen)

        self._participants = rows(schema.participants, schema.actors)
        self._evidence = rows(schema.evidence)
        self._attributions = rows(schema.attributions)
        self._sides = rows(schema.sides)

    def common(self, row: AnyRow) -> dict[str, Any]:
        """The fields that records of all kinds have."""
        evidence = self._evidence[row.id]
        return {
            "id": row.local,
            "evidence": tuple(piece.quote for piece in evidence),
            "spans": tuple(Span(start=piece.start, end=piece.end) for piece in evidence),
            "attribution": tuple(_attribution(link) for link in self._attributions[row.id]),
            "speculative": row.speculative,
            "confidence": row.confidence,
        }

    def participants(self, row: AnyRow) -> tuple[Participant, ...]:
        return tuple(_participant(each) for each in self._participants[row.id])

    def sides(self, row: AnyRow, role: str) -> tuple[str, ...]:
        return tuple(side.affiliation for side in self._sides[row.id] if side.role == role)


def _participant(row: AnyRow) -> Participant:
    return Participant(
        actor=row.name,
        affiliation=row.affiliation,
        role=Role(row.role),
        kind=ActorKind(row.kind),
        office=row.office,
        sector=row.sector,
        mention=_mention(row),
        confidence=row.confidence,
    )


def _attribution(row: AnyRow) -> Attribution:
    return Attribution(
        source=row.source,
        affiliation=row.affiliation,
        cue=row.cue,
        stance=Stance(row.stance),
        mention=_mention(row),
    )


def _mention(row: AnyRow) -> Span | None:
    return None if row.mention_start is None else Span(start=row.mention_start, end=row.mention_end)


def _date(row: AnyRow) -> DateInterval | None:
    if row.date_start is None:
        return None
    return DateInterval(
        start=row.date_start,
        end=row.date_end,
        precision=Precision(row.date_precision),
        words=row.date_words,
    )


def _contact(row: AnyRow, own: AnyRow, parts: _Parts) -> Contact:
    return Contact(
        **parts.common(row),
        channel=Channel(own.channel),
        status=Status(own.status),
        participants=parts.participants(row),
        date=_date(own),
        topics=tuple(own.topics),
        place=own.place,
        sources=tuple(own.sources),
        disputed=own.disputed,
        # Row.count is tuple's own method
        count=own._mapping["count"],
    )


def _agreement(row: AnyRow, own: AnyRow, parts: _Parts) -> Agreement:
    return Agreement(
        **parts.common(row),
        kind=AgreementKind(own.kind),
        status=AgreementStatus(own.status),
        parties=parts.sides(row, "party"),
        brokers=parts.sides(row, "broker"),
        date=_date(own),
    )


def _absence(row: AnyRow, own: AnyRow, parts: _Parts) -> Absence:
    return Absence(
        **parts.common(row),
        actor=own.actor,
        affiliation=own.affiliation,
        kind=AbsenceKind(own.kind),
        contacts=tuple(own.contacts),
    )


def _event(row: AnyRow, own: AnyRow, parts: _Parts) -> Event:
    source, *target = parts.participants(row)
    return Event(
        **parts.common(row),
        category=Category(own.category),
        mode=own.mode,
        modality=Modality(own.modality),
        source=source,
        target=target[0] if target else None,
        quad=own.quad,
        date=_date(own),
        place=own.place,
        contact=own.contact,
        agreement=own.agreement,
    )


_TABLES = {
    "contact": schema.contacts,
    "agreement": schema.agreements,
    "absence": schema.absences,
    "event": schema.events,
}
_BUILD: dict[str, Callable[[AnyRow, AnyRow, _Parts], AnyRecord]] = {
    "contact": _contact,
    "agreement": _agreement,
    "absence": _absence,
    "event": _event,
}


def article_of(row: AnyRow) -> Article:
    """The article of a row of ``documents``, as its current coding read it."""
    return Article(
        doc=row.doc,
        text=row.text,
        parts=tuple(Part(PartKind(kind), start, end) for kind, start, end in row.parts),
        published=row.published,
        clues=clues_of(row.clues),
        title=row.title,
        source=row.source,
        url=row.url,
        warnings=tuple(row.warnings),
        origin=row.origin,
    )


def clues_of(stored: Iterable[tuple[str, str, float]]) -> tuple[DateClue, ...]:
    """The hints at a date of publication, from their stored form."""
    return tuple(DateClue(dt.date.fromisoformat(day), origin, weight) for day, origin, weight in stored)
