"""Connections that reach public addresses only, however the name of the host resolves.

The name is resolved once, every address is checked, and the connection is made to the checked
address itself: a name that resolves to something else a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

RESOLVE_SECONDS = 10.0
"""Time for the name of a host to resolve."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenAddressError(Exception):
    """A host with an address that is not public. Its text names host and address."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, an IPv4 address inside an IPv6 one included.

    Args:
        address: in digits; a zone ("%eth0") makes it link-local.
    """
    if "%" in address:
        return False
    ip: IpAddress = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.teredo is not None or ip.is_site_local:
            return False
        if inner is not None:
            return is_public(str(inner))
        if int(ip) < 2**32:  # IPv4-compatible, long out of use
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order.

    Raises:
        httpcore.ConnectError: there are none.
        httpcore.ConnectTimeout: the answer takes too long.
    """
    answer: list[Any] = []

    def ask() -> None:
        try:
            answer.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    # the system's resolver knows no deadline
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(RESOLVE_SECONDS)
    if not answer:
        raise httpcore.ConnectTimeout("its name does not resolve in time")
    if isinstance(answer[0], Exception):
        raise httpcore.ConnectError("there is no such host") from answer[0]
    return list(dict.fromkeys(str(found[4][0]) for found in answer[0]))


class CheckedBackend(httpcore.NetworkBackend):
    """httpcore's connections, restricted to public addresses and to a deadline.

    Args:
        private: allow private, loopback and link-local addresses too.
    """

    def __init__(self, *, private: bool = False) -> None:
        self._plain = httpcore.SyncBackend()
        self._private = private
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            ForbiddenAddressError: one of its addresses is not public.
            httpcore.NetworkError, httpcore.TimeoutException: no connection.
        """
        addresses = resolve(host, port)
        self._check(host, addresses)
        failure: Exception = httpcore.ConnectError("it has no address")
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, min_timeout(timeout, self.deadline), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            # what was really connected to
            self._check(host, [str(stream.get_extra_info("server_addr")[0])])
            return DeadlineStream(stream, self.deadline)
        raise failure

    def _check(self, host: str, addresses: Iterable[str]) -> None:
        for address in addresses:
            if not self._private and not is_public(address):
                raise ForbiddenAddressError(
                    f"{host} is at {address}, which is not a public address "
                    "(DRAGOMAN_PRIVATE_ADDRESSES=true allows it)"
                )


class DeadlineStream(httpcore.NetworkStream):
    """A connection on which nothing waits past a moment, however slowly the bytes drip.

    Args:
        stream: the connection.
        deadline: moment of :func:`time.monotonic`.
    """

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes that have come, at most ``max_bytes``."""
        return self._stream.read(max_bytes, min_timeout(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, min_timeout(timeout, self._deadline))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted and checked for the host's name."""
        secured = self._stream.start_tls(ssl_context, server_hostname, min_timeout(timeout, self._deadline))
        return DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the socket."""
        return self._stream.get_extra_info(info)


def min_timeout(timeout: float | None, deadline: float) -> float:
    """Seconds to wait: as asked, never past the deadline.

    Raises:
        httpcore.ReadTimeout: the deadline has passed.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this page is over")
    return left if timeout is None else min(timeout, left)
