"""A collection about made-up services, and models that need no weights."""

import pytest

from fakes.documents import held
from fakes.tiny_bert import save_tiny_bert
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.embedding.models import find_model
from trendsqa.tuning.recipe import Precision, Recipe

SUBJECTS = (
    "ferry", "library", "lighthouse", "market", "museum", "nursery", "orchard", "parking", "quay", "railway", "school",
    "theatre", "university", "village", "windmill", "zoo",
)  # fmt: skip
PLAIN = Recipe(
    epochs=3, learning_rate=2e-4, rank=32, batch_size=32, cached_batch=0, temperature=0.05, strength=1.0,
    question_pairs=False, precision=Precision.FLOAT32, seed=7,
)  # fmt: skip


def about(subject):
    """The section on one service, as blocks."""
    return (("h", subject.title()), ("p", f"The {subject} opens at nine on every {subject} day."))


def entry(subject, document_id="doc"):
    """Five questions that the section on the service answers."""
    asked = ("When does the {} open?", "What are the hours of the {}?", "Is the {} open at nine?",
             "How early can I go to the {}?", "On which days is the {} open?")  # fmt: skip
    return BankEntry(document_id, f"{document_id}#{subject}", None, tuple(text.format(subject) for text in asked))


@pytest.fixture(scope="session")
def town():
    """A document with sixteen sections and eighty questions about them."""
    from dataclasses import replace

    blocks = [block for subject in SUBJECTS for block in about(subject)]
    return replace(held(*blocks), bank=tuple(entry(subject) for subject in SUBJECTS))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """A random two-layer BERT with CLS pooling, a dense layer and a query prompt."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules

    folder = tmp_path_factory.mktemp("tiny")
    save_tiny_bert(folder / "bert")
    parts = [
        modules.Transformer(str(folder / "bert"), max_seq_length=64),
        modules.Pooling(32, pooling_mode="cls"),
        modules.Dense(32, 16),
    ]
    model = SentenceTransformer(modules=parts, prompts={"query": "question: ", "document": ""}, device="cpu")
    model.save(str(folder / "model"))
    return find_model(str(folder / "model"))
