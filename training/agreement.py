"""Agreement between the corpus's labels and a second, blind labelling of a tenth of its first six batches.

    python -m training.agreement

prints Krippendorff's alpha (nominal) for category, mode and modality. Needs the package krippendorff.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import krippendorff

RELATIONS = Path(__file__).resolve().parent / "relations"
NONE = "NONE"


def labelled_twice() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The pairs that were labelled twice: the corpus's label and the second one."""
    first = {}
    for path in sorted(RELATIONS.glob("batch-*.jsonl")):
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            for pair in record["pairs"]:
                first[(record["text"], *pair["source"], *pair["target"])] = pair
    second = map(json.loads, (RELATIONS / "relabelled.jsonl").read_text(encoding="utf-8").splitlines())
    return [(first[(pair["text"], *pair["source"], *pair["target"])], pair) for pair in second]


def alpha(one: list[str], other: list[str]) -> float:
    """Krippendorff's alpha for nominal labels of two coders."""
    names = sorted({*one, *other})
    values = [[names.index(name) for name in coder] for coder in (one, other)]
    return float(krippendorff.alpha(reliability_data=values, level_of_measurement="nominal"))


def main() -> None:
    """Prints the agreement."""
    pairs = labelled_twice()
    both = [(a, b) for a, b in pairs if a["category"] == b["category"] != NONE]
    events = [(a, b) for a, b in pairs if NONE not in (a["category"], b["category"])]
    for title, field, some in (
        ("category", "category", pairs),
        ("mode, where the category is agreed", "mode", both),
        ("modality, where both see an event", "modality", events),
    ):
        one, other = ([str(pair[field]) for pair in coder] for coder in zip(*some, strict=True))
        same = sum(a == b for a, b in zip(one, other, strict=True))
        print(f"{title}: alpha {alpha(one, other):.3f}, same {same} of {len(some)}")
    told = [[str(pair["category"] == NONE) for pair in coder] for coder in zip(*pairs, strict=True)]
    print(f"NONE or event: alpha {alpha(*told):.3f}")
    split = Counter((a["category"], b["category"]) for a, b in pairs if a["category"] != b["category"])
    print("most often:", ", ".join(f"{a}/{b} {n}" for (a, b), n in split.most_common(12)))


if __name__ == "__main__":
    main()
