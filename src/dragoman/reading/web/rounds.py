"""What to fetch, and what need not be fetched again: addresses that were named, entries of feeds.

What was fetched is remembered by whoever stores it, after it is stored: a run that is killed asks again
for what it had not finished, and for nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.article import Article, DateClue, RawPage
from dragoman.errors import ReadingError
from dragoman.reading.assembling import articles_of
from dragoman.reading.extract.guard import extractor
from dragoman.reading.extract.items import Item
from dragoman.reading.jsonlines import Refused
from dragoman.reading.web.client import FetchError, address
from dragoman.reading.web.fetching import Fetched, Fetcher
from dragoman.reading.web.visits import Memory, Visit, now

FIRST_BACK_OFF = dt.timedelta(minutes=15)
"""Time after which a page is asked for again whose server was in trouble; it doubles each time."""

LONGEST_BACK_OFF = dt.timedelta(days=2)
"""Longest such time."""

GIVE_UP = 8
"""Failures after which the entry of a feed is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """A visit, what it brought, and the articles in it. To be remembered once the articles are stored."""

    visit: Visit
    page: RawPage | None = None
    articles: tuple[Article, ...] = ()
    new: bool = True
    """False where the server said that the page is the one that is known."""


class Rounds:
    """Fetches what is new.

    Args:
        fetcher: asks the servers.
        memory: knows what was fetched before.
        refused: called with the error of each page that did not come or holds no article.
    """

    def __init__(self, fetcher: Fetcher, memory: Memory, refused: Refused) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._refused = refused

    def pages(self, urls: Iterable[str], *, given: dt.date | None = None) -> Iterator[Harvest]:
        """Pages that were named, one host after the other in the order of the list.

        Args:
            urls: addresses.
            given: publication date of all of them, or None.
        """
        for url in urls:
            try:
                asked = address(url)
            except FetchError as error:
                self._refused(error)
                continue
            yield self._harvest(asked, (), None, given)

    def feed(self, url: str, *, progress: Callable[[int, int], None] = lambda *_: None) -> Iterator[Harvest]:
        """The new and changed entries of a feed, oldest first, then the visit of the feed itself.

        Args:
            url: address of the feed.
            progress: called with the number of entries done and the number of all.
        """
        try:
            asked = address(url)
        except FetchError as error:
            self._refused(error)
            return
        before = self._memory.visit(asked)
        etag, modified = _validators(before)
        try:
            fetched = self._fetcher.fetch(asked, etag=etag, modified=modified)
        except FetchError as error:
            self._refused(error)
            yield Harvest(_failed(asked, before, error))
            return
        if fetched.page is None:
            yield Harvest(_came(fetched, None), new=False)
            return
        try:
            items = extractor().extract("entries", fetched.page.data, asked, charset=fetched.page.charset)
        except ReadingError as error:
            self._refused(error)
            yield Harvest(replace(_came(fetched, error.reason), etag=None, modified=None))
            return
        due = [item for item in reversed(items) if item.url and self._is_due(item)]
        waiting = self._waits(items)
        for number, item in enumerate(due, 1):
            found = self._harvest(address(str(item.url)), _clues(item), item.source, None)
            waiting = waiting or found.visit.failures > 0
            yield found
            progress(number, len(due))
        visit = _came(fetched, None)
        # asked for as if it were new until every entry is done with
        yield Harvest(replace(visit, etag=None, modified=None) if waiting else visit)

    def _is_due(self, item: Item) -> bool:
        """Whether an entry is new, changed, or to be tried again."""
        try:
            visit = self._memory.visit(address(str(item.url)))
        except FetchError:
            return False
        if visit is None:
            return True
        if visit.failures:
            return visit.failures < GIVE_UP and (visit.next_try is None or visit.next_try <= now())
        return bool(item.stamp and item.stamp > visit.checked.isoformat())

    def _waits(self, items: Iterable[Item]) -> bool:
        """Whether some entry is to be tried again later."""
        for item in items:
            try:
                visit = self._memory.visit(address(str(item.url))) if item.url else None
            except FetchError:
                continue
            if visit is not None and 0 < visit.failures < GIVE_UP:
                return True
        return False

    def _harvest(
        self, url: str, clues: tuple[DateClue, ...], source: str | None, given: dt.date | None
    ) -> Harvest:
        before = self._memory.visit(url)
        etag, modified = _validators(before)
        try:
            fetched = self._fetcher.fetch(
                url, etag=etag, modified=modified, clues=clues, source=source, given=given
            )
        except FetchError as error:
            self._refused(error)
            return Harvest(_failed(url, before, error))
        if fetched.page is None:
            return Harvest(_came(fetched, before.note if before else None), new=False)
        try:
            articles = tuple(articles_of(fetched.page))
        except ReadingError as error:
            self._refused(error)
            return Harvest(_came(fetched, error.reason), fetched.page)
        return Harvest(_came(fetched, None), fetched.page, articles)


def _validators(visit: Visit | None) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of the page that is known."""
    return (None, None) if visit is None or visit.failures else (visit.etag, visit.modified)


def _came(fetched: Fetched, note: str | None) -> Visit:
    final = fetched.page.url if fetched.page else None
    return Visit(fetched.url, now(), fetched.status, fetched.etag, fetched.modified, note=note, final=final)


def _failed(url: str, before: Visit | None, error: FetchError) -> Visit:
    """A visit that brought nothing: when to come again, and why it did not."""
    failures = (before.failures if before else 0) + 1
    if error.temporary:
        wait = min(FIRST_BACK_OFF * 2 ** min(failures - 1, 12), LONGEST_BACK_OFF)
        if error.retry_after is not None:
            wait = min(max(wait, dt.timedelta(seconds=error.retry_after)), LONGEST_BACK_OFF)
    else:
        failures, wait = max(failures, GIVE_UP), LONGEST_BACK_OFF
    moment = now()
    return Visit(url, moment, error.status, failures=failures, next_try=moment + wait, note=error.reason)


def _clues(item: Item) -> tuple[DateClue, ...]:
    return tuple(DateClue(dt.date.fromisoformat(day), origin, weight) for day, origin, weight in item.dates)
