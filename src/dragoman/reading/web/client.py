"""One request for one page: redirects followed and checked, sizes and times bounded."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from dragoman.errors import ReadingError
from dragoman.reading.text import MAX_BYTES, clean
from dragoman.reading.web.addresses import CheckedBackend, ForbiddenAddressError

SECONDS = 30.0
"""Time for one page, from resolving its host to its last byte."""

CONNECT_SECONDS = 10.0
"""Time for a connection."""

REDIRECTS = 5
"""Redirects that are followed."""

ADDRESS_LIMIT = 4000
"""Characters of the longest address."""

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, "
    "application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
)

_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_MOVED = frozenset({301, 302, 303, 307, 308})
_PATH = "%/:=&?~+!$,;'@()*[]|^`{}"


class FetchError(ReadingError):
    """A page that did not come.

    Args:
        where: its address.
        reason: why, in plain words.
        temporary: whether asking again later makes sense.
        status: the server's answer, 0 where there was none.
        retry_after: seconds that the server asks to wait, or None.
    """

    def __init__(
        self,
        where: str,
        reason: str,
        *,
        temporary: bool = False,
        status: int = 0,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(where, reason)
        self.temporary = temporary
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered.

    Attributes:
        url: the address that answered, after redirects.
        status: 200, or 304 where the page is the one that is known.
        media: media type in small letters, empty where none was given.
        charset: declared encoding, or None.
        data: the page, no longer compressed.
        etag, modified: by which the page is known the next time, or None.
    """

    url: str
    status: int
    media: str
    charset: str | None
    data: bytes
    etag: str | None = None
    modified: str | None = None


def address(url: str) -> str:
    """An address in the form in which it is requested and remembered, without its fragment.

    Raises:
        FetchError: not http or https, without a host, with a password in it, or too long.
    """
    shown = " ".join(clean(url).split())[:200]
    if len(url) > ADDRESS_LIMIT:
        raise FetchError(shown, f"an address of {len(url):,} characters")
    try:
        parts = urlsplit(clean(url).strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(shown, "not an address") from error
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise FetchError(shown, "only http and https addresses are fetched")
    if parts.username or parts.password:
        raise FetchError(shown, "an address with a name or password in it is not fetched")
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise FetchError(shown, "not the name of a host") from error
    if not re.fullmatch(r"[a-z0-9_.:%-]+", host):
        raise FetchError(shown, "not the name of a host")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        place = f"{place}:{port}"
    path, query = quote(parts.path or "/", safe=_PATH), quote(parts.query, safe=_PATH)
    return urlunsplit((parts.scheme.lower(), place, path, query, ""))


class Client:
    """Requests pages over checked connections.

    Args:
        agent: the user agent.
        private: allow private addresses.
        seconds: time for one page.
        limit: bytes of the largest page, compressed or not.
    """

    def __init__(
        self, agent: str, *, private: bool = False, seconds: float = SECONDS, limit: int = MAX_BYTES
    ) -> None:
        self.agent = agent
        self.seconds = seconds
        self.limit = limit
        self._backend = CheckedBackend(private=private)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        before: Callable[[str], None] = lambda _: None,
    ) -> Response:
        """Request a page.

        Args:
            url: as :func:`address` gives it.
            etag, modified: of the page that is known, so that an unchanged one is not sent again.
            before: called with each address before it is requested, redirects included; it may
                wait, and raise a :class:`FetchError`.

        Raises:
            FetchError: the page did not come.
        """
        asked = url
        for _ in range(REDIRECTS + 1):
            before(url)
            found = self._once(url, etag, modified, asked)
            if isinstance(found, Response):
                return found
            url = address(urljoin(url, found))
        raise FetchError(asked, f"more than {REDIRECTS} redirects")

    def _once(self, url: str, etag: str | None, modified: str | None, asked: str) -> Response | str:
        """A response, or the address that another one points to."""
        headers = [
            ("Host", urlsplit(url).netloc),
            ("User-Agent", self.agent),
            ("Accept", ACCEPT),
            ("Accept-Encoding", "gzip, deflate"),
            ("Accept-Language", "en"),
            ("Connection", "close"),
        ]
        headers += [("If-None-Match", etag)] if etag else []
        headers += [("If-Modified-Since", modified)] if modified else []
        self._backend.deadline = time.monotonic() + self.seconds
        timeouts = {"connect": CONNECT_SECONDS, "read": self.seconds, "write": self.seconds, "pool": 1.0}
        try:
            # no connection is kept: each is checked, and each page has a deadline of its own
            with (
                httpcore.ConnectionPool(network_backend=self._backend, max_connections=1) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as answer,
            ):
                return self._read(answer, url, asked)
        except ForbiddenAddressError as error:
            raise FetchError(asked, str(error)) from error
        except httpcore.TimeoutException as error:
            raise FetchError(
                asked, f"no whole answer within {self.seconds:g} seconds", temporary=True
            ) from error
        except httpcore.RemoteProtocolError as error:
            raise FetchError(asked, _broken(error), temporary=True) from error
        except httpcore.NetworkError as error:
            raise FetchError(asked, _unreachable(error), temporary=True) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            raise FetchError(asked, "cannot be requested") from error

    def _read(self, answer: httpcore.Response, url: str, asked: str) -> Response | str:
        headers = {k.decode("latin-1").lower(): v.decode("latin-1").strip() for k, v in answer.headers}
        if answer.status in _MOVED and headers.get("location"):
            return headers["location"]
        etag, modified = _short(headers.get("etag")), _short(headers.get("last-modified"))
        media, charset = _media(headers.get("content-type", ""))
        if answer.status == 304:
            return Response(url, 304, media, charset, b"", etag, modified)
        if answer.status != 200:
            _refuse(asked, answer.status, headers)
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced) > self.limit:
            raise FetchError(asked, f"{int(announced):,} bytes, more than the {self.limit:,} allowed")
        data = self._body(answer, headers.get("content-encoding", "").lower(), asked)
        return Response(url, 200, media, charset, data, etag, modified)

    def _body(self, answer: httpcore.Response, encoding: str, asked: str) -> bytes:
        """The page, unpacked as it comes and never beyond the limit."""
        if encoding not in {"", "identity", *_PACKED}:
            raise FetchError(asked, f"compressed by '{encoding[:20]}', which was not asked for")
        unpacker = Unpacker(self.limit) if encoding in _PACKED else None
        pieces: list[bytes] = []
        came = size = 0
        for chunk in answer.iter_stream():
            came += len(chunk)
            try:
                piece = unpacker.more(chunk) if unpacker else chunk
            except zlib.error as error:
                raise FetchError(asked, "not compressed as it says") from error
            size += len(piece)
            if max(came, size) > self.limit:
                raise FetchError(asked, f"more than the {self.limit:,} bytes allowed")
            pieces.append(piece)
        if unpacker and came and not unpacker.whole:
            raise FetchError(asked, "its compressed bytes break off", temporary=True)
        return b"".join(pieces)


class Unpacker:
    """Unpacks gzip and deflate piece by piece, never to more than one byte over the limit.

    Args:
        limit: bytes of the unpacked whole.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._left = limit + 1
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._first = True

    @property
    def whole(self) -> bool:
        """Whether the end of the compressed data was seen."""
        return self._unpack.eof

    def more(self, chunk: bytes) -> bytes:
        """What a further piece unpacks to.

        Raises:
            zlib.error: it is not compressed.
        """
        if self._left <= 0:
            return b""
        try:
            piece = self._unpack.decompress(chunk, self._left)
        except zlib.error:
            if not self._first:
                raise
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate as many servers write it
            piece = self._unpack.decompress(chunk, self._left)
        self._first = False
        self._left -= len(piece)
        return piece


def _refuse(asked: str, status: int, headers: dict[str, str]) -> NoReturn:
    """Raise what an answer other than a page means."""
    words = {401: "needs a login", 403: "the server refuses it", 404: "there is no such page"}
    words |= {
        410: "the page is gone",
        429: "the server asks to come less often",
        451: "withheld for legal reasons",
    }
    retry = headers.get("retry-after", "")
    raise FetchError(
        asked,
        f"{words.get(status, 'no page came')} (HTTP {status})",
        temporary=status in {408, 425, 429} or status >= 500,
        status=status,
        retry_after=float(retry) if retry.isdigit() and len(retry) < 8 else None,
    )


def _media(value: str) -> tuple[str, str | None]:
    media, _, rest = value.partition(";")
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", rest, re.IGNORECASE)
    return media.strip().lower()[:100], match[1] if match else None


def _short(value: str | None) -> str | None:
    """A header that is sent back to the server, None where it is too long or has odd characters."""
    return value if value and len(value) < 1000 and value.isprintable() and value.isascii() else None


def _broken(error: Exception) -> str:
    text = str(error)
    if "without sending a response" in text:
        return "the server hung up without an answer"
    if "before body was complete" in text or "incomplete" in text or "without sending complete" in text:
        return "the connection broke off: fewer bytes came than were announced"
    return f"the server's answer breaks the rules of HTTP ({text[:100]})"


def _unreachable(error: Exception) -> str:
    text = str(error) or "no connection"
    if "certificate" in text.lower():
        return "its certificate is not valid"
    return f"cannot be reached ({text[:120]})"
