import pytest

from fakes.documents import document
from trendsqa.corpus.documents.title_line import is_title_line

BODY = "The ferry crosses the bay at noon on every working day."


@pytest.mark.parametrize(
    ("blocks", "titled"),
    [
        ((("p", "Harbour council’s ferry"), ("p", BODY)), True),
        ((("p", "The ferry (Northport)"), ("p", BODY)), True),
        ((("p", "The ferry sails."), ("p", BODY)), False),
        ((("p", "It needs:"), ("p", BODY)), False),
        ((("p", BODY[:-1]), ("p", "It is blue.")), False),
        ((("p", "ferry " * 26), ("p", BODY * 9)), False),
        ((("li", "Harbour council’s ferry"), ("p", BODY)), False),
        ((("p", "Harbour council’s ferry"), ("li", BODY)), False),
        ((("p", "Harbour council’s ferry"), ("h", "Lamp"), ("p", BODY)), False),
        ((("p", "Harbour council’s ferry"),), False),
    ],
)
def test_a_short_line_above_a_longer_paragraph_is_a_title_unless_it_ends_like_a_sentence(blocks, titled):
    doc = document(("h", "Ferry"), *blocks)
    _, block, *following = doc.blocks
    assert is_title_line(block, doc.quote(block), following[0] if following else None) is titled


@pytest.mark.parametrize(
    ("line", "titled"), [("Department of Ferries (DF)", True), ("It sails. (harbour.example)", False)]
)
def test_below_a_title_another_one_may_stand_before_a_short_line(line, titled):
    doc = document(("h", "Ferry"), ("p", line), ("p", "Harbour playbook"))
    _, block, following = doc.blocks
    assert is_title_line(block, doc.quote(block), following) is False
    assert is_title_line(block, doc.quote(block), following, below_title=True) is titled
