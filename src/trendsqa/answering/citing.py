"""Turns excerpts into quotes and citations, each checked against the stored text before anybody sees it."""

from typing import Protocol
from urllib.parse import quote as percent_encode

from trendsqa.answering.answer import Citation, Quote, QuotePart
from trendsqa.answering.excerpt import Excerpt
from trendsqa.corpus.documents.document import Block
from trendsqa.corpus.source import Form
from trendsqa.errors import QuoteError
from trendsqa.index.texts.records import PassageRecord

__all__ = ["StoredText", "cite", "link_to", "show"]

_WORDS_AT_EACH_END = 5
"""Words that begin and end a text fragment: enough to be unique on a page, short enough to survive small edits."""


class StoredText(Protocol):
    """The stored documents."""

    def slice(self, document_id: str, char_start: int, char_end: int) -> str:
        """``text[char_start:char_end]`` of a document, empty where there is none."""


def cite(n: int, excerpt: Excerpt, stored: StoredText) -> Citation:
    """Citation number ``n`` for an excerpt.

    Raises:
        QuoteError: The stored document does not hold the excerpt's words at its offsets.
    """
    passage, start, end = excerpt.passage, excerpt.char_start, excerpt.char_end
    words = passage.text[start - passage.char_start : end - passage.char_start]
    if not words.strip() or stored.slice(passage.document_id, start, end) != words:
        raise QuoteError(
            f"{passage.document_id}[{start}:{end}] does not hold the words that were to be quoted from passage "
            f"{passage.passage_id}. The index is inconsistent; build again: trendsqa index build"
        )
    return Citation(
        n=n,
        quote=words,
        document_id=passage.document_id,
        document_title=passage.document_title,
        form=passage.form,
        kind=passage.kind,
        edition=passage.edition,
        publisher=passage.publisher,
        licence=passage.licence,
        attribution=passage.attribution,
        url=passage.url,
        link=link_to(passage, words, excerpt.page),
        section_id=passage.section_id,
        heading_path=passage.heading_path,
        page=excerpt.page,
        char_start=start,
        char_end=end,
        passage_id=passage.passage_id,
    )


def show(citation: Citation, blocks: tuple[Block, ...]) -> Quote:
    """The citation's words as the answer shows them, with the blocks they are made of."""
    start, end = citation.char_start, citation.char_end
    parts = []
    for block in blocks:
        first, last = max(block.char_start, start), min(block.char_end, end)
        if first < last:
            text = citation.quote[first - start : last - start].strip()
            parts.append(QuotePart(block.kind, text, block.depth))
    return Quote(citation.quote, citation.n, tuple(part for part in parts if part.text))


def link_to(passage: PassageRecord, words: str, page: int | None) -> str:
    """The publisher's page with a fragment that leads to ``words``; empty where no address is known.

    A PDF's address gets ``#page=N`` (RFC 8118), any other a text fragment (WICG Scroll to Text Fragment). A brief's
    words do not stand on the publisher's page, so its address gets none.
    """
    if not passage.url or passage.form == Form.BRIEF:
        return passage.url
    if passage.url.lower().endswith(".pdf"):
        return f"{passage.url}#page={page}" if page else passage.url
    lines = [line for line in words.splitlines() if line.strip()]
    # A fragment must lie within one block of the page; the last line is body text, the first may be a heading.
    fragment = lines[-1].split() if lines else []
    if len(fragment) <= 2 * _WORDS_AT_EACH_END:
        text = _fragment_text(fragment)
    else:
        text = f"{_fragment_text(fragment[:_WORDS_AT_EACH_END])},{_fragment_text(fragment[-_WORDS_AT_EACH_END:])}"
    separator = ":~:" if "#" in passage.url else "#:~:"
    return f"{passage.url}{separator}text={text}"


def _fragment_text(words: list[str]) -> str:
    # The comma and the hyphen are syntax inside a text fragment; quote() leaves the hyphen as it is.
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
