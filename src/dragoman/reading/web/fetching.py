"""A page asked for until it comes, or until it is clear that it will not."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from dragoman.article import DateClue, RawPage
from dragoman.reading.extract.guard import need
from dragoman.reading.forms import FORM_OF_TYPE, form_of
from dragoman.reading.warc import MODIFIED_WEIGHT, http_day
from dragoman.reading.web.client import SECONDS, Client, FetchError, Response, address
from dragoman.reading.web.manners import PAUSE, Manners

ATTEMPTS = 3
"""How often a page is asked for in one run where its server is in trouble."""

BACK_OFF = 2.0
"""Seconds before the second attempt; twice as long before the third."""

PATIENCE = 60.0
"""Longest wait within a run that a server may ask for; longer ones are left to the next run."""

_ANY_TYPE = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/xml", "application/xml"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that came.

    Attributes:
        url: the address that was asked for.
        page: the page; None where it is the one that is known.
        etag, modified: by which it is known the next time.
        status: 200 or 304.
    """

    url: str
    page: RawPage | None
    etag: str | None
    modified: str | None
    status: int


def agent(contact: str = "") -> str:
    """The user agent: program, version, purpose, and whom to write to.

    Args:
        contact: mail or web address of whoever runs the program.
    """
    known = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()\\").strip()
    about = "; ".join(part for part in ("reads news for research on diplomacy", known) if part)
    return f"dragoman/{version('dragoman')} ({about})"


class Fetcher:
    """Fetches pages, one after the other.

    Args:
        contact: mail or web address of whoever runs the program, told to servers.
        private: allow private, loopback and link-local addresses.
        pause: seconds between two requests to one host.
        seconds: time for one page.
        sleep: how to wait.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        private: bool = False,
        pause: float = PAUSE,
        seconds: float = SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        need("protego", "httpcore")
        self._client = Client(agent(contact), private=private, seconds=seconds)
        self._manners = Manners(self._client, pause=pause, sleep=sleep)
        self._sleep = sleep

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        clues: tuple[DateClue, ...] = (),
        source: str | None = None,
        given: dt.date | None = None,
    ) -> Fetched:
        """Fetch one page.

        Args:
            url: its address.
            etag, modified: of the page that is known.
            clues: what is known of its date.
            source: its outlet, where that is known.
            given: publication date that outweighs all clues.

        Raises:
            FetchError: it did not come, may not be fetched, or is no page.
        """
        asked = address(url)
        answer = self._patiently(asked, etag, modified)
        if answer.status == 304:
            return Fetched(asked, None, answer.etag or etag, answer.modified or modified, 304)
        form = form_of_response(answer)
        if form is None:
            raise FetchError(asked, f"not a page but {answer.media or 'unknown data'}", status=200)
        changed = http_day(answer.modified)
        if changed is not None:
            clues = (*clues, DateClue(changed, "Last-Modified of the server", MODIFIED_WEIGHT))
        page = RawPage(
            answer.data,
            form,
            name_of(answer.url),
            asked,
            answer.url,
            answer.charset,
            given,
            dt.datetime.now(dt.UTC).date(),
            clues,
            source,
        )
        return Fetched(asked, page, answer.etag, answer.modified, 200)

    def _patiently(self, url: str, etag: str | None, modified: str | None) -> Response:
        wait = BACK_OFF
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._client.get(url, etag=etag, modified=modified, before=self._manners.ask)
            except FetchError as error:
                longest = error.retry_after or wait
                if not error.temporary or attempt == ATTEMPTS or longest > PATIENCE:
                    raise
                self._sleep(longest)
                wait *= 2
        raise AssertionError("the last attempt returns or raises")


def form_of_response(answer: Response) -> str | None:
    """The form of a page by its media type, else by its first bytes; None where it is no page."""
    looks = form_of(answer.data[:4096], "")
    if answer.media in _ANY_TYPE or answer.media.endswith("+xml"):
        form = looks if looks in {"html", "pdf", "feed"} else FORM_OF_TYPE.get(answer.media)
        return form
    form = FORM_OF_TYPE.get(answer.media)
    # feeds are often sent as HTML, and pages as plain text
    return looks if form in {"html", "text"} and looks in {"html", "pdf", "feed"} else form


def name_of(url: str) -> str:
    """A short name for the article at an address: the end of its path, or its host."""
    rest = url.partition("://")[2].partition("?")[0].strip("/")
    host, *path = [piece for piece in rest.split("/") if piece]
    named = [p for p in path if not p.isdigit() and p.lower() not in {"index.html", "index.htm", "index.php"}]
    last = (named or [host])[-1]
    for ending in (".html", ".htm", ".php", ".aspx", ".pdf", ".shtml"):
        last = last.removesuffix(ending)
    return last[:100] or host[:100]
