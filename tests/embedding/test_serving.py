import re
import shutil

import numpy as np
import pytest

from trendsqa.assembly import Assembly
from trendsqa.embedding.adapter import read_adapter
from trendsqa.embedding.exported_model import ExportedModel
from trendsqa.embedding.models import find_model
from trendsqa.embedding.parity import measure_parity
from trendsqa.embedding.reference import ReferenceEncoder
from trendsqa.embedding.serving import ServingEncoder
from trendsqa.errors import ModelError
from trendsqa.settings import Settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def exported(models):
    return ExportedModel(next(folder for folder in models.iterdir() if not folder.name.startswith("judge")))


@pytest.fixture(scope="session")
def serving(exported):
    return ServingEncoder(exported)


def texts(count):
    """Texts of very different length, script and content, the same in every run."""
    words = [
        "data",
        "council",
        "résumé",
        "5G",
        "£200,000",
        "“quoted”",
        "strategy",
        "in",
        "2024,",
        "東京",
        "and",
        "naïve",
        "risk;",
        "who?",
        "start",
    ]
    random = np.random.default_rng(7)
    return [" ".join(random.choice(words, size=random.integers(0, 400))) for _ in range(count)]


def test_serving_equals_the_reference_on_200_texts(serving):
    adapter = Assembly(Settings()).learned.adapter_path()
    assert adapter is not None
    reference = ReferenceEncoder(find_model("all-MiniLM-L6-v2"), max_tokens=256, adapter=read_adapter(adapter))
    parity = measure_parity(reference, serving, texts(200))
    assert parity.texts == 200
    assert parity.least_cosine >= 0.9999
    assert reference.identity == serving.identity
    for text in texts(20):
        assert reference.count_tokens(text) == serving.count_tokens(text)


def test_vectors_are_unit_float32_rows_in_the_order_of_the_texts(serving):
    asked = texts(40)
    vectors = serving.encode_passages(asked)
    assert vectors.dtype == np.float32
    assert vectors.shape == (40, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[17], serving.encode_passages([asked[17]])[0], atol=1e-5)


def test_no_texts_give_no_rows(serving):
    assert serving.encode_queries([]).shape == (0, 384)


def test_an_altered_file_is_refused_by_name(exported, tmp_path):
    for name in ("model.onnx", "tokenizer.json"):
        folder = tmp_path / name
        shutil.copytree(exported.folder, folder)
        with (folder / name).open("r+b") as file:
            file.seek(1000)
            file.write(b"\x00\x01")
        with pytest.raises(ModelError, match=re.escape(f"{name} has SHA-256")):
            ServingEncoder(ExportedModel(folder))


def test_a_missing_export_says_which_command_makes_it(tmp_path):
    with pytest.raises(ModelError, match="trendsqa index build"):
        ServingEncoder(ExportedModel(tmp_path))
