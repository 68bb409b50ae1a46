"""The first ledger: documents, codings, records of four kinds, and the full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPLICATION_ID = 0x44724D6E
"""What ``PRAGMA application_id`` of a ledger file says ("DrMn"); tools such as ``file`` show it."""

FULL_TEXT_SQLITE = (
    """
    CREATE VIRTUAL TABLE documents_fts USING fts5(
        title, text, content='documents', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
        INSERT INTO documents_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
        INSERT INTO documents_fts(documents_fts, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
    END
    """,
    """
    CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents BEGIN
        INSERT INTO documents_fts(documents_fts, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO documents_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
    END
    """,
)

FULL_TEXT_POSTGRESQL = (
    "CREATE INDEX ix_documents_fts ON documents USING gin "
    "(to_tsvector('english', coalesce(title, '') || ' ' || text))",
)


def upgrade() -> None:
    """Create everything."""
    _documents()
    _codings()
    _findings()
    _parties()
    dialect = op.get_context().dialect.name
    for statement in FULL_TEXT_SQLITE if dialect == "sqlite" else FULL_TEXT_POSTGRESQL:
        op.execute(statement)
    if dialect == "sqlite":
        op.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _record_key() -> sa.Column[int]:
    key = sa.ForeignKey("records.id", ondelete="CASCADE")
    return sa.Column("record", sa.Integer, key, primary_key=True, nullable=False, autoincrement=False)


def _document_key() -> sa.Column[int]:
    return sa.Column(
        "document", sa.Integer, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False
    )


def _date_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("date_start", sa.Date),
        sa.Column("date_end", sa.Date),
        sa.Column("date_precision", sa.String(8)),
        sa.Column("date_words", sa.Text),
        sa.Column("first_day", sa.Date, index=True),
        sa.Column("last_day", sa.Date, index=True),
    ]


def _provenance() -> list[sa.Column[object]]:
    return [
        sa.Column("title", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("url", sa.Text),
    ]


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("doc", sa.Text, nullable=False, index=True),
        sa.Column("origin", sa.Text),
        *_provenance(),
        sa.Column("published", sa.Date, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("clues", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("added", sa.DateTime, nullable=False),
        comment="a text by its content, with the article that its current coding read",
    )
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer, primary_key=True),
        _document_key(),
        sa.Column("doc", sa.Text, nullable=False, index=True),
        sa.Column("origin", sa.Text, nullable=False),
        *_provenance(),
        sa.Column("published", sa.Date),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.UniqueConstraint("document", "doc", "origin"),
        comment="every name and place under which a text was met, the first one included",
    )


def _codings() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        comment="one stretch of adding by one version of the coder",
    )
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer, primary_key=True),
        _document_key(),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
        *_provenance(),
        sa.Column("published", sa.Date),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.UniqueConstraint("document", "fingerprint"),
        comment="what one version of the coder made of a document",
    )
    op.create_index("ix_codings_document", "codings", ["document"])
    op.create_index(
        "uq_codings_current",
        "codings",
        ["document"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("coding", sa.Integer, sa.ForeignKey("codings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("local", sa.Text, nullable=False),
        sa.Column("public", sa.Text, nullable=False, index=True),
        sa.Column("anchor", sa.Text, nullable=False),
        sa.Column("speculative", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.UniqueConstraint("coding", "public"),
        sa.UniqueConstraint("coding", "kind", "position"),
        comment="what contacts, agreements, absences and events have in common",
    )


def _findings() -> None:
    op.create_table(
        "contacts",
        _record_key(),
        sa.Column("channel", sa.String(16), nullable=False, index=True),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        *_date_columns(),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("disputed", sa.Boolean, nullable=False),
        sa.Column("count", sa.Integer),
    )
    op.create_table(
        "agreements",
        _record_key(),
        sa.Column("kind", sa.String(16), nullable=False, index=True),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        *_date_columns(),
    )
    op.create_table(
        "absences",
        _record_key(),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("affiliation", sa.String(40), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("contacts", sa.JSON, nullable=False),
    )
    op.create_table(
        "events",
        _record_key(),
        sa.Column("category", sa.Text, nullable=False, index=True),
        sa.Column("mode", sa.Text),
        sa.Column("quad", sa.Integer),
        *_date_columns(),
        sa.Column("contact", sa.Text),
        sa.Column("agreement", sa.Text),
        comment="source and target are participants 0 and 1 of the record",
    )


def _parties() -> None:
    op.create_table(
        "sides",
        _record_key(),
        sa.Column("role", sa.String(8), primary_key=True, nullable=False),
        sa.Column("position", sa.Integer, primary_key=True, nullable=False),
        sa.Column("affiliation", sa.String(40), nullable=False, index=True),
        comment="parties and brokers of agreements",
    )
    op.create_table(
        "actors",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("affiliation", sa.String(40), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.UniqueConstraint("name", "affiliation", "kind"),
        comment="who takes part; the office is that of the day and belongs to the participation",
    )
    op.create_table(
        "participants",
        _record_key(),
        sa.Column("position", sa.Integer, primary_key=True, nullable=False),
        sa.Column("actor", sa.Integer, sa.ForeignKey("actors.id"), nullable=False, index=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("office", sa.Text),
        sa.Column("sector", sa.Text),
        sa.Column("mention_start", sa.Integer),
        sa.Column("mention_end", sa.Integer),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_table(
        "evidence",
        _record_key(),
        sa.Column("position", sa.Integer, primary_key=True, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
    )
    op.create_table(
        "attributions",
        _record_key(),
        sa.Column("position", sa.Integer, primary_key=True, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("affiliation", sa.String(40)),
        sa.Column("cue", sa.Text, nullable=False),
        sa.Column("stance", sa.String(16), nullable=False),
        sa.Column("mention_start", sa.Integer),
        sa.Column("mention_end", sa.Integer),
    )
