"""Resolve the phrases of ``tests/data/actor_phrases.tsv`` and print how many are right.

    python -m benchmarks.actors [--half first|second|both] [--fresh NAME] [--errors] [--json]

Rules were written with the first half of the rows only. ``--fresh`` measures a table that was written after
the rules instead: ``actor_phrases_NAME.tsv``. A cell of the file gives every answer that is
right, parted by ``|``; empty means that the phrase is no actor. Groups have codes of their own in the
authority file, so a group also counts as right if the code that is asked for is one of its spellings
(``ASG`` for Abu Sayyaf) or the state that the answer gives for it (``MEX`` for Los Zetas); ``strict`` counts
only codes that are equal.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.actors.answers import Query, ResolvedActor
from dragoman.actors.authority import Authority, shipped
from dragoman.actors.names import key
from dragoman.actors.resolve import Resolver

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "actor_phrases.tsv"


@dataclass(frozen=True)
class Row:
    """A phrase and the answers that are right."""

    query: Query
    affiliation: tuple[str, ...]
    sector: tuple[str, ...]
    note: str


def rows(file: Path = FILE) -> list[Row]:
    """Every phrase of the file, in order."""
    found = []
    lines = [x for x in file.read_text(encoding="utf-8").split("\n") if x and not x.startswith("#")]
    for line in lines[1:]:
        phrase, context, on, affiliation, sector, note = (line.split("\t") + [""] * 6)[:6]
        query = Query(phrase, context or None, dt.date.fromisoformat(on) if on else None)
        found.append(Row(query, _answers(affiliation), _answers(sector), note))
    return found


def halves(found: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """The rows that rules were written with, and those set aside."""
    middle = len(found) // 2
    return {"first": found[:middle], "second": found[middle:]}


def right_affiliation(row: Row, answer: ResolvedActor, authority: Authority, strict: bool = False) -> bool:
    """Whether an answer's affiliation is one of the right ones."""
    code = answer.affiliation
    if code is None or not row.affiliation:
        return code is None and not row.affiliation
    if code in row.affiliation:
        return True
    if strict:
        return False
    if answer.state in row.affiliation:
        return True
    return any(code in authority.names.get(key(wanted), ()) for wanted in row.affiliation)


def right_sector(row: Row, answer: ResolvedActor) -> bool:
    """Whether an answer's sector is one of the right ones."""
    return answer.sector in row.sector if row.sector else answer.sector is None


def measure(part: Sequence[Row], resolver: Resolver, errors: bool = False) -> dict[str, Any]:
    """Shares of right affiliations and sectors.

    Args:
        part: rows to resolve.
        resolver: what resolves.
        errors: print the rows that come out wrong.
    """
    counts = {"affiliation": 0, "affiliation_strict": 0, "sector": 0, "both": 0}
    for row, answer in zip(part, resolver.resolve_all(r.query for r in part), strict=True):
        affiliation = right_affiliation(row, answer, resolver.authority)
        sector = right_sector(row, answer)
        counts["affiliation"] += affiliation
        counts["affiliation_strict"] += right_affiliation(row, answer, resolver.authority, strict=True)
        counts["sector"] += sector
        counts["both"] += affiliation and sector
        if errors and not (affiliation and sector):
            wanted = f"{'|'.join(row.affiliation)} {'|'.join(row.sector)}"
            print(f"{row.query.text} [{row.query.context or ''}] {row.query.on}: wanted {wanted}")
            print(f"    {answer.actor} {answer.affiliation} {answer.sector} {answer.office} {answer.why}")
    return {"phrases": len(part), **{k: round(v / max(1, len(part)), 3) for k, v in counts.items()}}


def _answers(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("first", "second", "both"), default="both")
    parser.add_argument("--fresh", metavar="NAME")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    resolver = Resolver(authority=shipped())
    parts = {
        f"{half} half": part for half, part in halves(rows()).items() if arguments.half in {half, "both"}
    }
    if arguments.fresh:
        parts = {arguments.fresh: rows(FILE.with_name(f"{FILE.stem}_{arguments.fresh}{FILE.suffix}"))}
    results = {name: measure(part, resolver, arguments.errors) for name, part in parts.items()}
    if arguments.json:
        print(json.dumps(results))
    else:
        for name, figures in results.items():
            print(f"{name}: {figures}")


if __name__ == "__main__":
    main()
