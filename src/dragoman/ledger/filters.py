"""What queries can be narrowed by, and the conditions that this makes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TypedDict

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, literal, or_, select

from dragoman.actors.names import fold
from dragoman.errors import LedgerError
from dragoman.ledger import schema
from dragoman.ledger.fulltext import document_matches
from dragoman.records import AgreementKind, AgreementStatus, Category, Channel, Modality, Status
from dragoman.relations.ontology import MODES, QUAD_CLASSES

MAX_NAME = 200
"""Characters of a name that are looked at."""

SOURCE, TARGET = 0, 1
"""Positions of an event's sides among its participants."""

Condition = ColumnElement[bool]


class CommonFilters(TypedDict, total=False):
    """Filters of all queries for records; one that is absent or None does not narrow.

    Attributes:
        since, until: days, both included. A record matches when its date interval overlaps them; one
            without a date matches by the article's date of publication, and one without either never.
        text: words, and "phrases in quotes", that the article's title or text must hold, all of them.
        doc: name or key of the article, an alias's name included. Without it, articles that repeat
            another one are left out, so that a report counts once however many outlets carry it.
    """

    since: dt.date | None
    until: dt.date | None
    text: str | None
    doc: str | None


class ContactFilters(CommonFilters, total=False):
    """Filters of contacts, beside those of :class:`CommonFilters`.

    Attributes:
        between: affiliation codes that all take part (("RUS", "TUR")).
        actor: an affiliation code in capitals, or words of a name; case and diacritics do not matter,
            and part of a word is enough.
        channel, status: one value or several of which any will do.
    """

    between: Iterable[str] | None
    actor: str | None
    channel: str | Iterable[str] | None
    status: str | Iterable[str] | None


class AgreementFilters(CommonFilters, total=False):
    """Filters of agreements, beside those of :class:`CommonFilters`.

    Attributes:
        between: affiliation codes that are all parties.
        actor: an affiliation code, party or broker.
        kind, status: one value or several of which any will do.
    """

    between: Iterable[str] | None
    actor: str | None
    kind: str | Iterable[str] | None
    status: str | Iterable[str] | None


class AbsenceFilters(CommonFilters, total=False):
    """Filters of absences, beside those of :class:`CommonFilters`; the days are those of publication.

    Attributes:
        actor: who was left out, as in :class:`ContactFilters`.
    """

    actor: str | None


class EventFilters(CommonFilters, total=False):
    """Filters of events, beside those of :class:`CommonFilters`.

    Attributes:
        between: affiliation codes that are the two sides, whichever does it to the other.
        actor: who is one of the sides, as in :class:`ContactFilters`.
        source, target: who does it, and to whom, likewise.
        category, mode, modality: one value or several of which any will do.
        quad: quad class, 1 to 4, or several.
    """

    between: Iterable[str] | None
    actor: str | None
    source: str | None
    target: str | None
    category: str | Iterable[str] | None
    mode: str | Iterable[str] | None
    modality: str | Iterable[str] | None
    quad: int | Iterable[int] | None


def contact_conditions(connection: Connection, filters: ContactFilters) -> list[Condition]:
    """Conditions on ``records``, ``contacts`` and ``documents``.

    Raises:
        LedgerError: a channel or status that does not exist.
    """
    actors = schema.actors
    table = schema.contacts.c
    conditions = _common(filters, table.first_day, table.last_day)
    conditions += [_takes_part(actors.c.affiliation == code) for code in _codes(filters.get("between"))]
    if actor := filters.get("actor"):
        conditions.append(_takes_part(_is_actor(connection, actors, actor)))
    conditions += _one_of(table.channel, Channel, "channel", filters.get("channel"))
    return conditions + _one_of(table.status, Status, "status", filters.get("status"))


def agreement_conditions(filters: AgreementFilters) -> list[Condition]:
    """Conditions on ``records``, ``agreements`` and ``documents``.

    Raises:
        LedgerError: a kind or status that does not exist.
    """
    table, sides = schema.agreements.c, schema.sides.c
    of_record = sides.record == schema.records.c.id
    conditions = _common(filters, table.first_day, table.last_day)
    for code in _codes(filters.get("between")):
        conditions.append(exists().where(of_record, sides.role == "party", sides.affiliation == code))
    for code in _codes([filters.get("actor") or ""]):
        conditions.append(exists().where(of_record, sides.affiliation == code))
    conditions += _one_of(table.kind, AgreementKind, "kind", filters.get("kind"))
    return conditions + _one_of(table.status, AgreementStatus, "status", filters.get("status"))


def event_conditions(connection: Connection, filters: EventFilters) -> list[Condition]:
    """Conditions on ``records``, ``events`` and ``documents``.

    Raises:
        LedgerError: a category, mode, modality or quad class that does not exist.
    """
    actors, table = schema.actors, schema.events.c
    conditions = _common(filters, table.first_day, table.last_day)
    conditions += [_takes_part(actors.c.affiliation == code) for code in _codes(filters.get("between"))]
    for name, position in (("actor", None), ("source", SOURCE), ("target", TARGET)):
        if who := filters.get(name):
            conditions.append(_takes_part(_is_actor(connection, actors, str(who)), position))
    conditions += _one_of(table.category, list(Category), "category", filters.get("category"))
    known_modes = sorted({mode for modes in MODES.values() for mode in modes})
    conditions += _one_of(table.mode, known_modes, "mode", filters.get("mode"))
    conditions += _one_of(table.modality, list(Modality), "modality", filters.get("modality"))
    quad = filters.get("quad")
    classes = [quad] if isinstance(quad, int) else list(quad or ())
    if wrong := [value for value in classes if value not in QUAD_CLASSES]:
        raise LedgerError(f"'{wrong[0]}' is no quad class; one of: {', '.join(map(str, QUAD_CLASSES))}")
    return conditions + ([table.quad.in_(classes)] if classes else [])


def absence_conditions(connection: Connection, filters: AbsenceFilters) -> list[Condition]:
    """Conditions on ``records``, ``absences`` and ``documents``."""
    published = schema.codings.c.published
    conditions = _common(filters, published, published)
    if actor := filters.get("actor"):
        conditions.append(_is_actor(connection, schema.absences, actor))
    return conditions


def is_document(name: str) -> Condition:
    """The condition that a document has this name, key, digest, or an alias of this name."""
    documents, aliases = schema.documents.c, schema.aliases.c
    safe = _sendable(name)
    alias = exists().where(aliases.document == documents.id, aliases.doc == safe)
    return or_(documents.doc == safe, documents.key == safe, documents.digest == safe, alias)


def is_original() -> Condition:
    """The condition that a document repeats no other."""
    return ~exists().where(schema.copies.c.document == schema.documents.c.id)


def _common(
    filters: CommonFilters, first: ColumnElement[dt.date], last: ColumnElement[dt.date]
) -> list[Condition]:
    conditions: list[Condition] = []
    if (since := filters.get("since")) is not None:
        conditions.append(last >= since)
    if (until := filters.get("until")) is not None:
        conditions.append(first <= until)
    if (text := filters.get("text")) is not None:
        conditions.append(document_matches(text))
    doc = filters.get("doc")
    conditions.append(is_original() if doc is None else is_document(doc))
    return conditions


def _takes_part(condition: Condition, position: int | None = None) -> Condition:
    """That somebody takes part; of an event's sides at one position alone, if it is given."""
    participants, actors = schema.participants, schema.actors
    joined = select(participants.c.record).join_from(participants, actors)
    if position is not None:
        joined = joined.where(participants.c.position == position)
    return joined.where(participants.c.record == schema.records.c.id, condition).exists()


def _is_actor(connection: Connection, table: Table, query: str) -> Condition:
    """The condition that a row of a table with ``folded`` and ``affiliation`` is who ``query`` means.

    Capitals that are an affiliation of the table mean it, for "UN" is in too many names.
    """
    safe = _sendable(query.strip())[:MAX_NAME]
    code = table.c.affiliation == safe
    if safe.isupper() and connection.execute(select(code).where(code).limit(1)).first():
        return code
    words = [word for word in re.split(r"[\s-]+", fold(safe)) if word]
    if not words:
        return literal(False)
    return and_(*(table.c.folded.contains(word, autoescape=True) for word in words))


def _codes(affiliations: Iterable[str] | None) -> list[str]:
    return [_sendable(code.strip()).upper() for code in affiliations or () if code.strip()]


def _one_of(
    column: ColumnElement[str], values: Iterable[str], name: str, chosen: str | Iterable[str] | None
) -> list[Condition]:
    wanted = [chosen] if isinstance(chosen, str) else list(chosen or ())
    known = [str(value) for value in values]
    for value in wanted:
        if value not in known:
            raise LedgerError(f"'{value}' is no {name}; one of: {', '.join(known)}")
    return [column.in_([str(value) for value in wanted])] if wanted else []


def _sendable(query: str) -> str:
    """A query without what no database takes and no stored text holds."""
    return query.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
