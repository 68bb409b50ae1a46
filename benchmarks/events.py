"""Precision of events: a hundred drawn at random from the unannotated articles, judged by a reader.

    python -m benchmarks.events draw --seed 7 [--number 100] [--articles 600] --out drawn.txt
    python -m benchmarks.events score [--seed 7]

``draw`` codes a random sample of articles and draws events from it, each of an article that gives no
other event to the draw until all articles have given one. It writes them with their sentences for the
judge, outside the repository, and a line each into ``benchmarks/judgements/events.jsonl``: article,
offsets, what was coded, and verdicts to be filled in, but no words of the article. ``score`` prints the
precision of category, source and target with Wilson intervals at 95 %.

A verdict is true where a reader of the sentence, with the codebook (``docs/events.md``) beside him,
would code the same: the category of what the source does to the target; the source, resolved to the
right actor and affiliation; the target likewise, or rightly none. Where there is no event at all
between anybody, all three are false.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from benchmarks.shared import SHARED, need
from dragoman.coding.coder import Coder
from dragoman.errors import ReadingError
from dragoman.reading.text import read_bytes
from dragoman.records import CodedArticle, Event, Participant

JUDGED = Path(__file__).parent / "judgements" / "events.jsonl"
VERDICTS = ("category", "source", "target")
Z95 = 1.959964
"""Quantile of the normal distribution for an interval of 95 %."""


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a proportion at 95 % (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, z2 = right / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def sample(seed: int, articles: int) -> Iterator[CodedArticle]:
    """Coded articles of the unannotated corpus, drawn at random."""
    paths = sorted(need(SHARED / "corpus").glob("*/*.txt"))
    random.Random(seed).shuffle(paths)
    found = []
    for path in paths[:articles]:
        try:
            found.append(read_bytes(path.read_bytes(), f"{path.parent.name}/{path.stem}", str(path)))
        except ReadingError:
            continue
    yield from Coder().pipe(found)


def spread(coded: Iterable[CodedArticle], seed: int) -> Iterator[tuple[CodedArticle, Event]]:
    """Events in random order, one of every article before a second of any."""
    chance = random.Random(seed)
    piles = []
    for article in coded:
        events = list(article.events)
        chance.shuffle(events)
        piles.append([(article, event) for event in events])
    chance.shuffle(piles)
    for layer in zip_longest(*piles):
        yield from (drawn for drawn in layer if drawn is not None)


def side(who: Participant | None) -> str:
    return f"{who.actor} [{who.affiliation} {who.sector or '-'}]" if who else "nobody"


def draw(seed: int, number: int, articles: int, out: Path) -> None:
    """Draw events, write them for the judge and their lines without verdicts."""
    drawn = list(islice(spread(sample(seed, articles), seed), number))
    with out.open("w", encoding="utf-8") as sheet:
        for place, (_, event) in enumerate(drawn):
            told = " ".join(filter(None, (event.category.value, event.mode, event.modality.value)))
            linked = event.contact or event.agreement or ""
            sheet.write(f"{place} {told} {event.confidence} {linked}\n   {side(event.source)}  ->  ")
            sheet.write(
                f"{side(event.target)}\n   {' | '.join(' '.join(q.split()) for q in event.evidence)}\n"
            )
    JUDGED.parent.mkdir(exist_ok=True)
    kept = [line for line in _lines() if line["seed"] != seed]
    fresh = [_line(seed, place, article, event) for place, (article, event) in enumerate(drawn)]
    JUDGED.write_text("".join(json.dumps(line) + "\n" for line in [*kept, *fresh]), encoding="utf-8")
    print(f"{len(drawn)} events of {len({a.doc for a, _ in drawn})} articles to {out}")


def _line(seed: int, place: int, article: CodedArticle, event: Event) -> dict[str, Any]:
    return {
        "seed": seed,
        "place": place,
        "doc": article.doc,
        "spans": [[span.start, span.end] for span in event.spans],
        "event": " ".join(filter(None, (event.category.value, event.mode, event.modality.value))),
        "source": event.source.affiliation,
        "target": event.target.affiliation if event.target else None,
        "linked": event.contact is not None or event.agreement is not None,
        "verdicts": dict.fromkeys(VERDICTS),
    }


def _lines() -> list[dict[str, Any]]:
    if not JUDGED.exists():
        return []
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines() if line]


def score(seed: int | None) -> None:
    """Print precision by seed, for all events and for those that are no coded contact or agreement."""
    lines = [line for line in _lines() if None not in line["verdicts"].values()]
    for each in sorted({line["seed"] for line in lines}):
        if seed in {None, each}:
            mine = [line for line in lines if line["seed"] == each]
            print(f"seed {each}: {len(mine)} events of {len({line['doc'] for line in mine})} articles")
            _print(mine, "all")
            _print([line for line in mine if not line["linked"]], "not of a contact or agreement")
            counts = Counter(line["event"].split()[0] for line in mine)
            print("  " + ", ".join(f"{name} {number}" for name, number in counts.most_common()))


def _print(lines: list[dict[str, Any]], what: str) -> None:
    print(f"  {what} ({len(lines)})")
    whole = [all(line["verdicts"].values()) for line in lines]
    columns = {name: [line["verdicts"][name] for line in lines] for name in VERDICTS}
    for name, verdicts in {**columns, "all three": whole}.items():
        low, high = wilson(sum(verdicts), len(verdicts))
        print(f"    {name:<10} {sum(verdicts) / max(1, len(verdicts)):.2f} ({low:.2f} to {high:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    drawing = verbs.add_parser("draw")
    drawing.add_argument("--seed", type=int, required=True)
    drawing.add_argument("--number", type=int, default=100)
    drawing.add_argument("--articles", type=int, default=600)
    drawing.add_argument("--out", type=Path, required=True)
    scoring = verbs.add_parser("score")
    scoring.add_argument("--seed", type=int)
    given = parser.parse_args()
    if given.verb == "draw":
        draw(given.seed, given.number, given.articles, given.out)
    else:
        score(given.seed)


if __name__ == "__main__":
    main()
