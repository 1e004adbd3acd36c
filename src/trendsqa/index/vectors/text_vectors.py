"""Incremental encoding: vectors are reused from an earlier generation, and only new texts are encoded.

The key of a vector is the encoder's exact input, prompt included, and the encoder's identity.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import EncoderIdentity, Vectors
from trendsqa.errors import IndexDamagedError
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import read_generation
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.vectors.vector_store import FolderVectors, VectorStore

__all__ = ["BuildingEncoder", "Keys", "TextVectors"]

Keys = NDArray[np.uint8]
"""A digest of each text, shape (texts, 16): a collision among a million texts happens once in 10^26 collections."""

_KEY_BYTES = 16
_TOGETHER = 4096
"""Vectors fetched from an earlier generation at once."""


class BuildingEncoder(Protocol):
    """An encoder that reports progress: the number of texts in each finished batch."""

    @property
    def identity(self) -> EncoderIdentity:
        """Identity of this encoder."""

    def encode_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages."""

    def encode_queries(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of questions."""

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` without special tokens and without cutting."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Texts of one file of vectors, in the order given, with a key each."""

    texts: Sequence[str]
    keys: tuple[bytes, ...]
    encode: Callable[[Sequence[str], Callable[[int], None] | None], Vectors]


@dataclass(slots=True)
class TextVectors:
    """The texts of a new generation by kind, and their known vectors.

    ``earlier`` is a generation with checked files; its vectors, opened by ``store``, are reused if its encoder is the
    same. All texts are added first and encoded by ``encode_new``; then ``vectors`` returns the vectors of each kind.
    """

    encoder: BuildingEncoder
    earlier: GenerationLayout | None = None
    store: VectorStore = field(default_factory=FolderVectors)
    _kinds: dict[VectorKind, _Kind] = field(default_factory=dict)
    _known: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)

    def add(self, kind: VectorKind, texts: Sequence[str]) -> None:
        """Add the texts of a kind."""
        encoder, identity = self.encoder, self.encoder.identity
        encode = encoder.encode_queries if kind.is_asked else encoder.encode_passages
        prompt = identity.query_prompt if kind.is_asked else identity.passage_prompt
        self._kinds[kind] = _Kind(texts, _keys(prompt, texts), encode)

    def encode_new(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Encode new texts, each once, and return their number; ``on_progress`` is called with (done, in all)."""
        wanted = {key for kind in self._kinds.values() for key in kind.keys}
        self._take_over(wanted)
        missing = len(wanted) - len(self._known)
        advance = _counting(missing, on_progress)
        for kind in self._kinds.values():
            new = {key: text for key, text in zip(kind.keys, kind.texts, strict=True) if key not in self._known}
            if new:
                vectors = kind.encode(list(new.values()), advance)
                self._known.update(zip(new, vectors, strict=True))
        return missing

    def vectors(self, kind: VectorKind) -> Vectors:
        """The vectors of a kind, in the order of its texts."""
        keys = self._kinds[kind].keys
        vectors = np.empty((len(keys), self.encoder.identity.dimension), dtype=np.float32)
        for row, key in enumerate(keys):
            vectors[row] = self._known[key]
        return vectors

    def keys(self) -> dict[str, Keys]:
        """The keys of each kind, as a generation stores them for the next."""
        return {
            kind.value: np.frombuffer(b"".join(own.keys), dtype=np.uint8).reshape(-1, _KEY_BYTES)
            for kind, own in self._kinds.items()
        }

    def _take_over(self, wanted: set[bytes]) -> None:
        earlier = self.earlier
        if earlier is None or (generation := read_generation(earlier)).encoder != self.encoder.identity:
            return
        for kind, index in self.store.open(earlier, generation).items():
            keys = _keys_at(earlier, kind)
            if len(index) != len(keys):
                raise IndexDamagedError(
                    f"{earlier.folder} holds {len(index)} vectors of {kind}, {earlier.text_keys} {len(keys)} for them."
                )
            rows = {key: row for row, key in enumerate(keys) if key in wanted and key not in self._known}
            found = list(rows)
            for first in range(0, len(found), _TOGETHER):
                some = found[first : first + _TOGETHER]
                vectors = index.rows(np.array([rows[key] for key in some], dtype=np.int64))
                self._known.update(zip(some, vectors, strict=True))


def _keys(prompt: str, texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(
        hashlib.blake2b((prompt + text).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()
        for text in texts
    )


def _keys_at(layout: GenerationLayout, kind: VectorKind) -> list[bytes]:
    try:
        with np.load(layout.text_keys, allow_pickle=False) as archive:
            content = archive[kind].tobytes()
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamagedError(f"{layout.text_keys} cannot be read ({error}).") from error
    return [content[first : first + _KEY_BYTES] for first in range(0, len(content), _KEY_BYTES)]


def _counting(total: int, on_progress: Callable[[int, int], None] | None) -> Callable[[int], None]:
    """Adapter of progress callbacks: takes the texts of each batch, calls ``on_progress`` with (done, ``total``)."""
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if on_progress:
            on_progress(done, total)

    return advance
