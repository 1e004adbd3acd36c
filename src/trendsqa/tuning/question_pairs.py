"""Pairs of questions on a passage, of which the passage answers one and not its twin: what a judge is trained on.

A twin is the same sentence with one thing changed, so how a question is worded says nothing about its answer. The pairs
of a file are on texts that were written for them; pairs on a document that a collection holds name its sections and
blocks.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from trendsqa.corpus.documents.document import Block, Document
from trendsqa.corpus.documents.held_document import HeldDocument, hold
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source
from trendsqa.errors import QuestionSetError

__all__ = ["HELD_OUT", "PairedPassage", "documents_of", "located", "read_pairs"]

HELD_OUT = 4
"""Every fourth passage of a file is not trained on: the confidence is learned from it, and measured."""
_Place = Annotated[int, Field(ge=0)]
_LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=1, max_characters=1 << 20)


class PairedPassage(BaseModel):
    """A passage with its questions: ``pairs`` of (answered, not answered), and further ``answered`` and ``open`` ones.

    Either ``text`` is the passage, or it is held: from block ``blocks[0]`` of ``section`` to block ``blocks[1]`` of
    ``until`` (``section`` itself if empty) of the source ``document``, blocks counted from 0 with headings.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    heading: str = ""
    text: str = ""
    document: str = ""
    section: str = ""
    until: str = ""
    blocks: tuple[_Place, _Place] = (0, 0)
    pairs: tuple[tuple[str, str], ...]
    answered: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_passage(self) -> "PairedPassage":
        if not self.text and not (self.document and self.section):
            raise ValueError("give text, or document, section and blocks")
        return self

    def questions(self) -> Iterator[tuple[str, bool]]:
        """Each question, and True if the passage answers it."""
        for yes, no in self.pairs:
            yield yes, True
            yield no, False
        yield from ((question, True) for question in self.answered)
        yield from ((question, False) for question in self.open)

    @property
    def headings(self) -> tuple[str, ...]:
        """Titles from the document's down to the passage's own."""
        parts = [part.strip() for part in self.heading.split(" > ")]
        return tuple(dict.fromkeys((self.title, *(part for part in parts if part))))


def read_pairs(path: Path) -> tuple[PairedPassage, ...]:
    """The passages of the JSON Lines file ``path``. Raises QuestionSetError."""
    passages = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise QuestionSetError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                passages.append(PairedPassage.model_validate_json(line))
            except ValidationError as error:
                raise QuestionSetError(f"{path}, line {number}: {error.errors()[0]['msg']}") from error
    return tuple(passages)


def documents_of(passages: Sequence[PairedPassage], name: str) -> Iterator[HeldDocument]:
    """A small collection: one document for each passage, with its title and headings."""
    for number, passage in enumerate(passages):
        title, *headings = passage.headings
        lines = [f"{'#' * (depth + 2)} {heading}" for depth, heading in enumerate(headings[:4])]
        markdown = "\n\n".join((f"# {title}", *lines, passage.text))
        document_id = f"{name}-{number}"
        document = read_document(markdown.encode(), name=f"{document_id}.md", document_id=document_id, limits=_LIMITS)
        source = Source(document_id, title, "other", "", "", Terms.FULL)
        yield hold(source, document, (Form.FULL,) * len(document.sections))


def located(passage: PairedPassage, document: Document) -> tuple[int, int] | None:
    """First character, and one past the last, of ``passage`` in ``document``; None if it has no such blocks."""
    first = _block(document, passage.section, passage.blocks[0])
    last = _block(document, passage.until or passage.section, passage.blocks[1])
    return (first.char_start, last.char_end) if first and last else None


def _block(document: Document, section_id: str, number: int) -> Block | None:
    own = [block for block in document.blocks if document.sections[block.section].id == section_id]
    return own[number] if number < len(own) else None
