"""How long resolving the actors of articles takes beside parsing them, in one process.

    python -m benchmarks.authority_share [--articles 100] [--json]

Parsing is ``nlp.pipe``; resolving is everything that finds, resolves and refers back actors
(:func:`dragoman.actors.finder.find_mentions`). Each is timed :data:`ROUNDS` times in turn and the best run
counts. The bar: resolving takes less than a tenth of the parse's time.
"""

from __future__ import annotations

import argparse
import json
import time

from benchmarks.shared import SHARED, need
from dragoman.actors import finder
from dragoman.actors.authority import shipped
from dragoman.coding.coder import BATCH, UNDATED, coded_text
from dragoman.coding.scene import scene_of
from dragoman.language import pipeline
from dragoman.reading.text import read_bytes

ROUNDS = 3
BAR = 0.1


def measure(number: int) -> dict[str, float]:
    """Seconds of parsing and of resolving, and their ratio, on articles spread over the corpus."""
    paths = sorted(need(SHARED / "corpus").glob("*/*.txt"))
    chosen = paths[:: max(1, len(paths) // number)][:number]
    articles = [read_bytes(p.read_bytes(), p.stem, str(p)) for p in chosen]
    texts = [coded_text(a) for a in articles]
    nlp, authority = pipeline.load(), shipped()
    scenes = [scene_of(a, authority, UNDATED) for a in articles]
    parsing, resolving, mentions = [], [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        docs = list(nlp.pipe(texts, batch_size=BATCH))
        parsing.append(time.perf_counter() - start)
        start = time.perf_counter()
        found = [
            finder.find_mentions(doc, authority, scene.period, scene.published is not None)
            for doc, scene in zip(docs, scenes, strict=True)
        ]
        resolving.append(time.perf_counter() - start)
        mentions = sum(len(m.ordered) for m in found)
    return {
        "articles": len(articles),
        "mentions": mentions,
        "parse_s": round(min(parsing), 3),
        "resolve_s": round(min(resolving), 3),
        "share": round(min(resolving) / min(parsing), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.articles)
    print(json.dumps(figures) if arguments.json else figures)


if __name__ == "__main__":
    main()
