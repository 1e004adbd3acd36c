"""Runs that lack a part each."""

import pytest

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.ablated import ablation_table
from trendsqa.tuning.ablation import run_ablation

WITHOUT_DOGS = {name: tuple(p for p in passages if "Dogs" not in p) for name, passages in HARBOUR.items()}


@pytest.fixture
def made():
    """The assistants that were made, in order."""
    return []


@pytest.fixture
def makers(made):
    def maker(passages):
        def make():
            assert all(assistant.closed for assistant in made)
            made.append(on_paper(passages))
            return made[-1]

        return make

    return {"paint": maker(HARBOUR), "dogs": maker(WITHOUT_DOGS)}


@pytest.fixture
def full():
    return run_experiment(on_paper(HARBOUR), QUESTIONS)


def test_each_part_is_missed_in_turn_and_only_what_it_does_is_lost(full, makers, made):
    paint, dogs = run_ablation(full, QUESTIONS, makers)
    assert (paint.part, dogs.part) == ("paint", "dogs")
    assert paint.summary.retrieval == full.overall().retrieval
    assert not any(one.won or one.lost for one in paint.differences)
    # q2 asks for the dogs; nobody else does.
    assert {one.aspect: one.lost for one in dogs.differences}["hit@5"] == ("q2",)
    assert dogs.summary.retrieval.mrr == pytest.approx(0.75)
    assert [assistant.closed for assistant in made] == [True, True]


def test_the_table_sets_them_beside_the_full_run(full, makers):
    table = ablation_table(full.overall(), run_ablation(full, QUESTIONS, makers))
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert [row[0] for row in table.rows] == ["nothing", "paint", "dogs"]
    changes = [row[table.columns.index("change of MRR@10")] for row in table.rows]
    assert changes == ["–", "0.00", "−0.25"]


def test_progress_runs_over_all_runs(full, makers):
    told = []
    run_ablation(full, QUESTIONS, makers, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 16) for done in range(1, 17)]


def test_an_assistant_is_closed_when_its_run_fails(full, makers, made):
    makers["nothing at all"] = lambda: made.append(on_paper({})) or made[-1]
    with pytest.raises(Exception, match="nothing to measure"):
        run_ablation(full, QUESTIONS, makers)
    assert len(made) == 3
    assert made[-1].closed
