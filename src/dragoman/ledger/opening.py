"""Opening the file of a ledger: where it is, whether it is one, and its connections."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from dragoman.errors import LedgerError
from dragoman.ledger import migrate
from dragoman.ledger.failures import told_plainly

APPLICATION_ID = 0x44724D6E
"""``PRAGMA application_id`` of every ledger, set by the first migration."""


def ledger_file(target: str | os.PathLike[str]) -> Path:
    """The file that a path or a ``sqlite:///`` address means.

    Raises:
        LedgerError: an address of another kind of database, or of one in memory.
    """
    text = os.fspath(target)
    if "\0" in text:
        raise LedgerError(f"{text!r}: cannot be opened (a NUL character in the name)")
    if text == ":memory:":
        raise LedgerError(f"{text}: a ledger needs a file")
    if "://" not in text:
        return Path(text)
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise LedgerError(f"{text}: not the address of a database") from error
    if url.get_backend_name() != "sqlite":
        raise LedgerError(f"{url.render_as_string()}: this version keeps ledgers in SQLite files only")
    if not url.database or url.database == ":memory:":
        raise LedgerError(f"{text}: a ledger needs a file")
    return Path(url.database)


def engine_for(file: Path, *, writer: bool, wait: float) -> Engine:
    """Connections to a ledger's file.

    Args:
        file: the ledger.
        writer: one connection that takes the write lock when a transaction begins (so that a
            transaction never fails half-way for another writer), or many that only read.
        wait: seconds to wait for another writer.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        pool_size=1 if writer else 5,
        max_overflow=0 if writer else 10,
        connect_args={"timeout": wait},
    )
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # sqlite3 would begin transactions by its own rules, and none for DDL
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        # in WAL mode NORMAL keeps a killed program's ledger whole; a power cut may lose the last
        # articles, which adding again brings back, and every article costs no wait for the disk
        connection.execute("PRAGMA synchronous = NORMAL")
        if not writer:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def bring_up(engine: Engine, file: Path, wait: float) -> None:
    """Make a new file a ledger, migrate an old one, leave anything else alone.

    Args:
        engine: the writer of the file.
        file: the ledger, for messages.
        wait: seconds to wait for another program that opens the same new file.

    Raises:
        LedgerError: the file is no ledger, is one of a newer program, or cannot be written.
    """
    with told_plainly(str(file)):
        with engine.connect() as connection:
            current = _is_current(connection, str(file))
        if current:
            return
        _keep_write_ahead_log(engine, wait)
        with engine.begin() as connection:
            # another program may have made the ledger while this one waited for the lock
            if not _is_current(connection, str(file)):
                migrate.upgrade(connection)


def _is_current(connection: Connection, where: str) -> bool:
    """Whether the file is a ledger of this program's revision; False where it is older or new.

    Raises:
        LedgerError: it is neither.
    """
    if not inspect(connection).get_table_names():
        return False
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise LedgerError(f"{where}: a SQLite database, but not a ledger of Dragoman")
    revisions = migrate.revisions_of(connection)
    if not revisions or not revisions <= migrate.known_revisions():
        names = ", ".join(sorted(revisions)) or "unknown"
        raise LedgerError(
            f"{where}: written by a newer Dragoman (its revision is {names}); "
            "update the program, the ledger is untouched"
        )
    return migrate.newest_revision() in revisions


def _keep_write_ahead_log(engine: Engine, wait: float) -> None:
    """Set WAL mode, in which readers and a writer do not stop each other; the file remembers it."""
    deadline = time.monotonic() + wait
    connection = engine.raw_connection()
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL").fetchall()
                return
            except sqlite3.OperationalError as error:
                # SQLite's own waiting does not cover the change of mode
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
    finally:
        connection.close()
