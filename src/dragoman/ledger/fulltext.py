"""Full-text search: what users type made into a query that cannot fail."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, column, func, literal, literal_column, select, table

from dragoman.ledger.schema import documents

INDEX = table("documents_fts", column("rowid"))
MAX_TERMS = 64
"""Words and phrases of a query that count; FTS5 limits how deep a query nests."""

TITLE_WEIGHT, TEXT_WEIGHT = 4.0, 1.0
SNIPPET_WORDS = 32
_OPEN, _CLOSE = "\x02", "\x03"
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def match_expression(query: str) -> str | None:
    """An FTS5 query that asks for all words and "quoted phrases" of what a user typed.

    Every term is quoted, so that nothing in it is taken for FTS5's own syntax.

    Returns:
        None where there is no word in it; nothing matches that.
    """
    # FTS5 stops at a NUL, in the middle of a quoted term; and a lone surrogate cannot be sent
    safe = query.replace("\0", " ").encode("utf-8", "replace").decode()
    terms = [phrase or word for phrase, word in _TERM.findall(safe)]
    words = [f'"{term}"' for term in terms if any(c.isalnum() for c in term)]
    return " ".join(words[:MAX_TERMS]) or None


def matches(expression: str) -> ColumnElement[bool]:
    """The condition that a row of :data:`INDEX` matches an expression."""
    return literal_column("documents_fts").op("MATCH", is_comparison=True)(literal(expression))


def document_matches(query: str) -> ColumnElement[bool]:
    """The condition that a document's title and text hold what a user typed."""
    expression = match_expression(query)
    if expression is None:
        return literal(False)
    return documents.c.id.in_(select(INDEX.c.rowid).where(matches(expression)))


def rank() -> ColumnElement[float]:
    """BM25 of a match, lower is better, with words of the title counting more."""
    return func.bm25(literal_column("documents_fts"), TITLE_WEIGHT, TEXT_WEIGHT)


def snippet() -> ColumnElement[str]:
    """A stretch of the text around a match, for :func:`snippet_pieces`."""
    return func.snippet(literal_column("documents_fts"), 1, _OPEN, _CLOSE, "…", SNIPPET_WORDS)


def snippet_pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    """A snippet in pieces, each with whether it was searched for."""
    pieces: list[tuple[str, bool]] = []
    for index, stretch in enumerate(marked.split(_OPEN)):
        found, closed, rest = stretch.partition(_CLOSE)
        if index and closed:
            pieces.append((found, True))
            pieces.append((rest, False))
        else:
            pieces.append((stretch.replace(_CLOSE, ""), False))
    return tuple(piece for piece in pieces if piece[0])
