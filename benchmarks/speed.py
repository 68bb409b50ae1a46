"""Speed of the whole coder beside bare spaCy on the same texts, in one run, and peak memory.

    python -m benchmarks.speed [--articles 200]

Prints articles and tokens per second of both, their ratio by the clock and by processor time (of all
cores), and the peak resident memory. Each is measured three times in turn; the best run of each counts,
which leaves out what else the machine did; on a busy machine processor time tells more than the clock.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

from benchmarks.shared import SHARED, need
from dragoman.article import Article
from dragoman.coding.coder import BATCH, Coder, coded_text
from dragoman.language import pipeline
from dragoman.reading.text import read_bytes

ROUNDS = 3


def timed(work: Callable[[], int]) -> tuple[float, float, int]:
    """Seconds that ``work`` takes by the clock and of processor time, and what it returns."""
    start, used = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - start, time.process_time() - used, result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--no-events", action="store_true", help="contacts, agreements and absences only")
    arguments = parser.parse_args()
    paths = sorted(need(SHARED / "corpus").glob("*/*.txt"))
    step = max(1, len(paths) // arguments.articles)
    articles: list[Article] = [read_bytes(p.read_bytes(), p.stem, str(p)) for p in paths[::step]][
        : arguments.articles
    ]
    texts = [coded_text(a) for a in articles]
    nlp = pipeline.load()
    coder = Coder(nlp, events=not arguments.no_events)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def bare() -> int:
        return sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))

    def whole() -> int:
        return sum(len(coded.contacts) + len(coded.events) for coded in coder.pipe(articles))

    bare()
    parse = [timed(bare) for _ in range(ROUNDS)]
    code = [timed(whole) for _ in range(ROUNDS)]
    tokens = parse[0][2]
    best_parse, best_code = min(t for t, _, _ in parse), min(t for t, _, _ in code)
    used_parse, used_code = min(u for _, u, _ in parse), min(u for _, u, _ in code)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"articles {len(articles)}, tokens {tokens}, contacts and events {code[0][2]}")
    print(f"bare spaCy    {len(articles) / best_parse:8.1f} articles/s {tokens / best_parse:10.0f} tokens/s")
    print(f"whole coder   {len(articles) / best_code:8.1f} articles/s {tokens / best_code:10.0f} tokens/s")
    print(f"ratio         {best_parse / best_code:8.2f}")
    print(f"  by processor time {used_parse / used_code:.2f}")
    print(f"peak memory   {peak:8.0f} MB (loaded, before coding: {before:.0f} MB)")


if __name__ == "__main__":
    main()
