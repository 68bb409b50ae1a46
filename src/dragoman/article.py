"""An article as the coder sees it: its text, which stretch of it is what, and where it came from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class PartKind(StrEnum):
    """What a stretch of the text is. Only headline, dateline and body are ever coded."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"
    COMMENT = "comment"


CODED_PARTS = frozenset({PartKind.BODY})
"""Parts whose sentences are coded. Headlines repeat the body in shortened grammar and are read
for names only; everything else belongs to somebody other than the reporter."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch ``text[start:end]`` of an article and what it is."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateClue:
    """One hint at the publication date: the day, where it was seen, and its weight (0 to 1)."""

    day: dt.date
    origin: str
    weight: float


@dataclass(frozen=True, slots=True)
class Article:
    """A news article with provenance.

    Args:
        doc: short name, the stem of its file or a given identifier.
        text: the stored text; every offset in every record refers to it.
        parts: stretches of the text in order, without overlap.
        published: publication date as decided by the reader, or None.
        clues: every hint at the date, the decision's reasons.
        title, source, url: provenance as given, or None.
        warnings: what a user should know about the reading, one sentence each.
    """

    doc: str
    text: str
    parts: tuple[Part, ...] = ()
    published: dt.date | None = None
    clues: tuple[DateClue, ...] = ()
    title: str | None = None
    source: str | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    origin: str | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal: the identity of the document in a ledger."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def kind_at(self, offset: int) -> PartKind | None:
        """Kind of the part that covers ``offset``, or None between parts."""
        for part in self.parts:
            if part.start <= offset < part.end:
                return part.kind
        return None
