"""The table of error rates in ``docs/authority.md``, from the judgements in ``docs/authority-checks/``.

    python -m benchmarks.authority_checks [--write]

Prints the table; ``--write`` puts it into the page. A test fails where page and judgements differ.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "authority.md"
BEGIN, END = "<!-- checks: made by benchmarks/authority_checks.py -->", "<!-- end of checks -->"
TABLES = ("offices", "groups", "states")


def judgements() -> list[dict[str, Any]]:
    """What was judged in each region, in name order."""
    files = sorted((DOCS / "authority-checks").glob("*.json"))
    return [json.loads(f.read_text(encoding="utf-8")) for f in files]


def interval(wrong: int, judged: int) -> str:
    """A share in percent with its 95 % interval (Wilson)."""
    if not judged:
        return "–"
    z, p = 1.96, wrong / judged
    middle = (p + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z * math.sqrt(p * (1 - p) / judged + z * z / (4 * judged**2)) / (1 + z * z / judged)
    return f"{p:.1%} ({max(0, middle - half):.1%} to {middle + half:.1%})"


def table(found: list[dict[str, Any]]) -> str:
    """The judgements as Markdown."""
    lines = [
        "| region | offices: wrong, doubtful, of | groups: wrong, doubtful, of | states: wrong, of |",
        "| --- | --- | --- | --- |",
    ]
    for region in found:
        cells = [
            f"{region[f'{name}_wrong']}, {region[f'{name}_doubtful']}, {region[f'{name}_judged']}"
            for name in ("offices", "groups")
        ]
        states = f"{region['states_wrong']}, {region['states_judged']}"
        lines.append(f"| {region['folder']} | {cells[0]} | {cells[1]} | {states} |")
    total = {key: sum(r[key] for r in found) for key in found[0] if key.endswith(("_wrong", "_judged"))}
    shares = [interval(total[f"{name}_wrong"], total[f"{name}_judged"]) for name in TABLES]
    lines.append(f"| **share wrong, with 95 % interval** | {shares[0]} | {shares[1]} | {shares[2]} |")
    kinds: dict[str, int] = {}
    for region in found:
        for kind, number in region["errors_by_kind"].items():
            kinds[kind] = kinds.get(kind, 0) + number
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    more = sum(region.get("corrected_beyond_sample", 0) for region in found)
    told = ", ".join(f"{kind} {number}" for kind, number in ordered if number)
    return "\n".join(
        [*lines, "", f"Errors by what was wrong: {told}. Corrected outside the samples: {more} lines."]
    )


def page(text: str) -> str:
    """The page with the table of today between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(judgements())}\n{END}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(table(judgements()))


if __name__ == "__main__":
    main()
