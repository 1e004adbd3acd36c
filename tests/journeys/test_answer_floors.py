"""Floors of what people get, by the counts that docs/evaluation.md shows. A change that lowers one says why."""

from argparse import Namespace
from contextlib import closing

import pytest

import answers

pytestmark = [pytest.mark.model, pytest.mark.slow]


def measured(assembly, name, sets=None):
    """Each measure of a question set, by its name in docs/evaluation.md."""
    with closing(assembly.assistant()) as assistant:
        asked = list(answers.ask_set(name, Namespace(sets=sets), assistant))
    return dict(answers.measures(name, asked))


@pytest.mark.report
@pytest.mark.parametrize(
    ("name", "floors", "ceilings"),
    [
        (
            "pairs",
            {"an accepted quote held": 0.9, "pairs split rightly": 0.66, "every quote of several held": 0.4,
             "refused, of those without an answer": 0.73, "AUROC of confidence": 0.9},
            {"refused, of the others": 0.1},
        ),
        (
            "report-questions",
            {"MRR@10": 0.86, "an accepted quote held": 0.82, "refused, of those without an answer": 0.64,
             "AUROC of confidence": 0.89},
            {"refused, of the others": 0.05, "words (median)": 90},
        ),
        (
            "facts",
            {"right": 0.91, "facts with every phrasing right": 0.7},
            {"answered wrongly": 0.07},
        ),
        ("stray", {"as expected": 0.95}, {"answerable ones refused": 0.0}),
    ],
)  # fmt: skip
def test_answers_on_the_report_keep_their_floors(report_assembly, shared, name, floors, ceilings):
    found = measured(report_assembly, name, shared / "eval")
    assert {measure: found[measure] for measure, floor in floors.items() if found[measure] < floor} == {}
    assert {measure: found[measure] for measure, ceiling in ceilings.items() if found[measure] > ceiling} == {}


def test_answers_from_the_briefs_keep_their_floors(briefs):
    found = measured(briefs, "linked")
    assert found["an accepted quote held"] >= 0.66
    assert found["refused, of those without an answer"] >= 0.4
    assert found["refused, of the others"] <= 0.08
    assert found["AUROC of confidence"] >= 0.83
