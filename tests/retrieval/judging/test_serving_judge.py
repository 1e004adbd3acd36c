"""The judge exported and served, against the network that it was exported from."""

import numpy as np
import pytest

from trendsqa.embedding.exported_model import ExportedGraph
from trendsqa.embedding.models import hash_weights
from trendsqa.errors import ModelError
from trendsqa.retrieval.judging.judge_export import export_judge
from trendsqa.retrieval.judging.judge_network import trained_tensors
from trendsqa.retrieval.judging.judge_weights import read_judge_weights, write_judge_weights
from trendsqa.retrieval.judging.serving_judge import ServingJudge

pytestmark = pytest.mark.model
QUESTION = "When does the ferry cross?"
PASSAGES = ["The ferry crosses at noon.", "The lamp turns in fog. " * 5, "Whales.", "Nobody knows when boats cross."]


def weights_of(network, files, path):
    write_judge_weights(path, trained_tensors(network), base_sha256=hash_weights(files.folder), report={})
    return read_judge_weights(path)


@pytest.fixture
def exported(network, tiny_bert, tmp_path):
    target = ExportedGraph(tmp_path / "models" / "judge")
    export_judge(tiny_bert, weights_of(network, tiny_bert, tmp_path / "judge.safetensors"), target)
    return target


def by_torch(network, question, passages):
    import torch

    encoded = network.tokenizer([question] * len(passages), list(passages), padding=True, return_tensors="pt")
    with torch.no_grad():
        return network(*(encoded[name] for name in ("input_ids", "attention_mask", "token_type_ids")))[0].numpy()


def test_what_is_served_agrees_with_the_network_as_closely_as_eight_bits_allow(network, exported):
    expected = by_torch(network, QUESTION, PASSAGES)
    served = ServingJudge(exported).scores(QUESTION, PASSAGES)
    assert (served.dtype, served.shape) == (np.float32, (4,))
    spread = expected.max() - expected.min()
    assert spread > 0.5
    np.testing.assert_allclose(served, expected, atol=0.1 * spread)
    assert served.argsort().tolist() == expected.argsort().tolist()


def test_a_long_question_and_a_long_passage_are_read_from_their_beginning(exported):
    judge = ServingJudge(exported)
    question, passage = "when " * 64, "ferry " * 300
    np.testing.assert_array_equal(judge.scores(question + "whale", [passage]), judge.scores(question, [passage]))
    np.testing.assert_array_equal(judge.scores(question, [passage + "whale"]), judge.scores(question, [passage]))


def test_no_passages_have_no_verdicts(exported):
    assert ServingJudge(exported).scores(QUESTION, []).shape == (0,)


def test_an_export_takes_the_place_of_an_earlier_one_and_leaves_nothing_beside(network, tiny_bert, exported, tmp_path):
    exported.graph.write_bytes(b"damaged")
    with pytest.raises(ModelError, match=r"model\.onnx has SHA-256"):
        ServingJudge(exported)
    export_judge(tiny_bert, read_judge_weights(tmp_path / "judge.safetensors"), exported)
    assert ServingJudge(exported).scores(QUESTION, PASSAGES[:1]).shape == (1,)
    assert [path.name for path in exported.folder.parent.iterdir()] == ["judge"]
    assert {path.name for path in exported.folder.iterdir()} == {"model.onnx", "tokenizer.json", "model.json"}


def test_a_judge_of_another_model_is_not_exported(network, tiny_bert, tmp_path):
    path = tmp_path / "judge.safetensors"
    write_judge_weights(path, trained_tensors(network), base_sha256="0" * 64, report={})
    target = ExportedGraph(tmp_path / "judge")
    with pytest.raises(ModelError, match=r"trained from another model than tiny.*models judge"):
        export_judge(tiny_bert, read_judge_weights(path), target)
    assert not target.folder.exists()


def test_a_graph_that_is_none_is_told(exported):
    import json

    from trendsqa.embedding.exported_model import hash_file

    exported.graph.write_bytes(b"no graph")
    described = exported.describe()
    described["files"]["model.onnx"] = hash_file(exported.graph)
    exported.description.write_text(json.dumps(described))
    with pytest.raises(ModelError, match="cannot be opened"):
        ServingJudge(exported)
