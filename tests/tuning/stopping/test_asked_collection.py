import json

import pytest

from fakes.documents import held
from trendsqa.tuning.question_pairs import read_pairs
from trendsqa.tuning.scored_case import ScoredCase
from trendsqa.tuning.stopping.asked_collection import asked_collections, is_held_out, places_in

DOC = held(("h", "Ferry"), ("p", "It sails."), ("h", "Lamp"), ("p", "It turns."))


def written(number):
    return {"title": f"Page {number}", "text": f"Text {number} is here.", "pairs": [[f"yes {number}", f"no {number}"]]}


def on_held(number, section):
    pair = [f"held yes {number}", f"held no {number}"]
    return {"title": "Doc", "document": "doc", "section": section, "blocks": [1, 1], "pairs": [pair]}


@pytest.fixture
def folder(tmp_path):
    def write(name, lines):
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    write("pages.jsonl", [written(number) for number in range(9)])
    write("held.jsonl", [on_held(n, "doc#lamp" if n == 3 else "doc#ferry") for n in range(4)])
    write("elsewhere.jsonl", [on_held(n, "doc#fog") for n in range(4)])
    return tmp_path


def test_every_fourth_passage_asks_and_the_others_are_trained_on():
    assert [number for number in range(10) if is_held_out(number)] == [3, 7]


def test_a_file_of_written_passages_is_a_collection_of_all_of_them(folder):
    pages = {one.name: one for one in asked_collections(folder, [])}["pages"]
    assert len(pages.held) == 9
    assert [(case.question, case.document_id, case.answerable) for case in pages.cases] == [
        ("yes 3", "pages-3", True), ("no 3", "pages-3", False), ("yes 7", "pages-7", True), ("no 7", "pages-7", False),
    ]  # fmt: skip
    yes = pages.cases[0]
    assert pages.held[3].document.text[yes.char_start : yes.char_end].endswith("Text 3 is here.")


def test_pairs_on_held_documents_ask_the_collection_that_holds_them(folder):
    held_pairs = {one.name: one for one in asked_collections(folder, [DOC])}["held"]
    assert held_pairs.held == (DOC,)
    start = DOC.document.text.index("It turns.")
    assert held_pairs.cases == (
        ScoredCase("held yes 3", "held", "doc", start, start + len("It turns.")),
        ScoredCase("held no 3", "held", "doc"),
    )


def test_pairs_on_what_is_not_held_are_left_out(folder):
    assert [one.name for one in asked_collections(folder, [])] == ["pages"]
    assert [one.name for one in asked_collections(folder, [DOC])] == ["held", "pages"]
    assert places_in([DOC], read_pairs(folder / "elsewhere.jsonl")) == {}


def test_of_a_document_that_is_asked_about_one_section_is_shown_since_another_may_answer_its_twins(tmp_path):
    lines = [written(number) | {"title": f"Handbook {number // 5}"} for number in range(15)]
    pairs = [written(number) | {"title": f"Leaflet {number // 2}"} for number in range(12)]
    (tmp_path / "leaflets.jsonl").write_text("".join(json.dumps(line) + "\n" for line in pairs), encoding="utf-8")
    (tmp_path / "books.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    books, leaflets = asked_collections(tmp_path, [])
    assert {case.document_id for case in leaflets.cases if case.document_id} == {"leaflets-3", "leaflets-11"}
    assert [item.document.id for item in books.held] == ["books-3", *(f"books-{n}" for n in range(5, 10)), "books-11"]
    assert [case.question for case in books.cases][:4] == ["yes 3", "no 3", "yes 11", "no 11"]
