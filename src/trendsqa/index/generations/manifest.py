"""A generation's manifest: its counts, its provenance, and the checksum of each of its files."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from trendsqa.durable_files import write_durably
from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import IndexDamagedError, ModelError
from trendsqa.index.generations.layout import GenerationLayout

__all__ = [
    "SCHEMA",
    "Approximation",
    "Counts",
    "FileRecord",
    "Generation",
    "MilvusCollection",
    "Remote",
    "Scoring",
    "Stopping",
    "fingerprint",
    "read_generation",
    "read_scoring",
    "read_stopping",
    "write_learned",
]


@dataclass(frozen=True, slots=True)
class Approximation:
    """Approximate search that reads ``probes`` of ``lists`` inverted lists, those nearest to the query.

    ``recall`` is recall at 10, measured over ``queries`` queries when it was chosen.
    """

    lists: int
    probes: int
    recall: float
    queries: int

    def __str__(self) -> str:
        return f"{self.probes} of {self.lists} lists, recall at 10 {self.recall:.3f} over {self.queries} queries"


SCHEMA = 13
"""Schema version, raised whenever the meaning of a file changes; opening refuses any other."""

_CHECKSUM = "manifest_sha256"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of a generation's contents; a curated question counts for each passage that answers it."""

    documents: int
    sections: int
    passages: int
    sentences: int
    questions: int
    made_questions: int

    @property
    def texts(self) -> int:
        """Number of texts with a vector."""
        return self.passages + self.sentences + self.questions + self.made_questions


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: its path within the generation, its size in bytes and its checksum (XXH3, 128 bits, hexadecimal)."""

    path: str
    size: int
    xxh3: str


@dataclass(frozen=True, slots=True)
class MilvusCollection:
    """One kind of text in Milvus: the collection's name, its number of rows, and if it is searched exactly."""

    kind: str
    name: str
    rows: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Remote:
    """Location of vectors outside the generation's folder; ``uri`` contains no credentials."""

    uri: str
    collections: tuple[MilvusCollection, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """Learned weights of signals, by name, so that anybody can read them.

    ``ranking``: the weight of each signal for questions in ``sentences`` and for bare ``keywords``. ``report``: a
    description of the learning and its results.
    """

    ranking: dict[str, dict[str, float]]
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stopping:
    """Learned parameters of when not to answer; they hold for any collection.

    ``confidence``: the coefficients of the logistic model that the quotes answer the question. ``threshold``: the
    confidence under which nothing is answered. ``inputs``: the classifier of inputs. ``encoder``: the fingerprint of
    the encoder that they were learned with. ``report``: a description of the learning and its results.
    """

    confidence: dict[str, float]
    threshold: float
    inputs: dict[str, Any]
    encoder: str
    report: dict[str, Any]

    def fits(self, encoder: EncoderIdentity) -> bool:
        """True if it was learned with this encoder, whose vectors it reads."""
        return self.encoder == fingerprint(encoder)


@dataclass(frozen=True, slots=True)
class Generation:
    """One immutable build.

    ``content_hash`` depends on the corpus, the encoder and the parameters only: the same input gives the same hash.
    ``scoring`` has the learned weights of signals and ``stopping`` the learned abstention, None if nothing was learned.
    ``created`` is ISO 8601 in UTC, ``seconds`` the duration of the build and ``encoded`` the number of texts it
    encoded; the other vectors were reused from the previous generation. ``remote`` is the location of the vectors, None
    for the folder. ``approximate`` has the kinds of text that are not searched exactly, with their recall.
    """

    name: str
    schema: int
    code_version: str
    created: str
    seconds: float
    encoded: int
    content_hash: str
    encoder: EncoderIdentity
    max_passage_tokens: int
    scoring: Scoring | None
    stopping: Stopping | None
    counts: Counts
    files: tuple[FileRecord, ...]
    remote: Remote | None = None
    approximate: Mapping[str, Approximation] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that its files take."""
        return sum(record.size for record in self.files)

    def is_the_same(self, content_hash: str, uri: str) -> bool:
        """True if a build with this content hash, its vectors at ``uri``, would give the same generation again."""
        return self.content_hash == content_hash and (self.remote.uri if self.remote else "") == uri

    def to_json(self) -> bytes:
        """The manifest's file content: all fields and, last, its own checksum."""
        content = asdict(self)
        return json.dumps(content | {_CHECKSUM: _checksum(content)}, ensure_ascii=False, indent=1).encode()


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
        if raw.pop(_CHECKSUM) != _checksum(raw):
            raise IndexDamagedError(f"{layout.manifest} does not match its own checksum. {mend}")
        raw["encoder"] = EncoderIdentity(**raw["encoder"])
        raw["scoring"] = Scoring(**raw["scoring"]) if raw["scoring"] else None
        raw["stopping"] = Stopping(**raw["stopping"]) if raw["stopping"] else None
        raw["counts"] = Counts(**raw["counts"])
        raw["files"] = tuple(FileRecord(**record) for record in raw["files"])
        raw["remote"] = _remote(raw["remote"]) if raw["remote"] else None
        raw["approximate"] = {kind: Approximation(**how) for kind, how in raw["approximate"].items()}
        return Generation(**raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"{layout.manifest} is missing or damaged ({error}). {mend}") from error


def _checksum(content: dict[str, Any]) -> str:
    """SHA-256 of a manifest's values, independent of their order and layout."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _remote(raw: dict[str, Any]) -> Remote:
    return Remote(raw["uri"], tuple(MilvusCollection(**collection) for collection in raw["collections"]))


def write_learned(path: Path, learned: Scoring | Stopping) -> None:
    """Write learned parameters to the file ``path``, readable by people too."""
    write_durably(path, (json.dumps(asdict(learned), ensure_ascii=False, indent=1) + "\n").encode())


def fingerprint(encoder: EncoderIdentity) -> str:
    """Fingerprint of an encoder: the SHA-256 of its identity."""
    return hashlib.sha256(json.dumps(asdict(encoder), sort_keys=True).encode()).hexdigest()


def read_scoring(path: Path) -> Scoring:
    """The learned weights in the JSON file ``path``. Raises ModelError."""
    return _read_learned(path, Scoring, "weigh")


def read_stopping(path: Path) -> Stopping:
    """The learned abstention in the JSON file ``path``. Raises ModelError."""
    return _read_learned(path, Stopping, "stop")


_Learned = TypeVar("_Learned", Scoring, Stopping)


def _read_learned(path: Path, kind: type[_Learned], command: str) -> _Learned:
    try:
        return kind(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"{path} holds nothing learned that can be read ({error}). "
            f"Restore it, delete it to go without, or learn again: trendsqa models {command}"
        ) from error
