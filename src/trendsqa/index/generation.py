"""A generation's manifest: what it holds, what made it, and the checksum of each of its files."""

import json
from dataclasses import asdict, dataclass

from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import IndexDamagedError
from trendsqa.index.layout import GenerationLayout

__all__ = ["SCHEMA", "Counts", "FileRecord", "Generation", "read_generation"]

SCHEMA = 5
"""Raised whenever the meaning of a file changes; opening refuses any other."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a generation holds; a curated question that several passages answer counts for each."""

    documents: int
    sections: int
    passages: int
    sentences: int
    questions: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: its path within the generation, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Generation:
    """One immutable build.

    ``content_hash`` depends on the corpus, the encoder and the parameters only: the same input gives the same hash.
    ``created`` is ISO 8601 in UTC, ``seconds`` how long the build took.
    """

    name: str
    schema: int
    code_version: str
    created: str
    seconds: float
    content_hash: str
    encoder: EncoderIdentity
    max_passage_tokens: int
    counts: Counts
    files: tuple[FileRecord, ...]

    def to_json(self) -> bytes:
        """The manifest as it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read_generation(layout: GenerationLayout) -> Generation:
    """The manifest of a generation.

    Raises:
        IndexDamagedError: It is missing, damaged or of another schema.
    """
    mend = "Build again: trendsqa index build"
    try:
        raw = json.loads(layout.manifest.read_text(encoding="utf-8"))
        schema = raw["schema"]
        if schema != SCHEMA:
            raise IndexDamagedError(f"{layout.manifest} has schema {schema}, this version reads {SCHEMA}. {mend}")
        raw["encoder"] = EncoderIdentity(**raw["encoder"])
        raw["counts"] = Counts(**raw["counts"])
        raw["files"] = tuple(FileRecord(**record) for record in raw["files"])
        return Generation(**raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"{layout.manifest} is missing or damaged ({error}). {mend}") from error
