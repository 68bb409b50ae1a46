"""Exports a trained model as int8 ONNX with its tokenizer and labels.

    python -m training.relations_model.export --model DIR/model.pt --out FOLDER

FOLDER gets model.onnx (weights quantised to int8, activations quantised as they come), tokenizer.json, labels.json.
"""

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.relations_model.data import base_tokenizer
from training.relations_model.model import RelationModel
from training.relations_model.train import load

OPSET = 17


def to_onnx(model: RelationModel, path: Path) -> None:
    """Writes the model as ONNX in full precision, free in the number of sentences and of tokens."""
    model.eval()
    ids = torch.tensor([[101, model.source_marker, 2000, model.target_marker, 102], [101, 7, 8, 102, 0]])
    free = {0: "sentences", 1: "tokens"}
    heads = ("category", "mode", "modality")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (ids, (ids != 0).long()),
            str(path),
            input_names=["ids", "mask"],
            output_names=list(heads),
            dynamic_axes={"ids": free, "mask": free} | {head: {0: "sentences"} for head in heads},
            opset_version=OPSET,
            dynamo=False,
        )


def export(source: Path, folder: Path) -> None:
    """Exports the model saved at source into the folder."""
    model, labels, _ = load(source)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        to_onnx(model, whole)
        quantize_dynamic(whole, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    base_tokenizer().save(str(folder / "tokenizer.json"))
    text = json.dumps(labels.record(), indent=1) + "\n"
    (folder / "labels.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Exports a model."""
    parser = argparse.ArgumentParser(description="Export the relation model.")
    parser.add_argument("--model", type=Path, required=True, help="own.pt or model.pt, as trained")
    parser.add_argument("--out", type=Path, required=True, help="folder for the exported model")
    given = parser.parse_args()
    export(given.model, given.out)
    for path in sorted(given.out.iterdir()):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
