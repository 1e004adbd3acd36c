import numpy as np
import pytest

from trendsqa.embedding.adapter import write_adapter
from trendsqa.errors import ModelError
from trendsqa.tuning.earlier_adapter import EarlierAdapter, earlier_at

TENSORS = {"w.up": np.ones((2, 1), np.float32), "w.down": np.ones((1, 3), np.float32)}


def test_where_nothing_stands_there_is_nothing_to_compare(tmp_path):
    assert earlier_at(tmp_path / "tuned" / "encoder.safetensors", force=False) is None
    assert not (tmp_path / "tuned").exists()


def test_an_adapter_is_known_by_what_its_report_says(tmp_path):
    path = tmp_path / "encoder.safetensors"
    write_adapter(path, TENSORS, base_sha256="b", report={"held_out_sha256": "q", "held_out": {"after": 0.7}})
    earlier = earlier_at(path, force=False)
    assert earlier == EarlierAdapter(path, "b", "q", 0.7)
    assert earlier.comparable(base_sha256="b", held_out_sha256="q")
    assert not earlier.comparable(base_sha256="b", held_out_sha256="other")
    assert not earlier.comparable(base_sha256="other", held_out_sha256="q")


@pytest.mark.parametrize("report", [{}, {"held_out_sha256": "q", "held_out": 3}, {"held_out": {"after": "x"}}])
def test_an_adapter_without_a_measure_compares_with_none(tmp_path, report):
    path = tmp_path / "encoder.safetensors"
    write_adapter(path, TENSORS, base_sha256="b", report=report)
    assert not earlier_at(path, force=False).comparable(base_sha256="b", held_out_sha256="q")


def test_a_file_that_is_no_adapter_is_not_replaced_unless_that_is_asked_for(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(ModelError, match="--force"):
        earlier_at(path, force=False)
    assert earlier_at(path, force=True) is None
    assert path.read_text() == "mine"


def test_a_place_where_nothing_can_be_written_is_told_at_once(tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "encoder.safetensors"):
        with pytest.raises(ModelError, match="--out"):
            earlier_at(path, force=True)
