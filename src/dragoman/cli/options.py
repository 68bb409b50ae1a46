"""Options that several verbs share, and how their values are read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from dragoman.errors import ReadingError


def day(value: str) -> dt.date:
    """A date of the command line.

    Raises:
        BadParameter: it is none.
    """
    from dragoman.reading.text import parse_date

    try:
        return parse_date(value, "date")
    except ReadingError as error:
        raise typer.BadParameter(error.reason) from error


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files or folders with articles (text, HTML, PDF, feeds, WARC, CSV, JSON), or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    dt.date | None,
    typer.Option(
        "--published",
        parser=day,
        metavar="DATE",
        help="Publication date of all that is read; outweighs the dates in the files.",
    ),
]
NoEvents = Annotated[
    bool, typer.Option("--no-events", help="Code contacts, agreements and absences only, which is quicker.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON record per line, for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell errors only.")]
LedgerFile = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        "-l",
        metavar="FILE",
        help="The ledger. [dim]\\[default: $DRAGOMAN_LEDGER or dragoman.ledger][/dim]",
    ),
]
Since = Annotated[
    dt.date | None,
    typer.Option("--since", parser=day, metavar="DATE", help="On this day or later."),
]
Until = Annotated[
    dt.date | None,
    typer.Option("--until", parser=day, metavar="DATE", help="On this day or earlier."),
]
