"""Fetching from a site on the loopback address: polite, bounded, safe, and resumed where it stopped."""

from __future__ import annotations

import datetime as dt
import json
import socket
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cli_samples import run
from dragoman.article import RawPage
from dragoman.ledger import Ledger
from dragoman.reading.web import addresses, client, manners
from dragoman.reading.web.addresses import is_public
from dragoman.reading.web.client import Client, FetchError, address
from dragoman.reading.web.fetching import Fetcher, agent, name_of
from dragoman.reading.web.rounds import GIVE_UP, Rounds
from dragoman.reading.web.visits import Visit, now
from web_site import Site, feed, site


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as made:
        yield made


def fetcher(**options: object) -> Fetcher:
    """A fetcher that may reach the loopback address and does not wait."""
    return Fetcher(**{"private": True, "pause": 0.0, "seconds": 1.0, "sleep": lambda _: None} | options)


class Memory:
    """Visits in a dictionary."""

    def __init__(self) -> None:
        self.visits: dict[str, Visit] = {}

    def visit(self, url: str) -> Visit | None:
        return self.visits.get(url)

    def remember(self, visit: Visit, page: RawPage | None = None) -> None:
        self.visits[visit.url] = visit


def rounds(memory: Memory, **options: object) -> tuple[Rounds, list[str]]:
    refused: list[str] = []
    return Rounds(fetcher(**options), memory, lambda e: refused.append(str(e))), refused


def test_a_page_comes_with_all_that_is_known_of_it(web: Site) -> None:
    found = fetcher(contact="desk@institute.example").fetch(f"{web.url}/kept")
    assert found.page is not None
    assert found.page.form == "html"
    assert (found.etag, found.modified) == ('"v1"', "Thu, 14 Mar 2024 10:00:00 GMT")
    assert [(clue.day, clue.origin) for clue in found.page.clues] == [
        (dt.date(2024, 3, 14), "Last-Modified of the server")
    ]
    sent = web.requests[-1][1]
    assert sent["User-Agent"].startswith("dragoman/")
    assert "desk@institute.example" in sent["User-Agent"]
    assert web.asked() == {"/robots.txt": 1, "/kept": 1}


def test_an_unchanged_page_is_not_sent_again(web: Site) -> None:
    found = fetcher().fetch(f"{web.url}/kept", etag='"v1"')
    assert (found.status, found.page) == (304, None)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/private/calls", "robots.txt of its host forbids it"),
        ("/to-private", "robots.txt of its host forbids it"),
        ("/circle", "more than 5 redirects"),
        ("/to-file", "only http and https addresses are fetched"),
        ("/slow", "no whole answer within 1 seconds"),
        ("/slow-head", "no whole answer within 1 seconds"),
        ("/endless", "more than the 20,000,000 bytes allowed"),
        ("/bomb", "more than the 20,000,000 bytes allowed"),
        ("/not-zipped", "not compressed as it says"),
        ("/cut-zip", "its compressed bytes break off"),
        ("/short", "fewer bytes came than were announced"),
        ("/huge", "999,999,999,999 bytes, more than the 20,000,000 allowed"),
        ("/picture", "not a page but image/png"),
        ("/nothing", "hung up without an answer"),
        ("/garbage", "breaks the rules of HTTP"),
        ("/gone", "there is no such page (HTTP 404)"),
        ("/busy", "no page came (HTTP 503)"),
        ("/later", "the server asks to come less often (HTTP 429)"),
    ],
)
def test_what_does_not_come_is_told_in_one_line(web: Site, path: str, reason: str) -> None:
    tracemalloc.start()
    began = time.monotonic()
    try:
        with pytest.raises(FetchError) as told:
            fetcher(seconds=1.0 if "slow" in path else 30.0).fetch(f"{web.url}{path}")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reason in told.value.reason
    assert "\n" not in str(told.value)
    assert time.monotonic() - began < 20
    assert peak < 100_000_000


@pytest.mark.parametrize("path", ["/zipped", "/deflate", "/moved"])
def test_compressed_and_moved_pages_come(web: Site, path: str) -> None:
    found = fetcher().fetch(f"{web.url}{path}")
    assert found.page is not None
    assert b"Sergey Lavrov" in found.page.data


def test_private_addresses_are_refused_by_themselves(web: Site) -> None:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1, which is not a public address"):
        fetcher(private=False).fetch(f"{web.url}/kept")
    assert web.requests == []


def test_a_redirect_to_a_private_address_is_refused(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # only the site itself is allowed
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or real(ip))
    with pytest.raises(FetchError, match=r"169\.254\.169\.254, which is not a public address"):
        fetcher(private=False).fetch(f"{web.url}/to-metadata")


def test_a_name_that_turns_private_is_refused(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the second answer of the resolver would lead to the site, but nobody asks twice."""
    port = int(web.url.rpartition(":")[2])
    answers = iter(["198.51.100.7", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []

    def getaddrinfo(host: str, number: int, **_: object) -> list[object]:
        asked.append(host)
        ip = next(answers)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, number))]

    connected: list[str] = []

    def connect(_: object, host: str, *args: object) -> object:
        connected.append(host)
        raise client.httpcore.ConnectError("unreachable in this test")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "198.51.100.7")
    monkeypatch.setattr(client.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchError, match="cannot be reached"):
        Client("test", seconds=2.0).get(f"http://rebind.example:{port}/kept")
    assert asked == ["rebind.example"]
    assert connected == ["198.51.100.7"]
    assert web.requests == []


def test_the_address_really_connected_to_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy or a translated address: what the socket says counts, not what was asked for."""

    class Elsewhere:
        def get_extra_info(self, info: str) -> tuple[str, int]:
            assert info == "server_addr"
            return ("10.0.0.8", 80)

    monkeypatch.setattr(addresses, "resolve", lambda host, port: ["8.8.8.8"])
    monkeypatch.setattr(client.httpcore.SyncBackend, "connect_tcp", lambda *_: Elsewhere())
    with pytest.raises(FetchError, match=r"10\.0\.0\.8, which is not a public address"):
        Client("test").get("http://odd.example/")


@pytest.mark.parametrize(
    "ip",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 "
    "2002:7f00:1:: ::7f00:1 2001:0:4136:e378:8000:63bf:3fff:fdd2 192.0.2.1 198.18.0.1 240.0.0.1".split(),
)
def test_addresses_that_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_other_spellings_of_loopback_are_refused(host: str) -> None:
    with pytest.raises(FetchError) as told:
        Client("test", seconds=5.0).get(f"http://{host}:9/")
    assert "not a public address" in told.value.reason or "no such host" in told.value.reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://a.example/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://", "only http and https"),
        ("http://user:word@a.example/", "name or password"),
        ("http://a.example:99999/", "not an address"),
        ("http://a example/", "not the name of a host"),
        ("http://a.example/" + "x" * 5000, "characters"),
        ("http://[::1", "not an address"),
    ],
)
def test_addresses_that_are_not_requested(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        address(url)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("HTTP://A.Example:80/a b?q=é#part", "http://a.example/a%20b?q=%C3%A9"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("http://a.example/%41/\r\nHost: evil", "http://a.example/%41/Host:%20evil"),
    ],
)
def test_addresses_have_one_form(url: str, form: str) -> None:
    assert address(url) == form


def test_one_host_is_asked_at_most_once_in_a_pause(web: Site) -> None:
    web.answers["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\n"
    slept: list[float] = []
    asking = manners.Manners(Client("test", private=True), pause=1.0, clock=lambda: 0.0, sleep=slept.append)
    for _ in range(3):
        asking.ask(f"{web.url}/kept")
    assert slept == [7.0, 7.0, 7.0]


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (b"User-agent: dragoman\nDisallow: /\n", False),
        (b"User-agent: *\nDisallow: /\nUser-agent: dragoman\nAllow: /\n", True),
        (lambda h: h.give(b"", status=404), True),
        (lambda h: h.give(b"", status=403), True),
        (lambda h: h.give(b"", status=500), False),
        (b"\x00\xff" * 1000, True),
    ],
    ids=["named", "named and allowed", "none", "forbidden", "in trouble", "garbage"],
)
def test_robots_rules(web: Site, answer: bytes, allowed: bool) -> None:
    web.answers["/robots.txt"] = answer
    asking = manners.Manners(Client("test", private=True), pause=0.0)
    if allowed:
        asking.ask(f"{web.url}/kept")
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            asking.ask(f"{web.url}/kept")


def test_servers_in_trouble_are_asked_again_with_longer_waits(web: Site) -> None:
    slept: list[float] = []
    with pytest.raises(FetchError):
        fetcher(sleep=slept.append).fetch(f"{web.url}/short")
    assert slept == [2.0, 4.0]
    assert web.asked()["/short"] == 3
    slept.clear()
    with pytest.raises(FetchError) as told:
        fetcher(sleep=slept.append).fetch(f"{web.url}/later")
    assert (slept, told.value.retry_after) == ([], 86400.0)


def test_a_feed_brings_what_is_new_once(web: Site) -> None:
    memory = Memory()
    going, refused = rounds(memory)
    brought = []
    for harvest in going.feed(f"{web.url}/feed.xml"):
        brought += [article.title for article in harvest.articles]
        memory.remember(harvest.visit)
    assert brought == ["Ministers speak by telephone", "A page that is kept"]
    assert refused == [f"{web.url}/gone: there is no such page (HTTP 404)"]
    assert memory.visits[f"{web.url}/gone"].failures == GIVE_UP
    before = len(web.requests)
    assert [h.articles for h in going.feed(f"{web.url}/feed.xml")] == [()]
    assert [path for path, _ in web.requests[before:]] == ["/feed.xml"]


def test_entries_are_dated_by_the_feed_too(web: Site) -> None:
    web.answers["/plain"] = web.answers["/private/calls"]
    web.answers["/feed.xml"] = feed([("Plain", f"{web.url}/plain", "Thu, 14 Mar 2024 10:00:00 GMT")])
    going, _ = rounds(Memory())
    articles = [article for harvest in going.feed(f"{web.url}/feed.xml") for article in harvest.articles]
    assert [article.published for article in articles] == [dt.date(2024, 3, 14)]
    assert articles[0].source == "Gulf Courier"


def test_a_run_that_was_killed_asks_for_the_rest_only(web: Site) -> None:
    memory = Memory()
    going, _ = rounds(memory)
    first = next(iter(going.feed(f"{web.url}/feed.xml")))
    memory.remember(first.visit)  # and killed before the next one
    before = web.asked()
    for harvest in rounds(memory)[0].feed(f"{web.url}/feed.xml"):
        memory.remember(harvest.visit)
    asked = web.asked() - before
    assert first.visit.url == f"{web.url}/gone"
    assert asked == {"/robots.txt": 1, "/feed.xml": 1, "/kept": 1, "/2024/03/14/calls": 1}


def test_entries_in_trouble_are_tried_again_later(web: Site) -> None:
    memory = Memory()
    web.answers["/kept"], kept = (lambda h: h.give(b"", status=500)), web.answers["/kept"]
    for harvest in rounds(memory)[0].feed(f"{web.url}/feed.xml"):
        memory.remember(harvest.visit)
    failed = memory.visits[f"{web.url}/kept"]
    assert failed.failures == 1
    assert failed.next_try is not None
    assert dt.timedelta(minutes=14) < failed.next_try - now() <= dt.timedelta(minutes=15)
    # the feed itself is asked for as if it were new, so that the entry is not forgotten
    assert memory.visits[f"{web.url}/feed.xml"].etag is None
    web.answers["/kept"] = kept
    assert not [h for h in rounds(memory)[0].feed(f"{web.url}/feed.xml") if h.articles]
    memory.remember(replace(failed, next_try=now()))
    found = [a.title for h in rounds(memory)[0].feed(f"{web.url}/feed.xml") for a in h.articles]
    assert found == ["A page that is kept"]


def test_pages_without_an_article_are_told(web: Site) -> None:
    going, refused = rounds(Memory())
    (harvest,) = going.pages([f"{web.url}/script"])
    assert harvest.page is not None
    assert harvest.visit.note == "no article on this page; its text may be written by a script"
    assert refused == [f"{web.url}/script: {harvest.visit.note}"]


def test_scripts_and_escapes_do_not_come_through(web: Site) -> None:
    (harvest,) = rounds(Memory())[0].pages([f"{web.url}/scripted"])
    (article,) = harvest.articles
    for part in ("<script", "steal", "color:red", "\x1b", "1999"):
        assert part not in article.text
    assert "words were said" in article.text


def test_a_date_after_the_fetching_is_warned_of(web: Site) -> None:
    (harvest,) = rounds(Memory())[0].pages([f"{web.url}/misdated"])
    (article,) = harvest.articles
    assert any("2035-03-14, but the page was fetched on" in warning for warning in article.warnings)
    assert all(clue.weight < 0.1 for clue in article.clues if clue.day.year == 2035)


def test_names_come_from_addresses() -> None:
    assert name_of("https://a.example/2024/03/calls-resume.html?x=1") == "calls-resume"
    assert name_of("https://a.example/") == "a.example"
    assert agent("me\r\nX-Evil: 1").isprintable()


@pytest.fixture
def open_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting that allows private addresses, and no pause."""
    monkeypatch.setenv("DRAGOMAN_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr(manners.Manners, "_wait", lambda *_: None)


@pytest.mark.usefixtures("open_house")
def test_fetch_stores_pages_and_what_they_report(web: Site, tmp_path: Path) -> None:
    file = tmp_path / "t.ledger"
    urls = [f"{web.url}{path}" for path in ("/kept", "/french", "/gone")]
    result = run("fetch", *urls, "--ledger", file, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"added": 1, "recoded": 0, "unchanged": 0, "refused": 1, "left": 1}
    assert "/gone: there is no such page (HTTP 404)" in result.stderr
    assert "in French (fr), not in English: left" in result.stderr
    with Ledger.open(file) as ledger:
        (contact,) = ledger.contacts(between=("TUR", "RUS"), channel="phone")
        assert contact.article.url == urls[0]
        pages = [ledger.page(number) for number in ledger.page_numbers()]
        assert [len(digests) for _, digests in pages] == [1, 0]  # the French page is kept as well
    again = run("fetch", urls[0], "--ledger", file)
    assert again.exit_code == 0
    assert "not changed since the last visit" in again.stderr
    assert web.requests[-1][1]["If-None-Match"] == '"v1"'


@pytest.mark.usefixtures("open_house")
def test_watch_goes_round_once_or_again(web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "t.ledger"
    first = run("watch", f"{web.url}/feed.xml", "--ledger", file, "--json")
    assert json.loads(first.stdout)["added"] == 2
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr("dragoman.cli.web.time.sleep", sleep)
    again = run("watch", f"{web.url}/feed.xml", "--every", "15m", "--ledger", file, "--json")
    assert again.exit_code == 130
    assert json.loads(again.stdout)["added"] == 0
    assert 880 < waited[0] <= 900


@pytest.mark.parametrize("value", ["soon", "15", "10s", "-5m", "1w"])
def test_lengths_of_time_that_are_none(value: str) -> None:
    assert run("watch", "http://a.example/feed", "--every", value).exit_code == 2
