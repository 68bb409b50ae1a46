"""Errors that a user can do something about. Their text is one line in plain words."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors that Dragoman raises on purpose."""


class ReadingError(DragomanError):
    """A file, line or stream that cannot be read as an article.

    Args:
        where: the file, with a line number after a colon where one is known.
        reason: what is wrong with it, in plain words.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class ForeignLanguageError(ReadingError):
    """An article in a language that is not read. It is counted and left; nothing is wrong with it.

    Args:
        where: the file.
        language: ISO 639-1 code.
        name: the language in English.
    """

    def __init__(self, where: str, language: str, name: str) -> None:
        super().__init__(where, f"in {name} ({language}), not in English: left")
        self.language = language
        self.name = name


class LedgerError(DragomanError):
    """The ledger cannot be opened, written or migrated."""


class AuthorityError(DragomanError):
    """A line of an authority file does not follow its form."""


class RelationError(DragomanError):
    """The relation model cannot be loaded."""
