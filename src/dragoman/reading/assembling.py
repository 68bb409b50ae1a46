"""From what an extractor found to articles: one text, its parts, its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from dragoman.article import Article, DateClue, Part, PartKind, RawPage
from dragoman.errors import ReadingError
from dragoman.reading.charset import text_of
from dragoman.reading.extract.guard import Extractor, extractor
from dragoman.reading.extract.items import Item
from dragoman.reading.jsonlines import Refused
from dragoman.reading.languages import body_of, language_of
from dragoman.reading.parts import segment
from dragoman.reading.published import decide
from dragoman.reading.text import MAX_BYTES, PAGE_BYTES, article_of, check_length, clean

FIELD_LIMIT = 1000
"""Longest title, author, source or address that is taken from a page, in characters."""


def articles_of(page: RawPage, using: Extractor | None = None) -> Iterator[Article]:
    """The articles of a page: one, or one for each entry of a live blog or feed.

    Args:
        page: its bytes and what is known of it.
        using: the extracting process; by default the shared one.

    Raises:
        ReadingError: there is no article in it, or it cannot be read.
    """
    limit = MAX_BYTES if page.form == "pdf" else PAGE_BYTES
    if len(page.data) > limit:
        raise ReadingError(
            page.origin, f"{len(page.data):,} bytes is more than the {limit:,} that one page may have"
        )
    if not page.data.strip():
        raise ReadingError(page.origin, "the file is empty")
    if page.form == "text":
        yield _plain_text(page)
        return
    found = (using or extractor()).extract(
        page.form, page.data, page.origin, charset=page.charset, url=page.url
    )
    yield from assembled(found, page)


def articles_of_pages(
    pages: Iterable[RawPage], refused: Refused, using: Extractor | None = None
) -> Iterator[Article]:
    """The articles of many pages, in order; the next page is taken apart while this one is used.

    Args:
        pages: read one ahead.
        refused: called with the error of each page that holds no article.
        using: the extracting process; by default the shared one.
    """
    with ThreadPoolExecutor(max_workers=1) as ahead:
        waiting: Future[list[Article]] | None = None
        try:
            for page in pages:
                # the thread only waits for the extracting process, which works beside this one
                coming = ahead.submit(_all_articles, page, using)
                if waiting is not None:
                    yield from _given(waiting, refused)
                waiting = coming
            if waiting is not None:
                last, waiting = waiting, None
                yield from _given(last, refused)
        finally:
            ahead.shutdown(wait=True, cancel_futures=True)


def _all_articles(page: RawPage, using: Extractor | None) -> list[Article]:
    return list(articles_of(page, using))


def _given(coming: Future[list[Article]], refused: Refused) -> Iterator[Article]:
    try:
        yield from coming.result()
    except ReadingError as error:
        refused(error)


def _plain_text(page: RawPage) -> Article:
    """The article of a page that is plain text.

    Raises:
        ReadingError: as :func:`dragoman.reading.text.article_of`.
    """
    text = text_of(page.data, page.charset)[0]
    article = article_of(text, page.doc, where=page.origin, published=page.given, url=page.url)
    return replace(article, page=page, language=language_of(body_of(article)))


def assembled(items: list[Item], page: RawPage) -> Iterator[Article]:
    """Articles of what was extracted from a page.

    Raises:
        ReadingError: the text is too long to be coded.
    """
    several = len(items) > 1
    for number, item in enumerate(items, 1):
        name = f"{page.doc}-{item.name or number}" if several else page.doc
        yield article_from(item, page, name)


def article_from(item: Item, page: RawPage, doc: str) -> Article:
    """One article: headline, byline, stamp, body, captions and comments in one text, in this order.

    Raises:
        ReadingError: there is no text, or more than can be coded.
    """
    check_length("\n\n".join((*item.body, *item.captions, *item.comments)), page.origin)
    text, parts = _text_of(item)
    if not any(part.kind is PartKind.BODY for part in parts):
        raise ReadingError(page.origin, "there is no text in it")
    url = _field(item.url) or page.url
    outside = [DateClue(dt.date.fromisoformat(day), origin, weight) for day, origin, weight in item.dates]
    # an entry is dated by its own stamp: what is known of its page says less
    clues = () if item.stamp and item.dates else page.clues
    body_start = next(part.start for part in parts if part.kind is not PartKind.HEADLINE)
    day, all_clues, warnings = decide(
        page.given, url, text[body_start:], _shifted(parts, -body_start), [*outside, *clues], page.crawled
    )
    article = Article(
        doc,
        text,
        parts,
        day,
        all_clues,
        _field(item.title),
        page.source or _field(item.source),
        url,
        (*item.warnings, *warnings),
        page.origin,
        page=page,
    )
    return replace(article, language=language_of(body_of(article)))


def _text_of(item: Item) -> tuple[str, tuple[Part, ...]]:
    """The stored text and its parts: known ones as they are, the body as plain text is read."""
    pieces: list[str] = []
    parts: list[Part] = []
    length = 0

    def put(kind: PartKind, line: str | None) -> None:
        nonlocal length
        cleaned = clean(line or "").strip()
        if cleaned:
            pieces.append(cleaned)
            parts.append(Part(kind, length, length + len(cleaned)))
            length += len(cleaned) + 2

    put(PartKind.HEADLINE, _field(item.title))
    put(PartKind.BYLINE, _field(item.author))
    put(PartKind.STAMP, item.stamp if item.name and item.name.startswith("e") else None)
    body = "\n\n".join(line for line in (clean(line).strip() for line in item.body) if line)
    if body:
        found = segment(body, titled=item.title is not None)
        parts.extend(_shifted(found, length))
        pieces.append(body)
        length += len(body) + 2
    for caption in item.captions:
        put(PartKind.CAPTION, caption)
    for comment in item.comments:
        put(PartKind.COMMENT, comment)
    return "\n\n".join(pieces), tuple(parts)


def _shifted(parts: tuple[Part, ...], by: int) -> tuple[Part, ...]:
    """Parts of a text from which characters were cut, or before which some were put."""
    return tuple(Part(p.kind, p.start + by, p.end + by) for p in parts if p.start + by >= 0)


def _field(value: str | None) -> str | None:
    """A short value on one line, None where it is empty; a long one is cut."""
    line = " ".join(clean(value or "").split())
    return line[:FIELD_LIMIT] or None
