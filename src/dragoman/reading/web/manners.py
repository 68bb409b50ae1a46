"""Manners: what robots.txt forbids is not fetched, and no host is asked twice in a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dragoman.reading.web.client import Client, FetchError

ROBOT = "dragoman"
"""The name by which robots.txt speaks of this program."""

PAUSE = 1.0
"""Seconds between two requests to one host."""

LONGEST_PAUSE = 30.0
"""Longest ``Crawl-delay`` that is waited for; hosts that ask for more are asked this seldom."""

RULES_LAST = 24 * 3600.0
"""Seconds after which robots.txt is asked for again (RFC 9309, section 2.4)."""

RULES_BYTES = 500 * 1024
"""Bytes of robots.txt that are read (RFC 9309, section 2.5)."""


@dataclass(slots=True)
class _Rules:
    parsed: Any
    """Protego's rules, None where everything is allowed."""
    closed: str
    """Why nothing is allowed, empty where the rules decide."""
    until: float


class Manners:
    """Asks robots.txt of each host once, and waits between requests.

    Args:
        client: by which robots.txt is fetched.
        pause: seconds between two requests to one host.
        clock, sleep: the time, and waiting.
    """

    def __init__(
        self,
        client: Client,
        *,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, _Rules] = {}
        self._last: dict[str, float] = {}

    def ask(self, url: str) -> None:
        """Wait until a page may be requested.

        Raises:
            FetchError: robots.txt forbids it, or cannot be had from a server in trouble.
        """
        parts = urlsplit(url)
        rules = self._rules_of(f"{parts.scheme}://{parts.netloc}")
        if rules.closed:
            raise FetchError(url, rules.closed, temporary=True)
        pause = self._pause
        if rules.parsed is not None:
            if not rules.parsed.can_fetch(url, ROBOT):
                raise FetchError(url, "robots.txt of its host forbids it")
            pause = max(pause, min(float(rules.parsed.crawl_delay(ROBOT) or 0), LONGEST_PAUSE))
        self._wait(parts.netloc, pause)

    def _wait(self, host: str, pause: float) -> None:
        last = self._last.get(host)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        self._last[host] = self._clock()

    def _rules_of(self, origin: str) -> _Rules:
        known = self._rules.get(origin)
        if known is None or known.until < self._clock():
            known = self._rules[origin] = self._fetched(origin)
        return known

    def _fetched(self, origin: str) -> _Rules:
        """The rules of a host: none where it has none, a closed door where it is in trouble."""
        from protego import Protego

        until = self._clock() + RULES_LAST
        host = urlsplit(origin).netloc
        try:
            answer = self._client.get(
                f"{origin}/robots.txt", before=lambda url: self._wait(urlsplit(url).netloc, self._pause)
            )
        except FetchError as error:
            if 400 <= error.status < 500 and error.status != 429:
                return _Rules(None, "", until)
            # RFC 9309, section 2.3.1.4: a host that cannot say is a host that forbids, for now
            trouble = f"robots.txt of {host} cannot be read ({error.reason})"
            return _Rules(None, trouble if error.temporary else error.reason, self._clock() + 60)
        text = answer.data[:RULES_BYTES].decode("utf-8", "replace")
        try:
            return _Rules(Protego.parse(text), "", until)
        except (ValueError, RecursionError):
            return _Rules(None, "", until)
