"""WARC archives: thousands of mixed records in bounded memory, killed and resumed, broken and hostile."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.reading_speed import write_archive

from dragoman.article import Article
from dragoman.errors import ForeignLanguageError, ReadingError
from dragoman.reading.sources import Sources
from web_site import CALLS, page

ROOT = Path(__file__).parent.parent

STORE = """
import json, resource, sys
from dragoman.ledger import Ledger
from dragoman.reading.extract.guard import extractor
from dragoman.reading.sources import Sources
from dragoman.records import CodedArticle
archive, file = sys.argv[1:]
refused = []
with Ledger.open(file) as ledger:
    for article in Sources([archive], refused=refused.append):
        known = dict(doc=article.doc, published=article.published, title=article.title, source=article.source)
        ledger.add(article, CodedArticle(coder="test", url=article.url, warnings=article.warnings, **known))
        print(article.doc, flush=True)
extractor().close()  # to be counted among the children
# what the kernel says of this process alone: getrusage counts what the process that forked it had
own = int(next(x for x in open("/proc/self/status") if x.startswith("VmHWM")).split()[1])
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
told = sorted(str(error) for error in refused)
print(json.dumps({"memory": [own // 1024, children // 1024], "refused": told}))
"""


def store(archive: Path, file: Path, kill_after: int | None = None) -> dict[str, object]:
    """Store an archive's articles in a process of its own, killed without warning after so many."""
    process = subprocess.Popen(
        [sys.executable, "-c", STORE, str(archive), str(file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = ""
    for number, line in enumerate(process.stdout, 1):
        last = line
        if number == kill_after:
            process.kill()
            break
    process.stdout.close()
    process.wait()
    return {} if kill_after else json.loads(last)


def contents(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a ledger holds, without times and numbers."""
    queries = {
        "documents": "SELECT key, doc, title, source, url, published, text, parts, clues FROM documents ORDER BY key",
        "pages": "SELECT digest, doc, origin, url, charset, size, packed FROM pages ORDER BY digest",
        "origins": "SELECT d.key, p.digest FROM origins o JOIN documents d ON d.id = o.document JOIN pages p ON p.id = o.page ORDER BY 1, 2",
        "copies": "SELECT d.key, e.key, c.kind, c.share FROM copies c JOIN documents d ON d.id = c.document JOIN documents e ON e.id = c.original ORDER BY 1",
        "codings": "SELECT doc, fingerprint FROM codings ORDER BY 1, 2",
    }
    with sqlite3.connect(file) as plain:
        return {name: plain.execute(query).fetchall() for name, query in queries.items()}


def test_two_thousand_records_killed_half_way_and_resumed(tmp_path: Path) -> None:
    archive = tmp_path / "news.warc.gz"
    counts = write_archive(archive, 2000, size=1)
    whole, resumed = tmp_path / "whole.ledger", tmp_path / "resumed.ledger"
    result = store(archive, whole)
    articles = counts["page"] + counts["legacy"] + counts["packed"]
    held = contents(whole)
    assert len(held["documents"]) == len(held["pages"]) == articles
    refused = [str(reason).partition(": ")[2].partition(": ")[2] for reason in result["refused"]]  # type: ignore[attr-defined]
    assert refused.count("compressed in a way that cannot be undone") == counts["broken"]
    assert refused.count("no article on this page, only lists and links") == counts["menu"]
    assert sum("not in English: left" in reason for reason in refused) == counts["foreign"]
    assert len(refused) == counts["broken"] + counts["menu"] + counts["foreign"]
    assert max(result["memory"]) < 400  # type: ignore[call-overload]

    store(archive, resumed, kill_after=articles // 2)
    assert 0 < len(contents(resumed)["documents"]) < articles
    again = store(archive, resumed)
    assert again["refused"] == result["refused"]
    assert contents(resumed) == held


def record(body: bytes, kind: str = "response", media: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-15T00:00:00Z\r\n"
        f"WARC-Target-URI: https://courier.example/2024/03/14/a\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", *headers]
    if "Transfer-Encoding" not in "".join(headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


GOOD = record(http(page("Ministers speak", *CALLS)))


def read(data: bytes) -> tuple[list[Article], list[ReadingError]]:
    refused: list[ReadingError] = []
    sources = Sources(["-"], stdin=io.BytesIO(data), refused=refused.append)
    return list(sources), refused


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "compressed"])
def test_an_archive_on_standard_input(packed: bool) -> None:
    data = gzip.compress(GOOD) * 2 if packed else GOOD * 2
    articles, refused = read(data)
    assert [(a.doc, a.url, str(a.published)) for a in articles] == [
        ("stdin-1", "https://courier.example/2024/03/14/a", "2024-03-14"),
        ("stdin-2", "https://courier.example/2024/03/14/a", "2024-03-14"),
    ]
    assert refused == []
    assert articles[0].page is not None
    assert str(articles[0].page.crawled) == "2024-03-15"


HOSTILE = {
    "nothing": (b"WARC/1.0\r\n", 0),
    "not gzip": (b"\x1f\x8b" + b"\xff" * 500, 0),
    "cut short": (gzip.compress(GOOD)[:-200], 0),
    "cut after one": (gzip.compress(GOOD) + gzip.compress(GOOD)[:300], 1),
    "no page": (record(b"x", "warcinfo", "text/plain"), 0),
    "lying length": (GOOD.replace(b"Content-Length: ", b"Content-Length: 9999", 1), None),
    "negative length": (GOOD.replace(b"Content-Length: ", b"Content-Length: -", 1), None),
    "huge length": (GOOD.replace(b"Content-Length: ", b"Content-Length: 99999999999999999999", 1), None),
    "page bomb": (GOOD + record(http(gzip.compress(b"\0" * 300_000_000), "Content-Encoding: gzip")), 1),
    "archive bomb": (gzip.compress(record(http(b"<p>" + b"x" * 200_000_000))), 0),
    "garbage between": (GOOD + b"\xff\x00garbage" * 50 + GOOD, None),
    "no http": (record(b"\xff" * 200) + GOOD, 1),
    "endless header": (record(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000) + GOOD, None),
    "chunks that lie": (
        record(http(b"fffffff\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked")) + GOOD,
        None,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_broken_and_hostile_archives(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    data, expected = HOSTILE[name]
    began = time.monotonic()
    articles, refused = read(data)
    assert time.monotonic() - began < 15  # with two processes to start
    assert expected is None or len(articles) == expected
    assert all("\n" not in str(error) and len(str(error)) < 400 for error in refused)
    assert refused or articles
    assert capfd.readouterr().err == ""


def test_pages_in_other_languages_are_left() -> None:
    words = "Le ministre des affaires étrangères a déclaré que les négociations sur le port reprendraient bientôt. "
    articles, refused = read(
        GOOD + record(http(f"<html><body><article><p>{words * 5}</p></article></body></html>".encode()))
    )
    assert len(articles) == 1
    assert [type(error) for error in refused] == [ForeignLanguageError]
