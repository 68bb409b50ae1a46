"""Verbs about the reading itself: ``reading`` shows it, ``recode`` does it again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.options import Json, LedgerFile, Paths, Published, Quiet
from dragoman.cli.run import Run, print_json, settings
from dragoman.errors import ReadingError

if TYPE_CHECKING:
    from dragoman.article import Article
    from dragoman.coding.coder import Coder
    from dragoman.ledger import Ledger
    from dragoman.records import CodedArticle

KINDS = ("contacts", "agreements", "absences", "events")


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command("reading", rich_help_panel="Read articles")(reading)
    app.command("recode", rich_help_panel="Read articles")(recode)


def reading(paths: Paths, published: Published = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Show what was taken as what in articles, and how they were dated. Nothing is coded or stored.

    Articles in other languages are shown too.
    """
    from dragoman.reading.sources import Sources
    from dragoman.terminal.console import emit, standard_output
    from dragoman.terminal.reading import reading as shown
    from dragoman.terminal.reading import reading_as_json

    run = Run(quiet)
    output = standard_output()
    for article in Sources(paths, published=published, refused=run.refuse, any_language=True):
        if as_json:
            print_json(json.dumps(reading_as_json(article), ensure_ascii=False))
        else:
            emit(output, *shown(article, output))
    run.finish()


def recode(ledger: LedgerFile = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Read and code again what the ledger holds, by this version, and report what changed.

    Pages are read from their stored bytes, so that nothing is fetched; earlier codings remain.
    """
    from dragoman.ledger import Ledger

    run = Run(quiet)
    file = ledger or settings().ledger
    with Ledger.open(file, create=False) as opened:
        again = _Recoding(run, opened, run.coder(), as_json)
        for number in run.tracked(opened.page_numbers(), "pages"):
            again.page(number)
        for digest in run.tracked(opened.digests_without_page(), "texts"):
            again.text(digest)
    again.close()
    run.finish()


class _Recoding:
    """Codes stored articles again, tells of each that changed, and counts."""

    def __init__(self, run: Run, ledger: Ledger, coder: Coder, as_json: bool) -> None:
        self._run = run
        self._ledger = ledger
        self._coder = coder
        self._as_json = as_json
        self._counts: Counter[str] = Counter()

    def page(self, number: int) -> None:
        """Read a page again; a text that is no longer read from it gives way to the one that is."""
        from dragoman.reading.assembling import articles_of
        from dragoman.reading.languages import must_be_english

        page, before = self._ledger.page(number)
        try:
            articles = list(articles_of(page))
            for article in articles:
                must_be_english(article)
        except ReadingError as error:
            if before:
                self._run.refuse(
                    ReadingError(page.origin, f"{error.reason}; what is stored of it stays as it was")
                )
            return
        now = {article.digest: article for article in articles}
        gone = [digest for digest in before if digest not in now]
        old = {digest: self._ledger.coded(digest) for digest in before}
        names = {coded.doc: digest for digest, coded in old.items()}
        for article in articles:
            former = old.get(article.digest) or old.get(names.get(article.doc, ""))
            self._store(article, former)
        for digest in gone:
            heir = next((a for a in articles if a.doc == old[digest].doc), articles[0] if articles else None)
            if heir is not None and self._ledger.has(heir):
                self._ledger.supersede(digest, heir.digest)

    def text(self, digest: str) -> None:
        """Find parts and date of a stored text again, and code it."""
        from dragoman.reading.text import read_again

        article = self._ledger.article(digest)
        self._store(read_again(article), self._ledger.coded(digest))

    def _store(self, article: Article, former: CodedArticle | None) -> None:
        from dragoman.ledger import RefusedArticleError

        for _, coded in self._run.coded(self._coder, [article], 1):
            try:
                self._ledger.add(article, coded)
            except RefusedArticleError as error:
                self._run.refuse(error)
                continue
            self._tell(coded, former)

    def _tell(self, coded: CodedArticle, former: CodedArticle | None) -> None:
        changes = differences(former, coded)
        self._counts["changed" if changes else "unchanged"] += 1
        for kind in KINDS:
            self._counts[f"{kind} new"] += changes.get(kind, {}).get("new", 0)
            self._counts[f"{kind} gone"] += changes.get(kind, {}).get("gone", 0)
        if not changes:
            return
        if self._as_json:
            print_json(json.dumps({"doc": coded.doc, **changes}, ensure_ascii=False))
        elif not self._run.quiet:
            self._run.output(f"{coded.doc}: {'; '.join(_in_words(changes))}")

    def close(self) -> None:
        """The counts at the end."""
        if self._as_json:
            print_json(json.dumps({"total": {**self._counts, "refused": self._run.refusals}}))
        elif not self._run.quiet:
            records = [
                f"{self._counts[key]} {key}"
                for kind in KINDS
                for key in (f"{kind} new", f"{kind} gone")
                if self._counts[key]
            ]
            self._run.output(
                f"Articles: {self._counts['changed']} changed, {self._counts['unchanged']} unchanged"
                + (f", {self._run.refusals} refused" if self._run.refusals else "")
            )
            if records:
                self._run.output(f"Records:  {', '.join(records)}")


def differences(former: CodedArticle | None, coded: CodedArticle) -> dict[str, dict[str, Any]]:
    """What a new coding says otherwise than the one before, empty where it says the same.

    Args:
        former: the coding before, None where there was none.
        coded: the new one.

    Returns:
        For each kind of record how many are ``new`` and how many are ``gone`` (a changed record is
        both), and for date and title what they ``were`` and what they ``are``.
    """
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        old = Counter(_contents(former, kind)) if former else Counter[str]()
        new = Counter(_contents(coded, kind))
        if old != new:
            found[kind] = {"new": (new - old).total(), "gone": (old - new).total()}
    for name in ("published", "title"):
        were, are = getattr(former, name, None), getattr(coded, name)
        if former is not None and were != are:
            found[name] = {"was": str(were) if were else None, "is": str(are) if are else None}
    return found


def _contents(coded: CodedArticle, kind: str) -> Iterator[str]:
    """Records without their numbers and offsets, which shift with the text around them."""
    for record in getattr(coded, kind):
        yield record.model_dump_json(
            exclude={"id": True, "spans": True, "participants": {"__all__": {"mention"}}}
        )


def _in_words(changes: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, change in changes.items():
        if name in KINDS:
            counts = [f"{change[key]} {key}" for key in ("new", "gone") if change[key]]
            yield f"{name}: {', '.join(counts)}"
        else:
            yield f"{name}: {change['was'] or 'none'} → {change['is'] or 'none'}"
