"""Verbs for other programs: ``export`` writes the ledger's records, ``schema`` their form."""

from __future__ import annotations

import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import LedgerFile, Quiet
from dragoman.cli.run import Run, settings

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

PANEL = "Pass it on"
STANDARD_OUTPUT = "-"


class Format(StrEnum):
    """Forms of an export."""

    CSV = "csv"
    JSONL = "jsonl"
    POLECAT = "polecat"
    CAMEO = "cameo"


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command("export", rich_help_panel=PANEL)(export)
    app.command("schema", rich_help_panel=PANEL)(schema)


def export(
    out: Annotated[str, typer.Argument(metavar="OUT", help="File to write, or - for standard output.")],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="csv: a row per contact, agreements and events in files beside it; jsonl: an article per line; "
            "polecat: events that happened, in the columns of POLECAT; cameo: the same with CAMEO root codes. "
            "csv or jsonl by the ending of OUT if not given.",
        ),
    ] = None,
    ledger: LedgerFile = None,
    quiet: Quiet = False,
) -> None:
    """Write the ledger's records for spreadsheets and other programs.

    The file appears whole or not at all.
    """
    from dragoman.ledger import Ledger
    from dragoman.terminal.safe import safe

    run = Run(quiet)
    form = form or _form_of(out)
    with Ledger.open(ledger or settings().ledger, create=False) as opened:
        if out != STANDARD_OUTPUT or not sys.stdout.isatty():
            run.note(_write(opened, out, form))
            return
        # a terminal obeys what a file or a program only holds
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"export.{form}"
            _write(opened, str(file), form)
            with file.open(encoding="utf-8", newline="") as lines:
                sys.stdout.writelines(map(safe, lines))


def schema() -> None:
    """Print the JSON Schema of a coded article, the form of --json and of jsonl exports."""
    import json

    from dragoman.records import json_schema

    print(json.dumps(json_schema(), indent=2))


def _form_of(out: str) -> Format:
    return Format.JSONL if Path(out).suffix.lower() in {".jsonl", ".ndjson"} else Format.CSV


def _write(ledger: Ledger, out: str, form: Format) -> str:
    """Write an export; returns what was written, in words."""
    from dragoman.export import (
        agreements_file,
        events_file,
        export_cameo,
        export_csv,
        export_jsonl,
        export_polecat,
    )
    from dragoman.terminal.summary import counted

    if form is Format.JSONL:
        return f"{counted(export_jsonl(ledger, out), 'coded article')} to {out}"
    if form in {Format.POLECAT, Format.CAMEO}:
        write = export_polecat if form is Format.POLECAT else export_cameo
        return f"{counted(write(ledger, out), 'event')} that happened to {out}"
    contacts, agreements, events = export_csv(ledger, out)
    if out == STANDARD_OUTPUT:
        return counted(contacts, "contact")
    files = (
        (contacts, "contact", out),
        (agreements, "agreement", agreements_file(out)),
        (events, "event", events_file(out)),
    )
    return ", ".join(f"{counted(number, noun)} to {file}" for number, noun, file in files)
