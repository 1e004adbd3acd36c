"""Training itself, on random models of two layers: what changes, what does not, and what the file holds."""

from dataclasses import replace

import numpy as np
import pytest

from trendsqa.embedding.adapter import read_adapter, write_adapter
from trendsqa.embedding.models import find_model, hash_weights
from trendsqa.embedding.reference import ReferenceEncoder
from trendsqa.errors import ModelError
from trendsqa.tuning.encoder_tuning import EncoderTuner
from trendsqa.tuning.recipe import Precision
from trendsqa.tuning.training_pairs import gather_texts
from tuning.conftest import PLAIN

pytestmark = pytest.mark.model

RECIPE = replace(PLAIN, epochs=2, learning_rate=5e-2, rank=4, batch_size=16, max_tokens=32)
TEXTS = ["When does the ferry open?", "The zoo opens at nine.", "a text about nothing", "word " * 100]


@pytest.fixture(scope="module", autouse=True)
def libraries():
    """What training needs; models this small are fastest on one thread, and far so on a busy machine."""
    for name in ("accelerate", "datasets", "peft"):
        pytest.importorskip(name, reason=f"needs {name}, which trendsqa[tuning] installs")
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def pairs(town):
    texts = gather_texts([town], count_tokens=lambda text: len(text.split()), max_passage_tokens=40)
    sections = texts.folds().trained
    return texts.passage_pairs(sections, seed=1), texts.question_pairs(sections, seed=1)


def trained(model, pairs, recipe=RECIPE, goes_on=lambda epoch, loss: True):
    """(tuner, steps taken, loss of each epoch)."""
    tuner = EncoderTuner(model, recipe, max_tokens=64)
    steps, losses = [], []

    def after_epoch(epoch, loss):
        assert epoch == len(losses) + 1
        assert tuner.encoder.model.max_seq_length == 64
        losses.append(loss)
        return goes_on(epoch, loss)

    tuner.train(*pairs, on_step=lambda: steps.append(1), after_epoch=after_epoch)
    return tuner, len(steps), losses


@pytest.fixture(scope="module")
def tuned(tiny_model, pairs):
    return trained(tiny_model, pairs)


def test_training_brings_the_loss_down_step_by_step(tuned, pairs):
    _, steps, losses = tuned
    assert steps == 2 * RECIPE.steps_per_epoch(*pairs) == 12
    assert losses[1] < losses[0] < 10


def test_the_written_adapter_merged_gives_the_vectors_of_the_tuned_model(tuned, tiny_model, tmp_path):
    tuner, _, _ = tuned
    path = tmp_path / "encoder.safetensors"
    sha256 = hash_weights(tiny_model.folder)
    write_adapter(path, tuner.adapter(), base_sha256=sha256, report={})
    merged = ReferenceEncoder(tiny_model, max_tokens=64, adapter=read_adapter(path))
    plain = ReferenceEncoder(tiny_model, max_tokens=64)
    for kind in ("encode_passages", "encode_queries"):
        vectors = getattr(tuner.encoder, kind)(TEXTS)
        assert np.sum(vectors * getattr(merged, kind)(TEXTS), axis=1).min() >= 0.9999
        assert np.sum(vectors * getattr(plain, kind)(TEXTS), axis=1).min() < 0.99


def test_every_linear_layer_of_the_blocks_is_changed_and_nothing_else(tuned, tiny_model):
    tuner, _, _ = tuned
    adapter = tuner.adapter()
    layers = [
        "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
        "intermediate.dense", "output.dense",
    ]  # fmt: skip
    names = {f"encoder.layer.{block}.{layer}.weight" for block in (0, 1) for layer in layers}
    assert set(adapter) == {f"{name}.{part}" for name in names for part in ("up", "down")}
    parameters = dict(ReferenceEncoder(tiny_model, max_tokens=64).model[0].auto_model.named_parameters())
    for name in names:
        up, down = adapter[f"{name}.up"], adapter[f"{name}.down"]
        assert (up.shape[1], down.shape[0]) == (4, 4)
        assert (up.shape[0], down.shape[1]) == tuple(parameters[name].shape)
        assert np.abs(up).max() > 0
    dense, untouched = (
        dict(encoder.model[-1].named_parameters())
        for encoder in (tuner.encoder, ReferenceEncoder(tiny_model, max_tokens=64))
    )
    assert all(np.array_equal(dense[name].detach(), untouched[name].detach()) for name in dense)


def test_the_same_seed_gives_the_same_adapter_and_another_gives_another(tuned, tiny_model, pairs):
    first = tuned[0].adapter()
    again = trained(tiny_model, pairs)[0].adapter()
    assert all(np.array_equal(first[name], again[name]) for name in first)
    other = trained(tiny_model, pairs, replace(RECIPE, seed=8, epochs=1))[0].adapter()
    assert not any(np.array_equal(first[name], other[name]) for name in first)


def test_an_earlier_state_comes_back(tiny_model, pairs):
    tuner, kept = EncoderTuner(tiny_model, RECIPE, max_tokens=64), []

    def keep(epoch, loss):
        kept.append((tuner.adapter(), tuner.encoder.encode_queries(TEXTS)))
        return True

    tuner.train(*pairs, on_step=lambda: None, after_epoch=keep)
    (adapter, vectors), (_, later) = kept
    assert np.abs(vectors - later).max() > 1e-3
    tuner.restore(adapter)
    np.testing.assert_allclose(tuner.encoder.encode_queries(TEXTS), vectors, atol=1e-5)


def test_training_stops_when_it_is_told_to_and_starts_anew_the_next_time(tuned, tiny_model, pairs):
    tuner, steps, losses = trained(tiny_model, pairs, goes_on=lambda epoch, loss: False)
    assert (steps, len(losses)) == (6, 1)
    tuner.train(*pairs, on_step=lambda: None, after_epoch=lambda epoch, loss: True)
    first = tuned[0].adapter()
    assert all(np.array_equal(first[name], tensor) for name, tensor in tuner.adapter().items())


@pytest.mark.parametrize("changes", [{"precision": Precision.BFLOAT16}, {"cached_batch": 32, "batch_size": 8}])
def test_other_numbers_and_larger_batches_train_too(tiny_model, pairs, changes):
    recipe = replace(RECIPE, epochs=1, **changes)
    _, steps, losses = trained(tiny_model, pairs, recipe)
    assert steps == recipe.steps_per_epoch(*pairs)
    assert np.isfinite(losses).all()


def test_question_pairs_can_be_left_out(tiny_model, pairs):
    _, steps, _ = trained(tiny_model, (pairs[0], ()), replace(RECIPE, epochs=1))
    assert steps == 3


def test_a_loss_that_is_no_number_ends_it_and_says_what_to_do(tiny_model, pairs):
    with pytest.raises(ModelError, match="--learning-rate"):
        trained(tiny_model, pairs, replace(RECIPE, learning_rate=1e30))


def test_training_prints_nothing_and_leaves_no_file(tiny_model, pairs, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    trained(tiny_model, pairs, replace(RECIPE, epochs=1))
    assert not list(tmp_path.iterdir())
    assert capfd.readouterr() == ("", "")


def test_the_precision_is_told_and_a_given_one_is_kept(tiny_model):
    environment = EncoderTuner(tiny_model, RECIPE, max_tokens=64).environment
    assert environment.precision == "float32"
    assert environment.libraries.keys() >= {"peft", "sentence-transformers", "torch"}
    chosen = EncoderTuner(tiny_model, replace(RECIPE, precision=Precision.AUTO), max_tokens=64).environment
    assert chosen.precision in {"bfloat16", "float32"}


def test_a_model_whose_layers_are_not_linear_ones_is_refused(tmp_path, pairs):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules
    from transformers import AutoTokenizer, GPT2Config, GPT2Model

    tokenizer = AutoTokenizer.from_pretrained(find_model("all-MiniLM-L6-v2").folder)
    GPT2Model(GPT2Config(vocab_size=len(tokenizer), n_embd=8, n_layer=1, n_head=1)).save_pretrained(tmp_path / "gpt2")
    tokenizer.save_pretrained(tmp_path / "gpt2")
    parts = [modules.Transformer(str(tmp_path / "gpt2"), max_seq_length=64), modules.Pooling(8)]
    SentenceTransformer(modules=parts, device="cpu").save(str(tmp_path / "model"))
    with pytest.raises(ModelError, match="GPT2Model has no linear layers"):
        trained(find_model(str(tmp_path / "model")), pairs)
