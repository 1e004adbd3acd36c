"""Marks in a stored text, on documents whose pages, labels and notes are made here."""

from trendsqa.cli.corpus.showing import _held_to_dict, _marked
from trendsqa.corpus.documents.document import BlockKind, PageTurn
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.documents.reading import build_document
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source

BLOCKS = (
    ParsedBlock(BlockKind.HEADING, "Piers", level=1, page=1),
    ParsedBlock(BlockKind.HEADING, "North", level=2, page=1),
    ParsedBlock(BlockKind.PARAGRAPH, "It is long and goes on overleaf.", page=1, turns=(PageTurn(15, 2),)),
    ParsedBlock(BlockKind.PARAGRAPH, "Since 1901.", page=2, note=True),
    ParsedBlock(BlockKind.LIST_ITEM, "Lamps", page=2, list_number=1),
    ParsedBlock(BlockKind.LIST_ITEM, "Red", page=2, list_number=1, depth=1),
    ParsedBlock(BlockKind.TABLE, "Berth | Fee\nA | 3\nB | 4", page=3, header_rows=1, turns=(PageTurn(18, 4),)),
)
SHOWN = """[page iv, 1 in the file]
# Piers

## North

It is long and [page 2] goes on overleaf.

[note] Since 1901.

Lamps
  Red

[page 3]
Berth | Fee
A | 3
[page A-4, 4 in the file]
B | 4"""


def document(blocks=BLOCKS, labels=("iv", "2", "3", "A-4")):
    parsed = ParsedDocument("Piers", blocks, page_count=4, page_labels=labels)
    return build_document(parsed, document_id="piers", name="piers.pdf", max_characters=10**6)


def test_pages_headings_notes_and_tables_are_marked_in_the_text():
    assert "".join(_marked(document())) == SHOWN


def test_a_file_without_labels_shows_its_pages_numbers_only():
    assert "".join(_marked(document(BLOCKS[:1], labels=()))) == "[page 1]\n# Piers"


def test_blocks_give_the_words_at_their_offsets():
    made = document()
    source = Source("piers", "Piers", "document", "", "unknown", Terms.QUOTE)
    told = _held_to_dict(hold(source, made, (Form.FULL,) * len(made.sections)))
    assert [made.text[block["start"] : block["end"]] for block in told["blocks"]] == [
        block["text"] for block in told["blocks"]
    ]
    assert [(block["page"], block["page_label"]) for block in told["blocks"]][:4] == [
        (1, "iv"), (1, "iv"), (1, "iv"), (2, ""),
    ]  # fmt: skip
    assert [block["note"] for block in told["blocks"]].count(True) == 1
    assert told["blocks"][-1]["turns"] == [{"start": made.text.index("B | 4"), "page": 4}]
