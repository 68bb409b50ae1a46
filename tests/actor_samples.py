"""Folders of authority tables and the shared resolver for the tests on actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from dragoman.actors.authority import shipped
from dragoman.actors.resolve import Resolver
from dragoman.actors.tables import COLUMNS


@lru_cache(maxsize=1)
def resolver() -> Resolver:
    """One resolver with the shipped authority for all tests."""
    return Resolver(authority=shipped())


def folder(path: Path, **tables: Iterable[Mapping[str, str]]) -> Path:
    """A folder with tables: ``offices=[{...}]`` becomes ``offices.tsv``; missing cells are empty."""
    path.mkdir(parents=True, exist_ok=True)
    for name, entries in tables.items():
        columns = COLUMNS[f"{name}.tsv"]
        lines = ["\t".join(columns), *("\t".join(e.get(c, "") for c in columns) for e in entries)]
        (path / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def term(name: str, start: str, end: str, **cells: str) -> dict[str, str]:
    """A line of ``offices.tsv``: Turkish foreign minister unless said otherwise."""
    return {
        "affiliation": "TUR", "office": "foreign_minister", "title": "foreign minister", "name": name,
        "start": start, "end": end, "confidence": "high", **cells,
    }  # fmt: skip


def group(code: str, name: str, **cells: str) -> dict[str, str]:
    """A line of ``groups.tsv``: an armed group unless said otherwise."""
    return {
        "code": code, "affiliation": code, "sector": "REB", "kind": "armed_group", "name": name,
        "confidence": "high", **cells,
    }  # fmt: skip
