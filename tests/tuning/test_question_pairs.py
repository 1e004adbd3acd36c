import json
from collections import Counter
from pathlib import Path

import pytest

from fakes.documents import document
from trendsqa.errors import QuestionSetError
from trendsqa.tuning.question_pairs import PairedPassage, documents_of, located, read_pairs

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "corpus" / "pairs").glob("*.jsonl"))
LINE = {
    "title": "Harbour handbook", "heading": "Ferries > Times", "text": "The ferry crosses at noon.",
    "pairs": [["When does the ferry cross?", "When does the ferry sink?"]], "answered": ["ferry time"],
    "open": ["Who steers?"],
}  # fmt: skip
HELD = {"title": "Doc", "document": "doc", "section": "doc#ferry", "pairs": []}
DOC = document(("h", "Ferry"), ("p", "It sails."), ("p", "It rests."), ("h", "Lamp"), ("p", "It turns."))


def read(tmp_path, *lines):
    (tmp_path / "pairs.jsonl").write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return read_pairs(tmp_path / "pairs.jsonl")


def test_a_line_gives_its_questions_with_what_the_passage_does_with_them(tmp_path):
    (passage,) = read(tmp_path, LINE, "")
    assert list(passage.questions()) == [
        ("When does the ferry cross?", True),
        ("When does the ferry sink?", False),
        ("ferry time", True),
        ("Who steers?", False),
    ]
    assert passage.headings == ("Harbour handbook", "Ferries", "Times")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Invalid JSON"),
        (LINE | {"colour": 1}, "Extra inputs"),
        (LINE | {"pairs": [["one"]]}, "Field required"),
        (LINE | {"text": ""}, "give text, or document, section and blocks"),
        (HELD | {"section": ""}, "give text, or document, section and blocks"),
        (HELD | {"blocks": [-1, 0]}, "greater than or equal to 0"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(tmp_path, line, said):
    with pytest.raises(QuestionSetError, match=rf"pairs\.jsonl, line 2: .*{said}"):
        read(tmp_path, LINE, line)


def test_a_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(QuestionSetError, match="cannot be read"):
        read_pairs(tmp_path / "nothing.jsonl")


def words_at(**place):
    span = located(PairedPassage(**{**HELD, **place}), DOC)
    return span and DOC.text[span[0] : span[1]]


def test_a_held_passage_is_found_by_section_and_blocks():
    assert words_at(blocks=(1, 1)) == "It sails."
    assert words_at(blocks=(0, 2)) == "Ferry\n\nIt sails.\n\nIt rests."
    assert words_at(blocks=(2, 1), until="doc#lamp") == "It rests.\n\nLamp\n\nIt turns."


@pytest.mark.parametrize("place", [{"blocks": (0, 3)}, {"section": "doc#fog"}, {"blocks": (0, 2), "until": "doc#lamp"}])
def test_a_passage_that_the_document_does_not_have_is_not_found(place):
    assert words_at(**place) is None


def test_each_passage_is_a_document_with_its_titles(tmp_path):
    (item,) = documents_of(read(tmp_path, LINE), "harbour")
    assert item.document.id == "harbour-0"
    assert item.document.sections[-1].heading_path == ("Harbour handbook", "Ferries", "Times")
    assert item.document.text.endswith("The ferry crosses at noon.")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_shipped_passage_answers_a_question_that_it_leaves_open(path):
    """And none asks the same twice, however it is written."""
    for passage in read_pairs(path):
        asked = [(" ".join(question.casefold().split()), answered) for question, answered in passage.questions()]
        times = Counter(question for question, _ in asked)
        assert [question for question, number in times.items() if number > 1] == []
        assert {answered for _, answered in asked} == {True, False}
        assert all(len(question.split()) > 1 for question, _ in asked)


def test_no_shipped_passage_stands_in_two_places():
    texts = Counter(passage.text for path in SHIPPED for passage in read_pairs(path) if passage.text)
    assert [text for text, number in texts.items() if number > 1] == []
