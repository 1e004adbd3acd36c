"""What a run wrote is read back as it was, and nothing else passes for one."""

import json

import pytest

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.earlier_run import load_run
from trendsqa.evaluation.measures.outcome import MeasuredOutcome
from trendsqa.evaluation.reports.report import Report
from trendsqa.evaluation.reports.run_json import to_json


@pytest.fixture(scope="module")
def experiment():
    return run_experiment(on_paper(HARBOUR, threshold=0.7), QUESTIONS)


@pytest.fixture
def run(experiment):
    """The run as JSON, for a test to spoil."""
    return to_json(Report.of(experiment))


def written(folder, content):
    path = folder / "RUN.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_run_comes_back_with_every_outcome(experiment, run, tmp_path):
    earlier = load_run(written(tmp_path, run))
    assert earlier.outcomes == tuple(map(MeasuredOutcome.of, experiment.records))
    assert (earlier.asked_on, earlier.questions_sha256) == (experiment.asked_on, experiment.questions_sha256)
    assert (earlier.generation, earlier.encoder) == ("paper", "shared words")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": "trendsqa-eval-0"}', "null"])
def test_a_file_that_is_no_run_is_refused_with_the_way_to_make_one(tmp_path, content):
    with pytest.raises(QuestionSetError, match=r"RUN\.json is not a run .*trendsqa eval QUESTIONS --json"):
        load_run(written(tmp_path, content))


@pytest.mark.parametrize(
    ("field", "value"),
    [("answered", "yes"), ("answered", 1), ("answering", {}), ("id", ""), ("retrieval", {"needed": 0})],
)
def test_a_record_that_was_altered_is_refused_by_name(run, tmp_path, field, value):
    run["records"][1][field] = value
    with pytest.raises(QuestionSetError, match=rf"records\.1\.{field}"):
        load_run(written(tmp_path, run))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(QuestionSetError, match=r"RUN\.json: cannot be read"):
        load_run(tmp_path / "RUN.json")
