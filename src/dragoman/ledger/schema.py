"""The tables of a ledger, as the newest migration leaves them.

    runs -- codings -- records -+- contacts      (one row per kind of record, same key)
              |                 +- agreements -- sides
          documents             +- absences
           |  |  |              +- events
           |  | aliases         +- participants -- actors
           | copies, bands      +- evidence
        origins -- pages        +- attributions
                     |
                   visits

A document is a text; a coding is what one version of the coder found in it; a record is what all
kinds of finding share. The migrations create these tables; ``tests/test_migrations.py`` holds both
to the same shape.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

AnyRow = Row[*tuple[Any, ...]]
"""A row of whatever columns."""

AnySelect = Select[*tuple[Any, ...]]
"""A query for whatever columns."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _record_key() -> Column[int]:
    """The column that ties a row to its record and goes when the record goes."""
    return Column(
        "record",
        Integer,
        ForeignKey("records.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        autoincrement=False,
    )


def _date_columns() -> list[Column[object]]:
    """A date interval as the record states it, and the days by which the record is found.

    ``first_day`` and ``last_day`` are the interval, or the day of publication where the record has
    none; empty where both are unknown.
    """
    return [
        Column("date_start", Date),
        Column("date_end", Date),
        Column("date_precision", String(8)),
        Column("date_words", Text),
        Column("first_day", Date, index=True),
        Column("last_day", Date, index=True),
    ]


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("coder", Text, nullable=False),
    Column("started", DateTime, nullable=False),
    comment="one stretch of adding by one version of the coder",
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("doc", Text, nullable=False, index=True),
    Column("origin", Text),
    Column("title", Text),
    Column("source", Text),
    Column("url", Text),
    Column("published", Date, index=True),
    Column("text", Text, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("clues", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("added", DateTime, nullable=False),
    comment="a text by its content, with the article that its current coding read",
)

aliases = Table(
    "aliases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("doc", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("title", Text),
    Column("source", Text),
    Column("url", Text),
    Column("published", Date),
    Column("added", DateTime, nullable=False),
    UniqueConstraint("document", "doc", "origin"),
    comment="every name and place under which a text was met, the first one included",
)


def _document_key(*, index: bool | None = None) -> Column[int]:
    """A column of the key that names a document, and goes when the document goes."""
    key = ForeignKey("documents.id", ondelete="CASCADE")
    return Column(
        "document", Integer, key, primary_key=True, nullable=False, autoincrement=False, index=index
    )


pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("form", String(12), nullable=False),
    Column("doc", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("url", Text, index=True),
    Column("charset", Text),
    Column("given", Date),
    Column("crawled", Date),
    Column("clues", JSON, nullable=False),
    Column("source", Text),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("added", DateTime, nullable=False),
    comment="pages as they came, compressed by zlib, to be read again by a later version",
)

origins = Table(
    "origins",
    metadata,
    _document_key(),
    Column(
        "page",
        Integer,
        ForeignKey("pages.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        autoincrement=False,
    ),
    comment="which documents were read from which pages",
)

visits = Table(
    "visits",
    metadata,
    Column("url", Text, primary_key=True, nullable=False),
    Column("checked", DateTime, nullable=False),
    Column("status", Integer, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("failures", Integer, nullable=False),
    Column("next_try", DateTime),
    Column("note", Text),
    Column("final", Text),
    Column("page", Integer, ForeignKey("pages.id", ondelete="SET NULL")),
    comment="what is remembered of the addresses that were asked for",
)

copies = Table(
    "copies",
    metadata,
    _document_key(),
    Column("original", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("share", Float, nullable=False),
    Column("reason", Text, nullable=False),
    comment="documents that repeat another one; their records are not counted again",
)

bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("value", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    _document_key(index=True),
    comment="pieces of MinHash signatures, by which likely copies are found",
)

codings = Table(
    "codings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("form", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Column("title", Text),
    Column("source", Text),
    Column("url", Text),
    Column("published", Date),
    Column("warnings", JSON, nullable=False),
    Column("added", DateTime, nullable=False),
    UniqueConstraint("document", "fingerprint"),
    comment="what one version of the coder made of a document",
)
Index(
    "uq_codings_current",
    codings.c.document,
    unique=True,
    sqlite_where=text("current"),
    postgresql_where=text("current"),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey("codings.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("position", Integer, nullable=False),
    Column("local", Text, nullable=False),
    Column("public", Text, nullable=False, index=True),
    Column("anchor", Text, nullable=False),
    Column("speculative", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("coding", "public"),
    UniqueConstraint("coding", "kind", "position"),
    comment="what contacts, agreements, absences and events have in common",
)

contacts = Table(
    "contacts",
    metadata,
    _record_key(),
    Column("channel", String(16), nullable=False, index=True),
    Column("status", String(16), nullable=False, index=True),
    *_date_columns(),
    Column("topics", JSON, nullable=False),
    Column("place", Text),
    Column("sources", JSON, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("count", Integer),
)

agreements = Table(
    "agreements",
    metadata,
    _record_key(),
    Column("kind", String(16), nullable=False, index=True),
    Column("status", String(16), nullable=False, index=True),
    *_date_columns(),
)

sides = Table(
    "sides",
    metadata,
    _record_key(),
    Column("role", String(8), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("affiliation", String(40), nullable=False, index=True),
    comment="parties and brokers of agreements",
)

absences = Table(
    "absences",
    metadata,
    _record_key(),
    Column("actor", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("affiliation", String(40), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("contacts", JSON, nullable=False),
)

events = Table(
    "events",
    metadata,
    _record_key(),
    Column("category", Text, nullable=False, index=True),
    Column("mode", Text, index=True),
    Column("quad", Integer),
    *_date_columns(),
    Column("contact", Text),
    Column("agreement", Text),
    Column("modality", String(8), nullable=False, server_default="happened", index=True),
    Column("place", Text),
    comment="source and target are participants 0 and 1 of the record",
)

actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("affiliation", String(40), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    UniqueConstraint("name", "affiliation", "kind"),
    comment="who takes part; the office is that of the day and belongs to the participation",
)

participants = Table(
    "participants",
    metadata,
    _record_key(),
    Column("position", Integer, primary_key=True),
    Column("actor", Integer, ForeignKey("actors.id"), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("office", Text),
    Column("sector", Text),
    Column("mention_start", Integer),
    Column("mention_end", Integer),
    Column("confidence", Float, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    _record_key(),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)

attributions = Table(
    "attributions",
    metadata,
    _record_key(),
    Column("position", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("affiliation", String(40)),
    Column("cue", Text, nullable=False),
    Column("stance", String(16), nullable=False),
    Column("mention_start", Integer),
    Column("mention_end", Integer),
)
