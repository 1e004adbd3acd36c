from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.answering.quoting.excerpt import units_of

ENCODER = KeywordEncoder("ferry")


def units(tmp_path, *blocks):
    index = opened(tmp_path, held(*blocks), encoder=ENCODER)
    (passage,) = index.table.passages([0])
    found = units_of(passage, index.table.blocks(passage.section.id))
    return found, [passage.text[u.char_start - passage.char_start : u.char_end - passage.char_start] for u in found]


def test_a_heading_stays_with_what_follows_it(tmp_path):
    _, texts = units(tmp_path, ("h", "Ferry"), ("p", "It crosses at noon."), ("p", "It is blue."))
    assert texts == ["Ferry\n\nIt crosses at noon.", "It is blue."]


def test_a_quotation_stays_with_its_speaker(tmp_path):
    found, texts = units(
        tmp_path, ("h", "Voices"), ("p", "“The ferry is never late.”"), ("p", "Ada Moor, harbour master of Northport"),
        ("p", "Nobody disagrees."),
    )  # fmt: skip
    assert texts == [
        "Voices\n\n“The ferry is never late.”\n\nAda Moor, harbour master of Northport",
        "Nobody disagrees.",
    ]
    assert [unit.spoken for unit in found] == [True, False]


def test_what_follows_a_quotation_but_is_a_sentence_names_nobody(tmp_path):
    _, texts = units(tmp_path, ("h", "Voices"), ("q", "“Never late.”"), ("p", "Ada Moor sails daily."))
    assert texts == ["Voices\n\n“Never late.”", "Ada Moor sails daily."]


def test_lead_ins_and_items_are_told_apart(tmp_path):
    found, _ = units(tmp_path, ("h", "Ferry"), ("p", "It needs:"), ("li", "a ramp"), ("li", "a crew"))
    assert [(unit.leads, unit.listed, unit.words) for unit in found] == [
        (True, False, 3), (False, True, 2), (False, True, 2),
    ]  # fmt: skip


def test_one_line_right_below_a_heading_is_a_second_title(tmp_path):
    _, texts = units(
        tmp_path, ("h", "Guidance"), ("p", "Department of Ferries (DF)"), ("p", "Harbour playbook"), ("p", "Berthing"),
    )  # fmt: skip
    assert texts == ["Guidance\n\nDepartment of Ferries (DF)\n\nHarbour playbook", "Berthing"]


def test_rows_of_a_table_are_quoted_apart_and_the_header_with_the_first(tmp_path):
    _, texts = units(tmp_path, ("h", "Ferry"), ("p", "By car."), ("t", "Class | Fare\nCar | £4\nVan | £9"))
    assert texts == ["Ferry\n\nBy car.", "Class | Fare\nCar | £4", "Van | £9"]
