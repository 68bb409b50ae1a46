"""What the columns of tables and the fields of JSON records are called."""

from __future__ import annotations

from collections.abc import Iterable

COLUMNS = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "fulltext",
        "full_text",
        "maintext",
        "story",
        "article_text",
    ),
    "published": (
        *("published", "date", "publication_date", "pub_date", "pubdate", "published_at", "publish_date"),
        *("date_published", "sqldate", "dateadded", "seendate", "datetime", "timestamp"),
    ),
    "source": (
        "source",
        "outlet",
        "publisher",
        "publication",
        "newspaper",
        "domain",
        "sourcecommonname",
        "media",
    ),
    "title": ("title", "headline"),
    "url": ("url", "link", "sourceurl", "address", "documentidentifier", "uri"),
    "doc": ("doc", "id", "doc_id", "docid", "story_id", "article_id", "globaleventid", "event_id", "uuid"),
}
"""Names of columns, without regard to case, in the order in which they are preferred."""


def columns_of(header: Iterable[str]) -> dict[str, int]:
    """The position of each column that is known, by what it holds."""
    names = [name.strip().casefold().replace(" ", "_").replace("-", "_") for name in header]
    found: dict[str, int] = {}
    for field, known in COLUMNS.items():
        position = next((names.index(name) for name in known if name in names), None)
        if position is not None:
            found[field] = position
    return found
