"""The judge's weights in a small file: 8-bit integers for matrices, 16-bit floats for the rest.

The word embeddings are those of the model that the judge was trained from and are not in the file. A matrix W is kept
as integers Q and one scale for each output, W[i] = scale[i] * Q[i] (symmetric, per channel: Jacob et al., Quantization
and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018, arXiv:1712.05877).
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.weights_file import WeightsFile, read_weights, write_weights
from trendsqa.errors import ModelError

__all__ = ["JudgeWeights", "read_judge_weights", "write_judge_weights"]

_QUANTISED, _SCALE = ".int8", ".scale"
_LARGEST = 127
_MATRIX = 2


class JudgeWeights(WeightsFile):
    """A loaded and checked judge; its tensors are float32, by the names of the judge's parameters."""

    __slots__ = ()


def read_judge_weights(path: Path) -> JudgeWeights:
    """The weights in the file at ``path``. Raises ModelError if it is missing, damaged or holds no judge."""
    mend = 'Restore it, train it again (trendsqa models judge), or set retrieval.judge = "none".'
    kept = read_weights(path, JudgeWeights, "judge", mend)
    try:
        return replace(kept, tensors=dict(_dequantised(kept.tensors)))
    except (KeyError, ValueError) as error:
        raise ModelError(f"{path} is no judge that can be read ({error}). {mend}") from error


def write_judge_weights(
    path: Path, tensors: Mapping[str, NDArray[np.float32]], *, base_sha256: str, report: Mapping[str, Any]
) -> None:
    """Write ``tensors`` to ``path``, atomically."""
    kept: dict[str, NDArray[Any]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim < _MATRIX:
            kept[name] = tensor.astype(np.float16)
            continue
        scale = np.abs(tensor).max(axis=1) / _LARGEST
        scale[scale == 0] = 1
        kept[name + _QUANTISED] = np.rint(tensor / scale[:, None]).astype(np.int8)
        kept[name + _SCALE] = scale.astype(np.float32)
    write_weights(path, kept, base_sha256=base_sha256, report=report)


def _dequantised(kept: Mapping[str, NDArray[Any]]) -> list[tuple[str, NDArray[np.float32]]]:
    whole = []
    for name, tensor in kept.items():
        if name.endswith(_QUANTISED):
            plain = name.removesuffix(_QUANTISED)
            whole.append((plain, tensor.astype(np.float32) * kept[plain + _SCALE].astype(np.float32)[:, None]))
        elif not name.endswith(_SCALE):
            whole.append((name, tensor.astype(np.float32)))
    return whole
