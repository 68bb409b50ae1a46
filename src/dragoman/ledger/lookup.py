"""Finding one document or one record by what a user calls it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dragoman.errors import LedgerError
from dragoman.ledger import schema
from dragoman.ledger.assembly import article_of, clues_of, load_records
from dragoman.ledger.copying import copies_of, original_of
from dragoman.ledger.filters import is_document
from dragoman.ledger.identity import KEY_LENGTH
from dragoman.ledger.passages import passage
from dragoman.ledger.results import ArticleRef, Card, Sighting
from dragoman.ledger.schema import AnyRow


def document_named(connection: Connection, name: str) -> AnyRow:
    """The row of ``documents`` with a name, key or digest, or whose digest begins with ``name``.

    Raises:
        LedgerError: there is none, or more than one.
    """
    documents = schema.documents
    found = connection.execute(select(documents).where(is_document(name)).limit(2)).all()
    if not found and name.isalnum() and name.isascii():
        begins = documents.c.digest.startswith(name.lower())
        found = connection.execute(select(documents).where(begins).limit(2)).all()
    if len(found) > 1:
        raise LedgerError(
            f"'{name}' is the name of several articles; name one by its key: "
            + ", ".join(row.key for row in found)
            + " …"
        )
    if not found:
        raise LedgerError(f"there is no article '{name}'")
    return found[0]


def card_of(connection: Connection, name: str) -> Card:
    """The card of a record, by its public id or by a name of its article, a slash and its number.

    Raises:
        LedgerError: there is no such record, or more than one.
    """
    row = _record(connection, name)
    if row is None:
        article, slash, number = name.rpartition("/")
        if not slash:
            raise LedgerError(f"'{name}' is no id of a record; it looks like {'0' * KEY_LENGTH}/c1")
        row = _record(connection, f"{document_named(connection, article).key}/{number}")
    if row is None:
        raise LedgerError(f"there is no record '{name}'")
    return _card(connection, row)


def _record(connection: Connection, public: str) -> AnyRow | None:
    """The record of a public id in the current coding, else in the latest that had it."""
    records, codings = schema.records, schema.codings
    safe = public.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    query = (
        select(records.c.id, records.c.coding, records.c.public)
        .join_from(records, codings)
        .where(records.c.public == safe)
        .order_by(codings.c.current.desc(), codings.c.id.desc())
    )
    return connection.execute(query.limit(1)).one_or_none()


def _card(connection: Connection, row: AnyRow) -> Card:
    coding = connection.execute(select(schema.codings).where(schema.codings.c.id == row.coding)).one()
    documents = schema.documents
    document = connection.execute(select(documents).where(documents.c.id == coding.document)).one()
    aliases = schema.aliases
    met = select(aliases).where(aliases.c.document == document.id).order_by(aliases.c.id)
    record = load_records(connection, [row.id])[row.id]
    article = article_of(document)
    pairs = zip(record.spans, record.evidence, strict=True)
    return Card(
        id=row.public,
        record=record,
        article=ArticleRef(
            document.key,
            coding.doc,
            coding.title,
            coding.source,
            coding.url,
            coding.published,
            coding.coder,
        ),
        passages=tuple(passage(article, span, quote) for span, quote in pairs),
        digest=document.digest,
        added=document.added,
        coded=coding.added,
        current=coding.current,
        clues=clues_of(document.clues),
        warnings=tuple(coding.warnings),
        sightings=tuple(
            Sighting(
                alias.doc,
                alias.origin or None,
                alias.title,
                alias.source,
                alias.url,
                alias.published,
                alias.added,
            )
            for alias in connection.execute(met)
        ),
        copies=copies_of(connection, document.id),
        original=original_of(connection, document.id),
    )
