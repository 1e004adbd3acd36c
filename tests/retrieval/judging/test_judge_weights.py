import json

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from trendsqa.errors import ModelError
from trendsqa.retrieval.judging.judge_weights import read_judge_weights, write_judge_weights

RANDOM = np.random.default_rng(7)
TENSORS = {
    "bert.layer.weight": RANDOM.normal(size=(6, 40)).astype(np.float32),
    "bert.layer.bias": RANDOM.normal(size=6).astype(np.float32),
    "head.0.weight": np.zeros((2, 3), dtype=np.float32),
}


@pytest.fixture
def path(tmp_path):
    write_judge_weights(tmp_path / "judge.safetensors", TENSORS, base_sha256="b" * 64, report={"seconds": 3})
    return tmp_path / "judge.safetensors"


def test_what_was_written_is_read_back_as_closely_as_eight_bits_allow(path):
    weights = read_judge_weights(path)
    assert (weights.base_sha256, weights.report, weights.path) == ("b" * 64, {"seconds": 3}, path)
    assert weights.tensors.keys() == TENSORS.keys()
    for name, tensor in TENSORS.items():
        read = weights.tensors[name]
        assert (read.dtype, read.shape) == (np.float32, tensor.shape)
        # Half a step of the integers for a row of a matrix, and of a 16-bit float for anything else.
        step = np.abs(tensor).max(axis=-1, keepdims=True) / (127 if tensor.ndim > 1 else 1024)
        assert (np.abs(read - tensor) <= 0.51 * step).all()


def test_a_matrix_takes_a_byte_for_each_number(path):
    kept = load_file(path)
    assert {kept["bert.layer.weight.int8"].dtype, kept["head.0.weight.int8"].dtype} == {np.dtype(np.int8)}
    assert kept["bert.layer.bias"].dtype == np.float16


def test_the_same_weights_give_the_same_bytes(path, tmp_path):
    again = tmp_path / "again.safetensors"
    write_judge_weights(again, dict(reversed(TENSORS.items())), base_sha256="b" * 64, report={"seconds": 3})
    assert again.read_bytes() == path.read_bytes()
    assert read_judge_weights(again).sha256 == read_judge_weights(path).sha256


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(b"{}"),
        lambda path: save_file(load_file(path), path),
        lambda path: save_file(load_file(path), path, metadata={"base_sha256": "b", "report": "{"}),
        lambda path: save_file(
            {name: kept for name, kept in load_file(path).items() if not name.endswith("weight.scale")},
            path,
            metadata={"base_sha256": "b", "report": json.dumps({})},
        ),
    ],
)
def test_a_file_that_holds_no_judge_is_named_with_what_mends_it(path, spoil):
    spoil(path)
    with pytest.raises(ModelError, match=r"judge\.safetensors is no judge .*models judge.*retrieval\.judge"):
        read_judge_weights(path)
