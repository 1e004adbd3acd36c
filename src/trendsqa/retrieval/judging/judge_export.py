"""Exports the judge to ONNX with 7-bit matrices, once, beside the index. Serving then needs no torch."""

import json
import logging
import shutil
import warnings
from typing import Any

from trendsqa.embedding.exported_model import ExportedGraph, hash_file
from trendsqa.embedding.models import ModelFiles, hash_weights
from trendsqa.errors import ModelError
from trendsqa.retrieval.judging.judge_network import build_network, restore
from trendsqa.retrieval.judging.judge_weights import JudgeWeights

__all__ = ["export_judge", "is_of_this_form"]

_FORM = 3
"""Number of the form of the graph; an export of an earlier form is slower, or differs from processor to processor."""
_OPSET = 17
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_judge(files: ModelFiles, weights: JudgeWeights, target: ExportedGraph) -> None:
    """Export to ``target``'s folder, written by one rename; an existing one is replaced.

    Raises:
        ModelError: The model cannot be loaded, or the judge was trained from another one.
    """
    if weights.base_sha256 != hash_weights(files.folder):
        raise ModelError(
            f'{weights.path} was trained from another model than {files.name}. Set retrieval.judge = "none", or train '
            "it again: trendsqa models judge"
        )
    network = build_network(files.folder)
    restore(network, weights.tensors)
    beside = target.folder.with_name(f".{target.folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    building = ExportedGraph(beside)
    _write_graph(network.eval(), building)
    network.tokenizer.backend_tokenizer.save(str(building.tokenizer))
    described = {
        "judge_sha256": weights.sha256,
        "form": _FORM,
        "files": {path.name: hash_file(path) for path in (building.graph, building.tokenizer)},
    }
    building.description.write_text(json.dumps(described, indent=1), encoding="utf-8")
    shutil.rmtree(target.folder, ignore_errors=True)
    beside.replace(target.folder)


def is_of_this_form(exported: ExportedGraph) -> bool:
    """True unless an earlier version of this program exported it. Raises ModelError if it is missing or damaged."""
    return bool(exported.describe().get("form") == _FORM)


def _write_graph(network: Any, target: ExportedGraph) -> None:
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from trendsqa.retrieval.judging.idle_guards import drop_idle_guards

    class LogOdds(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            return self.network(input_ids, attention_mask, token_type_ids)[0]

    example = network.tokenizer(
        ["one", "another question"], ["a text", "a longer text"], padding=True, return_tensors="pt"
    )
    axes = {0: "pairs", 1: "length"}
    whole = target.folder / "whole.onnx"
    quantiser = logging.getLogger()
    level = quantiser.level
    with warnings.catch_warnings(), torch.no_grad():
        # The tracer warns about Python branches that take the same path for every input of this model.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            LogOdds().eval(),
            tuple(example[name] for name in _INPUTS),
            str(whole),
            input_names=list(_INPUTS),
            output_names=["log_odds"],
            dynamic_axes=dict.fromkeys(_INPUTS, axes) | {"log_odds": {0: "pairs"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        try:
            # It recommends a preparation that changes nothing for this graph.
            quantiser.setLevel(logging.ERROR)
            # Seven bits: processors without VNNI add products in pairs of 16 bits, where eight bits overflow.
            quantize_dynamic(whole, target.graph, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        finally:
            quantiser.setLevel(level)
    whole.unlink()
    drop_idle_guards(target.graph)
