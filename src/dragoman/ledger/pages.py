"""Pages as they came, and the visits that brought them."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import asdict

from sqlalchemy import Connection, exists, insert, select, update

from dragoman.article import DateClue, RawPage
from dragoman.errors import LedgerError
from dragoman.ledger import schema
from dragoman.ledger.schema import AnyRow
from dragoman.reading.copies import CopyKind
from dragoman.reading.text import MAX_BYTES
from dragoman.reading.web.visits import Visit


def store_page(connection: Connection, page: RawPage) -> int:
    """The number of a page in the ledger, stored where it is new."""
    table = schema.pages
    found = connection.execute(select(table.c.id).where(table.c.digest == page.digest)).scalar_one_or_none()
    if found is not None:
        return int(found)
    values = {
        "digest": page.digest,
        "form": page.form,
        "doc": page.doc,
        "origin": page.origin,
        "url": page.url,
        "charset": page.charset,
        "given": page.given,
        "crawled": page.crawled,
        "clues": [[clue.day.isoformat(), clue.origin, clue.weight] for clue in page.clues],
        "source": page.source,
        "size": len(page.data),
        "packed": zlib.compress(page.data, 6),
        "added": dt.datetime.now(dt.UTC).replace(tzinfo=None),
    }
    return int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def connect_page(connection: Connection, document: int, page: RawPage) -> None:
    """Note that a document was read from a page, once."""
    values = {"document": document, "page": store_page(connection, page)}
    table = schema.origins
    same = [table.c[name] == value for name, value in values.items()]
    if connection.execute(select(table.c.page).where(*same)).one_or_none() is None:
        connection.execute(insert(table).values(values))


def page_of(row: AnyRow) -> RawPage:
    """A page from its row.

    Raises:
        LedgerError: its bytes are damaged.
    """
    try:
        data = zlib.decompressobj().decompress(row.packed, MAX_BYTES * 6)
    except zlib.error as error:
        raise LedgerError(f"the stored page {row.origin} is damaged") from error
    if len(data) != row.size:
        raise LedgerError(f"the stored page {row.origin} is damaged")
    clues = tuple(DateClue(dt.date.fromisoformat(day), origin, weight) for day, origin, weight in row.clues)
    return RawPage(
        data, row.form, row.doc, row.origin, row.url, row.charset, row.given, row.crawled, clues, row.source
    )


def numbers(connection: Connection) -> list[int]:
    """The numbers of all pages, in the order in which they were stored."""
    return list(connection.execute(select(schema.pages.c.id).order_by(schema.pages.c.id)).scalars())


def page(connection: Connection, number: int) -> RawPage:
    """The page of a number.

    Raises:
        LedgerError: its bytes are damaged.
    """
    return page_of(connection.execute(select(schema.pages).where(schema.pages.c.id == number)).one())


def digests_of(connection: Connection, page: int) -> list[str]:
    """Digests of the texts that were read from a page, without those that a later reading replaced."""
    documents, origins, copies = schema.documents, schema.origins, schema.copies
    replaced = exists().where(copies.c.document == documents.c.id, copies.c.kind == CopyKind.REREAD.value)
    query = select(documents.c.digest).join_from(origins, documents).where(origins.c.page == page, ~replaced)
    return list(connection.execute(query.order_by(documents.c.id)).scalars())


def digests_without_page(connection: Connection) -> list[str]:
    """Digests of the texts that were read from no page."""
    documents = schema.documents.c
    paged = exists().where(schema.origins.c.document == documents.id)
    return list(connection.execute(select(documents.digest).where(~paged).order_by(documents.id)).scalars())


def find_visit(connection: Connection, url: str) -> Visit | None:
    """What is remembered of an address."""
    table = schema.visits
    row = connection.execute(select(table).where(table.c.url == url)).one_or_none()
    if row is None:
        return None
    return Visit(
        row.url,
        row.checked,
        row.status,
        row.etag,
        row.modified,
        row.failures,
        row.next_try,
        row.note,
        row.final,
    )


def store_visit(connection: Connection, visit: Visit, page: RawPage | None) -> None:
    """Remember a visit in place of the one before; the page of that one stays where this brought none."""
    table = schema.visits
    values = asdict(visit)
    if page is not None:
        values["page"] = store_page(connection, page)
    if find_visit(connection, visit.url) is None:
        connection.execute(insert(table).values(values))
    else:
        connection.execute(update(table).where(table.c.url == visit.url).values(values))
