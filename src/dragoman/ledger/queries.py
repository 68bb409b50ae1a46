"""Questions to a ledger. Everything answers from the current codings, in one reading transaction."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from typing import Any, Unpack, get_args

from sqlalchemy import ColumnElement, Connection, Table, func, select

from dragoman.article import Article
from dragoman.errors import LedgerError
from dragoman.ledger import fulltext, schema
from dragoman.ledger.assembly import article_of, load_records
from dragoman.ledger.checks import MAX_COUNT, AnyRecord
from dragoman.ledger.filters import (
    AbsenceFilters,
    AgreementFilters,
    ContactFilters,
    EventFilters,
    absence_conditions,
    agreement_conditions,
    contact_conditions,
    event_conditions,
    is_original,
)
from dragoman.ledger.lookup import card_of, document_named
from dragoman.ledger.periods import By, first_day, period
from dragoman.ledger.results import (
    ArticleRef,
    Card,
    Counts,
    Hit,
    StoredAbsence,
    StoredAgreement,
    StoredContact,
    StoredEvent,
    TimelinePeriod,
)
from dragoman.ledger.schema import AnyRow, AnySelect
from dragoman.records import Absence, Agreement, CodedArticle, Contact, Event

PAGE = 200
"""Records, or codings, that are read into memory together."""

ARTICLE = (
    schema.documents.c.key,
    schema.codings.c.doc,
    schema.codings.c.title,
    schema.codings.c.source,
    schema.codings.c.url,
    schema.codings.c.published,
    schema.codings.c.coder,
)
"""The columns of an :class:`ArticleRef`, in its order."""


class Queries(ABC):
    """The reading side of a ledger."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection for reading, in a transaction of its own."""

    def contacts(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[ContactFilters]
    ) -> list[StoredContact]:
        """Reports of contacts in the order of their days, undated ones last.

        Args:
            limit, offset: which of them; all by default.
            filters: see :class:`~dragoman.ledger.filters.ContactFilters`.

        Raises:
            LedgerError: a channel or status that does not exist, or the ledger cannot be read.
        """
        return list(self.iter_contacts(limit=limit, offset=offset, **filters))

    def iter_contacts(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[ContactFilters]
    ) -> Iterator[StoredContact]:
        """As :meth:`contacts`, one after the other, for more than memory holds."""
        with self._reading() as connection:
            chosen = contact_conditions(connection, filters)
            query = _reports(schema.contacts, schema.contacts.c.first_day, chosen, limit, offset)
            for row, record in _records(connection, query):
                assert isinstance(record, Contact)
                yield StoredContact(row.public, _article_ref(row), record)

    def agreements(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[AgreementFilters]
    ) -> list[StoredAgreement]:
        """Reports of agreements in the order of their days, undated ones last.

        Args:
            limit, offset: which of them; all by default.
            filters: see :class:`~dragoman.ledger.filters.AgreementFilters`.

        Raises:
            LedgerError: a kind or status that does not exist, or the ledger cannot be read.
        """
        return list(self.iter_agreements(limit=limit, offset=offset, **filters))

    def iter_agreements(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[AgreementFilters]
    ) -> Iterator[StoredAgreement]:
        """As :meth:`agreements`, one after the other, for more than memory holds."""
        with self._reading() as connection:
            chosen = agreement_conditions(filters)
            query = _reports(schema.agreements, schema.agreements.c.first_day, chosen, limit, offset)
            for row, record in _records(connection, query):
                assert isinstance(record, Agreement)
                yield StoredAgreement(row.public, _article_ref(row), record)

    def absences(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[AbsenceFilters]
    ) -> list[StoredAbsence]:
        """Reports that an actor was left out, in the order of publication.

        Args:
            limit, offset: which of them; all by default.
            filters: see :class:`~dragoman.ledger.filters.AbsenceFilters`.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._reading() as connection:
            chosen = absence_conditions(connection, filters)
            query = _reports(schema.absences, schema.codings.c.published, chosen, limit, offset)
            found = []
            for row, record in _records(connection, query):
                assert isinstance(record, Absence)
                found.append(StoredAbsence(row.public, _article_ref(row), record))
            return found

    def events(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> list[StoredEvent]:
        """Reports of events in the order of their days, undated ones last.

        Args:
            limit, offset: which of them; all by default.
            filters: see :class:`~dragoman.ledger.filters.EventFilters`.

        Raises:
            LedgerError: a category, mode, modality or quad class that does not exist, or the ledger
                cannot be read.
        """
        return list(self.iter_events(limit=limit, offset=offset, **filters))

    def iter_events(
        self, *, limit: int | None = None, offset: int = 0, **filters: Unpack[EventFilters]
    ) -> Iterator[StoredEvent]:
        """As :meth:`events`, one after the other, for more than memory holds."""
        with self._reading() as connection:
            chosen = event_conditions(connection, filters)
            query = _reports(schema.events, schema.events.c.first_day, chosen, limit, offset)
            for row, record in _records(connection, query):
                assert isinstance(record, Event)
                yield StoredEvent(row.public, _article_ref(row), record)

    def timeline(self, by: By = "month", **filters: Unpack[ContactFilters]) -> list[TimelinePeriod]:
        """Reports of contacts counted by day, week (from Monday), month or year.

        A report counts once, where its date interval begins; one without a date on the article's
        day of publication; those without either come last, in a period without days. Periods
        without reports are left out.

        Args:
            by: length of the periods.
            filters: see :class:`~dragoman.ledger.filters.ContactFilters`.

        Raises:
            LedgerError: a period, channel or status that does not exist, or the ledger cannot be read.
        """
        if by not in get_args(By):
            raise LedgerError(f"'{by}' is no period; one of: {', '.join(get_args(By))}")
        table = schema.contacts.c
        cells = (table.first_day, table.channel, table.status)
        with self._reading() as connection:
            chosen = contact_conditions(connection, filters)
            query = _current(schema.contacts, *cells, func.count()).where(*chosen).group_by(*cells)
            rows = connection.execute(query.order_by(table.first_day.is_(None), table.first_day)).all()
        periods = groupby(rows, lambda row: first_day(by, row[0]))
        return [period(by, start, list(group)) for start, group in periods]

    def show(self, name: str) -> Card:
        """Everything about one record: its fields, its evidence in the text, where the text is from.

        Args:
            name: its public id (``3fa9c01b/c1``), or the article's name or the beginning of its key
                before the slash.

        Raises:
            LedgerError: there is no such record, or more than one.
        """
        with self._reading() as connection:
            return card_of(connection, name)

    def search(self, text: str, *, limit: int = 20, offset: int = 0) -> list[Hit]:
        """Articles that hold all words and "phrases in quotes" of ``text``, the best match first.

        Word endings, case and diacritics do not matter. Nothing that is typed is an error; a text
        without a word in it finds nothing.
        """
        expression = fulltext.match_expression(text)
        if expression is None:
            return []
        number = schema.documents.c.id == fulltext.INDEX.c.rowid
        records = schema.records.c
        contacts = select(func.count()).where(
            records.coding == schema.codings.c.id, records.kind == "contact"
        )
        query = (
            select(*ARTICLE, fulltext.rank(), fulltext.snippet(), contacts.scalar_subquery())
            .join_from(fulltext.INDEX, schema.documents, number)
            .join(schema.codings, schema.codings.c.document == schema.documents.c.id)
            .where(schema.codings.c.current, fulltext.matches(expression))
            .order_by(fulltext.rank(), schema.documents.c.key)
            .limit(_storable(limit))
            .offset(_storable(offset))
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [Hit(_article_ref(row), -row[-3], fulltext.snippet_pieces(row[-2]), row[-1]) for row in rows]

    def article(self, name: str) -> Article:
        """The article of a name, key or digest, as its current coding read it.

        Raises:
            LedgerError: there is no such article, or more than one.
        """
        with self._reading() as connection:
            return article_of(document_named(connection, name))

    def coded(self, name: str) -> CodedArticle:
        """The current coding of an article, by the article's name, key or digest.

        Raises:
            LedgerError: there is no such article, or more than one.
        """
        with self._reading() as connection:
            number = document_named(connection, name).id
            query = select(schema.codings).where(
                schema.codings.c.document == number, schema.codings.c.current
            )
            return _coded(connection, connection.execute(query).all())[0]

    def coded_articles(self) -> Iterator[CodedArticle]:
        """Every current coding of an article that repeats no other, ordered by the article's name."""
        codings = schema.codings
        query = (
            select(codings)
            .join_from(codings, schema.documents)
            .where(codings.c.current, is_original())
            .order_by(codings.c.doc, schema.documents.c.key)
        )
        with self._reading() as connection:
            for rows in connection.execute(query.execution_options(yield_per=PAGE)).partitions():
                yield from _coded(connection, rows)

    def counts(self) -> Counts:
        """How much of what the ledger holds."""
        records, contacts, participants = schema.records.c, schema.contacts, schema.participants
        actors = select(schema.actors.c.name, schema.actors.c.affiliation).distinct()
        taking_part = _current(participants).join(schema.actors).with_only_columns(*actors.selected_columns)
        kinds = select(records.kind, func.count()).join_from(schema.records, schema.codings)
        kinds = kinds.join(schema.documents).where(schema.codings.c.current, is_original())
        taking_part = taking_part.where(is_original())
        with self._reading() as connection:
            counted = connection.execute(kinds.group_by(records.kind))
            by_kind: dict[str, int] = dict(counted.all())
            days = func.min(contacts.c.first_day), func.max(contacts.c.last_day)
            first, last = connection.execute(_current(contacts, *days).where(is_original())).one()
            documents = _count(connection, schema.documents)
            return Counts(
                documents=documents,
                copies=_count(connection, schema.aliases) - documents,
                contacts=by_kind.get("contact", 0),
                agreements=by_kind.get("agreement", 0),
                absences=by_kind.get("absence", 0),
                events=by_kind.get("event", 0),
                actors=_count(connection, taking_part.distinct().subquery()),
                first_day=first,
                last_day=last,
                repeats=_count(connection, schema.copies),
            )


def _count(connection: Connection, what: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(what)).scalar_one())


def _current(table: Table, *columns: ColumnElement[Any]) -> AnySelect:
    """Rows of a table that hangs on records, of current codings, with their documents."""
    return (
        select(*columns)
        .select_from(table)
        .join(schema.records, schema.records.c.id == table.c.record)
        .join(schema.codings, schema.codings.c.id == schema.records.c.coding)
        .join(schema.documents, schema.documents.c.id == schema.codings.c.document)
        .where(schema.codings.c.current)
    )


def _reports(
    table: Table,
    day: ColumnElement[dt.date],
    conditions: Iterable[ColumnElement[bool]],
    limit: int | None,
    offset: int,
) -> AnySelect:
    """Number and public id of records with their articles, in the order of ``day``."""
    documents, records = schema.documents.c, schema.records.c
    order = (day.is_(None), day, schema.codings.c.doc, documents.key, records.position)
    query = _current(table, *ARTICLE, records.id, records.public).where(*conditions).order_by(*order)
    return query.limit(_storable(limit)).offset(_storable(offset))


def _storable(number: int | None) -> int | None:
    """A limit that every database takes; no ledger has as many records."""
    return None if number is None else max(0, min(number, MAX_COUNT))


def _records(connection: Connection, query: AnySelect) -> Iterator[tuple[AnyRow, AnyRecord]]:
    """Rows of :func:`_reports` with their records, read by the page."""
    for rows in connection.execute(query.execution_options(yield_per=PAGE)).partitions():
        records = load_records(connection, [row.id for row in rows])
        for row in rows:
            yield row, records[row.id]


def _article_ref(row: AnyRow) -> ArticleRef:
    return ArticleRef(*row[: len(ARTICLE)])


def _coded(connection: Connection, codings: Sequence[AnyRow]) -> list[CodedArticle]:
    """Coded articles of rows of ``codings``, in their order."""
    records = schema.records.c
    mine = records.coding.in_([coding.id for coding in codings])
    query = select(records.id, records.coding, records.kind).where(mine).order_by(records.position)
    places = connection.execute(query).all()
    loaded: dict[int, AnyRecord] = {}
    for start in range(0, len(places), PAGE):
        loaded |= load_records(connection, [place.id for place in places[start : start + PAGE]])

    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for place in places:
        found[place.coding, place.kind].append(loaded[place.id])
    return [
        CodedArticle(
            form=coding.form,
            coder=coding.coder,
            doc=coding.doc,
            published=coding.published,
            title=coding.title,
            source=coding.source,
            url=coding.url,
            contacts=tuple(found[coding.id, "contact"]),
            agreements=tuple(found[coding.id, "agreement"]),
            events=tuple(found[coding.id, "event"]),
            absences=tuple(found[coding.id, "absence"]),
            warnings=tuple(coding.warnings),
        )
        for coding in codings
    ]
