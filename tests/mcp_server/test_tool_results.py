from fakes.assistant import on_paper
from trendsqa.mcp_server.tool_parameters import DocumentPageParameters, SectionParameters
from trendsqa.mcp_server.tool_results import MOST_CHARACTERS
from trendsqa.mcp_server.tools import TOOLS


def section(assistant, section_id):
    return TOOLS["get_section"].call(assistant, SectionParameters(section_id=section_id))


def documents(assistant, **asked):
    return TOOLS["list_documents"].call(assistant, DocumentPageParameters(**asked))


def test_a_section_is_given_with_its_place_and_its_neighbours(paper_assistant):
    found = section(paper_assistant, "harbour#ferries")
    assert (found.document_title, found.publisher, found.terms) == ("Harbour", "Example Press", "quote")
    assert [block.text for block in found.blocks][-1] == "The ferry leaves at noon."
    assert (found.previous_section_id, found.next_section_id) == ("harbour#lamps", None)
    assert found.complete


def test_the_blocks_of_a_section_stand_at_their_offsets_in_the_text(paper_assistant):
    text = paper_assistant.text("harbour")
    for block in section(paper_assistant, "harbour#lamps").blocks:
        assert text[block.char_start : block.char_end] == block.text


def test_a_long_section_is_cut_between_blocks_and_says_so(paper_assistant):
    """A text without headings is a single section, and whole texts are not given out."""
    found = section(paper_assistant, "log#log")
    assert not found.complete
    assert MOST_CHARACTERS * 0.9 < sum(len(block.text) for block in found.blocks) <= MOST_CHARACTERS


def test_the_list_of_documents_goes_on_from_an_offset():
    assistant = on_paper({name: ["words"] for name in "abcde"})
    pages = [documents(assistant, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [[one.document_id for one in page.documents] for page in pages] == [["a", "b"], ["c", "d"], ["e"], []]
    assert {page.total for page in pages} == {5}
