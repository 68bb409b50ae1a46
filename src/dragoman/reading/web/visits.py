"""What is remembered of the addresses that were asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from dragoman.article import RawPage


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of an address.

    Attributes:
        url: the address as it was asked for.
        checked: when it was last asked for, in UTC.
        status: the last answer of the server, 0 where there was none.
        etag, modified: by which the page is known to its server.
        failures: how often in a row no page came, 0 where it came.
        next_try: before which it is not asked for again by itself.
        note: why there is no article, in plain words, or None.
        final: the address that answered, after redirects.
    """

    url: str
    checked: dt.datetime
    status: int = 0
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    next_try: dt.datetime | None = None
    note: str | None = None
    final: str | None = None


class Memory(Protocol):
    """Where visits are remembered."""

    def visit(self, url: str) -> Visit | None:
        """What is remembered of an address."""

    def remember(self, visit: Visit, page: RawPage | None = None) -> None:
        """Remember a visit and the page that came, in place of the one before."""


def now() -> dt.datetime:
    """The moment in UTC, without a zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
