import pytest

import size

pytestmark = pytest.mark.slow


def test_a_small_collection_is_built_opened_and_searched_with_nothing_missed_but_time(tmp_path):
    """What the table of docs/operations.md is made with, on 300 passages: all are found, and every cell is filled."""
    built = size.build(str(tmp_path), 300, 2, 8)
    measured = size.measure(built)
    assert measured.recall == {"passages": 1.0, "of one edition": 1.0, "of one trend": 1.0, "sentences": 1.0}
    row = size.row_of(built, measured)
    assert len(row) == len(size.COLUMNS)
    assert row[0] == "300"
    assert not [message for message in size.missed(measured) if "recall" in message]
