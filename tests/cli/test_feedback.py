"""The commands of feedback, as a person runs them, over real files."""

import csv
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from trendsqa.assembly import Assembly
from trendsqa.cli.feedback import app
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import InputError, UnknownItemError
from trendsqa.feedback.entry import Feedback
from trendsqa.settings import Settings

SAID = Feedback(
    question="Is the boat on time?",
    useful=False,
    citation=1,
    section_id="harbour#ferries",
    words="=No, [b]it[/b] is late.",
    generation="g1",
    outcome="close",
)


@pytest.fixture
def home(tmp_path):
    """A collection of one file, without an index."""
    file = tmp_path / "harbour.md"
    file.write_text("# Harbour\n\nOf boats.\n\n## Ferries\n\nThe ferry crosses at noon.\n", encoding="utf-8")
    assembly = Assembly(Settings(), corpus=tmp_path / "corpus", index=tmp_path / "index")
    assembly.collection().add(file, Overrides(terms="full"))
    return assembly


@pytest.fixture
def run(home):
    folders = ("--corpus", str(home.locations.corpus), "--index", str(home.locations.index))

    def call(*arguments):
        return CliRunner().invoke(app, [*map(str, arguments), *folders])

    return call


def section_of(home, title):
    return next(one.id for one in home.collection().document("harbour").document.sections if one.title == title)


def test_the_newest_feedback_is_listed_first(home, run):
    older, newer = (home.feedback.add(replace(SAID, question=text)) for text in ("Older?", "Newer?"))
    said = run("list").stdout
    assert said.index(newer) < said.index(older)
    assert "[b]it[/b]" in said
    assert older not in run("list", "--limit", 1).stdout


def test_a_list_for_programs_is_one_object(home, run):
    entry_id = home.feedback.add(SAID)
    (only,) = json.loads(run("list", "--json").stdout)["feedback"]
    assert only["id"] == entry_id
    assert (only["question"], only["useful"], only["words"]) == (SAID.question, False, SAID.words)


def test_nothing_there_is_said_plainly_and_makes_no_file(home, run, tmp_path):
    assert run("list").stdout == "There is no feedback.\n"
    assert json.loads(run("list", "--json").stdout) == {"feedback": []}
    assert "Nothing was written" in run("export", tmp_path / "out.csv").stdout
    assert not (tmp_path / "out.csv").exists()
    assert not home.feedback.path.exists()


def test_an_export_holds_everything_and_no_formula(home, run, tmp_path):
    home.feedback.add(SAID)
    assert run("export", tmp_path / "out.csv").exit_code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["question"], row["words"]) == (SAID.question, "'=No, [b]it[/b] is late.")
    assert json.loads(run("export", tmp_path / "out.csv", "--json").stdout)["entries"] == 1


def test_an_entry_is_deleted_by_its_id(home, run):
    entry_id = home.feedback.add(SAID)
    assert run("delete", entry_id).stdout == f"Deleted {entry_id}.\n"
    assert home.feedback.entries() == ()
    assert isinstance(run("delete", entry_id).exception, UnknownItemError)


def test_a_promoted_question_is_one_of_the_cited_section_in_the_corpus_folder(home, run):
    section_id = section_of(home, "Ferries")
    entry_id = home.feedback.add(replace(SAID, section_id=section_id))
    done = run("promote", entry_id)
    file = home.locations.corpus / "questions" / "promoted.jsonl"
    assert done.exit_code == 0
    assert "trendsqa index build" in done.output
    assert json.loads(file.read_text("utf-8")) == {
        "document": "harbour", "section": section_id.partition("#")[2], "questions": [SAID.question],
    }  # fmt: skip
    (held,) = home.collection().documents(lambda *_: None)
    assert [(entry.section_id, entry.questions) for entry in held.bank] == [(section_id, (SAID.question,))]


def test_a_section_that_is_named_wins(home, run):
    entry_id = home.feedback.add(replace(SAID, section_id="harbour#gone"))
    done = run("promote", entry_id, "--section", "harbour", "--json")
    assert json.loads(done.stdout)["section_id"] == "harbour"
    assert [entry.section_id for entry in home.collection().question_bank() if entry.document_id == "harbour"] == [
        "harbour"
    ]


def test_a_question_is_promoted_once(home, run):
    entry_id = home.feedback.add(replace(SAID, section_id=section_of(home, "Ferries")))
    again = home.feedback.add(replace(SAID, question="is the  BOAT on time?", section_id="harbour"))
    assert run("promote", entry_id).exit_code == 0
    before = (home.locations.corpus / "questions" / "promoted.jsonl").read_bytes()
    assert isinstance(run("promote", again).exception, InputError)
    assert (home.locations.corpus / "questions" / "promoted.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"section_id": None}, "--section"),
        ({"section_id": "harbour#gone"}, "no section"),
        ({"section_id": "nothing#gone"}, "no source"),
        ({"section_id": "harbour", "question": "No"}, "at least 3"),
    ],
)
def test_what_cannot_be_promoted_is_told_and_changes_nothing(home, run, changes, said):
    entry_id = home.feedback.add(replace(SAID, **changes))
    error = run("promote", entry_id).exception
    assert isinstance(error, InputError)
    assert said in str(error)
    assert not (home.locations.corpus / "questions").exists()
