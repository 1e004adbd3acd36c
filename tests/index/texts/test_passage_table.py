"""A table is read back as what was written, and looks on disk as it always did."""

import sqlite3
from contextlib import closing

import pytest

from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.source import Mention
from trendsqa.index.texts.recording import record_document, record_sections

PIER = held(
    ("h", "Pier"), ("p", "The lamp is bright."), ("h", "Rails"), ("p", "A lamp."), document_id="pier",
    edition="2030", url="https://harbour.example/pier", mentions=(Mention("atlas#maps", "a pier"),),
)  # fmt: skip
ATLAS = held(("h", "Maps"), ("p", "No lamp."), document_id="atlas", licence="OGL-UK-3.0")


@pytest.fixture
def index(tmp_path):
    return opened(tmp_path, PIER, ATLAS, encoder=KeywordEncoder("lamp"))


def test_documents_come_back_in_the_order_of_their_ids(index):
    assert index.table.documents() == (record_document(ATLAS, 1), record_document(PIER, 2))


def test_sections_come_back_with_their_document(index):
    pier = record_document(PIER, 2)
    assert index.table.sections("pier") == tuple(record_sections(PIER, pier, 0))
    assert index.table.section("pier#rails") == record_sections(PIER, pier, 0)[1]
    assert (index.table.sections("none"), index.table.section("none#")) == ((), None)


def test_passages_come_back_in_the_order_asked_for_and_share_their_documents(index):
    of_atlas, of_pier = index.table.passages([2, 0])
    assert (of_atlas.text, of_atlas.section.id) == ("Maps\n\nNo lamp.", "atlas#maps")
    assert (of_pier.text, of_pier.section.title) == ("Pier\n\nThe lamp is bright.", "Pier")
    assert of_pier.document is index.table.passages([1])[0].document


def test_a_link_is_found_from_either_side(index):
    (mention,) = index.table.mentioned_in(["pier#pier", "atlas#maps"])
    assert (mention.section_id, mention.document.id, mention.text) == ("atlas#maps", "pier", "a pier")
    assert index.table.mentions_of("pier") == (mention,)


def test_tables_have_the_columns_that_published_generations_have(tmp_path, index):
    (path,) = tmp_path.rglob("passages.sqlite")
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            table: {
                (name, kind, needed) for _, name, kind, needed, *_ in connection.execute(f"PRAGMA table_info({table})")
            }
            for table in tables
        }
    texts = (
        "id title form kind organisation country published edition publisher licence attribution terms status same_as "
        "url text page_labels losses pdf_sha256 pdf_url language"
    )
    assert found["documents"] == {
        ("ordinal", "INTEGER", 0), ("page_count", "INTEGER", 0), ("words", "INTEGER", 1), ("sections", "INTEGER", 1),
        ("passages", "INTEGER", 1), *((name, "TEXT", 1) for name in texts.split()),
    }  # fmt: skip
    assert found["sections"] == {
        ("ordinal", "INTEGER", 0), ("document", "INTEGER", 1), ("level", "INTEGER", 1), ("page", "INTEGER", 0),
        *((name, "TEXT", 1) for name in ["id", "form", "title", "heading_path", "trend", "facet", "url"]),
    }  # fmt: skip
    assert found["passages"] == {
        ("ordinal", "INTEGER", 0), ("section", "INTEGER", 1), ("char_start", "INTEGER", 1), ("char_end", "INTEGER", 1),
        ("page", "INTEGER", 0), ("id", "TEXT", 1), ("text", "TEXT", 1), ("table_header", "TEXT", 1),
    }  # fmt: skip
    assert found["blocks"] == {
        ("ordinal", "INTEGER", 0), ("section", "INTEGER", 1), ("kind", "TEXT", 1), ("char_start", "INTEGER", 1),
        ("char_end", "INTEGER", 1), ("page", "INTEGER", 0), ("list_number", "INTEGER", 0), ("depth", "INTEGER", 1),
        ("header_rows", "INTEGER", 1), ("note", "INTEGER", 1), ("turns", "TEXT", 1),
    }  # fmt: skip
    assert set(found) == {"documents", "sections", "passages", "blocks", "mentions", "questions"}
