"""Phrases of the news resolve to the right affiliation and sector, on both halves of the file."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from benchmarks.actors import FILE, halves, measure, rows

from actor_samples import resolver

BAR = {"affiliation": 0.92, "sector": 0.88}


@lru_cache(maxsize=2)
def figures(half: str) -> dict[str, Any]:
    return measure(halves(rows())[half], resolver())


@pytest.mark.parametrize("half", ["first", "second"])
@pytest.mark.parametrize("what", list(BAR))
def test_accuracy(half: str, what: str) -> None:
    assert figures(half)[what] >= BAR[what], figures(half)


@pytest.mark.parametrize("name", ["fresh", "fresh2"])
def test_the_fresh_tables_stay_right(name: str) -> None:
    found = measure(rows(FILE.with_name(f"actor_phrases_{name}.tsv")), resolver())
    assert found["affiliation"] >= BAR["affiliation"], found
    assert found["sector"] >= BAR["sector"], found


def test_the_file_has_its_form() -> None:
    found = rows()
    assert len(found) > 300
    assert all(bool(r.affiliation) == bool(r.sector) for r in found)
