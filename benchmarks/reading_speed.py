"""How fast an archive is read, against trafilatura alone on the same pages.

    python -m benchmarks.reading_speed [RECORDS]

Writes a WARC archive of mixed records (pages in several encodings and languages, statements in PDF,
pictures, errors of servers), reads it once by trafilatura alone, in this process, and once by Dragoman
with all that it adds: the extracting process, parts, dates, language. Prints both times, their ratio
and the memory that was needed. The aim is a ratio of 0.8 or more.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RECORDS = 2000

WHO = (
    "the Turkish foreign minister",
    "the Russian president",
    "Oman's ambassador to Tehran",
    "the envoy of the United Nations",
    "a spokesman for the ministry in Cairo",
    "the Norwegian prime minister",
    "the head of the delegation",
    "the Kenyan defence minister",
)
DID = (
    "telephoned his counterpart in {place} to discuss {topic}",
    "said that talks on {topic} would resume in {place} within {number} days",
    "arrived in {place} with a letter about {topic}",
    "denied that {topic} had been raised during the meeting in {place}",
    "told reporters in {place} that {number} points on {topic} remained open",
)
PLACES = "Muscat Geneva Doha Cairo Ankara Moscow Oslo Nairobi Tehran Vienna Addis-Ababa Riyadh".split()
TOPICS = (
    "the reopening of the harbour",
    "the exchange of prisoners",
    "a ceasefire in the northern districts",
    "the price of grain",
    "the demarcation of the border",
    "the release of two fishing boats",
    "humanitarian corridors",
)
RUSSIAN = "Министр иностранных дел заявил, что переговоры о поставках зерна продолжатся в Маскате. "
FRENCH = (
    "Le ministre des affaires étrangères a déclaré que les négociations sur le port reprendraient à Mascate. "
)


def sentence(rng: random.Random) -> str:
    """A sentence of no newspaper."""
    done = rng.choice(DID).format(
        place=rng.choice(PLACES), topic=rng.choice(TOPICS), number=rng.randint(2, 90)
    )
    return f"On {rng.choice('Monday Tuesday Wednesday Thursday Friday'.split())} {rng.choice(WHO)} {done}."


def page(rng: random.Random, number: int, size: int) -> str:
    """HTML of a page with menus, an article of some length and a footer; ``size`` 1 is small, 4 usual."""
    title = f"{rng.choice(TOPICS).capitalize()}: report {number} from {rng.choice(PLACES)}"
    paragraphs = "".join(
        f"<p>{' '.join(sentence(rng) for _ in range(rng.randint(2, 5)))}</p>"
        for _ in range(rng.randint(2 * size, 6 * size))
    )
    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="/section/{n}/{rng.randint(0, 10**6)}">Section {n}</a></li>'
        for n in range(rng.randint(8 * size, 40 * size))
    )
    cards = "".join(
        f'<div class="teaser"><a href="/story/{rng.randint(0, 10**7)}"><img src="/i/{n}.jpg"><h3>{sentence(rng)[:60]}</h3></a></div>'
        for n in range(rng.randint(size, 8 * size))
    )
    day = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | Gulf Courier</title>"
        f"<meta property='og:site_name' content='Gulf Courier'><meta property='article:published_time' content='{day}T08:00:00Z'>"
        f"<script>var data = {[rng.random() for _ in range(rng.randint(25 * size, 150 * size))]};</script></head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>{paragraphs}</article>"
        f"<aside>{cards}</aside></main><footer><ul>{menu}</ul>Copyright Gulf Courier</footer></body></html>"
    )


def write_archive(path: Path, count: int = RECORDS, seed: int = 7, size: int = 4) -> dict[str, int]:
    """Write an archive of mixed records.

    Args:
        path: where; compressed record by record.
        count: responses in it; requests and metadata come on top.
        seed: of the random choices, so that an archive can be made again.
        size: of the pages, 1 small, 4 as newspapers have them.

    Returns:
        How many records of each sort there are.
    """
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    rng = random.Random(seed)
    counts: dict[str, int] = {}
    with path.open("wb") as raw:
        writer = GzipWriter(raw)
        for number in range(1, count + 1):
            sort = rng.choices(
                ("page", "legacy", "foreign", "picture", "error", "packed", "broken", "menu"),
                (70, 6, 8, 5, 4, 4, 1, 2),
            )[0]
            counts[sort] = counts.get(sort, 0) + 1
            url = (
                f"https://courier.example/2024/{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/story-{number}"
            )
            for kind in (WarcRecordType.request, WarcRecordType.response):
                record = WarcRecord()
                record.init_headers(kind, record_urn=f"urn:uuid:{rng.getrandbits(128):032x}".encode())
                record.headers["WARC-Target-URI"] = url
                record.headers["WARC-Date"] = "2025-01-05T10:00:00Z"
                name = "response" if kind is WarcRecordType.response else "request"
                record.headers["Content-Type"] = f"application/http; msgtype={name}"
                body = (
                    response(sort, rng, number, size)
                    if name == "response"
                    else b"GET / HTTP/1.1\r\nHost: courier.example\r\n\r\n"
                )
                record.set_bytes_content(body)
                record.write(writer)
        writer.close()
    return counts


def response(sort: str, rng: random.Random, number: int, size: int) -> bytes:
    """An answer of a server: head and body."""
    status, media, extra = "200 OK", "text/html; charset=utf-8", ""
    if sort == "page":
        body = page(rng, number, size).encode()
    elif sort == "legacy":
        media = "text/html"
        body = page(rng, number, size).replace("Copyright", "© “Courier” –").encode("cp1252")
    elif sort == "foreign":
        words = (RUSSIAN if rng.random() < 0.5 else FRENCH) * 12
        body = f"<html><head><title>{number}</title></head><body><article><p>{words}</p><p>{words}</p></article></body></html>".encode()
    elif sort == "picture":
        media, body = "image/jpeg", rng.randbytes(20_000)
    elif sort == "error":
        status, body = "404 Not Found", b"<html><body><h1>Not found</h1></body></html>"
    elif sort == "packed":
        extra, body = "Content-Encoding: gzip\r\n", gzip.compress(page(rng, number, size).encode(), mtime=0)
    elif sort == "broken":
        extra, body = "Content-Encoding: gzip\r\n", b"these bytes are not compressed"
    else:
        body = b"<html><body><ul>" + b"<li><a href='/x'>Section</a></li>" * 60 + b"</ul></body></html>"
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


def by_trafilatura(path: Path) -> int:
    """How many pages trafilatura alone reads, archive and all."""
    from fastwarc import ArchiveIterator
    from fastwarc.warc import WarcRecordType
    from trafilatura import bare_extraction

    from dragoman.reading.extract.pages import DATES

    found = 0
    with path.open("rb") as stream:
        for record in ArchiveIterator(
            io.BufferedReader(stream),
            record_types=WarcRecordType.response,
            auto_decode="transfer",
            strict_mode=False,
        ):
            if record.http_headers.status_code != 200 or "html" not in (record.http_content_type or ""):
                continue
            try:
                document = bare_extraction(
                    record.reader.read(),
                    with_metadata=True,
                    include_comments=True,
                    date_extraction_params=DATES,
                )
            except Exception:
                document = None
            found += document is not None
    return found


def by_dragoman(path: Path) -> int:
    """How many articles Dragoman reads."""
    from dragoman.reading.extract.guard import extractor
    from dragoman.reading.sources import Sources

    found = sum(1 for _ in Sources([path], refused=lambda _: None))
    extractor().close()  # so that its time is counted
    return found


def timed(read: Callable[[Path], int], path: Path) -> tuple[int, float, float]:
    """What a reader found, seconds that went by, and seconds of processors, those of its processes too."""
    began, before = time.perf_counter(), os.times()
    found = read(path)
    after = os.times()
    return found, time.perf_counter() - began, sum(after[:4]) - sum(before[:4])


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.warc.gz"
        counts = write_archive(path, count)
        size = path.stat().st_size / 1e6
        print(
            f"{count:,} responses, {size:.1f} MB: "
            + ", ".join(f"{n} {sort}" for sort, n in sorted(counts.items()))
        )
        small = Path(folder) / "small.warc.gz"
        write_archive(small, 20)
        by_trafilatura(small), by_dragoman(small)  # both with their libraries loaded
        readers = {"trafilatura": by_trafilatura, "dragoman": by_dragoman}
        figures = {name: timed(read, path) for name, read in readers.items()}
    for name, (found, seconds, processor) in figures.items():
        print(
            f"{name:12} {found:5,} articles {seconds:7.1f} s {found / seconds:6.1f} a second, {processor:6.1f} s of processors"
        )
    (_, alone, alone_processor), (_, ours, our_processor) = figures.values()
    print(
        f"ratio        {alone / ours:.2f} by the clock, {alone_processor / our_processor:.2f} by the processors"
    )
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory       {own:7.0f} MB at most, and {child:.0f} MB in the extracting process")


if __name__ == "__main__":
    main()
