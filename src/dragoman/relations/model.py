"""The relation model: what one marked actor of a sentence does to another, by the categories of PLOVER.

A transformer encoder of 22 million parameters with a head each for category, mode and modality, in int8, run by ONNX
Runtime on the processor. `training/` says how it was made, `docs/model-card.md` what it can and cannot do.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from dragoman.errors import RelationError

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "relations"
TAG = re.compile(r"<(/?)([st])>")
SPECIAL = re.compile(r"\[(/?[ST]|CLS|SEP|PAD|UNK|MASK)\]")
LONG = 90
"""Words of a sentence that is longer than the model was trained to read."""
BEFORE = 20
"""Words kept before the first marked actor of such a sentence."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of one marked sentence.

    Attributes:
        code: the likeliest category; `NONE` where the two do nothing to each other.
        probabilities: each category and `NONE` with its probability; they add up to 1.
        mode: the likeliest mode of that category, None where it has none.
        modality: `happened` (or going on), `will` (announced), `may` (asked for, threatened, conditional), `did_not`.
    """

    code: str
    probabilities: dict[str, float]
    mode: str | None
    modality: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of a model, in the order of its outputs."""

    categories: tuple[str, ...]
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    no_mode: str
    modes_of: dict[str, frozenset[str]]
    max_tokens: int

    @classmethod
    def read(cls, path: Path) -> Labels:
        """Reads `labels.json` of an exported model."""
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            tuple(found["categories"]),
            tuple(found["modes"]),
            tuple(found["modalities"]),
            found["no_mode"],
            {category: frozenset(modes) for category, modes in found["modes_of"].items()},
            found["max_tokens"],
        )

    def judgement(self, category: Floats, mode: Floats, modality: Floats) -> Judgement:
        """What the logits of the three heads say; the mode is one that the category may take."""
        raised = np.exp(category - category.max())
        shares = (raised / raised.sum()).tolist()
        code = self.categories[int(category.argmax())]
        allowed = self.modes_of[code]
        likely = max(zip(self.modes, mode.tolist(), strict=True), key=lambda m: (m[0] in allowed, m[1]))[0]
        return Judgement(
            code,
            dict(zip(self.categories, shares, strict=True)),
            None if likely == self.no_mode else likely,
            self.modalities[int(modality.argmax())],
        )


class RelationModel:
    """A trained model with its tokenizer and labels. It may be shared by threads.

    Each sentence goes through the network by itself. The activations are quantised by their range, so in a batch a
    sentence's figures would depend on its neighbours; alone, they are the same on every run and in every order.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, labels: Labels) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._labels = labels

    @classmethod
    def load(cls, folder: Path | None = None) -> RelationModel:
        """Loads an exported model.

        Args:
            folder: where `model.onnx`, `tokenizer.json` and `labels.json` lie; the shipped model if None.

        Raises:
            RelationError: the folder does not hold a model.
        """
        folder = folder or SHIPPED
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            labels = Labels.read(folder / "labels.json")
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            session = InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exception for files they cannot read
            raise RelationError(f"{folder}: not a relation model ({error})") from error
        tokenizer.enable_truncation(labels.max_tokens)
        return cls(session, tokenizer, labels)

    def judge(self, marked: Sequence[str], batch: int = 64) -> list[Judgement]:
        """Judges marked sentences.

        Args:
            marked: sentences with `<s>source</s>` and `<t>target</t>`; either may be missing where the text names
                none (a minister resigns; two men are freed), and either may be there twice.
            batch: how many sentences are tokenised together and spread over the processor's cores; it does not
                change what is said of any of them.

        Returns:
            One judgement a sentence, in their order.
        """
        judgements: list[Judgement] = []
        remaining = iter(marked)
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            while some := list(islice(remaining, batch)):
                encoded = self._tokenizer.encode_batch([_with_markers(sentence) for sentence in some])
                judgements.extend(threads.map(self._judge_one, [encoding.ids for encoding in encoded]))
        return judgements

    def _judge_one(self, ids: list[int]) -> Judgement:
        row = np.array([ids], dtype=np.int64)
        category, mode, modality = self._session.run(None, {"ids": row, "mask": np.ones_like(row)})
        return self._labels.judgement(category[0], mode[0], modality[0])


def _with_markers(sentence: str) -> str:
    """The sentence with the model's marker tokens in place of the tags, and none that the text brought along.

    A sentence longer than the model reads begins shortly before its first marked actor.
    """
    marked = TAG.sub(lambda tag: f" [{tag[1]}{tag[2].upper()}] ", SPECIAL.sub(r"(\1)", sentence))
    words = marked.split()
    if len(words) <= LONG:
        return marked
    first = next((at for at, word in enumerate(words) if word in ("[S]", "[T]")), 0)
    return " ".join(words[max(0, first - BEFORE) :][:LONG])
