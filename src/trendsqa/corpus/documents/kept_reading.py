"""Cache of parsed documents, so that unchanged bytes are not parsed again.

One file for each document, named by a hash of everything that decides the result: the bytes, name, id and declared
media type, the limits and the readers' code. A damaged file is ignored, and the bytes are parsed again.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from trendsqa.corpus.documents.coverage import Amounts, Coverage, LeftOut, Loss, LossKind
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Link, PageTurn, Section
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.durable_files import write_durably

__all__ = ["KeptReadings", "ReadDocument"]

_DIGEST_LENGTH = 64
"""Hexadecimal digits of the SHA-256 at the start of each file, taken over the rest of it."""


class ReadDocument(Protocol):
    """Function that parses a file's bytes into a document, as ``read_document`` does."""

    def __call__(
        self, data: bytes, *, name: str, document_id: str, media_type: str | None = None, limits: ReadingLimits
    ) -> Document:
        """The document in ``data``. Raises UnreadableFileError."""


class KeptReadings:
    """Parses documents, each only once, and caches them in ``folder``; ``read_anew`` counts those parsed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()
        self.read_anew = 0

    def read(
        self, data: bytes, *, name: str, document_id: str, media_type: str | None = None, limits: ReadingLimits
    ) -> Document:
        """The document in ``data``; raises as ``read_document`` does."""
        asked = [hashlib.sha256(data).hexdigest(), name, document_id, media_type, asdict(limits), self._code]
        key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
        self._used.add(key)
        path = self._folder / f"{key}.json"
        if (kept := _kept_at(path)) is not None:
            return kept
        self.read_anew += 1
        document = read_document(data, name=name, document_id=document_id, media_type=media_type, limits=limits)
        content = json.dumps(asdict(document), ensure_ascii=True).encode()
        write_durably(path, hashlib.sha256(content).hexdigest().encode() + content)
        return document

    def drop_unused(self) -> None:
        """Delete the cached documents that were not requested since this object was made."""
        for path in self._folder.glob("*.json"):
            if path.stem not in self._used:
                path.unlink(missing_ok=True)

    @cached_property
    def _code(self) -> str:
        """SHA-256 over the readers' code: a changed reader parses everything again."""
        digest = hashlib.sha256()
        for path in _reading_code():
            digest.update(path.read_bytes())
        return digest.hexdigest()


def _reading_code() -> Iterator[Path]:
    """Files of code that decide how a file is read."""
    corpus = Path(__file__).resolve().parents[1]
    for stage in ("documents", "readers"):
        yield from sorted((corpus / stage).rglob("*.py"))


def _kept_at(path: Path) -> Document | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, written = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH:]
    if hashlib.sha256(written).hexdigest().encode() != digest:
        return None
    return _document(json.loads(written))


def _document(raw: dict[str, Any]) -> Document:
    sections = (Section(**section | {"heading_path": tuple(section["heading_path"])}) for section in raw["sections"])
    return Document(
        id=raw["id"],
        title=raw["title"],
        text=raw["text"],
        sections=tuple(sections),
        blocks=tuple(_block(block) for block in raw["blocks"]),
        links=tuple(Link(**link) for link in raw["links"]),
        page_count=raw["page_count"],
        page_labels=tuple(raw["page_labels"]),
        changed=raw["changed"],
        coverage=_coverage(raw["coverage"]) if raw["coverage"] else None,
    )


def _block(raw: dict[str, Any]) -> Block:
    turns = tuple(PageTurn(**turn) for turn in raw["turns"])
    return Block(**raw | {"kind": BlockKind(raw["kind"]), "turns": turns})


def _coverage(raw: dict[str, Any]) -> Coverage:
    return Coverage(
        seen=Amounts(**raw["seen"]),
        stored=Amounts(**raw["stored"]),
        left_out=tuple(LeftOut(**part) for part in raw["left_out"]),
        losses=tuple(Loss(**loss | {"kind": LossKind(loss["kind"])}) for loss in raw["losses"]),
    )
