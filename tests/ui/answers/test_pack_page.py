"""An evidence pack as a page in one file."""

from datetime import date

import pytest
from lxml import html

from documents.pier_book import BOOK, CLOSE, FACTS, HOSTILE, HOSTILE_LINE, NOT_HELD, PLANKS, STEPS
from fakes.assistant import PaperAssistant
from fakes.documents import document, source
from fakes.records import LaidOutDocument
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.source import Form
from trendsqa.packs.evidence_pack import make_pack
from trendsqa.packs.pack_block import PackBlock, PackSpan
from trendsqa.ui.answers.pack_page import group_blocks, pack_page
from trendsqa.ui.frame.rendering import Renderer


@pytest.fixture
def page(ui_folder):
    """Makes the page of an answer, as it is parsed and as it is written."""

    def make(question, *, form=Form.FULL, **changes):
        doc = document(*BOOK, document_id="pier-book")
        about = source("pier-book", **{**FACTS, **changes})
        assistant = PaperAssistant(LaidOutDocument.of(hold(about, doc, (form,) * len(doc.sections))), ranks_all=True)
        pack = make_pack(assistant.ask(question), assistant.section, made=date(2031, 3, 5))
        written = pack_page(Renderer(ui_folder / "pages"), pack)
        return html.fromstring(written), written

    return make


def words(elements):
    return [" ".join(element.text_content().split()) for element in elements]


def test_a_pack_is_one_page_that_needs_nothing_from_outside(page):
    tree, written = page(STEPS)
    assert tree.get("lang") == "en-GB"
    assert not tree.xpath("//script | //link | //img | //*[@src] | //*[@style] | //form")
    assert "url(" not in written
    assert "@import" not in written
    assert {address.split(":")[0] for address in tree.xpath("//@href")} == {"https"}
    assert words(tree.xpath("//h2")) == ["The answer", "The passages in context", "References", "About this pack"]


def test_quotes_are_quotations_with_their_place_and_are_marked_in_context(page):
    tree, _ = page(STEPS)
    assert words(tree.xpath("//blockquote")) == ["Check each buoy in steps:", "Count the chains. Scrape the weed."]
    assert words(tree.xpath("//blockquote//li")) == ["Count the chains.", "Scrape the weed."]
    assert words(tree.xpath("//figcaption"))[0] == "[1] The Pier Book, Buoys. Publisher’s page [1]"
    assert words(tree.xpath("//mark"))[0] == "Check each buoy in steps:"
    assert words(tree.xpath("//section[@aria-labelledby='context']/div/p"))[0] == "Buoys are red."


def test_our_summary_is_no_quotation(page):
    tree, _ = page(STEPS, form=Form.BRIEF)
    assert not tree.xpath("//blockquote | //q")
    assert words(tree.xpath("//*[@class='summary']"))[0] == (
        "Our summary, not the publisher’s words Check each buoy in steps:"
    )


def test_a_table_is_a_table_with_the_names_of_its_columns(page):
    tree, _ = page(PLANKS)
    assert words(tree.xpath("//blockquote//thead//th[@scope='col']")) == ["Pier", "Planks"]
    assert words(tree.xpath("//blockquote//tbody/tr[1]/td")) == ["North", "40"]
    regions = tree.xpath("//*[@role='region']/@aria-label")
    assert len(regions) == len({*regions}) == 2


def test_the_references_stand_in_three_styles(page):
    tree, _ = page(STEPS)
    (harvard,) = words(tree.xpath("//ul[@class='references']/li"))
    assert harvard == (
        "[1][2] Harbour district (2031) The Pier Book, Third edn, Harbour Press, Buoys. "
        "Available at: https://publisher.example/pier"
    )
    bibtex, ris = (element.text_content() for element in tree.xpath("//pre"))
    assert bibtex.strip().startswith("@misc{pier-book,")
    assert ris.strip().startswith("TY  - ELEC\n")


def test_what_is_not_answered_says_so_with_the_nearest_sections(page):
    close, _ = page(CLOSE)
    assert words(close.xpath("//h2"))[:2] == ["What comes closest", "Nearest sections"]
    absent, _ = page(NOT_HELD)
    assert "The documents held do not answer this." in words(absent.xpath("//dd"))
    assert words(absent.xpath("//section[@aria-labelledby='nearest']//li/cite")) == ["The Pier Book"] * 2
    assert not absent.xpath("//pre")


def test_hostile_facts_come_out_as_their_characters(page):
    tree, written = page(f"{STEPS} {HOSTILE}", title=HOSTILE, publisher=HOSTILE, url=f'https://x/"><script>{HOSTILE}')
    assert not tree.xpath("//script")
    assert words(tree.xpath("//p[@class='question']")) == [f"{STEPS} {HOSTILE_LINE}"]
    assert words(tree.xpath("//figcaption/cite")) == [HOSTILE_LINE]
    assert not {"\x00", "\x07", "\u202e"} & set(written)


def test_items_of_a_list_stand_in_one_list_and_inner_items_within_theirs():
    items = [PackBlock(BlockKind.LIST_ITEM, depth, (PackSpan(str(depth)),)) for depth in (0, 1, 0)]
    lone = PackBlock(BlockKind.PARAGRAPH, 0, (PackSpan("Then"),))
    first, then, last = group_blocks((*items, lone, items[0]))
    assert [len(item.inner) for item in first.items] == [1, 0]
    assert (then.block, then.items) == (lone, ())
    assert len(last.items) == 1
