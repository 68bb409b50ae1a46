"""Checks of authority tables: what cannot be right, and what is worth a look.

The checks themselves are in :mod:`dragoman.actors.checks`. ``exceptions.tsv`` beside the tables names findings
that are so in the world (two governments that both claim a state), each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.actors.checks import CHECKS
from dragoman.actors.findings import Line, Problem, Severity, Tables
from dragoman.actors.tables import COLUMNS, rows
from dragoman.errors import AuthorityError

EXCEPTIONS = "exceptions.tsv"
EXCEPTION_COLUMNS = ["kind", "subject", "reason"]


def validate(
    folders: Iterable[Traversable | Path], beside: Iterable[Traversable | Path] = ()
) -> list[Problem]:
    """All findings in the tables of some folders, errors first.

    Args:
        folders: what is judged.
        beside: folders whose codes count as known but that are not judged.
    """
    judged = list(folders)
    found: list[Problem] = []
    tables: Tables = {name: [] for name in COLUMNS}
    for folder in judged:
        found.extend(_read(folder, tables, True))
    for folder in beside:
        _read(folder, tables, False)
    for check in CHECKS:
        found.extend(check(tables))
    excepted = _exceptions(judged)
    return sorted({p for p in found if not _is_excepted(p, excepted)})


def errors(found: Iterable[Problem]) -> list[Problem]:
    """The findings that are errors."""
    return [p for p in found if p.severity is Severity.ERROR]


def _read(folder: Traversable | Path, tables: Tables, judged: bool) -> list[Problem]:
    """Add a folder's lines to the tables; a table that breaks its form is a finding."""
    found = []
    for name, columns in COLUMNS.items():
        if not (folder / name).is_file():
            continue
        file = f"{folder.name}/{name}"
        try:
            tables[name].extend(Line(file, n, row, judged) for n, row in rows(folder / name, columns))
        except AuthorityError as error:
            found.append(Problem(Severity.ERROR, "form", file, 0, str(error), file))
    return found


def _exceptions(folders: Iterable[Traversable | Path]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for folder in folders:
        file = folder / EXCEPTIONS
        if file.is_file():
            found.update((row["kind"], row["subject"]) for _, row in rows(file, EXCEPTION_COLUMNS))
    return found


def _is_excepted(problem: Problem, excepted: Iterable[tuple[str, str]]) -> bool:
    """Whether an exception names the finding; ``*`` in its subject stands for anything."""
    return any(kind == problem.kind and fnmatchcase(problem.subject, subject) for kind, subject in excepted)
