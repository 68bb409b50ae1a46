"""Trains the relation model.

    python -m training.relations_model.train --out DIR [--with-plv FILE] [--folds 5]

Two stages. The first trains on the own corpus alone (less its set-aside tenth) and saves DIR/own.pt. With
--with-plv, the PLV file is a test of that model; the second stage then goes on from it over the PLV sentences mixed
with some of the own corpus, drawn anew each epoch: once over all of them for DIR/model.pt, and once for
each fold (trained on the other folds, tested on its own). An own.pt that is already in DIR and was trained on the same
corpus with the same settings is used again. PLV sentences are read, never written. Seeds are fixed.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.model_selection import StratifiedKFold
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from training.relations_model import data
from training.relations_model.data import CATEGORIES, MODALITIES, NO_MODE, UNKNOWN, Example, Labels
from training.relations_model.evaluate import Logits, in_order, own_figures, plv_by_code, plv_figures, show
from training.relations_model.model import RelationModel, pretrained


@dataclass(frozen=True)
class Settings:
    """How one stage is trained."""

    epochs: int
    encoder_rate: float
    head_rate: float
    batch: int = 32
    warmup: float = 0.1
    smoothing: float = 0.05
    mode_weight: float = 1.0
    modality_weight: float = 0.5
    decay: float = 0.01
    seed: int = 7


OWN = Settings(epochs=3, encoder_rate=2e-4, head_rate=1e-3)
PLV = Settings(epochs=6, encoder_rate=1.5e-4, head_rate=6e-4)
UNRELATED_SHARE = 0.15  # of the first stage: pairs that nobody labelled, as NONE, for each labelled pair
UNTARGETED_SHARE = 0.03  # of the events of the first stage, seen without the mark of their target
OWN_SHARE = 1.5  # of the second stage: own examples for each PLV sentence


class Trainer:
    """Everything that the stages share: tokenizer, labels, class weights."""

    def __init__(self, labels: Labels, tokenizer: Tokenizer, corpus: Sequence[Example]) -> None:
        self.labels = labels
        self.tokenizer = tokenizer
        counts = torch.bincount(torch.tensor([e.modality for e in corpus]), minlength=len(MODALITIES)).float()
        self.modality_weights = (counts.mean() / counts).sqrt()
        self.mode_mask = torch.from_numpy(labels.mask())
        self.has_modes = torch.tensor([labels.allowed[name] != (NO_MODE,) for name in CATEGORIES])

    def fit(
        self,
        model: RelationModel,
        epochs: Sequence[Sequence[Example]],
        settings: Settings,
        after: Callable[[RelationModel, str], None] | None = None,
    ) -> None:
        """Trains the model on one set of examples an epoch; `after` is called after each."""
        generator = random.Random(settings.seed)
        torch.manual_seed(settings.seed)
        steps = sum(-(-len(epoch) // settings.batch) for epoch in epochs)
        optimizer = _optimizer(model, settings)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _slope(steps, settings.warmup))
        for number, epoch in enumerate(epochs, 1):
            model.train()
            began, total = time.perf_counter(), 0.0
            for batch in _batches(epoch, data.token_ids(self.tokenizer, epoch), settings.batch, generator):
                loss = self.loss(model, *batch, settings)
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                total += loss.item() * settings.batch / len(epoch)
            print(f"  epoch {number}: loss {total:.3f}, {time.perf_counter() - began:.0f} s", flush=True)
            if after:
                after(model, f"  epoch {number}:")

    def loss(
        self, model: RelationModel, batch: Sequence[Example], ids: Tensor, mask: Tensor, settings: Settings
    ) -> Tensor:
        """The weighted sum of the three heads' losses; examples that do not tell mode or modality add none."""
        with torch.autocast("cpu", torch.bfloat16):
            category, mode, modality = (head.float() for head in model(ids, mask))
        truth = torch.tensor([example.category for example in batch])
        modes = torch.tensor([example.mode for example in batch])
        modes = modes.where(self.has_modes[truth], torch.tensor(UNKNOWN))
        modalities = torch.tensor([example.modality for example in batch])
        modalities = modalities.where(truth != CATEGORIES.index(data.NONE), torch.tensor(UNKNOWN))
        masked = mode.masked_fill(~self.mode_mask[truth], -1e4)
        weights = self.modality_weights
        return (
            _category_loss(category, batch, settings.smoothing)
            + settings.mode_weight * _known_loss(masked, modes)
            + settings.modality_weight * _known_loss(modality, modalities, weights)
        )

    @torch.no_grad()
    def predict(self, model: RelationModel, examples: Sequence[Example]) -> Logits:
        """The logits for the examples, in their order."""
        model.eval()
        rows = data.token_ids(self.tokenizer, examples)
        batches = data.by_length(rows, 64)
        parts = []
        for batch in batches:
            ids, mask = map(torch.from_numpy, data.pad([rows[at] for at in batch]))
            with torch.autocast("cpu", torch.bfloat16):
                parts.append([head.float().numpy() for head in model(ids, mask)])
        return in_order(parts, batches)


def _category_loss(logits: Tensor, batch: Sequence[Example], smoothing: float) -> Tensor:
    """Cross-entropy with smoothing, the probability of all allowed categories counted together."""
    likely = logits.log_softmax(1)
    allowed = torch.zeros_like(likely, dtype=torch.bool)
    for at, example in enumerate(batch):
        allowed[at, list(example.categories)] = True
    hit = likely.masked_fill(~allowed, -torch.inf).logsumexp(1)
    return -((1 - smoothing) * hit + smoothing * likely.mean(1)).mean()


def _known_loss(logits: Tensor, truth: Tensor, weights: Tensor | None = None) -> Tensor:
    """Cross-entropy over the examples whose label is known."""
    known = truth != UNKNOWN
    if not known.any():
        return logits.sum() * 0.0
    return functional.cross_entropy(logits[known], truth[known], weights)


def _optimizer(model: RelationModel, settings: Settings) -> torch.optim.Optimizer:
    """AdamW with a higher rate for the heads than for the pretrained encoder; the embeddings of words stay as they are."""
    model.encoder.words.weight.requires_grad_(False)
    encoder = [parameter for parameter in model.encoder.parameters() if parameter.requires_grad]
    heads = [parameter for name, parameter in model.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": encoder, "lr": settings.encoder_rate},
        {"params": heads, "lr": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.decay, fused=True)


def _slope(steps: int, warmup: float) -> Callable[[int], float]:
    """Linear warm-up, then linear decay to nothing."""
    first = max(1, int(steps * warmup))
    return lambda step: min((step + 1) / first, max(0.0, (steps - step) / max(1, steps - first)))


def _batches(
    examples: Sequence[Example], rows: Sequence[list[int]], size: int, generator: random.Random
) -> Iterator[tuple[list[Example], Tensor, Tensor]]:
    """Batches in random order, of examples about equally long (so that little is padding)."""
    order = list(range(len(rows)))
    generator.shuffle(order)
    pools = [order[start : start + 16 * size] for start in range(0, len(order), 16 * size)]
    batches = [
        [pool[at] for at in batch]
        for pool in pools
        for batch in data.by_length([rows[i] for i in pool], size)
    ]
    generator.shuffle(batches)
    for batch in batches:
        ids, mask = map(torch.from_numpy, data.pad([rows[at] for at in batch]))
        yield [examples[at] for at in batch], ids, mask


def own_epochs(
    labelled: Sequence[Example], unrelated: Sequence[Example], settings: Settings
) -> list[list[Example]]:
    """For each epoch all labelled pairs and some unrelated ones drawn anew; a few events lose the mark of their target."""
    generator = random.Random(settings.seed)
    drawn = min(len(unrelated), round(UNRELATED_SHARE * len(labelled)))
    return [
        [
            *(
                _untargeted(example) if generator.random() < UNTARGETED_SHARE else example
                for example in labelled
            ),
            *generator.sample(list(unrelated), drawn),
        ]
        for _ in range(settings.epochs)
    ]


def _untargeted(example: Example) -> Example:
    """An event without the mark of its target: what resignations, alerts and releases often come as."""
    if example.category == CATEGORIES.index(data.NONE):
        return example
    return replace(example, marked=example.marked.replace("[T] ", "").replace("[/T] ", ""))


def mixed(
    plv: Sequence[Example], own: Sequence[Sequence[Example]], settings: Settings
) -> list[list[Example]]:
    """For each epoch the PLV examples and some drawn anew from an epoch of the own corpus."""
    generator = random.Random(settings.seed)
    drawn = round(OWN_SHARE * len(plv))
    return [
        [*plv, *generator.sample(list(own[number % len(own)]), drawn)] for number in range(settings.epochs)
    ]


def digest(epochs: Sequence[Sequence[Example]], settings: Settings) -> str:
    """What an own.pt was trained on and how, in short."""
    said = json.dumps([asdict(settings), [[asdict(example) for example in epoch] for epoch in epochs]])
    return hashlib.sha256(said.encode()).hexdigest()


def save(model: RelationModel, labels: Labels, path: Path, stamp: str = "") -> None:
    """Saves weights and labels."""
    torch.save({"state": model.state_dict(), "labels": asdict(labels), "stamp": stamp}, path)


def load(path: Path) -> tuple[RelationModel, Labels, str]:
    """A saved model with its labels and stamp."""
    saved: dict[str, Any] = torch.load(path, weights_only=True)
    labels = Labels(tuple(saved["labels"]["modes"]), saved["labels"]["allowed"])
    model = pretrained(labels)
    model.load_state_dict(saved["state"])
    return model, labels, saved["stamp"]


def own_stage(trainer: Trainer, epochs: Sequence[Sequence[Example]], path: Path, settings: Settings,
              after: Callable[[RelationModel, str], None]) -> RelationModel:  # fmt: skip
    """The model trained on the own corpus alone: the one at path if it was trained on the same, else a new one."""
    stamp = digest(epochs, settings)
    if path.exists():
        model, _, found = load(path)
        if found == stamp:
            print(f"using {path}", flush=True)
            return model
    torch.manual_seed(settings.seed)
    model = pretrained(trainer.labels)
    trainer.fit(model, epochs, settings, after)
    save(model, trainer.labels, path, stamp)
    return model


def fold_logits(
    trainer: Trainer, start: Path, own: Sequence[Sequence[Example]], plv: Sequence[Example], folds: int
) -> Logits:
    """Logits for every PLV sentence from the model of its fold; prints the figures of all folds so far."""
    codes = [example.category for example in plv]
    splits = StratifiedKFold(folds, shuffle=True, random_state=PLV.seed).split(codes, codes)
    parts, tests, tested = [], [], []
    for number, (train, test) in enumerate(splits, 1):
        model, _, _ = load(start)
        trainer.fit(model, mixed([plv[at] for at in train], own, PLV), PLV)
        examples = [plv[at] for at in test]
        parts.append(trainer.predict(model, examples))
        tests.append(test)
        tested += examples
        together = Logits(*(np.concatenate([part[head] for part in parts]) for head in range(3)))
        show(f"folds 1 to {number}:", plv_figures(together, tested))
    return in_order(parts, tests)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the relation model.")
    parser.add_argument("--out", type=Path, required=True, help="folder for own.pt and model.pt")
    parser.add_argument("--with-plv", type=Path, help="PLV sentences to go on training with")
    parser.add_argument("--folds", type=int, default=0, help="folds over the PLV sentences (0: none)")
    parser.add_argument("--threads", type=int, default=1, help="more than the free cores is far slower")
    return parser.parse_args()


def main() -> None:
    """Trains, printing the figures as they come."""
    given = arguments()
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    records = data.corpus_records()
    labels = data.corpus_labels(records)
    kept, aside = data.corpus_examples(records, labels)
    plv = data.plv_examples(given.with_plv) if given.with_plv else []
    print(f"{len(kept)} pairs, {len(aside)} set aside, {len(plv)} PLV sentences", flush=True)
    trainer = Trainer(labels, data.base_tokenizer(), kept)

    def figures(model: RelationModel, title: str) -> None:
        show(f"{title} set aside:", own_figures(trainer.predict(model, aside), aside, labels))
        if plv:
            show(f"{title} PLV as test:", plv_figures(trainer.predict(model, plv), plv))

    epochs = own_epochs(kept, data.unrelated_examples(records, labels), OWN)
    own = given.out / "own.pt"
    model = own_stage(trainer, epochs, own, OWN, figures)
    if not plv:
        save(model, labels, given.out / "model.pt")
        return
    print("own corpus alone, by code:", plv_by_code(trainer.predict(model, plv), plv), flush=True)
    print("final model", flush=True)
    trainer.fit(model, mixed(plv, epochs, PLV), PLV)
    save(model, labels, given.out / "model.pt")
    show("final, set aside:", own_figures(trainer.predict(model, aside), aside, labels))
    if given.folds:
        logits = fold_logits(trainer, own, epochs, plv, given.folds)
        show(f"{given.folds}-fold:", plv_figures(logits, plv))
        print("by code:", plv_by_code(logits, plv), flush=True)


if __name__ == "__main__":
    main()
