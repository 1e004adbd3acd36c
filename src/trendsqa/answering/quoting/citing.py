"""Turns excerpts into quotes and citations, each checked against the stored text before anybody sees it."""

from dataclasses import replace
from typing import Protocol

from trendsqa.answering.answer import Citation, Quote, QuotePart
from trendsqa.answering.quoting.excerpt import Excerpt
from trendsqa.corpus.documents.document import Block
from trendsqa.errors import QuoteError

__all__ = ["StoredText", "cite", "show"]


class StoredText(Protocol):
    """The stored documents."""

    def slice(self, document_id: str, char_start: int, char_end: int) -> str:
        """``text[char_start:char_end]`` of a document, empty where there is none."""


def cite(n: int, excerpt: Excerpt, stored: StoredText) -> Citation:
    """Citation number ``n`` for an excerpt.

    Raises:
        QuoteError: The stored document does not hold the excerpt's words at its offsets.
    """
    passage = excerpt.passage
    citation = Citation(n, passage, excerpt.char_start, excerpt.char_end, excerpt.page)
    start, end, words = citation.char_start, citation.char_end, citation.quote
    if not words.strip() or stored.slice(passage.document.id, start, end) != words:
        raise QuoteError(
            f"{passage.document.id}[{start}:{end}] does not hold the words that were to be quoted from passage "
            f"{passage.id}. The index is inconsistent; build again: trendsqa index build"
        )
    return citation


def show(citation: Citation, blocks: tuple[Block, ...], stored: StoredText) -> Quote:
    """The citation's words as the answer shows them, with the blocks they are made of.

    Rows of a table come with the header of the table, as it is stored.
    """
    start, end = citation.char_start, citation.char_end
    parts = []
    for block in blocks:
        first, last = max(block.char_start, start), min(block.char_end, end)
        if first < last:
            text = citation.quote[first - start : last - start].strip()
            part = QuotePart(block.kind, text, block.depth)
            parts.append(_with_header(part, block, first, citation, stored) if block.header_rows else part)
    return Quote(citation.quote, citation.n, tuple(part for part in parts if part.text))


def _with_header(part: QuotePart, block: Block, start: int, citation: Citation, stored: StoredText) -> QuotePart:
    if start == block.char_start:
        return replace(part, header_rows=block.header_rows)
    table = stored.slice(citation.passage.document.id, block.char_start, block.char_end)
    header = "\n".join(table.split("\n")[: block.header_rows])
    # A quote that begins inside the header has what it says of it.
    return replace(part, header=header) if start > block.char_start + len(header) else part
