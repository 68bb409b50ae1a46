"""Verbs that ask the ledger: ``contacts``, ``timeline``, ``agreements``, ``events``, ``absences``, ``show``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.filters import Between, ContactChoice, EventChoice, InText, Limit, with_options
from dragoman.cli.options import Json, LedgerFile, Since, Until
from dragoman.cli.run import Run, print_json, settings
from dragoman.records import AgreementKind, AgreementStatus

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.ledger import Ledger

PANEL = "Ask the ledger"


class By(StrEnum):
    """Length of a timeline's periods."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    for verb in (contacts, timeline, agreements, events, absences, show):
        app.command(verb.__name__, rich_help_panel=PANEL)(with_options(verb))


def contacts(
    choice: ContactChoice, limit: Limit = None, ledger: LedgerFile = None, as_json: Json = False
) -> None:
    """List who contacted whom, in the order of days."""
    from dragoman.terminal import tables

    with _open(ledger) as opened:
        found = opened.contacts(limit=limit, **choice.asked())
    _print(found, as_json, tables.contacts, "no contacts match", "report")


def timeline(
    choice: ContactChoice,
    by: Annotated[By, typer.Option(help="Length of the periods.")] = By.MONTH,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> None:
    """Count contacts by day, week, month or year."""
    from dragoman.terminal import tables

    with _open(ledger) as opened:
        found = opened.timeline(by.value, **choice.asked())
    _print(found, as_json, lambda periods: tables.timeline(periods, by.value), "no contacts match", "period")


def events(
    choice: EventChoice, limit: Limit = None, ledger: LedgerFile = None, as_json: Json = False
) -> None:
    """List who did what to whom, in the order of days, by the categories of PLOVER."""
    from dragoman.terminal import tables

    with _open(ledger) as opened:
        found = opened.events(limit=limit, **choice.asked())
    _print(found, as_json, tables.events, "no events match", "report")


def agreements(
    between: Between = None,
    actor: Annotated[
        str | None, typer.Option(metavar="CODE", help="Party or broker; a code or the name of a state.")
    ] = None,
    kind: Annotated[
        list[AgreementKind] | None, typer.Option(help="Of this kind; may be given again.")
    ] = None,
    status: Annotated[
        list[AgreementStatus] | None, typer.Option(help="With this status; may be given again.")
    ] = None,
    since: Since = None,
    until: Until = None,
    text: InText = None,
    limit: Limit = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> None:
    """List ceasefires and other agreements, in the order of days."""
    from dragoman.terminal import tables
    from dragoman.terminal.words import affiliation_code

    with _open(ledger) as opened:
        found = opened.agreements(
            between=(affiliation_code(between[0]), affiliation_code(between[1])) if between else None,
            actor=affiliation_code(actor) if actor else None,
            kind=kind,
            status=status,
            since=since,
            until=until,
            text=text,
            limit=limit,
        )
    _print(found, as_json, tables.agreements, "no agreements match", "report")


def absences(
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Was left out; a part of a name, or a code.")
    ] = None,
    since: Since = None,
    until: Until = None,
    text: InText = None,
    limit: Limit = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> None:
    """List who was left out, not invited or stayed away."""
    from dragoman.terminal import tables

    with _open(ledger) as opened:
        found = opened.absences(actor=actor, since=since, until=until, text=text, limit=limit)
    _print(found, as_json, tables.absences, "no absences match", "report")


def show(
    record: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a record, as lists print it (3fa9c01b/c1).")
    ],
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> None:
    """Show all of one record: its fields, its sentence in the article, who says so, where it is from."""
    from dragoman.terminal import detail
    from dragoman.terminal.console import emit, standard_output

    with _open(ledger) as opened:
        card = opened.show(record)
    if as_json:
        _print_json(card)
    else:
        emit(standard_output(), *detail.card(card))


def _open(ledger: str | None) -> Ledger:
    """The ledger of an option or the settings; asking makes none where there is none."""
    from dragoman.ledger import Ledger

    return Ledger.open(ledger or settings().ledger, create=False)


def _print(
    found: Sequence[Any],
    as_json: bool,
    table: Callable[[Sequence[Any]], RenderableType],
    nothing: str,
    noun: str,
) -> None:
    """Answers as lines of JSON, or as a table with their number on standard error."""
    from dragoman.terminal.console import emit, standard_output
    from dragoman.terminal.summary import counted

    if as_json:
        for answer in found:
            _print_json(answer)
    elif found:
        emit(standard_output(), table(found))
        Run().note(counted(len(found), noun))
    else:
        Run().note(nothing)


def _print_json(answer: object) -> None:
    """A dataclass of the ledger as one line of JSON."""
    from pydantic import TypeAdapter

    adapter: TypeAdapter[object] = TypeAdapter(type(answer))
    print_json(adapter.dump_json(answer).decode())
