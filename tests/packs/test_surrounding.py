"""Passages in their context: what is shown, marked and left out."""

from dataclasses import replace

import pytest

from documents.pier_book import PLANKS, STEPS
from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.records import LaidOutDocument
from trendsqa.packs.surrounding import MOST_BESIDE, surroundings_of

LONG = "The tide was low and the gulls were loud. " * 60


def shown(assistant, question):
    """The blocks around what is quoted, a line each, with the quoted words in brackets."""
    citations = assistant.ask(question).citations
    blocks = surroundings_of(assistant.section(citations[0].passage.section.id), citations)
    return ["".join(f"<{span.text}>" if span.quoted else span.text for span in block.spans) for block in blocks]


def test_a_quoted_passage_stands_between_its_neighbours_under_no_heading_of_its_own(book):
    assert shown(book(), STEPS) == [
        "Buoys are red.",
        "<Check each buoy in steps:>",
        "<Count the chains.>",
        "<Scrape the weed.>",
        "Only then paint it.",
    ]


def test_only_the_direct_neighbours_are_shown_and_a_long_one_is_cut_between_words():
    paragraphs = ["Far before.", LONG, "A lamp shines.", LONG, "Far after."]
    laid_out = LaidOutDocument.of(held(("h", "Night"), *[("p", words.strip()) for words in paragraphs]))
    before, quoted, after = shown(PaperAssistant(laid_out), "lamp shines?")
    assert quoted == "<A lamp shines.>"
    assert before.startswith("[…] ")
    assert LONG.strip().endswith(f" {before.removeprefix('[…] ')}")
    assert after.endswith(" […]")
    assert LONG.startswith(f"{after.removesuffix(' […]')} ")
    assert MOST_BESIDE - 20 < len(after) <= MOST_BESIDE + len(" […]")


def test_words_within_a_passage_are_marked_apart_from_the_rest(book):
    assistant = book()
    (citation,) = assistant.ask("Buoys are red").citations
    part = replace(citation, char_start=citation.char_start + 6, char_end=citation.char_start + 9)
    blocks = surroundings_of(assistant.section("pier-book#buoys"), [part])
    assert [(span.text, span.quoted) for span in blocks[0].spans] == [
        ("Buoys ", False), ("are", True), (" red.", False),
    ]  # fmt: skip


def table_of(assistant, first, last):
    """The rows around the quoted rows from ``first`` to ``last`` of the table in the first section."""
    view = assistant.section("pier-book#piers")
    (table,) = [block for block in view.blocks if block.header_rows]
    lines = table.text.split("\n")
    start = table.char_start + len("\n".join([*lines[:first], ""]))
    end = start + len("\n".join(lines[first : last + 1]))
    (citation,) = assistant.ask(PLANKS).citations
    passage = replace(citation.passage, char_start=start, char_end=end, text=table.text)
    rows = surroundings_of(view, [replace(citation, char_start=start, char_end=end, passage=passage)])[-1].rows
    return [(row.cells[0], row.heading, row.quoted) for row in rows]


@pytest.mark.parametrize(
    ("first", "last", "quoted"),
    [(0, 2, (True, True, True)), (1, 1, (False, True, False)), (2, 2, (False, False, True))],
)
def test_a_table_comes_with_its_header_and_its_quoted_rows_are_marked(book, first, last, quoted):
    rows = table_of(book(), first, last)
    assert [cell for cell, _, _ in rows] == ["Pier", "North", "South"]
    assert [heading for _, heading, _ in rows] == [True, False, False]
    assert tuple(marked for _, _, marked in rows) == quoted


def test_rows_from_the_middle_of_a_long_table_keep_the_names_of_its_columns():
    rows = "\n".join(f"Pier number {n} | {'planks ' * 20}" for n in range(40))
    table = ("t", f"Pier | Planks\n{rows}")
    laid_out = LaidOutDocument.of(held(("h", "Piers"), ("p", "Here."), table, document_id="pier-book"))
    shown_rows = table_of(PaperAssistant(laid_out), 20, 20)
    assert shown_rows[0] == ("Pier", True, False)
    assert ("Pier number 19", False, True) in shown_rows
    assert 5 < len(shown_rows) < 14
