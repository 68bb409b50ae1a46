"""What an extractor finds: one item for each article, in values that JSON can carry."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Item:
    """One article as extracted, before it is put together.

    Attributes:
        title, author, source, url: metadata, or None.
        body: paragraphs of the article, one line each.
        captions, comments: paragraphs that belong to neither reporter nor article.
        dates: clues of the publication date: ISO day, where it was seen, weight.
        stamp: time of a live-blog entry as it is written.
        name: what sets this item apart from its neighbours on the page, or None.
        warnings: what a user should know, one sentence each.
    """

    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    dates: list[tuple[str, str, float]] = field(default_factory=list)
    stamp: str | None = None
    name: str | None = None
    warnings: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The item as JSON's own kinds of values."""
        return asdict(self)


def item_of(value: dict[str, Any]) -> Item:
    """An item from what :meth:`Item.to_json` gave."""
    made = Item(**value)
    made.dates = [(str(day), str(origin), float(weight)) for day, origin, weight in made.dates]
    return made


class ExtractionError(Exception):
    """The bytes hold no article. Its text is the reason, in plain words."""


def squeeze(text: str | None) -> str:
    """``text`` on one line, without spaces at its ends or in a row."""
    return " ".join((text or "").split())
