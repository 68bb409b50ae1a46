"""Verbs that read articles: ``code`` shows what they report, ``add`` stores it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from dragoman.cli.options import Json, LedgerFile, NoEvents, Paths, Published, Quiet
from dragoman.cli.run import Run, print_json, settings

if TYPE_CHECKING:
    from dragoman.article import Article
    from dragoman.ledger import AddResult, Ledger
    from dragoman.reading.sources import Sources
    from dragoman.records import CodedArticle

BATCH = 16
"""Articles that are parsed together."""


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command("code", rich_help_panel="Read articles")(code)
    app.command("add", rich_help_panel="Read articles")(add)


def code(
    paths: Paths,
    published: Published = None,
    no_events: NoEvents = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show what articles report, contact by contact, with the sentence that says so.

    Nothing is stored. "dragoman FILE" is short for "dragoman code FILE".
    """
    from dragoman.reading.sources import Sources
    from dragoman.terminal.cards import coded_article
    from dragoman.terminal.console import emit, standard_output

    run = Run(quiet)
    output = standard_output()
    sources = Sources(paths, published=published, refused=run.refuse)
    for _, coded in run.coded(run.coder(events=not no_events), sources, _batch_size(paths)):
        if as_json:
            print_json(coded.to_json())
        else:
            emit(output, *coded_article(coded))
    run.finish()


def add(
    paths: Paths,
    ledger: LedgerFile = None,
    published: Published = None,
    no_events: NoEvents = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Pass over what the ledger has from the same place, without coding it again."
        ),
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Code articles and store them in the ledger, each one whole or not at all.

    Adding an article again changes nothing, so that an interrupted run is simply started again.
    """
    from dragoman.ledger import Ledger
    from dragoman.reading.sources import Sources

    run = Run(quiet)
    file = ledger or settings().ledger
    with Ledger.open(file) as opened:
        coder = run.coder(events=not no_events)
        sources = Sources(paths, published=published, refused=run.refuse)
        known = opened.has if resume else _never
        with _progress(run, sources, known) as (articles, stored):
            results = store(run, opened, run.coded(coder, articles, _batch_size(paths)), stored)
        if as_json:
            print_counts(results, run)
        elif not quiet:
            print_summary(opened, results, run, file)
    run.finish()


def _batch_size(paths: list[str]) -> int:
    """Articles from standard input are answered one by one, for they may come slowly."""
    return 1 if "-" in paths else BATCH


def store(
    run: Run,
    ledger: Ledger,
    pairs: Iterable[tuple[Article, CodedArticle]],
    stored: Callable[[Article], None],
) -> Counter[AddResult]:
    """Store articles; one that the ledger does not take is refused, and the others are stored.

    Args:
        run: is told of refusals.
        ledger: where to.
        pairs: articles with their codings.
        stored: called after each article.
    """
    from dragoman.ledger import RefusedArticleError

    results: Counter[AddResult] = Counter()
    for article, coded in pairs:
        try:
            results[ledger.add(article, coded)] += 1
        except RefusedArticleError as error:
            run.refuse(error)
        stored(article)
    return results


@contextmanager
def _progress(
    run: Run, sources: Sources, known: Callable[[Article], bool]
) -> Iterator[tuple[Iterable[Article], Callable[[Article], None]]]:
    """A bar on a terminal: the articles of the sources, and what to call when one is stored.

    Reading is a batch ahead of storing, so each article keeps the place that reading had reached.

    Args:
        run: whose console it is.
        sources: the articles.
        known: those that need not be coded.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(complete_style="happened", finished_style="happened"),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]} articles"),
        TimeElapsedColumn(),
    )
    hidden = run.quiet or not run.console.is_terminal
    places: dict[int, int] = {}
    with Progress(*columns, console=run.console, disable=hidden, transient=True) as progress:
        task = progress.add_task("coding", total=None if hidden else sources.size(), articles=0)

        def articles() -> Iterator[Article]:
            for article in sources:
                if known(article):
                    continue
                places[id(article)] = sources.consumed
                yield article

        numbers = count(1)

        def stored(article: Article) -> None:
            progress.update(task, completed=places.pop(id(article)), articles=next(numbers))

        yield articles(), stored


def _never(_: Article) -> bool:
    """No article is passed over."""
    return False


def print_counts(results: Counter[AddResult], run: Run) -> None:
    import json

    from dragoman.ledger import AddResult

    counts = {str(result.value): results[result] for result in AddResult}
    print_json(json.dumps({**counts, "refused": run.refusals, "left": run.left.total()}))


def print_summary(ledger: Ledger, results: Counter[AddResult], run: Run, file: str) -> None:
    """What was added, what the ledger holds now, and what to do next."""
    from dragoman.ledger import AddResult
    from dragoman.terminal.console import emit, standard_output
    from dragoman.terminal.summary import summary

    done = {
        "added": results[AddResult.ADDED],
        "coded anew": results[AddResult.RECODED],
        "known already": results[AddResult.UNCHANGED],
        "refused": run.refusals,
        **run.left_in_words(),
    }
    counts = ledger.counts()
    # from the middle: the first and the last are the oddest, a report on 1980 or one without a date
    example = next(iter(ledger.contacts(limit=1, offset=counts.contacts // 2)), None)
    emit(standard_output(), summary(done, counts, file, example), soft_wrap=True)
