from dataclasses import replace

import pytest

from fakes.records import passage_record
from trendsqa.answering.quoting.citing import cite, show
from trendsqa.answering.quoting.excerpt import Excerpt
from trendsqa.corpus.documents.document import Block, BlockKind
from trendsqa.errors import QuoteError

TEXT = "Lamp\n\nThe lamp was changed in one night, and nobody on the island noticed it."


class Stored:
    """One stored text."""

    def __init__(self, text):
        self.text = text

    def slice(self, document_id, char_start, char_end):
        return self.text[char_start:char_end]


@pytest.fixture
def passage():
    return passage_record("handbook", 0, TEXT, 0)


def test_a_citation_holds_the_words_at_its_offsets(passage):
    citation = cite(1, Excerpt(passage, 6, len(TEXT), None), Stored(TEXT))
    assert citation.quote == TEXT[6:]
    assert (citation.n, citation.passage.document.id, citation.passage.id) == (1, "handbook", passage.id)


@pytest.mark.parametrize("stored", ["", TEXT.replace("one", "two"), f" {TEXT}"])
def test_a_quote_that_does_not_stand_in_the_document_is_never_shown(passage, stored):
    with pytest.raises(QuoteError, match="handbook"):
        cite(1, Excerpt(passage, 0, len(TEXT), None), Stored(stored))


def test_nothing_cannot_be_quoted(passage):
    with pytest.raises(QuoteError):
        cite(1, Excerpt(passage, 4, 6, None), Stored(TEXT))


def test_the_parts_of_a_quote_are_its_blocks(passage):
    citation = cite(1, Excerpt(passage, 0, len(TEXT), None), Stored(TEXT))
    blocks = (Block(BlockKind.HEADING, 0, 4, 0), Block(BlockKind.PARAGRAPH, 6, len(TEXT), 0))
    assert [(part.kind, part.text) for part in show(citation, blocks, Stored(TEXT)).parts] == [
        (BlockKind.HEADING, "Lamp"),
        (BlockKind.PARAGRAPH, TEXT[6:]),
    ]


def test_a_citation_links_to_its_own_words_and_not_to_the_whole_passage(passage):
    on_web = replace(passage, section=replace(passage.section, url="https://harbour.example/handbook"))
    citation = cite(1, Excerpt(on_web, 6, TEXT.index(","), None), Stored(TEXT))
    assert citation.link.endswith("#:~:text=The%20lamp%20was%20changed%20in%20one%20night")
    assert on_web.link.endswith(":~:text=The%20lamp%20was%20changed%20in,on%20the%20island%20noticed%20it.")


def test_a_quoted_row_is_shown_below_the_header_as_it_is_stored():
    text = "Class | Fare\nCar | £4\nVan | £9"
    block = Block(BlockKind.TABLE, 0, len(text), 0, header_rows=1)
    row = cite(1, Excerpt(passage_record("handbook", 0, text, 0), text.index("Van"), len(text), None), Stored(text))
    quote = show(row, (block,), Stored(text))
    assert (quote.text, quote.table_header, quote.parts[0].header_rows) == ("Van | £9", "Class | Fare", 0)
    whole = cite(1, Excerpt(row.passage, 0, len(text), None), Stored(text))
    (part,) = show(whole, (block,), Stored(text)).parts
    assert (part.header, part.header_rows) == ("", 1)
