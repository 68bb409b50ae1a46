"""Code the annotated articles and print the figures of their own scorer.

    python -m benchmarks.gold [--part held|developed|all] [--errors] [--json]

``held`` (the default) is the half that no rule was written for, ``developed`` the other.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.shared import SHARED, held_out, is_syrian, need
from dragoman.coding.coder import Coder
from dragoman.reading.text import read_bytes


def scorer() -> ModuleType:
    """``gold/score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", need(SHARED / "gold" / "score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code(paths: list[Path]) -> dict[str, dict[str, Any]]:
    """Coded articles in the public form, by document name."""
    articles = (read_bytes(p.read_bytes(), p.stem, str(p)) for p in paths)
    return {coded.doc: json.loads(coded.to_json()) for coded in Coder().pipe(articles)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("held", "developed", "all"), default="held")
    parser.add_argument(
        "--errors", action="store_true", help="list what is missed and what is extra, with sentences"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    paths = sorted(need(SHARED / "gold" / "articles").glob("*.txt"))
    held = held_out([p.stem for p in paths])
    if arguments.part != "all":
        paths = [p for p in paths if (p.stem in held) is (arguments.part == "held")]
    score = scorer()
    gold = {k: v for k, v in score.load(SHARED / "gold" / "records").items() if k in {p.stem for p in paths}}
    predicted = code(paths)
    results = {}
    for name, wanted in (("Syria", True), ("world", False), ("both", None)):
        part = {k: v for k, v in gold.items() if wanted is None or is_syrian(k) is wanted}
        results[name], missed, extra = score.score(part, predicted)
        if not arguments.json:
            print(f"\n== {arguments.part}: {name}, {len(part)} articles")
            for key, value in results[name].items():
                print(f"{key:38} {value}")
    if arguments.json:
        print(json.dumps(results, indent=1))
    if arguments.errors:
        _list("MISSED", missed)
        _list("EXTRA", extra)


def _list(heading: str, rows: list[tuple[str, dict[str, Any]]]) -> None:
    for doc, record in rows:
        who = ", ".join(f"{p['actor']} ({p['affiliation']})" for p in record["participants"])
        print(f"{heading} {doc} {record['channel']}/{record['status']} {who} {record.get('date')}")
        for sentence in record["evidence"]:
            print(f"    {' '.join(sentence.split())}")


if __name__ == "__main__":
    main()
