"""An article as the coder sees it: its text, which stretch of it is what, and where it came from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class PartKind(StrEnum):
    """What a stretch of the text is. Only the body is ever coded.

    A stamp is the time of a live-blog entry; a correction tells what an earlier version said wrongly.
    """

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"
    STAMP = "stamp"
    CORRECTION = "correction"
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
class RawPage:
    """The bytes of a page as they came, with all that is needed to read them again.

    Args:
        data: the bytes, not decoded and no longer compressed.
        form: ``html``, ``pdf``, ``feed`` or ``text``.
        doc: name of the article that is read from it.
        origin: file, archive record or address, for messages and provenance.
        url: address, or None.
        charset: encoding that the server declared, or None.
        given: publication date given by the user, or None.
        crawled: day on which the page was fetched, or None; nothing on it can be later.
        clues: what is known of its date from outside: a feed's entry, a server's header.
        source: outlet as known from outside, such as the feed's title, or None.
    """

    data: bytes
    form: str
    doc: str
    origin: str
    url: str | None = None
    charset: str | None = None
    given: dt.date | None = None
    crawled: dt.date | None = None
    clues: tuple[DateClue, ...] = ()
    source: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes and of what decides how they are read, in hexadecimal.

        The day of fetching is not part of it: the same page fetched twice is one page.
        """
        facts = [self.form, self.doc, self.url, self.charset, str(self.given), self.source]
        facts += [f"{clue.day} {clue.origin} {clue.weight}" for clue in self.clues]
        return hashlib.sha256(repr(facts).encode("utf-8", "replace") + self.data).hexdigest()


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
        origin: file, line, archive record or address that it was read from.
        language: ISO 639-1 code of the body's language where it can be told.
        page: the bytes that it was read from, where the reading of them may improve.
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
    language: str | None = field(default=None, compare=False)
    page: RawPage | None = field(default=None, compare=False, repr=False)

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
