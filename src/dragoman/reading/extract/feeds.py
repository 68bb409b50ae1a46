"""RSS and Atom feeds, by feedparser: entries with their texts, addresses and dates."""

from __future__ import annotations

import calendar
import datetime as dt
import io
from typing import Any

import feedparser
from lxml import etree
from lxml.html import fromstring

from dragoman.reading.extract.items import ExtractionError, Item, squeeze
from dragoman.reading.extract.liveblog import blocks_of
from dragoman.reading.extract.pages import SENTENCE

MAX_ENTRIES = 5000
"""Entries of one feed that are read."""

FEED_WEIGHT = 0.9
"""Weight of the day that a feed gives for an entry."""

UPDATED_WEIGHT = 0.5
"""Weight of the day on which a feed says that an entry changed, where it gives no other."""


def extract_entries(data: bytes, charset: str | None) -> list[Item]:
    """Every entry of a feed, those without a text of their own too.

    Raises:
        ExtractionError: this is no feed.
    """
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not parsed.entries and not parsed.version:
        raise ExtractionError("neither RSS nor Atom can be read in it")
    outlet = squeeze(str(parsed.feed.get("title", ""))) or None
    return [_item(entry, outlet, number) for number, entry in enumerate(parsed.entries[:MAX_ENTRIES], 1)]


def extract_feed(data: bytes, charset: str | None) -> list[Item]:
    """The entries of a feed that are articles by themselves.

    Raises:
        ExtractionError: this is no feed, or one that only points to articles.
    """
    entries = extract_entries(data, charset)
    found = [item for item in entries if any(SENTENCE.search(line) for line in item.body)]
    if not found:
        raise ExtractionError(
            f"a feed of {len(entries)} links without articles; their pages are read by: dragoman watch"
            if entries
            else "the feed is empty"
        )
    return found


def _item(entry: Any, outlet: str | None, number: int) -> Item:
    contents = [str(c.get("value", "")) for c in entry.get("content", []) if isinstance(c, dict)]
    summary = str(entry.get("summary", ""))
    body = _paragraphs(max([*contents, ""], key=len)) or _paragraphs(summary)
    dates: list[tuple[str, str, float]] = []
    stamp = None
    for name, weight in (("published", FEED_WEIGHT), ("updated", UPDATED_WEIGHT)):
        moment = _moment(entry.get(f"{name}_parsed"))
        if moment is not None:
            stamp = moment.isoformat()
            if not dates:
                dates.append((moment.date().isoformat(), f"feed: {name}", weight))
    source = entry.get("source")
    named = source.get("title") if isinstance(source, dict) else None
    link = str(entry.get("link", ""))
    return Item(
        title=squeeze(_plain(str(entry.get("title", "")))) or None,
        author=squeeze(str(entry.get("author", ""))) or None,
        source=squeeze(str(named or "")) or outlet,
        url=link if link.startswith(("http://", "https://")) else None,
        body=body,
        dates=dates,
        stamp=stamp,
        name=str(number),
        warnings=[] if contents else ["only the feed's summary of the article was read"],
    )


def _moment(parsed: Any) -> dt.datetime | None:
    """A moment in UTC from feedparser's tuple, None where it is no real one."""
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).replace(tzinfo=None)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _paragraphs(html: str) -> list[str]:
    if not html.strip():
        return []
    if "<" not in html:
        return [line for line in map(squeeze, html.split("\n")) if line]
    try:
        return blocks_of(fromstring(f"<div>{html}</div>"))
    except (etree.LxmlError, ValueError):
        return []


def _plain(html: str) -> str:
    return " ".join(_paragraphs(html))
