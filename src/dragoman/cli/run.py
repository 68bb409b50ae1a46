"""One call of the program: what it refuses, what it tells, how it codes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import typer
from rich.progress import track
from rich.text import Text

from dragoman.errors import DragomanError, ForeignLanguageError, ReadingError
from dragoman.terminal.console import emit, is_utf8, standard_error, standard_output
from dragoman.terminal.safe import one_line, safe_json

if TYPE_CHECKING:
    from dragoman.article import Article
    from dragoman.coding.coder import Coder
    from dragoman.records import CodedArticle
    from dragoman.settings import Settings

Thing = TypeVar("Thing")

MESSAGE_LIMIT = 600
"""Characters of an error that are shown; a file name or a field can be of any length."""


def tell(message: str) -> None:
    """One line on standard error, safe to print, never wrapped."""
    _line(f"dragoman: {one_line(message, MESSAGE_LIMIT)}", "warning")


def _line(text: str, style: str) -> None:
    standard_error().print(Text(text, style), soft_wrap=True)


def settings() -> Settings:
    """The settings of the environment.

    Raises:
        DragomanError: a variable has a value that is none.
    """
    from pydantic import ValidationError

    from dragoman.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"DRAGOMAN_{first['loc'][0]}".upper()
        raise DragomanError(f"{name}: {first['msg']}") from error


def print_json(line: str) -> None:
    """One JSON value on a line of standard output."""
    sys.stdout.write(safe_json(line, ascii_only=not is_utf8()) + "\n")


class Run:
    """What one call has refused, and how loud it is.

    Args:
        quiet: tell errors only.

    Attributes:
        refusals: how many things were refused.
        left: articles in other languages than English, by language.
    """

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.refusals = 0
        self.left: Counter[str] = Counter()
        self.console = standard_error()

    def refuse(self, error: DragomanError) -> None:
        """Tell of something that is left out, and go on; another language is no fault."""
        message = one_line(str(error), MESSAGE_LIMIT)
        if isinstance(error, ForeignLanguageError):
            self.left[error.name] += 1
            self.note(message)
            return
        self.refusals += 1
        self.console.print(Text(f"dragoman: {message}", "warning"), soft_wrap=True)

    def note(self, message: str) -> None:
        """Tell something that is no error, unless the run is quiet."""
        if not self.quiet:
            self.console.print(Text(one_line(message), "quiet"), soft_wrap=True)

    def left_in_words(self) -> dict[str, int]:
        """How many articles were left for their language, for a summary: "left (2 French, 1 Russian)"."""
        if not self.left:
            return {}
        languages = ", ".join(f"{count} {name}" for name, count in self.left.most_common())
        return {f"left ({languages})": self.left.total()}

    def finish(self) -> None:
        """End with exit code 1 if anything was refused."""
        if self.refusals:
            raise typer.Exit(1)

    def output(self, message: str) -> None:
        """A line of results on standard output."""
        emit(standard_output(), Text(one_line(message, MESSAGE_LIMIT)), soft_wrap=True)

    def tracked(self, things: Sequence[Thing], what: str) -> Iterator[Thing]:
        """Things one by one, with a bar on a terminal that is not quiet.

        Args:
            things: what is to be gone through.
            what: what they are, in the plural.
        """
        hidden = self.quiet or not self.console.is_terminal or not things
        yield from track(things, f"{what} ", console=self.console, disable=hidden, transient=True)

    @contextmanager
    def waiting(self, message: str) -> Iterator[None]:
        """A turning sign with a message while the block works, on a terminal that is not quiet."""
        if self.quiet or not self.console.is_terminal:
            yield
            return
        with self.console.status(message):
            yield

    def coder(self, *, events: bool = True) -> Coder:
        """The coder, which takes a second to load; without events the relation model is left out."""
        with self.waiting("loading the language model and the authority file …"):
            from dragoman.coding.coder import Coder
            from dragoman.language import pipeline

            return Coder(pipeline.load(settings().pipeline), events=events)

    def coded(
        self, coder: Coder, articles: Iterable[Article], batch_size: int
    ) -> Iterator[tuple[Article, CodedArticle]]:
        """Articles with their codings, in order; one on which the coder fails is refused.

        Args:
            coder: the coder.
            articles: read lazily.
            batch_size: how many are parsed together, and so how many wait for each other.
        """
        remaining = iter(articles)
        while batch := list(islice(remaining, batch_size)):
            try:
                coded = list(coder.pipe(batch))
            except Exception:
                yield from self._one_by_one(coder, batch)
                continue
            yield from zip(batch, coded, strict=True)

    def _one_by_one(self, coder: Coder, batch: list[Article]) -> Iterator[tuple[Article, CodedArticle]]:
        """The batch again, article by article, to find the one that cannot be coded."""
        for article in batch:
            try:
                coded = coder.code(article)
            except Exception as error:
                reason = f"the coder failed on it, please report this ({type(error).__name__}: {error})"
                self.refuse(ReadingError(article.origin or article.doc, reason))
                continue
            yield article, coded
