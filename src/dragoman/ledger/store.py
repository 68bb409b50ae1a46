"""The ledger: one file that keeps articles and what was found in them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from dragoman.article import Article, RawPage
from dragoman.errors import LedgerError
from dragoman.ledger import pages, writing
from dragoman.ledger.checks import check
from dragoman.ledger.copying import note_copies, supersede
from dragoman.ledger.failures import told_plainly
from dragoman.ledger.lookup import document_named
from dragoman.ledger.opening import bring_up, engine_for, ledger_file
from dragoman.ledger.queries import Queries
from dragoman.ledger.writing import AddResult
from dragoman.reading.web.visits import Visit
from dragoman.records import CodedArticle

BUSY_SECONDS = 30.0
"""How long to wait for another program that writes; one article takes it milliseconds."""


class Ledger(Queries):
    """An open ledger. Make one with :meth:`open`; close it, or use it in a ``with`` block.

    Many programs and threads may read a ledger while one writes; writers take turns, article by
    article. An article is stored whole or not at all, whatever happens to the program.

    Attributes:
        file: where the ledger lies.

    Example:
        >>> with Ledger.open("talks.db") as ledger:  # doctest: +SKIP
        ...     ledger.add(article, coder.code(article))
        ...     for report in ledger.contacts(between=("RUS", "TUR"), channel="phone"):
        ...         print(report.id, report.contact.date)
    """

    def __init__(self, file: Path, wait: float) -> None:
        self.file = file
        self._writer = engine_for(file, writer=True, wait=wait)
        self._reader = engine_for(file, writer=False, wait=wait)
        self._opened = writing.now()

    @classmethod
    def open(cls, target: str | os.PathLike[str], *, create: bool = True, wait: float = BUSY_SECONDS) -> Self:
        """Open a ledger, make it where there is none, migrate it where it is old.

        Args:
            target: a file, or its ``sqlite:///`` address.
            create: make a ledger, and its folder, where there is none.
            wait: seconds to wait for another program that writes.

        Raises:
            LedgerError: the file is missing (and ``create`` is false), no ledger, one of a newer
                program (it stays untouched), locked, or cannot be written.
        """
        file = ledger_file(target)
        try:
            if create:
                file.parent.mkdir(parents=True, exist_ok=True)
            elif not file.exists():
                raise LedgerError(f"{file}: there is no ledger here")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise LedgerError(f"{file}: cannot be opened ({reason})") from error
        ledger = cls(file, wait)
        try:
            bring_up(ledger._writer, file, wait)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        """Close the ledger's connections. Closing twice is no error."""
        self._writer.dispose()
        self._reader.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, article: Article, coded: CodedArticle) -> AddResult:
        """Store an article and its coding, in one transaction.

        A text is stored once. Met again under another name or at another place, that is noted
        beside it. Coded again with another result, by a newer coder or with a better header, the
        new coding becomes the current one, which all queries read; the older ones remain. A copy
        under another name replaces a coding of the same coder only where it brings the date of
        publication that the first one lacked.

        A new text is compared with those that are there: one that repeats another is noted as its
        copy, and queries pass over its records. The page that the article was read from is kept, with
        its bytes compressed.

        Args:
            article: the article as read.
            coded: what the coder found in it.

        Returns:
            ``added``: the text is new; ``recoded``: its coding is; ``unchanged``: neither.

        Raises:
            RefusedArticleError: this article cannot be stored (others can).
            LedgerError: the ledger cannot be written.
        """
        check(article, coded)
        with self._writing() as connection:
            document = writing.find_document(connection, article)
            if document is None:
                document = writing.add_document(connection, article)
                note_copies(connection, document, article)
                result = AddResult.ADDED
            else:
                result = self._result(connection, document, coded)
            writing.add_alias(connection, document, article)
            if article.page is not None:
                pages.connect_page(connection, document, article.page)
            if result is AddResult.RECODED:
                writing.retire_coding(connection, document, article)
            if result is not AddResult.UNCHANGED and not writing.revive_coding(connection, document, coded):
                run = writing.run_of(connection, coded.coder, self._opened)
                writing.add_coding(connection, document, run, coded)
        return result

    def _result(self, connection: Connection, document: int, coded: CodedArticle) -> AddResult:
        current = writing.current_coding(connection, document)
        if current.fingerprint == writing.fingerprint(coded):
            return AddResult.UNCHANGED
        copy = current.coder == coded.coder and current.doc != coded.doc
        if copy and (current.published is not None or coded.published is None):
            return AddResult.UNCHANGED
        return AddResult.RECODED

    def has(self, article: Article) -> bool:
        """Whether an article's text is stored under its name and from its place."""
        with self._reading() as connection:
            return writing.is_known(connection, article)

    def visit(self, url: str) -> Visit | None:
        """What is remembered of an address, None where it was never asked for."""
        with self._reading() as connection:
            return pages.find_visit(connection, url)

    def remember(self, visit: Visit, page: RawPage | None = None) -> None:
        """Remember a visit to an address in place of the one before.

        Args:
            visit: when and with what result.
            page: what came, kept with its bytes even where no article is in it.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        with self._writing() as connection:
            pages.store_visit(connection, visit, page)

    def page_numbers(self) -> list[int]:
        """The numbers of all stored pages, in the order in which they were stored."""
        with self._reading() as connection:
            return pages.numbers(connection)

    def page(self, number: int) -> tuple[RawPage, list[str]]:
        """A stored page, and the digests of the texts that were read from it and still count.

        Raises:
            LedgerError: its bytes are damaged.
        """
        with self._reading() as connection:
            return pages.page(connection, number), pages.digests_of(connection, number)

    def digests_without_page(self) -> list[str]:
        """The digests of the texts that were read from no page: plain text and records of tables."""
        with self._reading() as connection:
            return pages.digests_without_page(connection)

    def supersede(self, old: str, new: str) -> None:
        """Note that a page is now read as another text.

        Args:
            old, new: digests of the texts.

        Raises:
            LedgerError: the ledger has not got both, or cannot be written.
        """
        with self._writing() as connection:
            numbers = [document_named(connection, digest).id for digest in (old, new)]
            supersede(connection, *numbers)

    def add_many(self, pairs: Iterable[tuple[Article, CodedArticle]]) -> Counter[AddResult]:
        """Store articles one after the other, each in its own transaction.

        Args:
            pairs: articles with their codings; read lazily.

        Returns:
            How many were added, recoded and unchanged.

        Raises:
            RefusedArticleError, LedgerError: as :meth:`add`; the articles before are stored.
        """
        return Counter(self.add(article, coded) for article, coded in pairs)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told_plainly(str(self.file)), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told_plainly(str(self.file)), self._reader.begin() as connection:
            yield connection
