"""Looks for sentences of the corpus that share a run of words with a sentence of the PLV set.

    python -m training.overlap --plv FILE

The corpus is invented: the command prints how many of its sentences share seven running words with any of FILE's, and
which, so that none that comes too close stays.
"""

import argparse
import csv
import json
import re
from pathlib import Path

RELATIONS = Path(__file__).resolve().parent / "relations"
RUN = 7


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of RUN words of a text, in lower case."""
    words = re.findall(r"[\w']+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def main() -> None:
    """Prints the sentences that come close."""
    parser = argparse.ArgumentParser(description="Corpus sentences close to PLV sentences.")
    parser.add_argument("--plv", type=Path, required=True, help="PLV sentences")
    with parser.parse_args().plv.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        theirs = set().union(*(runs(re.sub(r"</?[st]>", "", row["marked_sentence"])) for row in rows))
    texts = [
        json.loads(line)["text"]
        for path in sorted(RELATIONS.glob("batch-*.jsonl"))
        for line in path.open(encoding="utf-8")
    ]
    close = [text for text in texts if runs(text) & theirs]
    for text in close:
        print(text)
    print(f"{len(close)} of {len(texts)} sentences share {RUN} running words with a sentence of the PLV set")


if __name__ == "__main__":
    main()
