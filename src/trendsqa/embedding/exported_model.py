"""An exported model on disk: its files and their checksums."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import ModelError

__all__ = ["ExportedGraph", "ExportedModel", "hash_file"]

_MEND = "Make it again: trendsqa index build"


@dataclass(frozen=True, slots=True)
class ExportedGraph:
    """A folder with a graph, its tokenizer and the description of both."""

    folder: Path

    @property
    def graph(self) -> Path:
        """The ONNX graph."""
        return self.folder / "model.onnx"

    @property
    def tokenizer(self) -> Path:
        """The tokenizer, in the format of the tokenizers library."""
        return self.folder / "tokenizer.json"

    @property
    def description(self) -> Path:
        """A description of the model, with the SHA-256 of the files above."""
        return self.folder / "model.json"

    def exists(self) -> bool:
        """True if the folder has a finished export."""
        return self.description.is_file()

    def verify(self) -> None:
        """Check every file against its SHA-256.

        Raises:
            ModelError: A file is missing or altered; the message names it.
        """
        for name, expected in self.describe()["files"].items():
            path = self.folder / name
            if not path.is_file():
                raise ModelError(f"{path} is missing. {_MEND}")
            found = hash_file(path)
            if found != expected:
                raise ModelError(f"{path} has SHA-256 {found}, expected {expected}. {_MEND}")

    def describe(self) -> dict[str, Any]:
        """The description. Raises ModelError if it is missing or damaged."""
        try:
            described: dict[str, Any] = json.loads(self.description.read_text(encoding="utf-8"))
            described["files"].items()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._damaged(error) from error
        return described

    def _damaged(self, error: Exception) -> ModelError:
        return ModelError(f"{self.description} is missing or damaged ({error}). {_MEND}")


class ExportedModel(ExportedGraph):
    """An exported encoder."""

    __slots__ = ()

    def identity(self) -> EncoderIdentity:
        """The encoder's identity recorded at export. Raises ModelError."""
        try:
            return EncoderIdentity(**self.describe()["identity"])
        except (KeyError, TypeError) as error:
            raise self._damaged(error) from error


def hash_file(path: Path) -> str:
    """The file's SHA-256 in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
