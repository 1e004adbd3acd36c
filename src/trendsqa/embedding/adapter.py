"""A low-rank adapter (LoRA): the changes of tuning to a model's weights, in a small file merged into them at export.

Hu et al., LoRA: Low-Rank Adaptation of Large Language Models, 2021 (arXiv:2106.09685): each changed weight matrix
becomes W + up @ down. The file is safetensors: for each changed weight ``<name>.down``, shape (rank, inputs), and
``<name>.up``, shape (outputs, rank), and each fully replaced tensor under its own name. Its metadata has the hash of
the weights it was tuned from.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.weights_file import WeightsFile, read_weights, write_weights
from trendsqa.errors import ModelError

__all__ = ["Adapter", "merge", "read_adapter", "write_adapter"]

_UP, _DOWN = ".up", ".down"
_Tensors = Mapping[str, NDArray[Any]]


class Adapter(WeightsFile):
    """A loaded and checked adapter file; its base are the weights that it changes."""

    __slots__ = ()

    def changed(self) -> dict[str, NDArray[np.float32]]:
        """Matrix to add to each changed weight (up @ down), by the weight's name: float32, shape (outputs, inputs)."""
        names = [name.removesuffix(_UP) for name in self.tensors if name.endswith(_UP)]
        return {
            name: self.tensors[name + _UP].astype(np.float32) @ self.tensors[name + _DOWN].astype(np.float32)
            for name in names
        }

    def replaced(self) -> dict[str, NDArray[np.float32]]:
        """Tensors that replace the model's of the same name, float32."""
        return {
            name: tensor.astype(np.float32) for name, tensor in self.tensors.items() if not name.endswith((_UP, _DOWN))
        }


def read_adapter(path: Path) -> Adapter:
    """The adapter in the file at ``path``.

    Raises:
        ModelError: The file is missing, damaged or not an adapter.
    """
    mend = f"Restore {path}, or tune again: trendsqa models tune"
    adapter = read_weights(path, Adapter, "adapter", mend)
    for name, tensor in adapter.tensors.items():
        pair = name.removesuffix(_UP) + _DOWN if name.endswith(_UP) else name.removesuffix(_DOWN) + _UP
        if name.endswith((_UP, _DOWN)) and pair not in adapter.tensors:
            raise ModelError(f"{path} holds {name} without {pair}. {mend}")
        if not np.isfinite(tensor).all():
            raise ModelError(f"{path} holds values in {name} that are not finite. {mend}")
    return adapter


def merge(adapter: Adapter, model: Any, weights_sha256: str) -> None:
    """Change the parameters of ``model``, a torch module whose weights have ``weights_sha256``, in place.

    Raises:
        ModelError: The adapter was tuned from other weights, or changes a parameter that the model does not have.
    """
    import torch

    if adapter.base_sha256 != weights_sha256:
        raise ModelError(
            f"{adapter.path} was tuned from weights with SHA-256 {adapter.base_sha256}, these have {weights_sha256}. "
            'Set encoder.adapter = "none", or tune again: trendsqa models tune'
        )
    parameters = dict(model.named_parameters())
    with torch.no_grad():
        for name, change in adapter.changed().items():
            _parameter(parameters, name, change.shape, adapter.path).add_(torch.from_numpy(change))
        for name, tensor in adapter.replaced().items():
            _parameter(parameters, name, tensor.shape, adapter.path).copy_(torch.from_numpy(tensor))


def _parameter(parameters: Mapping[str, Any], name: str, shape: tuple[int, ...], path: Path) -> Any:
    found = parameters.get(name)
    if found is None or tuple(found.shape) != shape:
        raise ModelError(f"{path} changes {name} of shape {shape}, which the model has not. Tune again.")
    return found


def write_adapter(path: Path, tensors: _Tensors, *, base_sha256: str, report: Mapping[str, Any]) -> None:
    """Write ``tensors`` as 16-bit floats to ``path``, atomically; the same input gives the same bytes."""
    halves = {name: np.ascontiguousarray(tensor, dtype=np.float16) for name, tensor in tensors.items()}
    write_weights(path, halves, base_sha256=base_sha256, report=report)
