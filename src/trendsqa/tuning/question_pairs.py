"""Pairs of questions on a passage, of which the passage answers one and not its twin: what a judge is trained on.

A twin is the same sentence with one thing changed, so how a question is worded says nothing about its answer. The pairs
of a file are on texts that were written for them; pairs on a document that is not shipped name its passage by its first
and last words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from trendsqa.corpus.documents.held_document import HeldDocument, hold
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source
from trendsqa.errors import QuestionSetError

__all__ = ["HELD_OUT", "PairedPassage", "documents_of", "located", "read_pairs"]

HELD_OUT = 4
"""Every fourth passage of a file is not trained on: the confidence is learned from it, and measured."""
_LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=1, max_characters=1 << 20)


class PairedPassage(BaseModel):
    """A passage with its questions: ``pairs`` of (answered, not answered), further ``answered`` ones, and ``open`` ones.

    Either ``text`` is the passage, or ``start`` and ``end`` are its first and last words in the source ``document``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    heading: str = ""
    text: str = ""
    document: str = ""
    start: str = ""
    end: str = ""
    pairs: tuple[tuple[str, str], ...]
    answered: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_passage(self) -> "PairedPassage":
        if not self.text and not (self.document and self.start and self.end):
            raise ValueError("give text, or document, start and end")
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


def located(passage: PairedPassage, texts: Mapping[str, str]) -> tuple[str, int, int] | None:
    """(document, first character, one past the last) of ``passage`` in ``texts``, by document id; None if it is not there.

    Marks of Markdown and white space do not count.
    """
    text = texts.get(passage.document, "")
    words = [(match[0].lower(), match.start(), match.end()) for match in re.finditer(r"[^\W_]+", text)]
    plain = [word for word, _, _ in words]
    first = _place(plain, _words(passage.start), 0)
    last = _place(plain, _words(passage.end), first or 0)
    if first is None or last is None:
        return None
    return passage.document, words[first][1], words[last + len(_words(passage.end)) - 1][2]


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in re.finditer(r"[^\W_]+", re.sub(r"\]\([^)]*\)", "]", text))]


def _place(words: Sequence[str], run: Sequence[str], after: int) -> int | None:
    return next(
        (n for n in range(after, len(words) - len(run) + 1) if list(words[n : n + len(run)]) == list(run)), None
    )
