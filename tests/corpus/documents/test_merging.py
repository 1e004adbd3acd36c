from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fakes.documents import document
from trendsqa.corpus.documents.document import Link, PageTurn
from trendsqa.corpus.documents.merging import concatenate, fill_gaps


def words(doc):
    """Each section's id with the words of its blocks."""
    return [
        (section.id, [doc.quote(block) for block in doc.blocks if block.section == number])
        for number, section in enumerate(doc.sections)
    ]


def test_pages_become_one_document_in_their_order():
    first = document(("h", "Ferries"), ("p", "They cross."))
    second = document(("h", "Lamp"), ("li", "bright"), ("li", "new"))
    joined = concatenate([first, second], title="Handbook")
    assert joined.title == "Handbook"
    assert words(joined) == [("doc#ferries", ["Ferries", "They cross."]), ("doc#lamp", ["Lamp", "bright", "new"])]
    assert joined.text == "Ferries\n\nThey cross.\n\nLamp\n\nbright\nnew"


def test_the_same_heading_on_two_pages_keeps_two_sections():
    page = document(("h", "Risks"), ("p", "Fog."))
    assert [section.id for section in concatenate([page, page], title="x").sections] == ["doc#risks", "doc#risks-2"]


def test_lists_of_two_pages_stay_two_lists():
    page = document(("h", "Risks"), ("li", "fog"))
    numbers = [block.list_number for block in concatenate([page, page], title="x").blocks if block.list_number]
    assert len(numbers) == len(set(numbers)) == 2


def test_the_second_document_stands_in_where_the_first_has_gaps():
    full = document(("h", "Ferries"), ("p", "Full text."))
    brief = document(
        ("h", "Start"), ("p", "Our start."), ("h", "Ferries"), ("p", "Ours."), ("h", "Lamp"), ("p", "Our lamp.")
    )
    merged = fill_gaps(full, brief, [section.id for section in brief.sections])
    assert words(merged.document) == [
        ("doc#start", ["Start", "Our start."]),
        ("doc#ferries", ["Ferries", "Full text."]),
        ("doc#lamp", ["Lamp", "Our lamp."]),
    ]
    assert merged.from_second == (True, False, True)


def test_a_section_that_the_order_does_not_name_keeps_its_place():
    full = document(("h", "Ferries"), ("p", "Full."), ("h", "Extra"), ("p", "More."))
    brief = document(("h", "Ferries"), ("p", "Ours."), ("h", "Lamp"), ("p", "Our lamp."))
    merged = fill_gaps(full, brief, ["doc#ferries", "doc#lamp"])
    assert [section.id for section in merged.document.sections] == ["doc#ferries", "doc#extra", "doc#lamp"]


def test_links_move_with_their_words():
    first = document(("h", "Ferries"), ("p", "They cross."))
    plain = document(("h", "Lamp"), ("p", "See the log."))
    place = plain.text.index("log")
    second = replace(plain, links=(Link(place, place + 3, "https://h.example/log"),))
    (link,) = concatenate([first, second], title="x").links
    assert concatenate([first, second], title="x").text[link.char_start : link.char_end] == "log"


def test_page_turns_move_with_their_words():
    """Before, a quote after the first section of a merged text could be cited with the page before or after its own."""
    first = document(("h", "Ferries"), ("p", "They cross."))
    plain = document(("h", "Lamp"), ("p", "See the log."))
    turned = replace(plain.blocks[-1], page=1, turns=(PageTurn(plain.text.index("log"), 2),))
    joined = concatenate([first, replace(plain, blocks=(*plain.blocks[:-1], turned))], title="x")
    block = joined.blocks[-1]
    assert [block.page_at(joined.text.index(word)) for word in ("See", "log")] == [1, 2]


SECTIONS = st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1)


@given(SECTIONS, SECTIONS)
def test_no_section_of_either_document_is_lost_and_every_offset_holds(first, second):
    def made(names, body):
        return document(*(block for name in names for block in (("h", name), ("p", f"{body} {name}."))))

    full, brief = made(first, "full"), made(second, "brief")
    merged = fill_gaps(full, brief, [section.id for section in brief.sections]).document
    expected = {f"doc#{name}": [name, f"full {name}."] for name in first}
    expected |= {f"doc#{name}": [name, f"brief {name}."] for name in second if name not in first}
    assert dict(words(merged)) == expected
