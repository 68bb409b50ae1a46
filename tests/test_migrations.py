"""Migrations: from nothing to the tables of the schema, forward only, newer ledgers untouched."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, migrate, opening
from dragoman.ledger.schema import metadata
from ledger_samples import harbour


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables that SQLite keeps for the full-text index."""
    return kind != "table" or not (name or "").startswith("documents_fts")


def test_an_empty_file_becomes_the_schema(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    file.touch()
    Ledger.open(file).close()
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": is_ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
        assert migrate.revisions_of(connection) == {migrate.newest_revision()}
        # what the comparison does not look at
        for table in metadata.sorted_tables:
            made = inspect(connection).get_pk_constraint(table.name)["constrained_columns"]
            assert made == [column.name for column in table.primary_key]
            keys = {
                (key["constrained_columns"][0], key["options"].get("ondelete"))
                for key in inspect(connection).get_foreign_keys(table.name)
            }
            assert keys == {(key.parent.name, key.ondelete) for key in table.foreign_keys}
    engine.dispose()


def test_a_ledger_says_what_it_is(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "t.db").close()
    with sqlite3.connect(tmp_path / "t.db") as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (opening.APPLICATION_ID,)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_opening_again_changes_no_byte(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    with Ledger.open(file) as ledger:
        ledger.add(*harbour())
    before = file.read_bytes()
    with Ledger.open(file) as ledger:
        assert ledger.add(*harbour()) == "unchanged"
    assert file.read_bytes() == before


@pytest.mark.parametrize("revision", ["0999", None])
def test_a_newer_ledger_is_refused_and_untouched(tmp_path: Path, revision: str | None) -> None:
    file = tmp_path / "t.db"
    with Ledger.open(file) as ledger:
        ledger.add(*harbour())
    with sqlite3.connect(file) as plain:
        plain.execute("DELETE FROM alembic_version")
        if revision is not None:
            plain.execute("INSERT INTO alembic_version VALUES (?)", [revision])
    plain.close()
    before = file.read_bytes()
    with pytest.raises(
        LedgerError, match=r"t\.db: written by a newer Dragoman \(its revision is \w+\)"
    ) as error:
        Ledger.open(file)
    assert "\n" not in str(error.value)
    assert file.read_bytes() == before


def test_a_failing_migration_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade_then_stop(connection: object) -> None:
        real(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    file, real = tmp_path / "t.db", migrate.upgrade
    monkeypatch.setattr(migrate, "upgrade", upgrade_then_stop)
    with pytest.raises(KeyboardInterrupt):
        Ledger.open(file)
    monkeypatch.undo()
    with sqlite3.connect(file) as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    with Ledger.open(file) as ledger:
        assert ledger.add(*harbour()) == "added"


def test_the_full_text_index_follows_the_documents(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "t.db") as ledger:
        ledger.add(*harbour())
    with sqlite3.connect(tmp_path / "t.db") as plain:
        plain.execute("PRAGMA foreign_keys = ON")

        def found(word: str) -> int:
            query = "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?"
            return int(plain.execute(query, [word]).fetchone()[0])

        assert (found("harbour"), found("sardine")) == (1, 0)
        plain.execute("UPDATE documents SET title = 'Sardine row'")
        assert (found("harbour"), found("sardine"), found("Envoys")) == (1, 1, 1)
        plain.execute("UPDATE documents SET text = 'nothing'")
        assert (found("harbour"), found("sardine")) == (0, 1)
        plain.execute("DELETE FROM documents")
        assert found("sardine") == 0
        # a document takes everything with it but the actors and runs
        for table in ("aliases", "codings", "records", "contacts", "participants", "evidence", "sides"):
            assert plain.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_steps_can_be_printed_for_postgresql() -> None:
    settings = migrate.config()
    settings.set_main_option("dialect", "postgresql")
    settings.output_buffer = io.StringIO()
    command.upgrade(settings, "head", sql=True)
    printed = settings.output_buffer.getvalue()
    assert "CREATE INDEX ix_documents_fts ON documents USING gin (to_tsvector('english'" in printed
    assert "WHERE current" in printed
    assert "fts5" not in printed
    assert "PRAGMA" not in printed
