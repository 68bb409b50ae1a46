"""Verbs on who is who: ``actor`` resolves a phrase; ``authority`` looks up, checks, adds and imports."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import Json, Quiet, day
from dragoman.cli.run import Run, print_json, settings
from dragoman.errors import AuthorityError

if TYPE_CHECKING:
    from collections import Counter

    from rich.console import RenderableType

    from dragoman.actors.answers import Query
    from dragoman.actors.authority import Authority, Term

PANEL = "Who is who"

On = Annotated[
    dt.date | None, typer.Option("--on", parser=day, metavar="DATE", help="On this day, YYYY-MM-DD.")
]
Out = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="Folder to write, in the form of the authority file.")
]
group = typer.Typer(
    no_args_is_help=True,
    help="Look up who is who and who held an office when; check, extend and import authority tables.",
    rich_markup_mode="rich",
)


def register(app: typer.Typer) -> None:
    """Add the verbs to the program."""
    app.command("actor", rich_help_panel=PANEL)(actor)
    app.add_typer(group, name="authority", rich_help_panel=PANEL)


def actor(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A phrase as the news has it.")] = None,
    context: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The sentence or passage that it stands in.")
    ] = None,
    on: On = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            metavar="F",
            help="A phrase a line; after tabs its context and its day, if there are any.",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell whom a phrase means: name, affiliation, sector, office on that day, and why."""
    from dragoman.actors.answers import Query
    from dragoman.actors.resolve import Resolver
    from dragoman.language import pipeline
    from dragoman.terminal import who
    from dragoman.terminal.console import emit, standard_output

    if (text is None) == (file is None):
        raise typer.BadParameter("give a phrase, or --file with one phrase a line")
    run = Run(quiet)
    queries = [Query(text, context, on)] if text is not None else _queries(file or Path(), context, on)
    with run.waiting("loading the language model and the authority file …"):
        resolver = Resolver(pipeline.load(settings().pipeline))
    for answer in resolver.resolve_all(queries):
        if as_json:
            print_json(answer.to_json())
        else:
            emit(standard_output(), who.actor(answer))


def _queries(file: Path, context: str | None, on: dt.date | None) -> list[Query]:
    """Phrases of a file; what an option gives holds for lines that do not say it themselves."""
    from dragoman.actors.answers import Query

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorityError(f"{file}: cannot be read as UTF-8 text") from error
    queries = []
    for number, line in enumerate(lines, 1):
        cells = [c.strip() for c in line.split("\t")] + ["", ""]
        if not cells[0]:
            continue
        try:
            date = dt.date.fromisoformat(cells[2]) if cells[2] else on
        except ValueError as error:
            raise AuthorityError(f"{file}:{number}: '{cells[2]}' is no date") from error
        queries.append(Query(cells[0], cells[1] or context, date))
    return queries


@group.command()
def show(text: Annotated[str, typer.Argument(metavar="TEXT")], as_json: Json = False) -> None:
    """Show every entry that a name, code, adjective, capital or surname stands for."""
    from dragoman.actors import lookup
    from dragoman.terminal import who

    found = lookup.show(text, _known())
    if not found:
        raise AuthorityError(f"nothing in the authority file is called '{text}'")
    _print([_plain(asdict(f)) for f in found], as_json, lambda: [who.entry(f) for f in found])


@group.command()
def offices(
    state: Annotated[str, typer.Argument(metavar="STATE", help="Code or name of a state or group.")],
    on: On = None,
    office: Annotated[
        str | None,
        typer.Option(metavar="O", help="Only this office: foreign_minister, or words of its title."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List who held the offices of a state, on a day or ever."""
    from dragoman.actors import lookup
    from dragoman.terminal import who

    terms = lookup.offices(state, _known(), on, office)
    if not terms and not as_json:
        Run().note("no holder on file")
        return
    _print([_term(t) for t in terms], as_json, lambda: [who.terms(terms)])


@group.command()
def validate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A folder of your own; else the shipped file.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Check authority tables; the exit code is 1 if there are errors, warnings alone leave it 0."""
    from dragoman.actors import validation
    from dragoman.actors.tables import shipped_folders
    from dragoman.terminal import who
    from dragoman.terminal.summary import counted

    run = Run(quiet)
    if folder is not None and not folder.is_dir():
        raise AuthorityError(f"there is no folder {folder}")
    found = (
        validation.validate(shipped_folders())
        if folder is None
        else validation.validate([folder], shipped_folders())
    )
    wrong = validation.errors(found)
    shown = wrong if quiet else found
    _print([_plain(asdict(p)) for p in shown], as_json, lambda: [who.problems(shown)] if shown else [])
    run.note(f"{counted(len(wrong), 'error')}, {counted(len(found) - len(wrong), 'warning')}")
    if wrong:
        raise typer.Exit(1)


@group.command()
def add(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Tables in the form of docs/authority.md.")
    ],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Check a folder of your own and keep a copy that every later run merges over the shipped file.

    Your entries win. Adding the folder again replaces the copy.
    """
    from dragoman.actors import userfiles

    added = userfiles.add(folder)
    if as_json:
        print_json(
            json.dumps(
                {"folder": str(added.folder), "entries": dict(added.entries), "warnings": len(added.warnings)}
            )
        )
        return
    run = Run(quiet)
    for warning in added.warnings:
        run.note(f"{warning.file}:{warning.line}: {warning.text}")
    run.note(f"{_counts(added.entries)} in {added.folder}")


@group.command("import-phoenix")
def import_phoenix(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Actors and agents dictionaries.")],
    out: Out,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Turn Phoenix, PETRARCH or TABARI dictionaries with their date ranges into authority tables."""
    from dragoman.actors import phoenix, userfiles

    tables, left_out = phoenix.read(files, _known())
    _tell_import(userfiles.write(out, tables), left_out, out, as_json, quiet)


@group.command("import-wikidata")
def import_wikidata(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="A query result on positions held.")],
    out: Out,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Turn a Wikidata query result (person, position, state, start, end) into authority tables."""
    from dragoman.actors import userfiles, wikidata

    entries, left_out = wikidata.read(file, _known())
    if not entries:
        raise AuthorityError(f"{file}: no row has a person, a position and a state that is known")
    _tell_import(userfiles.write(out, {"offices.tsv": entries}), left_out, out, as_json, quiet)


def _tell_import(
    written: dict[str, int], left_out: Counter[str], out: Path, as_json: bool, quiet: bool
) -> None:
    if as_json:
        print_json(json.dumps({"folder": str(out), "entries": written, "left_out": dict(left_out)}))
        return
    run = Run(quiet)
    run.note(f"{_counts(written)} in {out}")
    for reason, number in left_out.most_common(5):
        run.note(f"left out {number}: {reason}")
    run.note(f"next: dragoman authority validate {out}, then dragoman authority add {out}")


def _counts(entries: Any) -> str:
    return ", ".join(f"{number} in {name}" for name, number in entries.items()) or "no entries"


def _known() -> Authority:
    from dragoman.actors.authority import known

    return known()


def _term(term: Term) -> dict[str, Any]:
    """A term as JSON has it."""
    fields: dict[str, Any] = _plain(asdict(term))
    return fields


def _plain(value: Any) -> Any:
    """Dates as text, a period as its two days."""
    if isinstance(value, dict):
        flat = {k: v for k, v in value.items() if k != "period"}
        flat.update(value["period"] if isinstance(value.get("period"), dict) else {})
        return {k: _plain(v) for k, v in flat.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _print(values: Iterable[Any], as_json: bool, tables: Any) -> None:
    """Answers as lines of JSON, or as tables."""
    from dragoman.terminal.console import emit, standard_output

    if as_json:
        for value in values:
            print_json(json.dumps(value, ensure_ascii=False))
        return
    renderables: list[RenderableType] = tables()
    if renderables:
        emit(standard_output(), *renderables)
