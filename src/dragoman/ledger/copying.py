"""Keeping which document repeats which. A root repeats no other; every copy points to a root."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from dragoman.article import Article
from dragoman.ledger import schema
from dragoman.ledger.assembly import article_of
from dragoman.ledger.results import Copy
from dragoman.reading.copies import Body, CopyKind, Relation, bands_of, body_of, compare

CANDIDATES = 50
"""Stored documents with which a new one is compared word by word, those with most bands in common."""


def note_copies(connection: Connection, document: int, article: Article) -> None:
    """Find what a new document repeats, or what repeats it, and note it.

    Args:
        connection: the transaction in which the document was stored.
        document: its number.
        article: the article as read.
    """
    body = body_of(article)
    bands = bands_of(body)
    best: tuple[Relation, int] | None = None
    for number, other in _candidates(connection, document, article, bands):
        relation = compare(body, other)
        if relation is not None and (best is None or relation.share > best[0].share):
            best = (relation, number)
    if bands:
        values = [{"band": band, "value": value, "document": document} for band, value in enumerate(bands)]
        connection.execute(insert(schema.bands), values)
    if best is None:
        return
    relation, number = best
    root = root_of(connection, number)
    if root != number:
        # a copy itself: what counts is what the new document is to the original
        row = connection.execute(select(schema.documents).where(schema.documents.c.id == root)).one()
        relation = compare(body, body_of(article_of(row))) or replace(relation, newer_is_copy=True)
    copy, original = (document, root) if relation.newer_is_copy else (root, document)
    _link(connection, copy, original, relation)


def supersede(connection: Connection, old: int, new: int) -> None:
    """Note that a later reading of a page took another text for its article.

    Args:
        connection: an open transaction.
        old: the document that was read first.
        new: the document that is read now; it takes the place of the old one.
    """
    root = root_of(connection, old)
    table = schema.copies
    if old == new:
        return
    if root == new:
        connection.execute(update(table).where(table.c.document == old).values(kind=CopyKind.REREAD.value))
        return
    connection.execute(delete(table).where(table.c.document == new, table.c.original == old))
    if root != old and root_of(connection, new) == new:
        former = connection.execute(select(table).where(table.c.document == old)).one()
        _link(connection, new, root, Relation(CopyKind(former.kind), True, former.share, former.reason))
    relation = Relation(CopyKind.REREAD, False, 1.0, "the same page, read by a later version")
    _link(connection, old, root_of(connection, new), relation)


def _link(connection: Connection, copy: int, original: int, relation: Relation) -> None:
    """Note that a document repeats a root; those that repeat it repeat the root from now on."""
    table = schema.copies
    connection.execute(update(table).where(table.c.original == copy).values(original=original))
    connection.execute(delete(table).where(table.c.document == copy))
    connection.execute(
        insert(table).values(
            document=copy,
            original=original,
            kind=relation.kind.value,
            share=round(relation.share, 4),
            reason=relation.reason,
        )
    )


def root_of(connection: Connection, document: int) -> int:
    """The document that a document repeats, itself where it repeats none."""
    table = schema.copies.c
    found = connection.execute(select(table.original).where(table.document == document)).scalar_one_or_none()
    return document if found is None else int(found)


def copies_of(connection: Connection, document: int) -> tuple[Copy, ...]:
    """The documents that repeat a document, in the order in which they were stored."""
    table = schema.copies.c
    return _related(connection, table.document, table.original == document)


def original_of(connection: Connection, document: int) -> Copy | None:
    """The document that a document repeats, None where it repeats none."""
    table = schema.copies.c
    return next(iter(_related(connection, table.original, table.document == document)), None)


def _related(
    connection: Connection, other: ColumnElement[int], condition: ColumnElement[bool]
) -> tuple[Copy, ...]:
    table, documents = schema.copies, schema.documents
    query = (
        select(documents.c.key, documents.c.doc, documents.c.source, documents.c.url, documents.c.published)
        .add_columns(table.c.kind, table.c.share, table.c.reason)
        .join_from(table, documents, documents.c.id == other)
        .where(condition)
        .order_by(documents.c.id)
    )
    return tuple(
        Copy(row.key, row.doc, row.source, row.url, row.published, CopyKind(row.kind), row.share, row.reason)
        for row in connection.execute(query)
    )


def _candidates(
    connection: Connection, document: int, article: Article, shingled: list[int]
) -> list[tuple[int, Body]]:
    bands, documents = schema.bands, schema.documents
    met: dict[int, int] = {}
    for band, value in enumerate(shingled):
        same = select(bands.c.document).where(bands.c.band == band, bands.c.value == value)
        for number in connection.execute(same.limit(10 * CANDIDATES)).scalars():
            met[number] = met.get(number, 0) + 1
    numbers = sorted(met, key=lambda number: (-met[number], number))[:CANDIDATES]
    if article.url:
        # versions of one page may have little in common
        same_page = (
            select(documents.c.id).where(documents.c.url == article.url).order_by(documents.c.id.desc())
        )
        numbers += [n for n in connection.execute(same_page.limit(CANDIDATES)).scalars() if n not in met]
    rows = connection.execute(
        select(documents).where(documents.c.id.in_(numbers), documents.c.id != document)
    )
    found = {row.id: body_of(article_of(row)) for row in rows}
    return [(number, found[number]) for number in numbers if number in found]
