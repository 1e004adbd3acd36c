import hashlib

import pytest

from trendsqa.embedding.models import find_model, hash_weights, read_prompts
from trendsqa.errors import ModelError

PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@pytest.mark.model
def test_the_packaged_weights_are_the_published_ones():
    assert hash_weights(find_model("all-MiniLM-L6-v2").folder) == PUBLISHED


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"modules\.json is missing"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("name", ["nobody/no-such-model", "not a name", "../../etc"])
def test_a_model_that_is_nowhere_is_told_with_what_to_do(name):
    with pytest.raises(ModelError, match=r"neither a folder nor a model|modules\.json is missing"):
        find_model(name)


def test_one_weight_file_has_its_own_hash_and_two_have_another(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    assert hash_weights(tmp_path) == hashlib.sha256(b"weights").hexdigest()
    (tmp_path / "more.safetensors").write_bytes(b"more")
    assert hash_weights(tmp_path) == hashlib.sha256(b"weightsmore").hexdigest()


def test_a_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelError, match="holds no weights"):
        hash_weights(tmp_path)


def test_a_model_without_prompts_has_empty_ones(tmp_path):
    assert read_prompts(tmp_path) == ("", "")
    (tmp_path / "config_sentence_transformers.json").write_text('{"prompts": {"query": "q: ", "document": "d: "}}')
    assert read_prompts(tmp_path) == ("q: ", "d: ")
