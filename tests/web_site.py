"""A news site on the loopback address, with good pages and bad manners of every kind."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]

CALLS = (
    "The Turkish foreign minister, Hakan Fidan, telephoned his Russian counterpart, Sergey Lavrov, on "
    "Wednesday to discuss the reopening of the harbour, the ministry in Ankara said.",
    "Mr Fidan told Mr Lavrov that the talks would resume next week in Muscat, where Omani diplomats have "
    "carried messages between the two sides since January.",
    "The Russian ministry confirmed the call and said that both ministers had agreed to meet before the end "
    "of the month, adding that no date had been set for the meeting.",
)


def page(title: str, *paragraphs: str, head: str = "", after: str = "") -> bytes:
    """A page with a menu, an article and a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a><li><a href='/world'>World</a><li><a href='/sport'>Sport</a></ul></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main>{after}"
        "<footer><a href='/terms'>Terms of use</a> Copyright Gulf Courier</footer></body></html>"
    ).encode()


def feed(entries: list[tuple[str, str, str]], title: str = "Gulf Courier") -> bytes:
    """An RSS feed of titles, addresses and dates."""
    items = "".join(
        f"<item><title>{name}</title><link>{link}</link><pubDate>{date}</pubDate>"
        "<description>Two ministers spoke.</description></item>"
        for name, link, date in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>http://courier.example</link><description>News</description>{items}</channel></rss>"
    ).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by the site's table of answers."""

    protocol_version = "HTTP/1.1"
    server: Any

    def do_GET(self) -> None:
        """Count the request and answer it."""
        path = self.path.partition("?")[0]
        self.server.site.requests.append((path, dict(self.headers)))
        answer = self.server.site.answers.get(path)
        try:
            if answer is None:
                self.give(b"nothing here", status=404, media="text/plain")
            elif isinstance(answer, bytes):
                self.give(answer)
            else:
                answer(self)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the other side has had enough
        self.close_connection = True

    def give(self, body: bytes, *, status: int = 200, media: str = "text/html", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", media)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Site:
    """The site: what it answers, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        self.answers: dict[str, Answer | bytes] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []

    def asked(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(path for path, _ in self.requests)


@contextmanager
def site() -> Iterator[Site]:
    """A running site with the standard pages of :func:`furnish`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made = Site(server)
    server.site = made  # type: ignore[attr-defined]
    furnish(made)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def furnish(made: Site) -> None:
    """Fill a site with pages, good and bad."""
    dated = '<meta property="article:published_time" content="2024-03-14T09:00:00Z">'
    made.answers |= {
        "/robots.txt": b"User-agent: *\nDisallow: /private/\n",
        "/2024/03/14/calls": page("Ministers speak by telephone", *CALLS, head=dated),
        "/private/calls": page("Ministers speak in private", *CALLS),
        "/moved": lambda h: h.give(b"", status=301, Location="/2024/03/14/calls"),
        "/circle": lambda h: h.give(b"", status=302, Location="/circle"),
        "/to-file": lambda h: h.give(b"", status=302, Location="file:///etc/passwd"),
        "/to-private": lambda h: h.give(b"", status=302, Location="/private/calls"),
        "/to-metadata": lambda h: h.give(b"", status=302, Location="http://169.254.169.254/latest/"),
        "/slow": _slow,
        "/slow-head": _slow_head,
        "/endless": _endless,
        "/bomb": lambda h: h.give(_bomb(), Content_Encoding="gzip"),
        "/deflate": lambda h: h.give(_raw_deflate(page("Deflated call", *CALLS)), Content_Encoding="deflate"),
        "/zipped": lambda h: h.give(gzip.compress(page("Zipped call", *CALLS)), Content_Encoding="gzip"),
        "/not-zipped": lambda h: h.give(b"plain words", Content_Encoding="gzip"),
        "/cut-zip": lambda h: h.give(gzip.compress(page("Cut call", *CALLS))[:-40], Content_Encoding="gzip"),
        "/short": lambda h: h.give(page("Short", *CALLS), Content_Length="99999"),
        "/huge": lambda h: h.give(b"x", Content_Length="999999999999"),
        "/picture": lambda h: h.give(b"\x89PNG\r\n", media="image/png"),
        "/nothing": lambda h: h.close_connection,
        "/garbage": lambda h: h.wfile.write(b"\x00\xffWHAT 12 NO\r\n\r\n"),
        "/script": (
            b"<!doctype html><html><head><title>App</title></head><body><div id=root></div>"
            b"<script>document.write('<p>The ministers met.</p>')</script></body></html>"
        ),
        "/scripted": page(
            "Ministers and <script>alert(1)</script> a script",
            *CALLS,
            "<script>steal(document.cookie)</script><style>p{color:red}</style>\x1b[31mRed\x1b[0m words were said.",
            head="<script>var published = '1999-01-01';</script>",
        ),
        "/misdated": page(
            "Ministers speak in the future",
            "Wednesday, 14 March 2035",
            *CALLS,
            head='<meta property="article:published_time" content="2035-03-14T09:00:00Z">',
        ),
        "/french": page(
            "Les ministres se parlent",
            "Le ministre turc des affaires étrangères, Hakan Fidan, a téléphoné mercredi à son homologue russe, "
            "Sergueï Lavrov, pour discuter de la réouverture du port, a annoncé le ministère à Ankara.",
            "Les deux ministres se sont mis d'accord pour se rencontrer avant la fin du mois à Mascate.",
        ),
        "/busy": lambda h: h.give(b"later", status=503, Retry_After="1"),
        "/later": lambda h: h.give(b"later", status=429, Retry_After="86400"),
        "/kept": _kept(page("A page that is kept", *CALLS, head=dated)),
        "/feed.xml": lambda h: h.give(_feed(made), media="application/rss+xml", ETag='"f1"'),
    }


def _feed(made: Site) -> bytes:
    return feed(
        [
            ("A page that is kept", f"{made.url}/kept", "Thu, 14 Mar 2024 10:00:00 GMT"),
            ("Ministers speak by telephone", f"{made.url}/2024/03/14/calls", "Thu, 14 Mar 2024 09:00:00 GMT"),
            ("Gone", f"{made.url}/gone", "Wed, 13 Mar 2024 09:00:00 GMT"),
        ]
    )


def _kept(body: bytes) -> Answer:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.give(b"", status=304, ETag='"v1"')
        else:
            handler.give(body, ETag='"v1"', Last_Modified="Thu, 14 Mar 2024 10:00:00 GMT")

    return answer


def _slow(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(300):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def _slow_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(300):
        handler.wfile.write(f"X-Drip-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    piece = b"%x\r\n%s\r\n" % (65_536, b"<p>and so on</p>" * 4096)
    while True:
        handler.wfile.write(piece)


def _bomb() -> bytes:
    """Two hundred megabytes of zeros in two hundred kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(200)) + packer.flush()


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
