"""Questions with known places: what combining signals and knowing when to stop are learned from.

The questions of some files of the bank ask, and are left out of the index that they are asked of; those of the other
files stay in it. So no question finds itself, and what answers it was worded by another hand.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.corpus.question_bank import BankEntry

__all__ = ["ScoredCase", "answerable_cases", "near_miss_cases", "questions_about", "without_questions"]


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """A question about a section; ``char_start`` to ``char_end`` of the document's text answer it, or nothing does.

    Both are -1 for a near miss.
    """

    question: str
    section_id: str
    document_id: str
    char_start: int = -1
    char_end: int = -1

    @property
    def answerable(self) -> bool:
        """True if the document answers it."""
        return self.char_end > self.char_start

    def answered_by(self, document_id: str, char_start: int, char_end: int) -> bool:
        """True if this part of a document overlaps what answers."""
        same = document_id == self.document_id
        return self.answerable and same and char_start < self.char_end and self.char_start < char_end


def answerable_cases(
    held: Iterable[HeldDocument], *, asked: Sequence[str], sections: Collection[str]
) -> tuple[ScoredCase, ...]:
    """The questions about ``sections`` that stand in files of the bank named like a pattern of ``asked``."""
    return tuple(
        ScoredCase(question, entry.section_id, entry.document_id, *span)
        for item in held
        for entry in item.bank
        if _is_in(entry, asked) and entry.section_id in sections and (span := _span(item, entry))
        for question in entry.questions
    )


def near_miss_cases(entries: Iterable[BankEntry], *, sections: Collection[str]) -> tuple[ScoredCase, ...]:
    """The near misses that sound like ``sections``."""
    return tuple(
        ScoredCase(question, entry.section_id, entry.document_id)
        for entry in entries
        if entry.section_id in sections
        for question in entry.questions
    )


def questions_about(entries: Iterable[BankEntry], sections: Collection[str] | None = None) -> list[str]:
    """The questions of ``entries`` about ``sections``, or all of them."""
    return [
        question
        for entry in entries
        if sections is None or entry.section_id in sections
        for question in entry.questions
    ]


def without_questions(held: Iterable[HeldDocument], asked: Sequence[str]) -> Iterator[HeldDocument]:
    """The documents without the questions of the files named like a pattern of ``asked``."""
    for item in held:
        yield replace(item, bank=tuple(entry for entry in item.bank if not _is_in(entry, asked)))


def _is_in(entry: BankEntry, patterns: Sequence[str]) -> bool:
    return any(fnmatch(entry.file, pattern) for pattern in patterns)


def _span(item: HeldDocument, entry: BankEntry) -> tuple[int, int] | None:
    """The part of the document's text that answers; None where it holds no such section or no such blocks."""
    body = [
        block
        for block in item.document.blocks
        if item.document.sections[block.section].id == entry.section_id and block.kind is not BlockKind.HEADING
    ]
    first, last = entry.blocks or (0, len(body) - 1)
    return (body[first].char_start, body[last].char_end) if 0 <= last < len(body) else None
