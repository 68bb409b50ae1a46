"""``dragoman relations``: what marked actors of given sentences do to each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from dragoman.cli.options import Json, Quiet
from dragoman.cli.run import Run, print_json
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.relations.model import Judgement
    from dragoman.relations.rows import Row, Table

STANDARD_INPUT = "-"


def register(app: typer.Typer) -> None:
    """Add the verb to the program."""
    app.command("relations", rich_help_panel="Pass it on")(relations)


def relations(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE.tsv",
            help="Tab-separated, with a line of names and a column marked_sentence in which <s>…</s> marks "
            "the source and <t>…</t> the target; or - for standard input.",
        ),
    ],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what marked actors do to each other: PLOVER category, mode, modality, probability.

    Prints the same rows in the same order with these four columns added. A row that cannot be judged
    is told with its number and printed with empty ones.
    """
    from dragoman.relations.model import RelationModel
    from dragoman.relations.rows import Table, judged

    run = Run(quiet)
    with _opened(file) as stream:
        table = Table(stream, "standard input" if file == STANDARD_INPUT else file, run.refuse)
        with run.waiting("loading the relation model …"):
            model = RelationModel.load()
        answers = judged(table, model)
        rows = _print_records(answers) if as_json else _print_table(table, answers)
    from dragoman.terminal.summary import counted

    run.note(f"{counted(rows, 'row')}, {rows - run.refusals:,} judged")
    run.finish()


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = open(file, "rb")  # noqa: SIM115 (closed below; reading errors are not ours to rename)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DragomanError(f"{file}: cannot be read ({reason})") from error
    with stream:
        yield stream


def _print_table(table: Table, answers: Iterable[tuple[Row, Judgement | None]]) -> int:
    """Rows as tab-separated text; returns how many. A terminal gets no control characters."""
    from dragoman.relations.rows import GIVEN, answer
    from dragoman.terminal.safe import safe

    clean = safe if sys.stdout.isatty() else str
    out = sys.stdout
    out.write("\t".join([*map(clean, table.columns), *GIVEN]) + "\n")
    number = 0
    for row, judgement in answers:
        given = ("" if value is None else str(value) for value in answer(judgement).values())
        cells = [clean(row.cells[column]) for column in table.columns]
        out.write("\t".join([*cells, *given]) + "\n")
        number += 1
    return number


def _print_records(answers: Iterable[tuple[Row, Judgement | None]]) -> int:
    """Rows as a JSON object a line; returns how many."""
    from dragoman.relations.rows import answer

    number = 0
    for row, judgement in answers:
        print_json(json.dumps({**row.cells, **answer(judgement)}, ensure_ascii=False))
        number += 1
    return number
