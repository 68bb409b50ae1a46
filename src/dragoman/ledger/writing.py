"""Rows from articles and records: what one article's transaction writes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from dragoman.actors.names import fold
from dragoman.article import Article
from dragoman.ledger import schema
from dragoman.ledger.checks import AnyRecord, participants_of, records_of
from dragoman.ledger.identity import KEY_LENGTH, anchors, kind_of, public_ids
from dragoman.ledger.schema import AnyRow
from dragoman.records import (
    Absence,
    Agreement,
    CodedArticle,
    DateInterval,
    Event,
    EvidencedRecord,
    Participant,
    Span,
)


class AddResult(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    RECODED = "recoded"


def now() -> dt.datetime:
    """The moment in UTC, without a zone (SQLite keeps none)."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def run_of(connection: Connection, coder: str, started: dt.datetime) -> int:
    """The number of the run of ``coder`` that began at ``started``, made where there is none."""
    table = schema.runs
    same = (table.c.coder == coder, table.c.started == started)
    found = connection.execute(select(table.c.id).where(*same)).scalars().first()
    if found is None:
        row = insert(table).values(coder=coder, started=started).returning(table.c.id)
        found = connection.execute(row).scalar_one()
    return int(found)


def find_document(connection: Connection, article: Article) -> int | None:
    """The number of the document with the article's text, or None."""
    table = schema.documents.c
    found = connection.execute(select(table.id).where(table.digest == article.digest))
    return found.scalar_one_or_none()


def add_document(connection: Connection, article: Article) -> int:
    """Store a text that the ledger does not have; returns its number."""
    values = {
        "key": _free_key(connection, article.digest),
        "digest": article.digest,
        "text": article.text,
        "added": now(),
        **_article_values(article),
    }
    table = schema.documents
    return int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def _free_key(connection: Connection, digest: str) -> str:
    keys = schema.documents.c.key
    for length in range(KEY_LENGTH, len(digest) + 1):
        if connection.execute(select(keys).where(keys == digest[:length])).one_or_none() is None:
            return digest[:length]
    raise AssertionError("two texts with one digest")


def _article_values(article: Article) -> dict[str, Any]:
    return {
        "doc": article.doc,
        "origin": article.origin,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "parts": [[part.kind.value, part.start, part.end] for part in article.parts],
        "clues": [[clue.day.isoformat(), clue.origin, clue.weight] for clue in article.clues],
        "warnings": list(article.warnings),
    }


def add_alias(connection: Connection, document: int, article: Article) -> None:
    """Note under which name and from where a text came, once."""
    table = schema.aliases
    # no origin is an empty one: NULLs would not count as equal
    values = {"document": document, "doc": article.doc, "origin": article.origin or ""}
    same = [table.c[name] == value for name, value in values.items()]
    if connection.execute(select(table.c.id).where(*same)).one_or_none() is None:
        values |= {"title": article.title, "source": article.source, "url": article.url}
        connection.execute(insert(table).values(**values, published=article.published, added=now()))


def is_known(connection: Connection, article: Article) -> bool:
    """Whether a text was met under an article's name and at its place."""
    documents, aliases = schema.documents.c, schema.aliases.c
    query = select(aliases.id).join_from(schema.aliases, schema.documents)
    same = (documents.digest == article.digest, aliases.doc == article.doc)
    return (
        connection.execute(query.where(*same, aliases.origin == (article.origin or ""))).first() is not None
    )


def current_coding(connection: Connection, document: int) -> AnyRow:
    """The coding by which a document is known now."""
    table = schema.codings
    return connection.execute(select(table).where(table.c.document == document, table.c.current)).one()


def fingerprint(coded: CodedArticle) -> str:
    """Digest of a coded article's public form: equal for equal codings."""
    return hashlib.sha256(coded.to_json().encode()).hexdigest()


def retire_coding(connection: Connection, document: int, article: Article) -> None:
    """Make room for another current coding, and take over what its article says of the document."""
    codings, documents = schema.codings, schema.documents
    connection.execute(
        update(codings).where(codings.c.document == document, codings.c.current).values(current=False)
    )
    connection.execute(update(documents).where(documents.c.id == document).values(_article_values(article)))


def revive_coding(connection: Connection, document: int, coded: CodedArticle) -> bool:
    """Make an earlier coding that equals ``coded`` the current one again.

    Returns:
        False where there is none.
    """
    table = schema.codings
    same = update(table).where(table.c.document == document, table.c.fingerprint == fingerprint(coded))
    return connection.execute(same.values(current=True)).rowcount > 0


def add_coding(connection: Connection, document: int, run: int, coded: CodedArticle) -> None:
    """Store a coding and its records as the document's current one."""
    table = schema.codings
    values = {
        "document": document,
        "run": run,
        "coder": coded.coder,
        "fingerprint": fingerprint(coded),
        "current": True,
        "form": coded.form,
        "doc": coded.doc,
        "title": coded.title,
        "source": coded.source,
        "url": coded.url,
        "published": coded.published,
        "warnings": list(coded.warnings),
        "added": now(),
    }
    known = _known_ids(connection, document)
    coding = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    keys = schema.documents.c
    key = connection.execute(select(keys.key).where(keys.id == document)).scalar_one()
    records = list(records_of(coded))
    places: dict[str, int] = {}
    names = public_ids(key, records, known)
    for record, anchor, public in zip(records, anchors(records), names, strict=True):
        kind = kind_of(record)
        places[kind] = places.get(kind, -1) + 1
        common = {"coding": coding, "kind": kind, "position": places[kind], "anchor": anchor}
        _add_record(connection, record, {**common, "public": public}, coded.published)


def _known_ids(connection: Connection, document: int) -> dict[str, str]:
    records, codings = schema.records, schema.codings
    rows = connection.execute(
        select(records.c.anchor, records.c.public)
        .join_from(records, codings)
        .where(codings.c.document == document)
        .order_by(records.c.id)
    )
    return dict(rows.all())


def _add_record(
    connection: Connection, record: AnyRecord, common: dict[str, Any], published: dt.date | None
) -> None:
    table = schema.records
    common |= {
        "local": record.id,
        "speculative": record.speculative,
        "confidence": record.confidence,
    }
    number = connection.execute(insert(table).values(common).returning(table.c.id)).scalar_one()
    own, row = _own_row(record, published)
    connection.execute(insert(own).values(record=number, **row))
    _add_all(connection, schema.participants, number, _participant_rows(connection, record))
    _add_all(connection, schema.evidence, number, _evidence_rows(record))
    _add_all(connection, schema.attributions, number, _attribution_rows(record))
    if isinstance(record, Agreement):
        _add_all(connection, schema.sides, number, _side_rows(record))


def _add_all(connection: Connection, table: Table, record: int, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [{"record": record, **row} for row in rows])


def _own_row(record: AnyRecord, published: dt.date | None) -> tuple[Table, dict[str, Any]]:
    """The table of the record's kind, and the columns that only this kind has."""
    if isinstance(record, Absence):
        return schema.absences, {
            "actor": record.actor,
            "folded": fold(record.actor),
            "affiliation": record.affiliation,
            "kind": record.kind.value,
            "contacts": list(record.contacts),
        }
    dates = _date_values(record.date, published)
    if isinstance(record, Agreement):
        return schema.agreements, {"kind": record.kind.value, "status": record.status.value, **dates}
    if isinstance(record, Event):
        names = ("mode", "quad", "place", "contact", "agreement")
        codes = {"category": record.category.value, "modality": record.modality.value}
        return schema.events, {name: getattr(record, name) for name in names} | codes | dates
    return schema.contacts, {
        "channel": record.channel.value,
        "status": record.status.value,
        "topics": list(record.topics),
        "place": record.place,
        "sources": list(record.sources),
        "disputed": record.disputed,
        "count": record.count,
        **dates,
    }


def _date_values(date: DateInterval | None, published: dt.date | None) -> dict[str, Any]:
    if date is None:
        return {"first_day": published, "last_day": published}
    return {
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision.value,
        "date_words": date.words,
        "first_day": date.start,
        "last_day": date.end,
    }


def _mention_values(span: Span | None) -> dict[str, int | None]:
    return {"mention_start": span.start if span else None, "mention_end": span.end if span else None}


def _participant_rows(connection: Connection, record: AnyRecord) -> list[dict[str, Any]]:
    return [
        {
            "position": position,
            "actor": _actor(connection, participant),
            "role": participant.role.value,
            "office": participant.office,
            "sector": participant.sector,
            "confidence": participant.confidence,
            **_mention_values(participant.mention),
        }
        for position, participant in enumerate(participants_of(record))
    ]


def _actor(connection: Connection, participant: Participant) -> int:
    """The number of an actor, made where the ledger does not have it."""
    table = schema.actors
    values = {
        "name": participant.actor,
        "affiliation": participant.affiliation,
        "kind": participant.kind.value,
    }
    same = [table.c[name] == value for name, value in values.items()]
    found = connection.execute(select(table.c.id).where(*same)).scalar_one_or_none()
    if found is None:
        row = insert(table).values(**values, folded=fold(participant.actor)).returning(table.c.id)
        found = connection.execute(row).scalar_one()
    return int(found)


def _evidence_rows(record: EvidencedRecord) -> list[dict[str, Any]]:
    pairs = enumerate(zip(record.evidence, record.spans, strict=True))
    return [
        {"position": position, "start": span.start, "end": span.end, "quote": quote}
        for position, (quote, span) in pairs
    ]


def _attribution_rows(record: EvidencedRecord) -> list[dict[str, Any]]:
    return [
        {
            "position": position,
            "source": link.source,
            "affiliation": link.affiliation,
            "cue": link.cue,
            "stance": link.stance.value,
            **_mention_values(link.mention),
        }
        for position, link in enumerate(record.attribution)
    ]


def _side_rows(record: Agreement) -> list[dict[str, Any]]:
    roles = (("party", record.parties), ("broker", record.brokers))
    return [
        {"role": role, "position": position, "affiliation": affiliation}
        for role, affiliations in roles
        for position, affiliation in enumerate(affiliations)
    ]
