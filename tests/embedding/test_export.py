"""Any sentence-transformers model serves: here one with other pooling, prompts and a dense layer, made on the spot."""

import numpy as np
import pytest

from trendsqa.embedding.export import export_model
from trendsqa.embedding.exported_model import ExportedModel
from trendsqa.embedding.models import find_model
from trendsqa.embedding.parity import measure_parity
from trendsqa.embedding.reference import ReferenceEncoder
from trendsqa.embedding.serving import ServingEncoder

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A random two-layer BERT with CLS pooling, a dense layer and a query prompt."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules as models
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = AutoTokenizer.from_pretrained(find_model("all-MiniLM-L6-v2").folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    transformer = models.Transformer(str(folder / "bert"), max_seq_length=64)
    modules = [
        transformer,
        models.Pooling(32, pooling_mode="cls"),
        models.Dense(32, 16),
    ]
    model = SentenceTransformer(modules=modules, prompts={"query": "question: ", "document": ""}, device="cpu")
    model.save(str(folder / "model"))
    return find_model(str(folder / "model"))


def test_another_model_is_exported_with_its_own_pooling_dimension_and_prompts(tiny_model, tmp_path):
    exported = ExportedModel(tmp_path / "tiny")
    export_model(tiny_model, exported, max_tokens=256)
    serving = ServingEncoder(exported)
    reference = ReferenceEncoder(tiny_model, max_tokens=256)
    identity = serving.identity
    assert (identity.pooling, identity.dimension, identity.query_prompt) == ("cls", 16, "question: ")
    assert measure_parity(reference, serving, ["a short text", "", "word " * 300]).least_cosine >= 0.9999
    question = ["where to start"]
    np.testing.assert_allclose(serving.encode_queries(question), reference.encode_queries(question), atol=1e-5)
    assert np.abs(serving.encode_queries(question) - serving.encode_passages(question)).max() > 1e-4
