"""Figures for the relation model, from logits or from an exported model.

    python -m training.relations_model.evaluate --model DIR [--plv FILE]

measures an exported model without torch: the set-aside sentences of the own corpus, the PLV sentences by option, size,
load time and speed.
"""

import argparse
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from training.relations_model import data
from training.relations_model.data import (
    CATEGORIES,
    NO_MODE,
    NONE,
    PLV_CODES,
    UNKNOWN,
    YIELD,
    YIELDING,
    Example,
    Labels,
)

Floats = npt.NDArray[np.float32]
WARM_UP = 64


class Logits(NamedTuple):
    """What the three heads say, one row an example."""

    category: Floats
    mode: Floats
    modality: Floats


class Exported:
    """An exported model, run as `dragoman.relations` runs it: one sentence at a time, one thread each."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)

    def __call__(self, examples: Sequence[Example]) -> Logits:
        """The logits for the examples, in their order."""
        parts = []
        for row in data.token_ids(self.tokenizer, examples):
            ids, mask = data.pad([row])
            parts.append(self.session.run(None, {"ids": ids, "mask": mask}))
        return Logits(*(np.concatenate([part[head] for part in parts]) for head in range(3)))


def in_order(parts: Sequence[Sequence[Floats]], batches: Sequence[Sequence[int]]) -> Logits:
    """The batches' logits put back into the order of the examples."""
    back = np.argsort(np.concatenate([np.asarray(batch) for batch in batches]))
    return Logits(*(np.concatenate([part[head] for part in parts])[back] for head in range(3)))


def plv_figures(logits: Logits, examples: Sequence[Example]) -> dict[str, float]:
    """Macro F1 over the 15 codes: NONE left out of the choice, and (`_none`) left in it, where it counts as a miss."""
    codes = [YIELD if name in YIELDING else name for name in CATEGORIES]
    truth = [codes[example.category] for example in examples]
    scores = _softmax(logits.category)
    concede, retreat = (CATEGORIES.index(name) for name in YIELDING)
    scores[:, concede] += scores[:, retreat]
    figures = {}
    for name, chosen in (("plv_macro_f1_none", scores), ("plv_macro_f1", _without_none(scores))):
        said = [codes[at] for at in chosen.argmax(1)]
        figures[name] = float(f1_score(truth, said, labels=PLV_CODES, average="macro", zero_division=0))
    return figures


def plv_by_code(logits: Logits, examples: Sequence[Example]) -> dict[str, float]:
    """F1 of each of the 15 codes, NONE left out of the choice."""
    codes = [YIELD if name in YIELDING else name for name in CATEGORIES]
    scores = _softmax(logits.category)
    concede, retreat = (CATEGORIES.index(name) for name in YIELDING)
    scores[:, concede] += scores[:, retreat]
    said = [codes[at] for at in _without_none(scores).argmax(1)]
    truth = [codes[example.category] for example in examples]
    found = f1_score(truth, said, labels=PLV_CODES, average=None, zero_division=0)
    return dict(zip(PLV_CODES, (round(float(f1), 3) for f1 in found), strict=True))


def own_figures(logits: Logits, examples: Sequence[Example], labels: Labels) -> dict[str, float]:
    """NONE against events, category, mode and modality on examples of the own corpus.

    Mode is scored on the pairs whose category has modes and whose mode was labelled: with the category given (`mode`), and with the model's
    own category (`mode_found`). Modality is scored on all events.
    """
    none = CATEGORIES.index(NONE)
    truth = np.array([example.category for example in examples])
    said = logits.category.argmax(1)
    modes = np.array([example.mode for example in examples])
    has_modes = (modes != UNKNOWN) & np.array([labels.allowed[CATEGORIES[at]] != (NO_MODE,) for at in truth])
    modalities = np.array([example.modality for example in examples])
    events = truth != none
    mode_given = best_modes(logits.mode, truth, labels)
    mode_found = best_modes(logits.mode, said, labels)
    return {
        "none_f1": float(f1_score(truth == none, said == none)),
        "event_f1": float(f1_score(events, said != none)),
        "category_macro_f1": float(f1_score(truth, said, average="macro", zero_division=0)),
        "mode": float((mode_given == modes)[has_modes].mean()),
        "mode_found": float(((mode_found == modes) & (said == truth))[has_modes].mean()),
        "modality": float((logits.modality.argmax(1) == modalities)[events].mean()),
        "modality_macro_f1": float(
            f1_score(modalities[events], logits.modality.argmax(1)[events], average="macro", zero_division=0)
        ),
    }


def best_modes(mode: Floats, categories: npt.NDArray[np.int64], labels: Labels) -> npt.NDArray[np.int64]:
    """The likeliest mode of each example among those that its category may take."""
    return np.where(labels.mask()[categories], mode, -np.inf).argmax(1)


def show(title: str, figures: dict[str, float]) -> None:
    """Prints figures on one line."""
    print(title, " ".join(f"{name}={value:.3f}" for name, value in figures.items()), flush=True)


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def _without_none(scores: Floats) -> Floats:
    kept = scores.copy()
    kept[:, CATEGORIES.index(NONE)] = -1.0
    return kept


def _timed(folder: Path, examples: Sequence[Example]) -> dict[str, float]:
    """Size in MB, load time in seconds, marked sentences a second, and the same for two cores if nothing else ran."""
    from dragoman.relations import RelationModel  # here, since training does without Dragoman

    marked = [re.sub(r"\[(/?)([ST])\]", lambda m: f"<{m[1]}{m[2].lower()}>", e.marked) for e in examples]
    began = time.perf_counter()
    model = RelationModel.load(folder)
    loaded = time.perf_counter()
    model.judge(marked[:WARM_UP])
    warm, busy = time.perf_counter(), time.process_time()
    model.judge(marked)
    took, spent = time.perf_counter() - warm, time.process_time() - busy
    return {
        "size_mb": sum(path.stat().st_size for path in folder.iterdir()) / 1e6,
        "load_s": loaded - began,
        "sentences_a_second": len(marked) / took,
        "of_two_cores": 2 * len(marked) / spent,
    }


def main() -> None:
    """Measures an exported model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--plv", type=Path, help="PLV sentences to test on")
    given = parser.parse_args()
    saved = json.loads((given.model / "labels.json").read_text(encoding="utf-8"))
    labels = Labels(tuple(saved["modes"]), {name: tuple(modes) for name, modes in saved["modes_of"].items()})
    _, aside = data.corpus_examples(data.corpus_records(), labels)
    model = Exported(given.model)
    show("set aside:", own_figures(model(aside), aside, labels))
    if given.plv:
        sentences = data.plv_examples(given.plv)
        show("PLV:", plv_figures(model(sentences), sentences))
    show("runtime:", _timed(given.model, aside))


if __name__ == "__main__":
    main()
