"""Questions about a whole document, answered from the outline of two made-up ones."""

import pytest

from fakes.building import asked, opened
from fakes.encoder import KeywordEncoder
from trendsqa.answering.overviews import Overviews
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source

ENCODER = KeywordEncoder("ferry")
LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=1, max_characters=1 << 20)
REPORT = """
# Harbour trends

Published in March 2031 by the harbour board.

## In a nutshell

Sensors and drones change how harbours work.

People need new skills for them.

## Technology trends

The board names three.

### 1. Sensors

Sensors count ships.

### 2. Drones

Drones look at masts.

### 3. Tides

Tides are forecast by the hour.

## Organisational trends

### 1. Skills

Everybody learns to fly.

### 2. Trust

Nobody is watched at work.

## About the author

Ada Moor keeps the lamp of Northport. She wrote this in winter.
"""
HANDBOOK = """
# Staff handbook

## Values

### Kindness

Be kind.

### Care

Take care.

### Honesty

Tell the truth.

## Leave

Ask the harbour master.
"""


def read(name, title, text, **changes):
    document = read_document(text.encode(), name=f"{name}.md", document_id=name, limits=LIMITS)
    source = Source(name, title, "report", "Harbour board", "", Terms.FULL).with_changes(**changes)
    return hold(source, document, (Form.FULL,) * len(document.sections))


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    """The words that are quoted for a question, of which documents."""
    report = read("report", "Harbour trends", REPORT, edition="2031")
    index = opened(tmp_path_factory.mktemp("index"), report, read("staff", "Staff handbook", HANDBOOK), encoder=ENCODER)
    records = index.table.documents()

    def quoted(question, *among):
        documents = [record for record in records if not among or record.id in among]
        excerpts = Overviews(index.table).excerpts(asked(index, question, ENCODER), documents)
        texts = {document.id: index.table.text(document.id) for document in records}
        for excerpt in excerpts:
            assert texts[excerpt.passage.document.id][excerpt.char_start : excerpt.char_end] == excerpt.text
        return [excerpt.text for excerpt in excerpts]

    yield quoted
    index.close()


def headings(texts):
    return [text.partition("\n")[0] for text in texts]


def test_all_numbered_headings_of_a_kind_are_given_in_order(quoted):
    every = ["1. Sensors", "2. Drones", "3. Tides", "1. Skills", "2. Trust"]
    assert headings(quoted("What are the trends?")) == every
    assert headings(quoted("list the five trends")) == every


def test_a_qualifier_chooses_the_list(quoted):
    assert headings(quoted("What are the technology trends?")) == ["1. Sensors", "2. Drones", "3. Tides"]
    assert headings(quoted("Name the two organisational trends")) == ["1. Skills", "2. Trust"]


def test_a_number_that_no_list_has_is_not_answered_by_another(quoted):
    assert quoted("What are the seven trends?") == []


def test_a_kind_that_no_heading_names_is_not_answered(quoted):
    assert quoted("What are the risks?") == []


def test_headings_without_numbers_are_members_of_the_one_above(quoted):
    assert headings(quoted("What are the values?")) == ["Kindness", "Care", "Honesty"]


def test_sections_are_those_of_the_outermost_level_that_has_several(quoted):
    said = quoted("What sections does the report have?", "report")
    assert headings(said) == ["In a nutshell", "Technology trends", "Organisational trends", "About the author"]


def test_the_author_is_told_by_the_section_on_the_author(quoted):
    (said,) = quoted("Who wrote this report?")
    assert "Ada Moor keeps the lamp of Northport." in said


def test_the_date_stands_at_the_beginning(quoted):
    (said,) = quoted("When was this report published?")
    assert "March 2031" in said
    assert quoted("When was this handbook published?", "staff") == []


def test_a_summary_is_the_section_that_sums_up(quoted):
    (said,) = quoted("Summarise the report")
    assert "Sensors and drones change how harbours work." in said
    assert "People need new skills for them." in said


def test_without_such_a_section_the_opening_sums_up(quoted):
    assert "Be kind." in " ".join(quoted("Summarise the handbook", "staff"))


def test_the_document_that_the_question_names_comes_first(quoted):
    assert "Be kind." in " ".join(quoted("What is the handbook about?"))
    assert "Sensors" in " ".join(quoted("What is the trends report about?"))


def test_only_documents_that_may_be_quoted_are_looked_at(quoted):
    assert quoted("What are the trends?", "staff") == []
    assert quoted("Who wrote this?", "staff") == []


def test_any_other_question_is_left_to_the_ranking(quoted):
    assert quoted("When do drones look at masts?") == []
