"""Passages that answer each curated question."""

from collections.abc import Sequence

from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.document import Block, BlockKind, Document
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.source import Form

__all__ = ["questions_of_passages"]


def questions_of_passages(held: HeldDocument, passages: Sequence[Passage]) -> list[list[str]]:
    """The curated questions of each passage, in the bank's order; a question may belong to several passages.

    A question is tied to a section, or to some of its blocks. The blocks are those of the full text, so in a brief the
    whole section answers. A question about the document as a whole belongs to its first passage.
    """
    questions: list[list[str]] = [[] for _ in passages]
    by_section: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        by_section.setdefault(held.document.sections[passage.section].id, []).append(number)
    for entry in held.bank:
        whole = [0] if passages and entry.section_id == entry.document_id else []
        for number in _answering(held, entry, passages, by_section.get(entry.section_id, whole)):
            questions[number] += entry.questions
    return questions


def _answering(
    held: HeldDocument, entry: BankEntry, passages: Sequence[Passage], candidates: Sequence[int]
) -> Sequence[int]:
    if entry.blocks is None or not candidates or held.forms[passages[candidates[0]].section] is not Form.FULL:
        return candidates
    body = _body(held.document, passages[candidates[0]].section)
    first, last = entry.blocks
    if last >= len(body):
        return candidates  # The text has changed since the question was tied to it; the section still answers.
    start, end = body[first].char_start, body[last].char_end
    return [number for number in candidates if passages[number].char_start < end and start < passages[number].char_end]


def _body(document: Document, section: int) -> list[Block]:
    return [block for block in document.blocks if block.section == section and block.kind is not BlockKind.HEADING]
