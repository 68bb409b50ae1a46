"""Migrating a ledger's tables forward, with Alembic and without its configuration file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration for the migrations of this package."""
    made = Config()
    # Alembic reads percent signs in the path as interpolation
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return made


@lru_cache(maxsize=1)
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


@lru_cache(maxsize=1)
def known_revisions() -> frozenset[str]:
    """Every revision that this program can migrate from."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


@lru_cache(maxsize=1)
def newest_revision() -> str:
    """The revision that this program writes."""
    head = _scripts().get_current_head()
    assert head is not None
    return head


def revisions_of(connection: Connection) -> frozenset[str]:
    """What a database says of its revision; empty where it says nothing."""
    return frozenset(MigrationContext.configure(connection).get_current_heads())


def upgrade(connection: Connection) -> None:
    """Bring a ledger to :func:`newest_revision` within the connection's open transaction.

    Args:
        connection: a connection on which a transaction has begun; the caller commits.
    """
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
