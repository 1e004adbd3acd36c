"""Exports a verified sentence-transformers model to ONNX, once, beside the index.

The graph takes token ids and returns unit vectors: the model's own modules (transformer, pooling, dense layers) and a
final normalisation are inside, so serving needs no torch and no knowledge of the architecture.
"""

import json
import shutil
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trendsqa.embedding.adapter import Adapter
from trendsqa.embedding.exported_model import ExportedModel, hash_file
from trendsqa.embedding.models import ModelFiles
from trendsqa.embedding.reference import ReferenceEncoder

__all__ = ["export_model"]

_OPSET = 17
"""The newest ONNX operator set that torch's exporter without dynamo supports completely."""


def export_model(files: ModelFiles, target: ExportedModel, *, max_tokens: int, adapter: Adapter | None = None) -> None:
    """Export to ``target``'s folder, written by one rename; an existing one is replaced.

    Raises:
        ModelError: The model cannot be loaded, or ``adapter`` was tuned from other weights.
    """
    reference = ReferenceEncoder(files, max_tokens=max_tokens, adapter=adapter)
    beside = target.folder.with_name(f".{target.folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    building = ExportedModel(beside)
    _write_graph(reference, building.graph)
    reference.model.tokenizer.backend_tokenizer.save(str(building.tokenizer))
    described = {
        "identity": asdict(reference.identity),
        "files": {path.name: hash_file(path) for path in (building.graph, building.tokenizer)},
    }
    building.description.write_text(json.dumps(described, indent=1), encoding="utf-8")
    shutil.rmtree(target.folder, ignore_errors=True)
    beside.replace(target.folder)


def _write_graph(reference: ReferenceEncoder, path: Path) -> None:
    import torch

    class Normalised(torch.nn.Module):
        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            return torch.nn.functional.normalize(self.model(features)["sentence_embedding"], p=2, dim=1)

    example = reference.model.tokenizer(["one text", "another, longer text"], padding=True, return_tensors="pt")
    axes = {0: "batch", 1: "length"}
    with warnings.catch_warnings(), torch.no_grad():
        # The tracer warns about Python branches that take the same path for every input of this model.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Normalised(reference.model).eval(),
            (example["input_ids"], example["attention_mask"]),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "vectors": {0: "batch"}},
            opset_version=_OPSET,
            dynamo=False,
        )
