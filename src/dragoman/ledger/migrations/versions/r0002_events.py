"""Events: whether they took place, where, and an index of their modes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_events"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add modality and place. No ledger has events yet whose modality could be another."""
    modality = sa.Column("modality", sa.String(8), nullable=False, server_default="happened")
    op.add_column("events", modality)
    op.add_column("events", sa.Column("place", sa.Text))
    op.create_index("ix_events_modality", "events", ["modality"])
    op.create_index("ix_events_mode", "events", ["mode"])
