import pytest

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock, ParsedLink
from trendsqa.corpus.readers.pdf.line_ends import joined_lines


def joined(*texts):
    return [block.text for block in joined_lines([ParsedBlock(BlockKind.PARAGRAPH, text) for text in texts])]


def test_a_word_that_a_line_end_divided_is_made_whole():
    assert joined("We need infor-\nmation now.", "More information.")[0] == "We need information now."


def test_a_compound_keeps_its_hyphen():
    assert joined("Use low-\ncode tools.", "A low-code tool.")[0] == "Use low-code tools."
    assert joined("A place-\nbased plan.", "This place is based here.")[0] == "A place-based plan."


def test_a_file_that_divides_no_words_keeps_its_hyphens():
    filler = "word\n" * 300
    assert joined(filler, "An inter-\ndependency.", "One interdependency.")[1] == "An inter-dependency."


def test_a_soft_hyphen_at_a_line_end_goes():
    assert joined("infor\u00ad\nmation")[0] == "information"


def test_a_line_end_after_a_slash_or_between_numbers_adds_no_space():
    assert joined("Zealand/\nAotearoa in 2022–\n2025")[0] == "Zealand/Aotearoa in 2022–2025"


def test_links_stay_on_their_words():
    text = "See infor-\nmation here, infor-\nmation."
    block = ParsedBlock(BlockKind.PARAGRAPH, text, links=(ParsedLink(17, 21, "https://example.org"),))
    (found,) = joined_lines([block])
    assert found.text == "See information here, information."
    assert found.text[found.links[0].start : found.links[0].end] == text[17:21]


@pytest.mark.parametrize(
    "cut",
    [
        "self-\nservice",
        "long-\nterm",
        "one-\noff",
        "co-\nordinate",
        "part-\ntime",
        "Marlow-\nBaines",
        "2023-\n24",
    ],
)
def test_a_compound_that_occurs_once_keeps_its_hyphen(cut):
    kept = cut.replace("\n", "")
    assert joined(f"It was {cut} then, by infor-\nmation.")[0] == f"It was {kept} then, by information."


@pytest.mark.parametrize("cut", ["infor-\nmation", "re-\ncycling", "colour-\ning", "Wolver-\nhampton"])
def test_a_divided_word_is_joined_by_the_dictionary_or_because_its_parts_are_no_words(cut):
    assert joined(f"It was {cut} then.")[0] == f"It was {cut.replace('-', '').replace(chr(10), '')} then."


def test_a_word_divided_in_a_cell_is_joined_and_a_shortened_one_is_not():
    text = "Collec- tion of pre- and post-war maps | 12"
    (block,) = joined_lines([ParsedBlock(BlockKind.TABLE, text), ParsedBlock(BlockKind.PARAGRAPH, "infor-\nmation")])[
        :1
    ]
    assert block.text == "Collection of pre- and post-war maps | 12"


@pytest.mark.parametrize(
    ("divided", "whole"),
    [("NHS-\nled", "NHS-led"), ("UK-\nwide", "UK-wide"), ("Ofsted-\nregistered", "Ofsted-registered")],
)
def test_a_word_after_an_acronym_or_a_name_keeps_its_hyphen(divided, whole):
    filler = "The infor-\nmation on the meet-\nings of the coun-\ncil is here. information meetings council"
    assert joined(f"A {divided} plan. {filler}")[0].startswith(f"A {whole} plan.")
