"""The judge's weights in a small file: 8-bit integers for matrices, 16-bit floats for the rest.

The word embeddings are those of the model that the judge was trained from and are not in the file. A matrix W is kept
as integers Q and one scale for each output, W[i] = scale[i] * Q[i] (symmetric, per channel: Jacob et al., Quantization
and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018, arXiv:1712.05877).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.durable_files import write_durably
from trendsqa.embedding.exported_model import hash_file
from trendsqa.errors import ModelError

__all__ = ["JudgeWeights", "read_judge_weights", "write_judge_weights"]

_QUANTISED, _SCALE = ".int8", ".scale"
_LARGEST = 127
_MATRIX = 2


@dataclass(frozen=True, slots=True)
class JudgeWeights:
    """A loaded and checked file of weights.

    ``base_sha256`` is the SHA-256 of the model it was trained from, ``sha256`` its own. ``tensors`` are float32, by the
    names of the judge's parameters. ``report`` describes the training and its results.
    """

    path: Path
    sha256: str
    base_sha256: str
    report: dict[str, Any]
    tensors: dict[str, NDArray[np.float32]]


def read_judge_weights(path: Path) -> JudgeWeights:
    """The weights in the file at ``path``. Raises ModelError if it is missing, damaged or holds no judge."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
            kept = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        base, report = metadata["base_sha256"], json.loads(metadata["report"])
        tensors = dict(_dequantised(kept))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path} is no judge that can be read ({error}). Restore it, train it again (trendsqa models judge), or "
            'set retrieval.judge = "none".'
        ) from error
    return JudgeWeights(path, hash_file(path), base, report, tensors)


def write_judge_weights(
    path: Path, tensors: Mapping[str, NDArray[np.float32]], *, base_sha256: str, report: Mapping[str, Any]
) -> None:
    """Write ``tensors`` to ``path``, atomically."""
    from safetensors.numpy import save

    kept: dict[str, NDArray[Any]] = {}
    for name in sorted(tensors):
        tensor = tensors[name]
        if tensor.ndim < _MATRIX:
            kept[name] = tensor.astype(np.float16)
            continue
        scale = np.abs(tensor).max(axis=1) / _LARGEST
        scale[scale == 0] = 1
        kept[name + _QUANTISED] = np.rint(tensor / scale[:, None]).astype(np.int8)
        kept[name + _SCALE] = scale.astype(np.float32)
    metadata = {"base_sha256": base_sha256, "report": json.dumps(report, ensure_ascii=False, sort_keys=True)}
    write_durably(path, save(kept, metadata=metadata))


def _dequantised(kept: Mapping[str, NDArray[Any]]) -> list[tuple[str, NDArray[np.float32]]]:
    whole = []
    for name, tensor in kept.items():
        if name.endswith(_QUANTISED):
            plain = name.removesuffix(_QUANTISED)
            whole.append((plain, tensor.astype(np.float32) * kept[plain + _SCALE].astype(np.float32)[:, None]))
        elif not name.endswith(_SCALE):
            whole.append((name, tensor.astype(np.float32)))
    return whole
