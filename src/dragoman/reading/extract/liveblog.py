"""Live blogs: a page of entries, each with its own time.

An entry is an article of its own: "today" in it means the day of its stamp, not that of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, fromstring

from dragoman.reading.extract.items import squeeze
from dragoman.reading.extract.metadata import iso_day

MIN_ENTRIES = 3
"""Entries with stamps of their own from which a page is a live blog."""

MAX_ENTRIES = 2000
"""Entries of one page that are read."""

MAX_PATH = 12
"""Elements between an entry and the time element in it."""

_LIVE = re.compile(r"\blive\b|live-?blog|as it happened|minute.by.minute", re.IGNORECASE)
_BLOCKS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "h5", "h6"})
_ENTRY_TAGS = frozenset({"article", "div", "section", "li"})


def live_entries(tree: HtmlElement, objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of a live blog in the order of the page, none where the page is no live blog.

    Args:
        tree: the page.
        objects: its JSON-LD objects.

    Returns:
        Dictionaries with ``title``, ``body`` (paragraphs), ``stamp`` (as written), ``day`` (ISO, or
        None) and ``url``.
    """
    return _from_metadata(objects) or _from_elements(tree)


def _from_metadata(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries as schema.org's ``LiveBlogPosting`` lists them."""
    found = []
    for thing in objects:
        if "LiveBlogPosting" not in str(thing.get("@type", "")):
            continue
        updates = thing.get("liveBlogUpdate")
        for update in updates[:MAX_ENTRIES] if isinstance(updates, list) else []:
            if not isinstance(update, dict):
                continue
            body = _paragraphs(update.get("articleBody") or update.get("text"))
            stamp = update.get("datePublished") or update.get("dateModified")
            if body and isinstance(stamp, str):
                title, url = update.get("headline"), update.get("url")
                found.append(
                    {
                        "title": title if isinstance(title, str) else None,
                        "body": body,
                        "stamp": squeeze(stamp)[:80],
                        "day": iso_day(stamp),
                        "url": url if isinstance(url, str) and url.startswith("http") else None,
                    }
                )
    return found if len(found) >= MIN_ENTRIES else []


def _paragraphs(value: object) -> list[str]:
    """Paragraphs of a body that is text or HTML."""
    if not isinstance(value, str):
        return []
    if "<" in value:
        try:
            value = "\n".join(blocks_of(fromstring(f"<div>{value}</div>")))
        except (etree.LxmlError, ValueError):
            return []
    return [line for line in map(squeeze, value.split("\n")) if line]


def _from_elements(tree: HtmlElement) -> list[dict[str, Any]]:
    """Entries as neighbouring elements of one sort that each hold a time of their own."""
    title = tree.findtext(".//title") or ""
    if not _LIVE.search(title) and not any(
        _LIVE.search(f"{e.get('class', '')} {e.get('id', '')}")
        for e in tree.iter("body", "main", "article", "div")
    ):
        return []
    families: dict[tuple[int, str, str], list[tuple[HtmlElement, HtmlElement]]] = defaultdict(list)
    for time in tree.iter("time"):
        if iso_day(time.get("datetime")) is None:
            continue
        for level, element in enumerate(time.iterancestors()):
            parent = element.getparent()
            if parent is None or level > MAX_PATH:
                break
            if element.tag in _ENTRY_TAGS:
                family = (id(parent), str(element.tag), str(element.get("class", "")))
                families[family].append((element, time))
    best: list[dict[str, Any]] = []
    for members in families.values():
        firsts = {id(element): (element, time) for element, time in reversed(members)}
        if len(firsts) >= MIN_ENTRIES:
            ordered = [firsts[key] for key in dict.fromkeys(id(element) for element, _ in members)]
            entries = [entry for pair in ordered[:MAX_ENTRIES] if (entry := _entry(*pair))]
            if len(entries) >= MIN_ENTRIES and len(entries) > len(best):
                best = entries
    return best


def _entry(element: HtmlElement, time: HtmlElement) -> dict[str, Any] | None:
    body = blocks_of(element)
    stamp = squeeze(time.text_content()) or str(time.get("datetime"))
    if sum(map(len, body)) < 40:
        return None
    title = None
    if element.find(".//h2") is not None or element.find(".//h3") is not None:
        heading = next(element.iter("h2", "h3"))
        title = squeeze(heading.text_content()) or None
    body = [line for line in body if line not in {title, stamp}]
    anchor = element.get("id")
    return {
        "title": title,
        "body": body,
        "stamp": stamp[:80],
        "day": iso_day(time.get("datetime")),
        "url": None,
        "anchor": anchor,
    }


def blocks_of(element: HtmlElement) -> list[str]:
    """Texts of the paragraphs in an element, its whole text where it has none."""
    blocks = [
        squeeze(block.text_content())
        for block in element.iter(*_BLOCKS)
        if not any(ancestor.tag in _BLOCKS for ancestor in block.iterancestors())
    ]
    return [block for block in blocks if block] or [
        text for text in [squeeze(element.text_content())] if text
    ]
