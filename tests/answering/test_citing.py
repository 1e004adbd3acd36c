from dataclasses import replace

import pytest

from fakes.assistant import passage_record
from trendsqa.answering.citing import cite, link_to, show
from trendsqa.answering.excerpt import Excerpt
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
    assert (citation.n, citation.document_id, citation.passage_id) == (1, "handbook", passage.passage_id)


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
    assert [(part.kind, part.text) for part in show(citation, blocks).parts] == [
        (BlockKind.HEADING, "Lamp"),
        (BlockKind.PARAGRAPH, TEXT[6:]),
    ]


def test_a_web_page_is_linked_with_a_text_fragment(passage):
    on_web = replace(passage, url="https://harbour.example/handbook")
    assert link_to(on_web, "A heading\n\nlow-cost, fast", None) == (
        "https://harbour.example/handbook#:~:text=low%2Dcost%2C%20fast"
    )
    long = link_to(on_web, TEXT, None)
    assert long.endswith(":~:text=The%20lamp%20was%20changed%20in,on%20the%20island%20noticed%20it.")


def test_an_address_that_has_a_fragment_keeps_it(passage):
    on_web = replace(passage, url="https://harbour.example/handbook#lamp")
    assert link_to(on_web, "bright", None) == "https://harbour.example/handbook#lamp:~:text=bright"


def test_a_pdf_is_linked_at_its_page(passage):
    in_pdf = replace(passage, url="https://harbour.example/handbook.pdf")
    assert link_to(in_pdf, TEXT, 7) == "https://harbour.example/handbook.pdf#page=7"


def test_a_brief_links_to_the_page_without_promising_its_own_words_there(passage):
    brief = replace(passage, form="brief", url="https://harbour.example/handbook")
    assert link_to(brief, TEXT, None) == "https://harbour.example/handbook"


def test_no_address_gives_no_link(passage):
    assert link_to(replace(passage, url=""), TEXT, 7) == ""
