"""What a page says of itself: its own dates, as metadata for machines."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

JSON_LIMIT = 2_000_000
"""Characters of a JSON-LD script that are read."""

DEPTH = 12
"""How deep into JSON-LD an object is sought."""

META_WEIGHTS = {
    "article:published_time": 0.9,
    "og:article:published_time": 0.9,
    "og:published_time": 0.9,
    "datepublished": 0.9,
    "parsely-pub-date": 0.9,
    "sailthru.date": 0.85,
    "cxenseparse:recs:publishtime": 0.85,
    "pubdate": 0.85,
    "publishdate": 0.85,
    "publish-date": 0.85,
    "publication_date": 0.85,
    "dc.date.issued": 0.85,
    "dcterms.created": 0.8,
    "dc.date": 0.75,
    "dcterms.date": 0.75,
    "date": 0.7,
    "article:modified_time": 0.3,
    "og:updated_time": 0.3,
    "last-modified": 0.25,
}
"""Weight of a date by the name of the ``<meta>`` that gives it."""

_ISO = re.compile(r"\s*((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


def iso_day(value: object) -> str | None:
    """The day at the start of an ISO date or time ("2022-01-25T08:00Z"), as written, or None."""
    match = _ISO.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def date_clues(tree: HtmlElement, objects: list[dict[str, Any]]) -> list[tuple[str, str, float]]:
    """Dates that a page gives as its own, each with where it stood and its weight.

    Args:
        tree: the page.
        objects: its JSON-LD objects, see :func:`json_ld`.
    """
    found: dict[str, tuple[str, str, float]] = {}
    for thing in objects:
        if any(kind in str(thing.get("@type", "")) for kind in ("Article", "Posting", "Report")):
            _keep(found, thing.get("datePublished"), "metadata: datePublished", 0.9)
            _keep(found, thing.get("dateModified"), "metadata: dateModified", 0.3)
    for meta in tree.iterfind(".//meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name in META_WEIGHTS:
            _keep(found, meta.get("content"), f"metadata: {name}", META_WEIGHTS[name])
    for time in tree.iterfind(".//time"):
        if time.get("pubdate") is not None or time.get("itemprop") == "datePublished":
            _keep(found, time.get("datetime"), "metadata: time of publication", 0.9)
    return list(found.values())


def _keep(found: dict[str, tuple[str, str, float]], value: object, origin: str, weight: float) -> None:
    """Note a day; the same sort of metadata counts once, and so do two sorts that say the same."""
    day = iso_day(value)
    if day is None or origin in found:
        return
    # the publisher's program wrote them all: they are one witness, not several
    if any(other[0] == day and other[2] >= weight for other in found.values()):
        return
    found[origin] = (day, origin, weight)


def json_ld(tree: HtmlElement) -> list[dict[str, Any]]:
    """The objects of a page's JSON-LD, those inside others too; broken scripts are passed over."""
    found: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script"):
        if "ld+json" not in str(script.get("type", "")):
            continue
        text = script.text_content()
        if len(text) > JSON_LIMIT:
            continue
        try:
            found.extend(_objects(json.loads(text, strict=False), DEPTH))
        except (ValueError, RecursionError):
            continue
    return found


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner, depth - 1)
    elif depth and isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth - 1)
