"""The course of a tuning, with a tuner whose outcome is given: what is kept, what stops, what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from fakes.encoder import KeywordEncoder
from trendsqa.embedding.adapter import read_adapter
from trendsqa.errors import InputError
from trendsqa.tuning.earlier_adapter import earlier_at
from trendsqa.tuning.training_pairs import gather_texts
from trendsqa.tuning.tuned_encoder import TuningTarget, tune_encoder
from trendsqa.tuning.tuning_report import MEANING, Environment
from tuning.conftest import PLAIN

SUBJECTS = ("ferry", "library", "lighthouse", "market", "museum", "nursery", "orchard", "parking", "quay", "railway",
            "school", "theatre", "university", "village", "windmill", "zoo")  # fmt: skip


class ScriptedTuner:
    """After epoch i it knows the first ``knows[i]`` services by name; of the others it knows nothing."""

    def __init__(self, *knows, at_first=2):
        self.knows, self.state = knows, at_first
        self.trained = []

    environment = Environment("float32", {"fake": "1"})

    @property
    def encoder(self):
        return KeywordEncoder(*SUBJECTS[: self.state])

    def train(self, passage_pairs, question_pairs, *, on_step, after_epoch):
        self.trained.append((len(passage_pairs), len(question_pairs), []))
        for epoch, knows in enumerate(self.knows, start=1):
            self.state = knows
            on_step()
            self.trained[-1][-1].append(knows)
            if not after_epoch(epoch, 1 / epoch):
                return

    def adapter(self):
        return {"w.up": np.full((2, 1), self.state, np.float32), "w.down": np.ones((1, 3), np.float32)}

    def restore(self, adapter):
        self.state = int(adapter["w.up"][0, 0])


@pytest.fixture
def texts(town):
    return gather_texts([town], count_tokens=lambda text: len(text.split()), max_passage_tokens=40)


def tune(texts, path, *knows, force=False, strength=1.0, **options):
    tuner = ScriptedTuner(*knows)
    target = TuningTarget(path, earlier_at(path, force=force), force)
    return tuner, tune_encoder(texts, tuner, replace(PLAIN, question_pairs=True, strength=strength), target, **options)


def test_the_best_epoch_decides_how_long_all_sections_are_trained_on(texts, tmp_path):
    tuner, tuned = tune(texts, tmp_path / "a.safetensors", 6, 12, 10, 16)
    assert tuner.trained == [(40, 40, [6, 12, 10]), (80, 80, [6, 12])]
    report = tuned.report
    assert report.best_epoch == 2
    assert [epoch.epoch for epoch in report.epochs] == [1, 2, 3]
    assert report.held_out.before < report.held_out.after == max(epoch.held_out for epoch in report.epochs)
    assert report.all_sections_losses == (1, 1 / 2)
    assert read_adapter(tmp_path / "a.safetensors").tensors["w.up"][0, 0] == 12
    # The half-trained one stays beside it: what is learned about scores must not know the questions.
    assert read_adapter(tmp_path / "a-held-out.safetensors").tensors["w.up"][0, 0] == 12


def test_a_part_of_the_change_is_kept_and_measured(texts, tmp_path):
    _, tuned = tune(texts, tmp_path / "a.safetensors", 6, 12, 3, strength=0.5)
    assert read_adapter(tmp_path / "a-held-out.safetensors").tensors["w.up"][0, 0] == 6
    assert read_adapter(tmp_path / "a-held-out.safetensors").tensors["w.down"][0, 0] == 1
    # The tuner knows as many services as its adapter says: half of the best epoch's are measured in the end.
    assert tuned.report.held_out.after < max(epoch.held_out for epoch in tuned.report.epochs)


def test_the_first_epoch_that_is_no_better_is_the_last(texts, tmp_path):
    tuner, tuned = tune(texts, tmp_path / "a.safetensors", 6, 6, 16)
    assert tuner.trained[0][-1] == [6, 6]
    assert tuned.report.best_epoch == 1


def test_what_was_trained_on_half_of_the_sections_is_the_result_if_that_is_asked_for(texts, tmp_path):
    tuner, tuned = tune(texts, tmp_path / "a.safetensors", 6, 12, 3, held_out_only=True)
    assert len(tuner.trained) == 1
    assert tuned.report.all_sections_seen is None
    assert tuned.path == tmp_path / "a-held-out.safetensors"
    assert read_adapter(tuned.path).tensors["w.up"][0, 0] == 12
    assert not (tmp_path / "a.safetensors").exists()


def test_the_report_travels_in_the_file_and_says_what_the_numbers_mean(texts, tmp_path):
    _, tuned = tune(texts, tmp_path / "a.safetensors", 6, 16)
    report = read_adapter(tuned.path).report
    assert report["meaning"] == MEANING
    assert report["counts"] == {
        "passages": 16, "questions": 80, "questions_trained": 40, "questions_held_out": 40,
        "sections_trained": 8, "sections_held_out": 8, "question_pairs": 80,
    }  # fmt: skip
    assert report["recipe"]["learning_rate"] == 2e-4
    assert report["alpha"] == 64
    # Of eight held-out services the model knew one at first and all in the end; the one that it knows stands first,
    # and of equal ones the passage's number decides.
    assert report["held_out"]["after"] == report["seen"]["after"] == report["all_sections_seen"] == 1.0
    assert report["tensor_bytes"] == 2 * (2 + 3)
    assert tuned.file_bytes == tuned.path.stat().st_size


def test_steps_are_counted_over_both_trainings_and_fall_where_the_first_ends_early(texts, tmp_path):
    told = []
    tune(texts, tmp_path / "a.safetensors", 6, 6, 16, on_progress=lambda done, total: told.append((done, total)))
    # 40 pairs of each kind are two steps each, 80 are three: 3 x 4 and 3 x 6, then one epoch of the second.
    assert told == [(1, 30), (2, 30), (3, 8)]


def test_tuning_that_does_not_help_writes_nothing(texts, tmp_path):
    tuner, tuned = tune(texts, tmp_path / "a.safetensors", 1)
    assert "did not raise" in tuned.refusal
    assert "--force" in tuned.refusal
    assert len(tuner.trained) == 1
    assert tuned.file_bytes == 0
    assert not list(tmp_path.iterdir())


def test_a_better_adapter_stays_unless_replacing_it_is_forced(texts, tmp_path):
    path = tmp_path / "a.safetensors"
    tune(texts, path, 16)
    before = path.read_bytes()
    _, tuned = tune(texts, path, 12)
    assert "is better" in tuned.refusal
    assert path.read_bytes() == before
    _, forced = tune(texts, path, 12, force=True)
    assert forced.refusal == ""
    assert read_adapter(path).tensors["w.up"][0, 0] == 12


def test_an_adapter_that_is_as_good_or_better_takes_the_place(texts, tmp_path):
    path = tmp_path / "a.safetensors"
    tune(texts, path, 12)
    for knows in (12, 16):
        _, tuned = tune(texts, path, knows)
        assert (tuned.refusal, tuned.notes) == ("", ())
    assert read_adapter(path).tensors["w.up"][0, 0] == 16


def test_adapters_measured_on_other_texts_are_not_compared_and_that_is_said(texts, tmp_path):
    path = tmp_path / "a.safetensors"
    tune(texts, path, 16)
    _, tuned = tune(replace(texts, passages=(texts.passages[0] + " ", *texts.passages[1:])), path, 12)
    assert tuned.refusal == ""
    assert "cannot be compared" in tuned.notes[0]


@pytest.mark.parametrize(("kept", "said"), [(0, "No curated question"), (63, "63 curated questions")])
def test_too_few_questions_are_refused(texts, tmp_path, kept, said):
    with pytest.raises(InputError, match=said):
        tune(replace(texts, questions=texts.questions[:kept]), tmp_path / "a.safetensors", 16)


def test_questions_about_one_section_only_are_refused(texts, tmp_path):
    one = tuple(replace(question, section_id="doc#ferry") for question in texts.questions)
    with pytest.raises(InputError, match="about 1 sections"):
        tune(replace(texts, questions=one), tmp_path / "a.safetensors", 16)
