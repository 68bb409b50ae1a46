"""Dragoman: who contacted whom, when, how, about what, and according to whom, from news articles.

    >>> import dragoman
    >>> coded = dragoman.code("Hakan Fidan telephoned Sergey Lavrov on Monday.", published="2024-03-15")
    >>> coded.contacts[0].channel.value
    'phone'

Importing this is quick: the parser and the authority file are loaded by the first coding.
"""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.article import Article as Article
    from dragoman.coding.coder import Coder as Coder
    from dragoman.errors import AuthorityError as AuthorityError
    from dragoman.errors import DragomanError as DragomanError
    from dragoman.errors import LedgerError as LedgerError
    from dragoman.errors import ReadingError as ReadingError
    from dragoman.ledger import Ledger as Ledger
    from dragoman.reading.sources import read as read
    from dragoman.records import Absence as Absence
    from dragoman.records import Agreement as Agreement
    from dragoman.records import Attribution as Attribution
    from dragoman.records import CodedArticle as CodedArticle
    from dragoman.records import Contact as Contact
    from dragoman.records import DateInterval as DateInterval
    from dragoman.records import Event as Event
    from dragoman.records import Participant as Participant
    from dragoman.records import Span as Span
    from dragoman.records import json_schema as json_schema

_HOMES = {
    "dragoman.article": ("Article",),
    "dragoman.coding.coder": ("Coder",),
    "dragoman.errors": ("AuthorityError", "DragomanError", "LedgerError", "ReadingError"),
    "dragoman.ledger": ("Ledger",),
    "dragoman.reading.sources": ("read",),
    "dragoman.records": (
        *("Absence", "Agreement", "Attribution", "CodedArticle", "Contact", "DateInterval"),
        *("Event", "Participant", "Span", "json_schema"),
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Absence",
    "Agreement",
    "Article",
    "Attribution",
    "AuthorityError",
    "CodedArticle",
    "Coder",
    "Contact",
    "DateInterval",
    "DragomanError",
    "Event",
    "Ledger",
    "LedgerError",
    "Participant",
    "ReadingError",
    "Span",
    "code",
    "json_schema",
    "read",
]

_coder: Coder | None = None


def code(article: Article | str, published: dt.date | str | None = None) -> CodedArticle:
    """What an article says about contacts, agreements, absences and events.

    Args:
        article: an article as :func:`read` gives it, or a text (header lines allowed).
        published: publication date of a text, as a date or ``YYYY-MM-DD``; it outweighs a header.
            An article's own date is never changed: give ``published`` to :func:`read`.

    Returns:
        The records with their evidence. Offsets refer to the article's text, for a text with a
        header to what follows the header.

    Raises:
        ReadingError: the text is empty or too long, or the date is none.
        TypeError: ``published`` is given for an :class:`Article`.
    """
    global _coder
    from dragoman.coding.coder import Coder
    from dragoman.reading.text import article_of, parse_date

    if isinstance(article, str):
        day = parse_date(published, "published") if isinstance(published, str) else published
        article = article_of(article, "text", published=day)
    elif published is not None:
        raise TypeError("an Article has its own date; 'published' belongs to a text")
    if _coder is None:
        _coder = Coder()
    return _coder.code(article)


def __getattr__(name: str) -> Any:
    """Load a name of the façade from its module when it is first used."""
    if name == "__version__":
        from importlib.metadata import version

        return version("dragoman")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'dragoman' has no attribute '{name}'")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
