import numpy as np
import pytest

from fakes.tiny_bert import save_tiny_bert
from trendsqa.errors import ModelError
from trendsqa.retrieval.judging.judge_network import build_network, restore, trained_tensors

pytestmark = pytest.mark.model


def verdicts(network, *pairs):
    import torch

    encoded = network.tokenizer(
        [question for question, _ in pairs], [text for _, text in pairs], padding=True, return_tensors="pt"
    )
    names = ("input_ids", "attention_mask", "token_type_ids")
    with torch.no_grad():
        return network(*(encoded[name] for name in names))[0].numpy()


SHORT, LONG = ("When?", "At noon."), ("When does the ferry cross?", "The lamp turns in fog. " * 5)


def test_what_a_judge_says_does_not_hang_on_what_is_read_beside_it(network):
    """Padding is masked, in the attention and in the mean and maximum over the passage."""
    together = verdicts(network, SHORT, LONG)
    alone = [verdicts(network, SHORT)[0], verdicts(network, LONG)[0]]
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-4)
    assert abs(together[0] - together[1]) > 0.01


def test_a_judge_is_restored_from_its_tensors(network, tiny_bert):
    other = build_network(tiny_bert.folder).eval()
    assert not np.allclose(verdicts(other, SHORT, LONG), verdicts(network, SHORT, LONG))
    restore(other, trained_tensors(network))
    np.testing.assert_allclose(verdicts(other, SHORT, LONG), verdicts(network, SHORT, LONG), rtol=1e-5)


def test_word_embeddings_are_not_kept_and_the_head_that_points_is(network):
    names = trained_tensors(network)
    assert {"head.0.weight", "head.2.bias", "bert.encoder.layer.0.attention.self.query.weight"} <= names.keys()
    assert not [name for name in names if "word_embeddings" in name or "pooler" in name]
    assert "span.weight" in names


@pytest.mark.parametrize(
    "change",
    [
        lambda tensors: tensors.pop("head.2.bias"),
        lambda tensors: tensors.update({"head.9.bias": np.zeros(1, dtype=np.float32)}),
        lambda tensors: tensors.update({"head.2.bias": np.zeros(2, dtype=np.float32)}),
    ],
)
def test_tensors_of_another_network_are_refused_and_change_nothing(network, change):
    before = verdicts(network, SHORT)
    tensors = {name: tensor + 1 for name, tensor in trained_tensors(network).items()}
    change(tensors)
    with pytest.raises(ModelError, match=r"another network.*models judge"):
        restore(network, tensors)
    np.testing.assert_array_equal(verdicts(network, SHORT), before)


def test_tensors_of_another_width_are_refused(network, tmp_path):
    wide = build_network(save_tiny_bert(tmp_path, width=64))
    with pytest.raises(ModelError, match="another network"):
        restore(network, trained_tensors(wide))


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="holds no model that a judge can be made from"):
        build_network(tmp_path)
