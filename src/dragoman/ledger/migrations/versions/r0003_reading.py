"""Pages as they came, visits to addresses, and which article is a copy of which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_reading"
down_revision = "0002_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; the bytes of a page move out of the document, for a page may hold several."""
    _pages()
    op.drop_column("documents", "raw")
    op.create_table(
        "origins",
        _document(),
        sa.Column(
            "page",
            sa.Integer,
            sa.ForeignKey("pages.id", ondelete="CASCADE"),
            primary_key=True,
            nullable=False,
            autoincrement=False,
        ),
        comment="which documents were read from which pages",
    )
    op.create_table(
        "copies",
        _document(),
        sa.Column(
            "original",
            sa.Integer,
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        comment="documents that repeat another one; their records are not counted again",
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.Integer, primary_key=True, nullable=False, autoincrement=False),
        sa.Column("value", sa.BigInteger, primary_key=True, nullable=False, autoincrement=False),
        _document(index=True),
        comment="pieces of MinHash signatures, by which likely copies are found",
    )


def _document(*, index: bool | None = None) -> sa.Column[int]:
    key = sa.ForeignKey("documents.id", ondelete="CASCADE")
    return sa.Column(
        "document", sa.Integer, key, primary_key=True, nullable=False, autoincrement=False, index=index
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("form", sa.String(12), nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("url", sa.Text, index=True),
        sa.Column("charset", sa.Text),
        sa.Column("given", sa.Date),
        sa.Column("crawled", sa.Date),
        sa.Column("clues", sa.JSON, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        comment="pages as they came, compressed by zlib, to be read again by a later version",
    )
    op.create_table(
        "visits",
        sa.Column("url", sa.Text, primary_key=True, nullable=False),
        sa.Column("checked", sa.DateTime, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_try", sa.DateTime),
        sa.Column("note", sa.Text),
        sa.Column("final", sa.Text),
        sa.Column("page", sa.Integer, sa.ForeignKey("pages.id", ondelete="SET NULL")),
        comment="what is remembered of the addresses that were asked for",
    )
