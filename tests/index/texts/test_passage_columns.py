from dataclasses import replace

import numpy as np
import pytest

from fakes.documents import held
from trendsqa.corpus.source import Form
from trendsqa.errors import IndexDamagedError
from trendsqa.index.texts.passage_columns import PassageColumns

PIER = held(("h", "Pier"), ("p", "A pier."), ("h", "Rails"), ("p", "Rails."), document_id="pier", edition="2030")
LAMP = held(("h", "Lamp"), ("p", "A lamp."), document_id="lamp", edition="2031")
PIER = replace(PIER, forms=(Form.FULL, Form.BRIEF))
COLUMNS = PassageColumns.of([PIER, LAMP], [[0, 1, 1], [0, 0]])


@pytest.mark.parametrize(
    ("filters", "without", "expected"),
    [
        ({"edition": "2030"}, (), [0, 1, 2]),
        ({"document_id": "lamp"}, (), [3, 4]),
        ({"form": "brief"}, (), [1, 2]),
        ({"form": "full", "edition": "2030"}, (), [0]),
        ({"document_id": "lamp", "edition": "2030"}, (), []),
        ({"edition": "1999"}, (), []),
        ({}, ("2030",), [3, 4]),
        ({}, ("2030", "1999"), [3, 4]),
        ({"kind": "", "edition": "2031"}, ("2031",), []),
    ],
)
def test_a_passage_passes_whose_columns_equal_every_filter(filters, without, expected):
    assert COLUMNS.passing(filters, without_editions=without).tolist() == expected


def test_where_nothing_is_asked_there_is_no_filter():
    assert COLUMNS.passing({"edition": "", "kind": ""}) is None


def test_columns_open_as_they_were_written(tmp_path):
    COLUMNS.write(tmp_path / "columns.npz")
    opened = PassageColumns.open(tmp_path / "columns.npz")
    assert opened.of_passages() == COLUMNS.of_passages()
    assert opened.of_passages()["document_id"] == ["pier"] * 3 + ["lamp"] * 2
    np.testing.assert_array_equal(opened.sections, [0, 1, 1, 2, 2])


def test_an_empty_collection_has_columns_too(tmp_path):
    PassageColumns.of([], []).write(tmp_path / "columns.npz")
    assert PassageColumns.open(tmp_path / "columns.npz").passing({"edition": "2030"}).tolist() == []


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "columns.npz").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(IndexDamagedError, match=r"columns\.npz"):
        PassageColumns.open(tmp_path / "columns.npz")
