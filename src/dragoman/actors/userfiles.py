"""A user's own authority folders: checked, copied to where every run finds them, and written by importers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.actors.findings import Problem
from dragoman.actors.tables import COLUMNS, rows, shipped_folders, user_directory
from dragoman.actors.validation import errors, validate
from dragoman.errors import AuthorityError

AGENTS = "agents.tsv"
AGENT_COLUMNS = ["words", "sector", "use"]
EXCEPTIONS = "exceptions.tsv"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a folder that was added.

    Attributes:
        folder: where it now lies.
        entries: lines by table.
        warnings: findings that are no errors.
    """

    folder: Path
    entries: Mapping[str, int]
    warnings: tuple[Problem, ...]


def add(folder: Path, directory: Path | None = None) -> Added:
    """Check a folder and copy its tables to where every run finds them; adding again replaces.

    Args:
        folder: has one or more of the tables of the README.
        directory: where to; the user's directory by default.

    Raises:
        AuthorityError: it is no such folder, has errors, or cannot be copied.
    """
    if not folder.is_dir():
        raise AuthorityError(f"there is no folder {folder}")
    counts = count(folder)
    if not counts:
        raise AuthorityError(f"{folder} has none of {', '.join([*COLUMNS, AGENTS])}")
    found = validate([folder], shipped_folders())
    wrong = errors(found)
    if wrong:
        more = f" (and {len(wrong) - 1} more: dragoman authority validate {folder})" if len(wrong) > 1 else ""
        raise AuthorityError(f"{wrong[0].file}:{wrong[0].line}: {wrong[0].text}{more}")
    directory = directory or user_directory()
    target = directory / (folder.resolve().name or "authority")
    if target.resolve() == folder.resolve():
        return Added(target, counts, tuple(found))
    try:
        _replace(folder, target, [*counts, EXCEPTIONS])
    except OSError as error:
        raise AuthorityError(f"cannot copy to {target}: {error.strerror or error}") from error
    return Added(target, counts, tuple(found))


def count(folder: Path) -> dict[str, int]:
    """Entries of each table that a folder has.

    Raises:
        AuthorityError: a table does not follow its form.
    """
    tables = {**COLUMNS, AGENTS: AGENT_COLUMNS}
    return {
        name: sum(1 for _ in rows(folder / name, columns))
        for name, columns in tables.items()
        if (folder / name).is_file()
    }


def _replace(folder: Path, target: Path, names: Iterable[str]) -> None:
    """Put copies of a folder's files in the place of ``target``, all at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".adding-", dir=target.parent))
    try:
        for name in names:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, fresh / name)
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
            target.replace(old / target.name)
            fresh.replace(target)
            shutil.rmtree(old, ignore_errors=True)
        else:
            fresh.replace(target)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def write(folder: Path, tables: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, int]:
    """Write tables in the form of the README, sorted, so that the same entries give the same files.

    Args:
        folder: made if absent.
        tables: lines by table name; missing columns stay empty.

    Returns:
        Lines by table, without empty tables.

    Raises:
        AuthorityError: the folder cannot be written.
    """
    counts: dict[str, int] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, entries in tables.items():
            columns = AGENT_COLUMNS if name == AGENTS else COLUMNS[name]
            lines = sorted({"\t".join(_clean(entry.get(c, ""), c) for c in columns) for entry in entries})
            if lines:
                counts[name] = len(lines)
                text = "\n".join(["\t".join(columns), *lines]) + "\n"
                (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise AuthorityError(f"cannot write {folder}: {error.strerror or error}") from error
    return counts


def _clean(cell: str, column: str) -> str:
    """A cell without tabs, line breaks and, where only one value may stand, ``|``."""
    text = " ".join(cell.split())
    if column in {"name", "code", "affiliation", "words"}:
        text = " ".join(text.replace("|", " ").split())
    return text.lstrip("#") if column in {"code", "affiliation", "words"} else text
