"""Reading the tables of the authority file: where they lie, their columns, cells and dates."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.errors import AuthorityError

COLUMNS = {
    "states.tsv": "code name spellings adjectives demonyms capital capital_spellings note".split(),
    "groups.tsv": "code affiliation sector kind name aliases start end owner confidence note".split(),
    "offices.tsv": "affiliation office title name aliases start end confidence note".split(),
    "processes.tsv": "name aliases parties mediators place start end note".split(),
    "conflicts.tsv": "name aliases parties mediators place start end note".split(),
    "agreements.tsv": "name aliases kind parties brokers signed ended note".split(),
    "homes.tsv": "code state".split(),
}
"""Columns of every table, in the order in which tables are read: offices refer to states and groups."""


def split(cell: str) -> list[str]:
    """Values of a cell that ``|`` parts."""
    if "|" not in cell:
        return [cell] if cell else []
    return [value for part in cell.split("|") if (value := part.strip())]


@lru_cache(maxsize=32768)
def day(cell: str, at_end: bool) -> dt.date | None:
    """First or last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for empty and ``now``.

    Raises:
        ValueError: the cell is no date.
    """
    if not cell or cell == "now":
        return None
    parts = [int(p) for p in cell.split("-")]
    if len(parts) > 3:
        raise ValueError(f"'{cell}' is no date")
    if len(parts) == 3:
        return dt.date(*parts)
    year = parts[0]
    if len(parts) == 2:
        if not at_end:
            return dt.date(year, parts[1], 1)
        after = dt.date(year + parts[1] // 12, parts[1] % 12 + 1, 1)
        return after - dt.timedelta(days=1)
    return dt.date(year, 12, 31) if at_end else dt.date(year, 1, 1)


def rows(table: Traversable | Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of every entry of a table.

    Raises:
        AuthorityError: the file is unreadable, or its header or a column count is not that of the README.
    """
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorityError(f"{table.name}: cannot be read as UTF-8 text ({error})") from error
    text = text.replace("\r\n", "\n")
    padded = any(pad in text for pad in (" \t", "\t ", " \n", "\xa0"))
    header: list[str] | None = None
    # not splitlines(), which also breaks at separators that a value may hold
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = line.split("\t")
        if padded:
            cells = [c.strip() for c in cells]
        if header is None:
            header = cells
            if header != columns:
                raise AuthorityError(f"{table.name}:{number}: columns are {header}, expected {columns}")
            continue
        if len(cells) != len(columns):
            if len(cells) > len(columns):
                raise AuthorityError(f"{table.name}:{number}: {len(cells)} cells, expected {len(columns)}")
            cells += [""] * (len(columns) - len(cells))
        yield number, dict(zip(columns, cells, strict=True))


def shipped_folders() -> list[Traversable]:
    """The region folders of the authority data inside the package, in name order."""
    root = files("dragoman") / "data" / "authority"
    return [root, *sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: f.name)]


def user_directory() -> Path:
    """Where ``dragoman authority add`` keeps a user's folders: the platform's place for data."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "dragoman" / "authority"


def user_folders() -> list[Path]:
    """A user's own folders: those added, in name order, then those of the setting ``DRAGOMAN_AUTHORITY``.

    Raises:
        AuthorityError: a folder that the setting names is absent.
    """
    from dragoman.settings import Settings

    try:
        added = sorted(f for f in user_directory().iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError:  # none has ever been added
        added = []
    named = [Path(part) for part in Settings().authority.split(os.pathsep) if part.strip()]
    for folder in named:
        if not folder.is_dir():
            raise AuthorityError(f"DRAGOMAN_AUTHORITY: there is no folder {folder}")
    return [*added, *named]
