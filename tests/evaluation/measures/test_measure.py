"""The measures of a run by name."""

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.measure import MAIN_MEASURES, MEASURES
from trendsqa.evaluation.measures.record import Summary


def test_each_measure_has_names_of_its_own():
    for names in ([one.key for one in MEASURES], [one.name for one in MEASURES], [one.column for one in MAIN_MEASURES]):
        assert len(set(names)) == len(names)


def test_the_main_measures():
    assert {measure.key for measure in MAIN_MEASURES} == {
        "any_hit@5", "hit@5", "mrr@10", "point_recall", "holds_any", "words_median",
        "abstention_recall", "false_abstention_rate", "auroc",
    }  # fmt: skip


def test_a_measure_is_read_from_a_summary():
    # q2 finds one point of two, q3 and q4 list none; the four answers have 9, 7, 5 and 5 words.
    summary = run_experiment(on_paper(HARBOUR, threshold=0.5), QUESTIONS).overall()
    found = {measure.key: measure.write(measure.of(summary)) for measure in MAIN_MEASURES}
    assert found == {
        "any_hit@5": "1.00", "hit@5": "1.00", "mrr@10": "1.00", "point_recall": "0.75", "holds_any": "1.00",
        "words_median": "6", "abstention_recall": "1.00", "false_abstention_rate": "0.00", "auroc": "1.00",
    }  # fmt: skip


def test_no_records_have_no_figures():
    assert {measure.of(Summary.of([])) for measure in MEASURES} == {None}
