"""Verbs that bring pages: ``fetch`` those that are named, ``watch`` feeds."""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.coding import BATCH, print_counts, print_summary, store
from dragoman.cli.options import Json, LedgerFile, Published, Quiet
from dragoman.cli.run import Run, settings
from dragoman.errors import ReadingError

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder
    from dragoman.ledger import AddResult, Ledger
    from dragoman.reading.web.fetching import Fetcher
    from dragoman.reading.web.rounds import Harvest

SHORTEST = 60.0
"""Seconds between two rounds, at least."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command("fetch", rich_help_panel="Read articles")(fetch)
    app.command("watch", rich_help_panel="Read articles")(watch)


def every(value: str) -> float:
    """Seconds of a length of time such as "15m".

    Raises:
        BadParameter: it is none, or shorter than a minute.
    """
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip().lower())
    if match is None:
        raise typer.BadParameter(f"'{value[:40]}' is no length of time; write it as 15m, 2h or 1d")
    seconds = float(int(match[1]) * _UNITS[match[2]])
    if seconds < SHORTEST:
        raise typer.BadParameter("once a minute is often enough")
    return seconds


def fetch(
    urls: Annotated[
        list[str],
        typer.Argument(
            metavar="URL", help="Addresses, or - for a list on standard input.", show_default=False
        ),
    ],
    ledger: LedgerFile = None,
    published: Published = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fetch pages, code the articles on them and store both.

    Asks robots.txt first and no host more than once a second. A page that has not changed is not sent
    again; an interrupted run is simply started again. Private addresses are refused.
    """
    with _stage(ledger, quiet) as (run, opened, coder, file):
        from dragoman.reading.web.rounds import Rounds

        rounds = Rounds(_fetcher(), opened, run.refuse)
        harvests = _told(run, rounds.pages(_addresses(urls), given=published))
        results = _bring_in(run, opened, coder, harvests)
        _close(run, opened, results, file, as_json)
    run.finish()


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.")],
    interval: Annotated[
        float | None,
        typer.Option(
            "--every", parser=every, metavar="TIME", help="Go round again after 15m, 2h, 1d; else once."
        ),
    ] = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fetch what is new in feeds, code it and store it, once or again and again until Ctrl-C.

    An entry is fetched once, and again when the feed says that it changed. Servers in trouble are
    left alone for longer each time.
    """
    with _stage(ledger, quiet) as (run, opened, coder, file):
        from dragoman.reading.web.rounds import Rounds

        rounds = Rounds(_fetcher(), opened, run.refuse)
        while True:
            began = time.monotonic()
            results: Counter[AddResult] = Counter()
            for feed in feeds:
                results += _bring_in(run, opened, coder, _told(run, rounds.feed(feed)))
            _close(run, opened, results, file, as_json)
            if interval is None:
                break
            left = max(0.0, began + interval - time.monotonic())
            again = dt.datetime.now() + dt.timedelta(seconds=left)
            run.note(f"next round at {again:%H:%M}; Ctrl-C ends it")
            time.sleep(left)
    run.finish()


@contextmanager
def _stage(ledger: str | None, quiet: bool) -> Iterator[tuple[Run, Ledger, Coder, str]]:
    """What both verbs need: the run, the ledger and the coder."""
    from dragoman.ledger import Ledger

    run = Run(quiet)
    file = ledger or settings().ledger
    with Ledger.open(file) as opened:
        yield run, opened, run.coder(), file


def _fetcher() -> Fetcher:
    from dragoman.reading.web.fetching import Fetcher

    chosen = settings()
    return Fetcher(contact=chosen.contact, private=chosen.private_addresses)


def _addresses(urls: Iterable[str]) -> Iterator[str]:
    """The addresses that were named, those on standard input line by line."""
    for url in urls:
        if url == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield url


def _told(run: Run, harvests: Iterable[Harvest]) -> Iterator[Harvest]:
    """Harvests, each told of in a line as it comes."""
    for harvest in harvests:
        visit = harvest.visit
        if not harvest.new:
            run.note(f"{visit.url}: not changed since the last visit")
        elif harvest.articles:
            titles = harvest.articles[0].title or harvest.articles[0].doc
            more = f" and {len(harvest.articles) - 1} more" if len(harvest.articles) > 1 else ""
            run.note(f"{visit.url}: {titles}{more}")
        yield harvest


def _bring_in(run: Run, ledger: Ledger, coder: Coder, harvests: Iterable[Harvest]) -> Counter[AddResult]:
    """Code and store what came; an address counts as visited once its articles are stored."""
    from dragoman.reading.languages import must_be_english

    results: Counter[AddResult] = Counter()
    for harvest in harvests:
        articles = []
        for article in harvest.articles:
            try:
                must_be_english(article)
                articles.append(article)
            except ReadingError as error:
                run.refuse(error)
        results += store(run, ledger, run.coded(coder, articles, BATCH), lambda _: None)
        ledger.remember(harvest.visit, harvest.page)
    return results


def _close(run: Run, ledger: Ledger, results: Counter[AddResult], file: str, as_json: bool) -> None:
    if as_json:
        print_counts(results, run)
    elif not run.quiet:
        print_summary(ledger, results, run, file)
