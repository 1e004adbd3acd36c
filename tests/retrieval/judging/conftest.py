"""A judge's network with random weights, on a tiny BERT."""

import pytest

from fakes.tiny_bert import save_tiny_bert
from trendsqa.embedding.models import ModelFiles
from trendsqa.retrieval.judging.judge_network import build_network


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory):
    """The files of the model that the judge began as."""
    return ModelFiles("tiny", save_tiny_bert(tmp_path_factory.mktemp("bert")))


@pytest.fixture
def network(tiny_bert):
    """A judge that never saw an example, whose verdicts differ by several log-odds."""
    import torch

    torch.manual_seed(1)
    network = build_network(tiny_bert.folder).eval()
    with torch.no_grad():
        network.head[2].weight.mul_(20)
    return network
