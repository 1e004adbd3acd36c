"""A small file of trained weights beside a model: an adapter's or a judge's. The only file that imports safetensors.

Its metadata has the hash of the weights that it was trained from and a description of the training.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from numpy.typing import NDArray

from trendsqa.durable_files import write_durably
from trendsqa.embedding.exported_model import hash_file
from trendsqa.errors import ModelError

__all__ = ["WeightsFile", "read_weights", "write_weights"]

_LENGTH_BYTES = 8
"""Bytes of the header's length at the start of a safetensors file; its tensors begin at a multiple of it."""


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A loaded file of weights.

    ``base_sha256`` is the SHA-256 of the weights it was trained from, ``sha256`` its own. ``report`` describes the
    training and its results, as written by the command that made it.
    """

    path: Path
    sha256: str
    base_sha256: str
    report: dict[str, Any]
    tensors: dict[str, NDArray[Any]]


_Kind = TypeVar("_Kind", bound=WeightsFile)


def read_weights(path: Path, kind: type[_Kind], noun: str, mend: str) -> _Kind:
    """The ``kind`` of weights in the file at ``path``; raises ModelError with ``noun`` and ``mend`` if it is none."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        return kind(path, hash_file(path), metadata["base_sha256"], json.loads(metadata["report"]), tensors)
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(f"{path} is no {noun} that can be read ({error}). {mend}") from error


def write_weights(
    path: Path, tensors: Mapping[str, NDArray[Any]], *, base_sha256: str, report: Mapping[str, Any]
) -> None:
    """Write ``tensors`` to ``path``, atomically; the same input gives the same bytes."""
    from safetensors.numpy import save

    metadata = {"base_sha256": base_sha256, "report": json.dumps(report, ensure_ascii=False, sort_keys=True)}
    in_order = {name: tensors[name] for name in sorted(tensors)}
    write_durably(path, _with_sorted_metadata(save(in_order, metadata=metadata)))


def _with_sorted_metadata(content: bytes) -> bytes:
    """The same safetensors file with sorted metadata, since the library writes them in arbitrary order."""
    length = int.from_bytes(content[:_LENGTH_BYTES], "little")
    header = json.loads(content[_LENGTH_BYTES : _LENGTH_BYTES + length])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    written = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    written += b" " * (-len(written) % _LENGTH_BYTES)
    return len(written).to_bytes(_LENGTH_BYTES, "little") + written + content[_LENGTH_BYTES + length :]
