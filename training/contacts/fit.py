"""Fits the classifier of contacts: ``python -m training.contacts.fit [--write]``.

Prints five-fold figures (folds by article) over the pairs of all annotated articles, and those of the
articles that were annotated after the constructions had been written; ``--write`` then fits on everything
and writes ``src/dragoman/data/contact_weights.tsv``. ``--without FILE`` leaves the named articles out of the
fit (one a line), so that the whole coder can be measured on them.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmarks.shared import ROOT
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from training.contacts.examples import Example, corpus_articles, examples, gold_articles, short_articles

from dragoman.coding.coder import Coder
from dragoman.coding.plausibility import BIAS, LIKELY, UNLIKELY, WEIGHTS

STRENGTH = 0.15
"""Inverse of the ridge penalty."""
OFTEN = 2
"""In how many examples a feature must occur."""
SMALL = 0.004
"""Weights nearer to zero than this are not kept."""
FOLDS = 5


def fold(doc: str) -> int:
    """The fold of an article."""
    return int(hashlib.sha1(doc.encode()).hexdigest(), 16) % FOLDS


def vocabulary(rows: Sequence[Example]) -> dict[str, int]:
    """Features that occur often enough, with their columns."""
    counts = Counter(f for row in rows for f in set(row.features))
    return {f: column for column, f in enumerate(sorted(f for f, n in counts.items() if n >= OFTEN))}


def matrix(rows: Sequence[Example], columns: dict[str, int]) -> csr_matrix:
    """Examples by features, ones where a feature holds."""
    at = [(i, columns[f]) for i, row in enumerate(rows) for f in set(row.features) if f in columns]
    places = np.array(at, dtype=np.int64).reshape(-1, 2)
    return csr_matrix((np.ones(len(at)), (places[:, 0], places[:, 1])), shape=(len(rows), len(columns)))


def fitted(rows: Sequence[Example]) -> tuple[LogisticRegression, dict[str, int]]:
    """The regression on the rows that count."""
    rows = [r for r in rows if r.weight > 0]
    columns = vocabulary(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(matrix(rows, columns), [r.told for r in rows], sample_weight=[r.weight for r in rows])
    return model, columns


def out_of_fold(rows: Sequence[Example]) -> np.ndarray:
    """Probability of each example by a model that saw no pair of its article."""
    folds = np.array([fold(r.doc) for r in rows])
    chances = np.zeros(len(rows))
    for k in range(FOLDS):
        model, columns = fitted([r for r, f in zip(rows, folds, strict=True) if f != k])
        chances[folds == k] = model.predict_proba(matrix([r for r in rows if fold(r.doc) == k], columns))[
            :, 1
        ]
    return chances


def figures(rows: Sequence[Example], chances: np.ndarray, title: str) -> None:
    """Precision, recall and F1 over pairs: the constructions alone, and with the classifier."""
    told = np.array([r.told for r in rows])
    found = np.array([r.found for r in rows])
    for name, taken in (
        ("constructions alone", found),
        ("with the classifier", (found & (chances >= UNLIKELY)) | (chances >= LIKELY)),
    ):
        hits = int((taken & told).sum())
        precision, recall = hits / max(1, taken.sum()), hits / max(1, told.sum())
        f1 = 2 * hits / max(1, taken.sum() + told.sum())
        print(
            f"{title}: {name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {told.sum()} told"
        )


def write(model: LogisticRegression, columns: dict[str, int], path: Path) -> int:
    """Write the weights table; returns the number of weights."""
    rows = [(BIAS, float(model.intercept_[0]))]
    rows += [(f, float(w)) for f, c in columns.items() if abs(w := model.coef_[0][c]) >= SMALL]
    path.write_text("".join(f"{f}\t{w:.3f}\n" for f, w in rows), encoding="utf-8")
    return len(rows)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "dragoman" / "data" / WEIGHTS)
    given = parser.parse_args()
    annotated = [*corpus_articles(), *gold_articles(), *short_articles()]
    print(f"{len(annotated)} texts: {dict(Counter(a.source for a in annotated))}")
    rows = list(examples(Coder(), annotated))
    judged = [r for r in rows if r.weight > 0]
    print(f"{len(rows)} pairs, {len(judged)} counted, {sum(r.told for r in rows)} told")
    if given.without is None:
        chances = out_of_fold(judged)
        for title, sources in (
            ("corpus and gold", {"corpus", "second", "gold"}),
            ("second half", {"second"}),
        ):
            kept = [i for i, r in enumerate(judged) if r.source in sources]
            figures([judged[i] for i in kept], chances[kept], title)
    else:
        left = set(given.without.read_text(encoding="utf-8").split())
        rows = [r for r in rows if r.doc not in left]
    if given.write:
        print(f"{write(*fitted(rows), given.out)} weights in {given.out}")


if __name__ == "__main__":
    main()
