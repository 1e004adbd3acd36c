"""The file that a new adapter would replace, looked at before minutes are spent on training."""

import os
from dataclasses import dataclass
from pathlib import Path

from trendsqa.embedding.adapter import Adapter, read_adapter
from trendsqa.errors import ModelError

__all__ = ["EarlierAdapter", "earlier_at"]


@dataclass(frozen=True, slots=True)
class EarlierAdapter:
    """Report inside the adapter that a new one would replace.

    ``held_out`` is its MRR@10 of the questions that ``held_out_sha256`` stands for; an adapter made by other means has
    no such digest, and is never comparable.
    """

    path: Path
    base_sha256: str
    held_out_sha256: str
    held_out: float

    def comparable(self, *, base_sha256: str, held_out_sha256: str) -> bool:
        """True if both were tuned from the same weights and measured on the same questions and passages."""
        return (self.base_sha256, self.held_out_sha256) == (base_sha256, held_out_sha256)


def earlier_at(path: Path, *, force: bool) -> EarlierAdapter | None:
    """The adapter that stands at ``path``; None where nothing does, or nothing that ``force`` leaves to be asked.

    Raises:
        ModelError: Nothing can be written there, or a file stands there that is no adapter and ``force`` is not set.
    """
    _check_writable(path)
    if not path.exists():
        return None
    try:
        return _known(read_adapter(path))
    except ModelError as error:
        if force:
            return None
        raise ModelError(
            f"{path} exists and is no adapter that can be read. Name another file with --out, or replace it with "
            "--force."
        ) from error


def _check_writable(path: Path) -> None:
    """Minutes of training must not end in a file that cannot be written."""
    nearest = next(folder for folder in path.absolute().parents if folder.exists())
    if path.is_dir() or not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise ModelError(f"No file can be written at {path}. Name another one with --out.")


def _known(adapter: Adapter) -> EarlierAdapter:
    report = adapter.report
    try:
        digest, held_out = str(report["held_out_sha256"]), float(report["held_out"]["after"])
    except (KeyError, TypeError, ValueError):
        # Made by other means; it can be merged, but there is nothing to compare.
        digest, held_out = "", 0.0
    return EarlierAdapter(adapter.path, adapter.base_sha256, digest, held_out)
