"""Of the persons that the annotated articles' records name, how many are found, and by what.

    python -m benchmarks.persons [--part held|developed|all] [--json]

Only sums are printed. Every person that the records of an article name counts once. He or she is found
*by the recogniser* if an entity of the pipeline marked PERSON ends with the surname; *by the authority and
the name rules* if a mention resolved to a person does; *in a record* if a participant does.
``persons F1`` is the figure of the articles' own scorer, over matched contacts only; that scorer counts every
actor of two words or more as a person, "Turkish government" too.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.gold import scorer
from benchmarks.shared import SHARED, held_out, is_syrian, need
from dragoman.actors import finder
from dragoman.actors.authority import Authority
from dragoman.actors.home import home_state, outlet_states
from dragoman.actors.names import fold, key
from dragoman.coding.coder import UNDATED, Coder, coded_text
from dragoman.coding.scene import scene_of
from dragoman.reading.text import read_bytes

_PARTICLES = frozenset("al el bin ibn bint de del der den di da dos van von la le ben abu ould".split())
_NO_NAMES = frozenset(
    "office commission council government ministry agency team party union committee parliament assembly army force "
    "forces states nations kingdom republic figure intelligence international".split()
)
"""Words of actors that are no person's name."""

COUNTS = (
    "persons",
    "in the text",
    "recogniser",
    "won back",
    "missed",
    "recogniser only",
    "found",
    "in a record",
)


def is_person(actor: str, authority: Authority) -> bool:
    """Whether an annotator's actor is a person: known as one, or all names and no office, body or group."""
    targets = authority.names.get(key(actor), ())
    if targets:
        return any(t.startswith("person:") for t in targets)
    words = actor.replace("-", " ").split()
    named = all(w[:1].isupper() or w.lower() in _PARTICLES for w in words)
    return len(words) > 1 and named and not _NO_NAMES.intersection(w.lower() for w in words)


def surname(actor: str) -> str:
    """Last word of a name, folded, as the scorer takes it."""
    return fold(actor).replace("-", " ").split()[-1]


def count(path: Path, record: dict[str, Any], predicted: dict[str, Any], coder: Coder) -> Counter[str]:
    """What was found of the persons of one article's records."""
    article = read_bytes(path.read_bytes(), path.stem, str(path))
    doc = coder.nlp(coded_text(article))
    authority = coder.authority
    wanted = {
        surname(p["actor"])
        for contact in record["contacts"]
        for p in contact["participants"]
        if is_person(p["actor"], authority)
    }
    recognised = {
        surname(e.text.removesuffix("'s").removesuffix("’s"))
        for e in doc.ents
        if e.label_ == "PERSON" and key(e.text)
    }
    scene = scene_of(article, authority, UNDATED)
    home = home_state(article.source, article.url, authority, outlet_states(authority))
    mentions = finder.find_mentions(doc, authority, scene.period, scene.published is not None, home)
    actors = [single for m in mentions.ordered for single in m.expand() if single.is_person]
    resolved = {surname(m.actor) for m in actors} | {
        surname(doc[m.start : m.end].text) for m in actors if key(doc[m.start : m.end].text)
    }
    coded = {surname(p["actor"]) for c in predicted["contacts"] for p in c["participants"] if key(p["actor"])}
    words = set(key(article.text))
    return Counter(
        {
            "persons": len(wanted),
            "in the text": sum(name in words for name in wanted),
            "recogniser": len(wanted & recognised),
            "won back": len((wanted & resolved) - recognised),
            "recogniser only": len((wanted & recognised) - resolved),
            "missed": len(wanted - recognised - resolved),
            "found": len(wanted & resolved),
            "in a record": len(wanted & coded),
        }
    )


def measure(part: str) -> dict[str, dict[str, Any]]:
    """Sums for the Syrian and the world half of a part of the articles, and for both."""
    score = scorer()
    paths = sorted(need(SHARED / "gold" / "articles").glob("*.txt"))
    held = held_out([p.stem for p in paths])
    paths = [p for p in paths if part == "all" or (p.stem in held) is (part == "held")]
    gold = {k: v for k, v in score.load(SHARED / "gold" / "records").items() if k in {p.stem for p in paths}}
    coder = Coder()
    articles = (read_bytes(p.read_bytes(), p.stem, str(p)) for p in paths)
    predicted = {coded.doc: json.loads(coded.to_json()) for coded in coder.pipe(articles)}
    counts = {p.stem: count(p, gold[p.stem], predicted[p.stem], coder) for p in paths if p.stem in gold}
    results: dict[str, dict[str, Any]] = {}
    for name, wanted in (("Syria", True), ("world", False), ("both", None)):
        docs = [d for d in counts if wanted is None or is_syrian(d) is wanted]
        total = sum((counts[d] for d in docs), Counter[str]())
        figures, _, _ = score.score({d: gold[d] for d in docs}, predicted)
        results[name] = {**{c: total[c] for c in COUNTS}, "persons F1": figures["persons"]["f1"]}
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("held", "developed", "all"), default="held")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    results = measure(arguments.part)
    if arguments.json:
        print(json.dumps(results))
        return
    print(f"{arguments.part:16}" + "".join(f"{name:>8}" for name in results))
    for figure in (*COUNTS, "persons F1"):
        print(f"{figure:16}" + "".join(f"{results[name][figure]:>8}" for name in results))


if __name__ == "__main__":
    main()
