"""The relation model: a MiniLM encoder over the marked sentence, with a head each for category, mode, modality."""

import math
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from training.relations_model.data import (
    CATEGORIES,
    MARKERS,
    MODALITIES,
    Labels,
    base_tokenizer,
    weights_folder,
)

HIDDEN, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
EPSILON = 1e-12
MARKER_SIGNS = (
    "@*#^"  # words' embeddings are not trained: the markers start, and stay, as signs that news seldom has
)


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The layer's output; bias is added to the attention scores."""
        shape = (x.shape[0], x.shape[1], ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
        query, key, value = (
            part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(2, 3) / math.sqrt(shape[3]) + bias
        mixed = self.dropout(scores.softmax(-1)) @ value
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], HIDDEN)
        x = self.attended_norm(x + self.dropout(self.attended(mixed)))
        return cast(Tensor, self.outer_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x))))))


class Encoder(nn.Module):
    """BERT without its pooler, as wide and deep as MiniLM-L6."""

    def __init__(self, words: int, positions: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(words, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The hidden states of each token."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.positions(places)))
        bias = (1.0 - mask[:, None, None, :].to(torch.float32)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return cast(Tensor, x)


class RelationModel(nn.Module):
    """Category, mode and modality of a marked pair, from the two opening markers and the mean of all tokens."""

    def __init__(self, labels: Labels, words: int, positions: int, dropout: float = 0.1) -> None:
        super().__init__()
        tokenizer = base_tokenizer()
        self.source_marker = tokenizer.token_to_id(MARKERS[0])
        self.target_marker = tokenizer.token_to_id(MARKERS[2])
        self.encoder = Encoder(words, positions, dropout)
        self.dropout = nn.Dropout(dropout)
        self.category = nn.Linear(3 * HIDDEN, len(CATEGORIES))
        self.mode = nn.Linear(3 * HIDDEN, len(labels.modes))
        self.modality = nn.Linear(3 * HIDDEN, len(MODALITIES))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The logits of the three heads."""
        states = self.encoder(ids, mask).to(torch.float32)
        chosen = (ids == self.source_marker, ids == self.target_marker, mask)
        features = self.dropout(torch.cat([_mean(states, part) for part in chosen], dim=1))
        return self.category(features), self.mode(features), self.modality(features)


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    """The mean of the chosen tokens' states (zeros where none is chosen)."""
    weights = chosen.to(torch.float32)[:, :, None]
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)


def pretrained(labels: Labels, dropout: float = 0.1) -> RelationModel:
    """A model with the pretrained encoder and fresh heads."""
    found = load_file(weights_folder() / "model.safetensors")
    found = {name.removeprefix("bert."): tensor for name, tensor in found.items()}
    words = base_tokenizer().get_vocab_size()
    model = RelationModel(labels, words, found["embeddings.position_embeddings.weight"].shape[0], dropout)
    state = model.encoder.state_dict()
    for name in state:
        if name not in ("words.weight", "positions.weight"):
            state[name] = found[_bert_name(name)]
    known = found["embeddings.word_embeddings.weight"]
    state["words.weight"][: len(known)] = known
    marks = [base_tokenizer().token_to_id(sign) for sign in MARKER_SIGNS]
    state["words.weight"][len(known) :] = known[marks]
    kinds = found["embeddings.token_type_embeddings.weight"]
    state["positions.weight"] = found["embeddings.position_embeddings.weight"] + kinds[0]
    model.encoder.load_state_dict(state)
    return model


def _bert_name(name: str) -> str:
    """What BERT's checkpoints call one of the encoder's parameters."""
    if name.startswith("norm."):
        return "embeddings.LayerNorm." + name.removeprefix("norm.")
    _, number, part, kind = name.split(".")
    places = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    return f"encoder.layer.{number}.{places[part]}.{kind}"
