"""A tiny judge learns a rule that a child sees: the passage answers if it names what the question names."""

import numpy as np
import pytest

from fakes.tiny_bert import save_tiny_bert
from trendsqa.embedding.models import ModelFiles
from trendsqa.tuning.judging.judge_examples import JudgeExample
from trendsqa.tuning.judging.judge_training import JudgeRecipe, JudgeTrainer
from trendsqa.tuning.judging.trained_judge import PairExamples, train

pytestmark = pytest.mark.model
RECIPE = JudgeRecipe(epochs=5, learning_rate=5e-3, batch_size=8, max_tokens=32)
ASKED = [f"When does boat {n} sail?" for n in range(20)]
NOON = [JudgeExample(asked, "Bay", "It sails at noon today.", answered=True, span="noon") for asked in ASKED]
NEVER = [JudgeExample(asked, "Bay", "It sails at never today.", answered=False) for asked in ASKED]
EXAMPLES = [*NOON, *NEVER]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return ModelFiles("tiny", save_tiny_bert(tmp_path_factory.mktemp("bert")))


@pytest.fixture(scope="module")
def trained(files):
    """A trainer after its training, and the steps that it told of."""
    trainer, told = JudgeTrainer(files, RECIPE), []
    trainer.train(EXAMPLES, on_step=lambda *step: told.append(step))
    return trainer, told


def test_the_rule_is_learned_in_a_few_steps(trained):
    trainer, told = trained
    unseen = [
        JudgeExample("When does the ferry sail?", "Bay", f"It sails at {word} today.", answered=word == "noon")
        for word in ("never", "noon")
    ]
    never, noon = trainer.scores(unseen)
    assert never < 0 < noon
    assert noon - never > 2
    assert told == [(step, 25) for step in range(1, 26)]


def test_scores_keep_the_order_of_the_examples(trained):
    trainer, _ = trained
    mixed = [NOON[0], NEVER[0], JudgeExample("When?", "", "noon", answered=True), NOON[1]]
    together = trainer.scores(mixed)
    np.testing.assert_allclose(together, [trainer.scores([one])[0] for one in mixed], atol=0.1)


def test_the_same_seed_gives_the_same_judge(files):
    def tensors():
        trainer = JudgeTrainer(files, JudgeRecipe(epochs=1, batch_size=8, max_tokens=32))
        trainer.train([*NOON[:8], *NEVER[:8]])
        return trainer.tensors()

    one, other = tensors(), tensors()
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_training_goes_on_from_an_earlier_judge(files, trained):
    trainer, _ = trained
    again = JudgeTrainer(files, RECIPE)
    assert not np.allclose(again.scores(EXAMPLES), trainer.scores(EXAMPLES), atol=0.5)
    again.continue_from(trainer.tensors())
    np.testing.assert_allclose(again.scores(EXAMPLES[:2]), trainer.scores(EXAMPLES[:2]), atol=1e-5)


def test_word_embeddings_stay_those_of_the_model(files, trained):
    trainer, _ = trained
    fresh = JudgeTrainer(files, RECIPE)
    weights = [one._network.bert.embeddings.word_embeddings.weight for one in (trainer, fresh)]
    assert np.array_equal(*(weight.detach().numpy() for weight in weights))


def test_a_training_measures_on_the_pairs_that_were_held_out(files):
    recipe = JudgeRecipe(epochs=1, batch_size=8, max_tokens=32)
    pairs = PairExamples([*NOON[:4], *NEVER[:4]], {"bay": [NOON[9], NEVER[9]], "open": NEVER[:1]})
    judge = train(JudgeTrainer(files, recipe), pairs, NOON[4:8], recipe)
    report = judge.report
    assert report["auroc_of_passages_held_out"].keys() == {"bay", "open"}
    assert report["auroc_of_passages_held_out"]["open"] is None
    assert (report["examples"], report["answered"], report["recipe"]["epochs"]) == (12, 8, 1)
    assert judge.path is None
