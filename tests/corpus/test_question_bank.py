import json
from pathlib import Path

import pytest

from trendsqa.corpus.documents.brief import brief_files
from trendsqa.corpus.documents.outline import load_outlines
from trendsqa.corpus.manifest import load_manifest
from trendsqa.corpus.question_bank import add_promoted, load_promoted, load_question_bank
from trendsqa.errors import QuestionSetError

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SECTIONS = {"handbook": {"ferries", "lamp"}, "leaflet": set()}
LINE = {"document": "handbook", "section": "ferries", "questions": ["When does it cross?"]}


def load(tmp_path, *lines):
    (tmp_path / "bank.jsonl").write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    )
    return load_question_bank(sorted(tmp_path.glob("*.jsonl")), SECTIONS)


def test_an_entry_is_tied_to_its_section_and_blocks(tmp_path):
    (entry,) = load(tmp_path, LINE | {"blocks": [0, 2]})
    assert (entry.section_id, entry.blocks) == ("handbook#ferries", (0, 2))


def test_an_entry_without_a_section_is_of_the_whole_document(tmp_path):
    (entry,) = load(tmp_path, {"document": "leaflet", "section": "", "questions": ["What is it?"]})
    assert entry.section_id == "leaflet"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not a line of a question bank"),
        (LINE | {"colour": 1}, "colour"),
        (LINE | {"questions": []}, "questions"),
        (LINE | {"document": "other"}, "no manifest lists"),
        (LINE | {"section": "boats"}, "does not have"),
        (LINE | {"questions": ["when does  it CROSS?"]}, "repeats the question"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(tmp_path, line, said):
    with pytest.raises(QuestionSetError, match=rf"bank\.jsonl:2.*{said}"):
        load(tmp_path, LINE, line)


@pytest.fixture(scope="module")
def bank():
    outlines = load_outlines(CORPUS / "outlines")
    sources = load_manifest(CORPUS / "sources.toml")
    known = {
        source.id: {entry.id for entry in outlines[source.id].entries} if source.id in outlines else set()
        for source in sources
    }
    return load_question_bank(sorted((CORPUS / "questions").glob("*.jsonl")), known)


def test_every_linked_item_with_a_brief_has_four_questions(bank):
    asked = {}
    for entry in bank:
        asked[entry.document_id] = asked.get(entry.document_id, 0) + len(entry.questions)
    assert {
        source_id: asked.get(source_id, 0)
        for source_id in brief_files(CORPUS / "briefs")
        if asked.get(source_id, 0) < 4
    } == {}


def test_the_evaluation_questions_never_entered_the_bank(bank, shared):
    lines = (shared / "eval" / "report-questions.jsonl").read_text(encoding="utf-8").splitlines()
    measured = {json.loads(line)["question"].casefold() for line in lines}
    assert not [question for entry in bank for question in entry.questions if question.casefold() in measured]


def test_promoted_questions_wait_while_their_document_is_gone(tmp_path):
    path = tmp_path / "promoted.jsonl"
    add_promoted(path, "handbook#ferries", "Is it late?")
    add_promoted(path, "gone", "Who was it?")
    assert [entry.section_id for entry in load_promoted(path, {"handbook"}, ())] == ["handbook#ferries"]
    assert load_promoted(tmp_path / "none.jsonl", {"handbook"}, ()) == ()


def test_a_question_that_the_bank_has_got_meanwhile_is_left_to_the_bank(tmp_path):
    bank = load(tmp_path, LINE)
    path = tmp_path / "own" / "promoted.jsonl"
    add_promoted(path, "handbook#lamp", "when does it cross?")
    add_promoted(path, "handbook#lamp", "Is it late?")
    assert [entry.questions for entry in load_promoted(path, SECTIONS, bank)] == [("Is it late?",)]


def test_a_malformed_line_of_promoted_questions_is_told(tmp_path):
    (tmp_path / "promoted.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"promoted\.jsonl:1"):
        load_promoted(tmp_path / "promoted.jsonl", SECTIONS, ())
