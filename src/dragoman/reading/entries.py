"""Live blogs in plain text: lines that are nothing but a time begin an entry, and its stamp dates it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from dragoman.article import CODED_PARTS, Article, DateClue, Part, PartKind
from dragoman.reading.dateclues import printed_day

MIN_STAMPS = 3
"""Stamps from which a text is a live blog."""

STAMP_WEIGHT = 0.95


def entries_of(article: Article) -> Iterator[Article]:
    """The entries of a live blog that runs over several days; any other article as it is.

    Within one day the article's own date serves all entries, and it stays whole. A stamp without a day is
    of the day of the stamp before it.

    Args:
        article: an article of plain text.
    """
    stamps = [part for part in article.parts if part.kind is PartKind.STAMP]
    days = [printed_day(article.text[part.start : part.end]) for part in stamps]
    if len(stamps) < MIN_STAMPS or len(set(days) - {None}) < 2:
        yield article
        return
    if stamps[0].start:
        yield from _piece(article, 0, stamps[0].start, article.doc, article.published, article.clues)
    day: dt.date | None = next(day for day in days if day is not None)
    for number, stamp in enumerate(stamps, 1):
        day = days[number - 1] or day
        assert day is not None
        end = stamps[number].start if number < len(stamps) else len(article.text)
        clue = DateClue(day, "stamp of the live-blog entry", STAMP_WEIGHT)
        yield from _piece(article, stamp.start, end, f"{article.doc}-e{number}", day, (clue,))


def _piece(
    article: Article,
    start: int,
    end: int,
    doc: str,
    day: dt.date | None,
    clues: tuple[DateClue, ...],
) -> Iterator[Article]:
    """A stretch of an article as an article of its own, nothing where it has no body."""
    text = article.text[start:end].rstrip()
    parts = tuple(
        Part(part.kind, part.start - start, min(part.end - start, len(text)))
        for part in article.parts
        if start <= part.start and part.end <= end
    )
    if any(part.kind in CODED_PARTS for part in parts):
        yield replace(article, doc=doc, text=text, parts=parts, published=day, clues=clues)
