"""The file of what tuning changed: read back as written, refused where it is wrong, merged exactly."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from trendsqa.embedding.adapter import merge, read_adapter, write_adapter
from trendsqa.errors import ModelError

UP = np.array([[1.0], [2.0]], np.float32)
DOWN = np.array([[3.0, 0.0, -1.0]], np.float32)
HALVES = arrays.arrays(np.float16, arrays.array_shapes(min_dims=2, max_dims=2), elements=st.floats(-100, 100, width=16))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tuned" / "encoder.safetensors"


@given(HALVES, st.dictionaries(st.text(), st.integers() | st.text()))
def test_what_is_written_is_read(tmp_path_factory, tensor, report):
    path = tmp_path_factory.mktemp("adapter") / "encoder.safetensors"
    write_adapter(path, {"embeddings": tensor.astype(np.float32)}, base_sha256="b", report=report)
    adapter = read_adapter(path)
    assert (adapter.base_sha256, adapter.report) == ("b", report)
    np.testing.assert_array_equal(adapter.tensors["embeddings"], tensor)
    np.testing.assert_array_equal(adapter.replaced()["embeddings"], tensor)
    assert adapter.changed() == {}


def test_the_same_tensors_give_the_same_bytes_in_any_order(path):
    tensors = {"w.up": UP, "w.down": DOWN, "bias": UP}
    write_adapter(path, tensors, base_sha256="b", report={"x": 1, "y": 2})
    first = path.read_bytes()
    write_adapter(path, dict(reversed(tensors.items())), base_sha256="b", report={"y": 2, "x": 1})
    assert path.read_bytes() == first
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_pair_adds_its_product_and_a_tensor_alone_replaces(path):
    import torch

    model = torch.nn.Linear(3, 2)
    before = model.weight.detach().numpy().copy()
    write_adapter(
        path, {"weight.up": UP, "weight.down": DOWN, "bias": np.array([5.0, 6.0])}, base_sha256="b", report={}
    )
    adapter = read_adapter(path)
    merge(adapter, model, "b")
    np.testing.assert_allclose(model.weight.detach().numpy(), before + np.array([[3, 0, -1], [6, 0, -2]]), atol=1e-6)
    np.testing.assert_array_equal(model.bias.detach().numpy(), [5, 6])


def test_an_adapter_of_other_weights_is_refused_and_nothing_changes(path):
    import torch

    model = torch.nn.Linear(3, 2)
    before = model.weight.detach().numpy().copy()
    write_adapter(path, {"weight.up": UP, "weight.down": DOWN}, base_sha256="b", report={})
    with pytest.raises(ModelError, match="tuned from weights with SHA-256 b, these have other"):
        merge(read_adapter(path), model, "other")
    np.testing.assert_array_equal(model.weight.detach().numpy(), before)


@pytest.mark.parametrize("tensors", [{"other.up": UP, "other.down": DOWN}, {"weight": UP}])
def test_a_parameter_that_the_model_has_not_is_refused(path, tensors):
    import torch

    write_adapter(path, tensors, base_sha256="b", report={})
    with pytest.raises(ModelError, match="which the model has not"):
        merge(read_adapter(path), torch.nn.Linear(3, 2), "b")


@pytest.mark.parametrize(
    ("tensors", "said"),
    [
        ({"w.up": UP}, r"w\.up without w\.down"),
        ({"w.down": DOWN}, r"w\.down without w\.up"),
        ({"w": np.array([[np.nan]])}, "not finite"),
        ({"w": np.array([[1e6]])}, "not finite"),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow encountered in cast:RuntimeWarning")
def test_tensors_that_cannot_be_merged_are_refused(path, tensors, said):
    write_adapter(path, tensors, base_sha256="b", report={})
    with pytest.raises(ModelError, match=said):
        read_adapter(path)


@pytest.mark.parametrize("content", [b"", b"text", b"\xff" * 100])
def test_a_file_that_is_no_adapter_is_refused_with_what_to_do(tmp_path, content):
    path = tmp_path / "encoder.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="trendsqa models tune"):
        read_adapter(path)


@pytest.mark.parametrize("metadata", [None, {"report": "{}"}, {"base_sha256": "b", "report": "{"}])
def test_a_file_of_tensors_that_does_not_say_what_it_is_is_refused(tmp_path, metadata):
    from safetensors.numpy import save_file

    path = tmp_path / "encoder.safetensors"
    save_file({"w": UP}, path, metadata=metadata)
    with pytest.raises(ModelError, match="no adapter that can be read"):
        read_adapter(path)


def test_a_missing_file_is_told(path):
    with pytest.raises(ModelError, match="no adapter that can be read"):
        read_adapter(path)


def test_a_cut_file_is_refused(path):
    write_adapter(path, {"w.up": UP, "w.down": DOWN}, base_sha256="b", report={"text": json.dumps("x" * 100)})
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ModelError, match="no adapter that can be read"):
        read_adapter(path)
