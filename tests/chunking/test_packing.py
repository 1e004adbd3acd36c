from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fakes.documents import document
from trendsqa.chunking.packing import pack
from trendsqa.corpus.documents.document import Block, BlockKind, PageTurn, Section


def count_words(text):
    return len(text.split())


def packed(doc, max_tokens):
    passages = pack(doc, count_tokens=count_words, max_tokens=max_tokens)
    return [doc.text[passage.char_start : passage.char_end] for passage in passages]


def test_a_section_that_fits_is_one_passage_with_its_heading():
    doc = document(("h", "Ferries"), ("p", "They cross daily."), ("h", "Boats"), ("p", "They fish."))
    assert packed(doc, 50) == ["Ferries\n\nThey cross daily.", "Boats\n\nThey fish."]


def test_a_section_with_only_a_heading_has_no_passage():
    doc = document(("h", "Part one"), ("h", "Ferries"), ("p", "They cross daily."))
    assert packed(doc, 50) == ["Ferries\n\nThey cross daily."]


def test_a_lead_in_travels_with_its_list():
    doc = document(
        ("h", "Ferries"),
        ("p", "one two three four five six seven"),
        ("p", "Count these:"),
        ("li", "men"),
        ("li", "cars"),
    )
    assert packed(doc, 10) == ["Ferries\n\none two three four five six seven", "Count these:\n\nmen\ncars"]


def test_a_list_too_long_for_one_passage_is_cut_between_items():
    items = [("li", f"item number {n} here") for n in range(6)]
    doc = document(("h", "Ferries"), ("p", "Count these:"), *items)
    texts = packed(doc, 12)
    assert texts[0].startswith("Ferries\n\nCount these:\n\nitem number 0 here")
    assert all(line.startswith(("item", "Ferries", "Count")) for text in texts for line in text.splitlines() if line)
    assert sum(text.count("item number") for text in texts) == 6


def test_a_quotation_stays_with_its_speaker():
    doc = document(("h", "Lamp"), ("p", "a b c d e f g h"), ("q", "“It was bright.”"), ("p", "Ines Vale, keeper"))
    assert packed(doc, 9)[-1] == "“It was bright.”\n\nInes Vale, keeper"


def test_a_long_paragraph_is_cut_between_sentences():
    doc = document(("h", "Log"), ("p", "One two three four. Five six seven eight. Nine ten."))
    assert packed(doc, 6) == ["Log\n\nOne two three four.", "Five six seven eight. Nine ten."]


def test_a_passage_knows_its_headings_and_its_subject():
    doc = document(("h", "Ferries"), ("p", "They cross."))
    below = Section("doc#ferries/risks", "Risks", ("Ferries", "Risks"), 2)
    start = len(doc.text) + 2
    blocks = (Block(BlockKind.PARAGRAPH, start, start + 4, 1),)
    nested = replace(doc, text=f"{doc.text}\n\nFog.", sections=(*doc.sections, below), blocks=(*doc.blocks, *blocks))
    top, inner = pack(nested, count_tokens=count_words, max_tokens=20)
    assert (top.id, top.headings, top.subject) == ("doc:0", ("Ferries",), "")
    assert (inner.id, inner.headings, inner.subject) == ("doc:1", ("Ferries", "Risks"), "Ferries")
    in_grid = replace(nested, sections=(doc.sections[0], replace(below, trend="Crossings")))
    assert pack(in_grid, count_tokens=count_words, max_tokens=20)[1].subject == "Crossings"


def test_a_table_too_long_for_one_passage_is_cut_between_rows_and_keeps_its_header():
    rows = "\n".join(f"Quay {n} | Monday" for n in range(6))
    doc = document(("h", "Bins"), ("t", f"Street | Day\n{rows}"), ("p", "Bins stand out by six."))
    passages = pack(doc, count_tokens=count_words, max_tokens=13)
    texts = [doc.text[passage.char_start : passage.char_end] for passage in passages]
    assert texts[0] == "Bins\n\nStreet | Day\nQuay 0 | Monday\nQuay 1 | Monday"
    assert all(text.splitlines()[0].startswith("Quay") for text in texts[1:])
    assert "".join(texts).count("Monday") == 6
    headers = [doc.text[slice(*passage.table_header)] if passage.table_header else "" for passage in passages]
    assert headers == ["", *["Street | Day"] * (len(texts) - 1)]


def test_every_row_of_a_table_is_a_sentence_that_knows_its_header():
    doc = document(("h", "Bins"), ("p", "Two. Things."), ("t", "Street | Day\nQuay St. Pier | Monday. Early"))
    (passage,) = pack(doc, count_tokens=count_words, max_tokens=50)
    sentences = [doc.text[start:end] for start, end in passage.sentences]
    assert sentences == ["Bins", "Two.", "Things.", "Street | Day", "Quay St. Pier | Monday. Early"]
    assert [header and doc.text[slice(*header)] for header in passage.headers] == [*[None] * 4, "Street | Day"]


def test_a_passage_begins_on_the_page_of_its_first_words():
    doc = document(("h", "Log"), ("p", "One two three. Four five six."))
    heading, paragraph = doc.blocks
    turned = replace(paragraph, page=1, turns=(PageTurn(doc.text.index("Four"), 2),))
    overleaf = replace(doc, blocks=(replace(heading, page=1), turned))
    assert [passage.page for passage in pack(overleaf, count_tokens=count_words, max_tokens=4)] == [1, 2]


BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["h", "p", "q", "li"]),
        st.text("ab c.:é", min_size=1, max_size=60).map(str.strip).filter(bool),
    ),
    max_size=12,
)


@given(BLOCKS, st.integers(2, 20))
def test_passages_are_disjoint_in_order_and_keep_every_word_of_sections_with_a_body(blocks, max_tokens):
    doc = document(("h", "Start"), ("p", "Body."), *blocks)
    passages = pack(doc, count_tokens=count_words, max_tokens=max_tokens)
    end = 0
    for passage in passages:
        assert end <= passage.char_start < passage.char_end <= len(doc.text)
        end = passage.char_end
    bodied = {block.section for block in doc.blocks if block.kind.value != "heading"}
    for block in doc.blocks:
        if block.section not in bodied:
            continue
        covered = [p for p in passages if p.char_start < block.char_end and block.char_start < p.char_end]
        assert all(passage.section == block.section for passage in covered)
        inside = "".join(
            doc.text[max(p.char_start, block.char_start) : min(p.char_end, block.char_end)] for p in covered
        )
        assert "".join(inside.split()) == "".join(doc.quote(block).split())
