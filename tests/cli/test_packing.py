"""The evidence pack of an answer as a file."""

import json
from pathlib import Path

import pytest
import typer
from docx import Document

from documents.pier_book import BOOK, NOT_HELD, STEPS
from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.records import LaidOutDocument
from trendsqa.cli.packing import check_pack_name, write_pack
from trendsqa.errors import InputError, StorageError
from trendsqa.retrieval.hit import Filters

TEMPLATES = Path(__file__).resolve().parents[2] / "ui" / "pages"


@pytest.fixture
def write():
    """Writes the pack of the answer to a question."""

    def make(path, question=STEPS):
        assistant = PaperAssistant(LaidOutDocument.of(held(*BOOK, document_id="pier-book")), ranks_all=True)
        write_pack(path, assistant.ask(question), assistant, filters=Filters(), templates=TEMPLATES)

    return make


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.html", b"<!doctype html>"), ("a.docx", b"PK"), ("A.BIB", b"@misc{pier-book"), ("a.ris", b"TY  - GEN")],
)
def test_the_ending_of_the_file_gives_its_format(write, tmp_path, capsys, name, begins):
    path = tmp_path / "new" / name
    check_pack_name(path)
    write(path)
    assert path.read_bytes().startswith(begins)
    assert capsys.readouterr().err == f"Wrote {path}.\n"
    assert [kept.name for kept in path.parent.iterdir()] == [name]


def test_json_is_the_answer_as_the_api_gives_it(write, tmp_path):
    write(tmp_path / "a.json")
    answer = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (answer["question"], answer["outcome"]) == (STEPS, "answered")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx.txt", ".html"])
def test_another_ending_is_refused_with_those_that_are_known(name):
    with pytest.raises(typer.BadParameter, match=r"\.html, \.docx, \.bib, \.ris, \.json"):
        check_pack_name(Path(name))


def test_what_cannot_be_written_leaves_the_earlier_file(write, tmp_path):
    kept = tmp_path / "kept.bib"
    kept.write_text("earlier")
    with pytest.raises(InputError, match="cites no document"):
        write(kept, NOT_HELD)
    assert kept.read_text() == "earlier"
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(StorageError, match="cannot be written"):
        write(tmp_path / "folder.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.html", "kept.bib"]


def test_an_earlier_pack_is_replaced(write, tmp_path):
    path = tmp_path / "a.docx"
    path.write_text("earlier")
    write(path)
    assert Document(str(path)).core_properties.title == f"Evidence pack: {STEPS}"
