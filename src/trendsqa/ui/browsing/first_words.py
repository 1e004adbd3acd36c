"""First words of a section, as they stand in it: what the pages for browsing show of a text before it is opened."""

from dataclasses import dataclass

from trendsqa.answering.catalogue import SectionBlock, SectionView
from trendsqa.chunking.sentences import sentence_spans
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import SectionRecord
from trendsqa.ui.answers.source_entry import reading_query

__all__ = ["FirstWords", "first_words"]

_SAYING = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION}


@dataclass(frozen=True, slots=True)
class FirstWords:
    """The first sentence of a section, word for word; ``context`` is the query that opens it marked in its section.

    ``page`` is a page as a person finds it, or empty.
    """

    text: str
    section: SectionRecord
    page: str
    context: str

    @property
    def ours(self) -> bool:
        """True for a section of our own summary, whose words are not the publisher's."""
        return self.section.form == Form.BRIEF


def first_words(view: SectionView) -> FirstWords | None:
    """The first sentence of a section; None for one that has a heading only.

    A sentence that ends with a colon says nothing without its list: the first item then stands for it.
    """
    saying = [block for block in view.blocks if block.kind in _SAYING and block.text.strip()]
    if not saying:
        return None
    start, end = _first_sentence(saying[0])
    block = saying[0]
    if block.text[start:end].endswith(":") and len(saying) > 1:
        block = saying[1]
        start, end = _first_sentence(block)
    page = view.section.document.page_name(block.page) if block.page else ""
    span = (block.char_start + start, block.char_start + end)
    return FirstWords(block.text[start:end], view.section, page, reading_query(view.section.id, [span]))


def _first_sentence(block: SectionBlock) -> tuple[int, int]:
    spans = sentence_spans(block.text)
    return spans[0] if spans else (0, len(block.text))
