"""What can go wrong with a ledger, told in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from dragoman.errors import LedgerError

_REASONS = {
    "SQLITE_NOTADB": "the file is not a ledger (no SQLite database)",
    "SQLITE_FULL": "the disk is full (database or disk is full); nothing of this article was stored",
    "SQLITE_BUSY": "another program is writing to the ledger and does not finish (database is locked)",
    "SQLITE_LOCKED": "another program is writing to the ledger and does not finish (database is locked)",
    "SQLITE_CANTOPEN": "the file cannot be opened or made (is the folder there, and writable?)",
    "SQLITE_READONLY": "the file or its folder is read-only",
    "SQLITE_PERM": "the file or its folder is read-only",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy",
    "SQLITE_IOERR": "the disk reports an error",
    "SQLITE_TOOBIG": "the text is too large for a ledger",
}
"""SQLite's primary result codes in plain words; longer codes (SQLITE_IOERR_READ) begin with them."""


class RefusedArticleError(LedgerError):
    """One article that a ledger does not take; the ledger is as before and takes others."""


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn the database's errors inside the block into one clear line.

    Args:
        where: what the line begins with, the ledger's file.

    Raises:
        LedgerError: in place of any database error.
    """
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(f"{where}: {_reason(error.orig)}") from error
    except sqlite3.Error as error:
        raise LedgerError(f"{where}: {_reason(error)}") from error


def _reason(error: BaseException | None) -> str:
    name = getattr(error, "sqlite_errorname", None) or ""
    for code, reason in _REASONS.items():
        if name == code or name.startswith(f"{code}_"):
            return reason
    return " ".join(str(error).split())
