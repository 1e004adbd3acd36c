"""The list of documents in groups, and its filter."""

from dataclasses import replace

import pytest

from fakes.records import LaidOutDocument, untitled
from trendsqa.ui.browsing.document_groups import by_title, list_documents

HELD = [
    ("Årsrapport", "impact-case", "Hamnen", ""),
    ("Report of the harbour", "report", "Harbour board", "2024"),
    ("Report of the harbour", "report", "Harbour board", "2025"),
    ("Advice on moles", "guidance", "Mole trust", ""),
    ("Zones", "white-paper", "Harbour board", ""),
]


@pytest.fixture
def documents():
    record = LaidOutDocument.of(untitled("one", "A text.")).record
    return tuple(
        replace(record, id=f"d{n}", title=title, kind=kind, organisation=organisation, publisher="", edition=edition)
        for n, (title, kind, organisation, edition) in enumerate(HELD)
    )


def test_documents_are_grouped_with_the_report_first_and_the_newest_edition_at_its_head(documents):
    """Groups stand from the report on, and within one the newest edition first, then by title."""
    listed = list_documents(documents)
    assert [(group.kind, group.count) for group in listed.groups] == [
        ("report", 2), ("guidance", 1), ("impact-case", 1), ("white-paper", 1),
    ]  # fmt: skip
    assert [document.edition for document in listed.groups[0].documents] == ["2025", "2024"]
    assert by_title(documents)[-1].title == "Zones"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", 5),
        ("HARBOUR", 3),
        ("arsrapport", 1),
        ("harbour zones", 1),
        ("moles harbour", 0),
        ("<script>", 0),
        (".*", 0),
    ],
)
def test_a_filter_keeps_what_holds_each_of_its_words(documents, wanted, found):
    """Case and accents do not matter, each word has to be there, and signs are no patterns."""
    listed = list_documents(documents, wanted)
    assert listed.found == listed.shown == found
    assert listed.held == 5


def test_a_list_that_is_too_long_is_cut_and_says_how_many_there_are(documents):
    """Of more documents than a page takes the first are shown, and all are counted."""
    listed = list_documents(documents, most=3)
    assert (listed.shown, listed.found) == (3, 5)
    assert [len(group.documents) for group in listed.groups] == [2, 1, 0, 0]


def test_no_two_groups_have_one_anchor(documents):
    """Kinds that read alike in addresses can both be jumped to."""
    odd = [replace(documents[0], kind="a b"), replace(documents[1], kind="a-b"), replace(documents[2], kind="<>")]
    anchors = [group.anchor for group in list_documents(odd).groups]
    assert len(set(anchors)) == 3
    assert all(anchor.replace("-", "").isalnum() for anchor in anchors)
