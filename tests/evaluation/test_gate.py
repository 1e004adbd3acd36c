"""Bars that an index must hold before it is published."""

import json

import pytest

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.errors import IndexUnavailableError, QuestionSetError
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.gate import judge, load_gate
from trendsqa.evaluation.questions.question import load_questions

LINES = [
    {"id": "ferry", "type": "factoid", "question": "When does the first ferry leave?", "answerable": True,
     "gold": [{"heading": "", "quote": "ferry leaves at six"}]},
    {"id": "dogs", "type": "factoid", "question": "May cats come on deck for nothing?", "answerable": True,
     "gold": [{"heading": "", "quote": "Dogs are welcome"}]},
]  # fmt: skip
UNANSWERABLE = {"id": "opera", "type": "near miss", "question": "opera?", "answerable": False, "gold": []}


@pytest.fixture
def gate(tmp_path):
    """Writes a gate beside two question sets and loads it."""
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "staff.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    (tmp_path / "sets" / "near.jsonl").write_text(json.dumps(UNANSWERABLE), encoding="utf-8")
    (tmp_path / "sets" / "empty.jsonl").write_text("\n", encoding="utf-8")

    def load(text):
        path = tmp_path / "gate.toml"
        path.write_text(text, encoding="utf-8")
        return load_gate(path)

    return load


def judged(gate, collection=HARBOUR):
    return judge(on_paper(collection, threshold=0.5), gate)


def test_a_gate_holds_where_every_floor_and_ceiling_is_held(gate):
    """Of the two questions the first is answered with its quote, the second shares one word of four and is refused."""
    judgement = judged(
        gate(
            'questions = "sets/staff.jsonl"\n[floors]\nholds_any = 0.5\nverbatim = 1\n'
            "[ceilings]\nfalse_abstention_rate = 0.5"
        )
    )
    assert judgement.holds
    assert [(one.measure.key, one.found) for one in judgement.verdicts] == [
        ("holds_any", 0.5),
        ("verbatim", 1.0),
        ("false_abstention_rate", 0.5),
    ]


@pytest.mark.parametrize("bars", ["[floors]\nholds_any = 0.51", "[ceilings]\nfalse_abstention_rate = 0.49"])
def test_one_bar_that_is_not_held_closes_the_gate(gate, bars):
    judgement = judged(gate(f'questions = "sets/staff.jsonl"\n{bars}\n'))
    assert not judgement.holds
    table = judgement.table()
    assert table.rows[0][3:] == ("0.5", "no")
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_several_sets_have_bars_of_their_own_and_what_fails_is_listed_first(gate):
    judgement = judged(
        gate(
            '[[sets]]\nquestions = "sets/staff.jsonl"\nfloors = {"any_hit@5" = 0.5}\n'
            '[[sets]]\nquestions = "sets/near.jsonl"\nfloors = {abstention_recall = 1}\nceilings = {words_mean = 9}\n'
        )
    )
    assert [row[:2] for row in judgement.table().rows] == [
        ("sets/near.jsonl", "words_mean"),
        ("sets/staff.jsonl", "any_hit@5"),
        ("sets/near.jsonl", "abstention_recall"),
    ]


def test_what_cannot_be_measured_does_not_hold(gate):
    """Nothing unanswerable is in the set, so there is nothing to refuse rightly: neither 0 nor 1."""
    judgement = judged(gate('questions = "sets/staff.jsonl"\n[floors]\nabstention_recall = 0\n'))
    assert not judgement.holds
    assert judgement.table().rows[0][3] == "nothing to measure"
    assert "no question that abstention_recall can be made of" in judgement.table().notes[0]
    assert judgement.to_json() == {
        "holds": False,
        "bars": [
            {"questions": "sets/staff.jsonl", "measure": "abstention_recall", "floor": 0, "found": None, "holds": False}
        ],
    }


def test_what_just_misses_a_bar_does_not_look_as_if_it_held(gate):
    floor = judged(gate('questions = "sets/staff.jsonl"\n[floors]\nholds_any = 0.50001\n')).verdicts[0]
    assert (floor.found_written(), floor.holds) == ("0.5", False)


def test_an_empty_collection_is_no_score_of_nought(gate):
    with pytest.raises(IndexUnavailableError, match="nothing to measure"):
        judged(gate('questions = "sets/staff.jsonl"\n[floors]\nholds_any = 0\n'), collection={})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "questions: Field required"),
        ('questions = "sets/staff.jsonl"', "has no bars, so anything would pass"),
        ('questions = "sets/staff.jsonl"\n[floors]\n', "has no bars, so anything would pass"),
        ('questions = "sets/staff.jsonl"\n[floors]\nhit5 = 0.5', "no measure 'hit5'; expected one of hit@1, hit@3"),
        ('questions = "sets/staff.jsonl"\n[floors]\nholds_any = 90', "between 0 and 1, found the bar 90"),
        ('questions = "sets/staff.jsonl"\n[floors]\nholds_any = "high"', "floors.holds_any"),
        ('questions = "sets/staff.jsonl"\n[floors]\nholds_any = nan', "floors.holds_any"),
        ('questions = "sets/staff.jsonl"\n[floors]\nholds_any = -0.1', "floors.holds_any"),
        ('questions = "sets/staff.jsonl"\n[flaws]\nholds_any = 0.5', "flaws: Extra inputs"),
        ('questions = "sets/empty.jsonl"\n[floors]\nholds_any = 0.5', "no questions found"),
        ('questions = "sets/none.jsonl"\n[floors]\nholds_any = 0.5', "none.jsonl: cannot be read"),
        ("sets = []", "sets"),
        ("sets = 3", "sets"),
        ("questions = ", "Expected TOML"),
        ("\x00", "Expected TOML"),
    ],
)
def test_a_gate_that_would_let_anything_pass_or_cannot_be_read_is_refused(gate, text, message):
    with pytest.raises(QuestionSetError, match=message):
        gate(text)


def test_a_gate_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(QuestionSetError, match=r"gate\.toml: cannot be read"):
        load_gate(tmp_path / "gate.toml")


def test_bars_belong_to_their_set(gate, tmp_path):
    loaded = gate('questions = "sets/staff.jsonl"\n[floors]\nholds_any = 0.5\n')
    same = load_questions(tmp_path / "sets" / "staff.jsonl")
    assert loaded.set_of(same).judge(run_experiment(on_paper(HARBOUR), same)).holds
    with pytest.raises(QuestionSetError, match=r"no bars for these 6 questions, only for those of sets/staff\.jsonl"):
        loaded.set_of(QUESTIONS)


def test_progress_runs_over_all_sets(gate):
    loaded = gate(
        '[[sets]]\nquestions = "sets/staff.jsonl"\nfloors = {holds_any = 0}\n'
        '[[sets]]\nquestions = "sets/near.jsonl"\nfloors = {abstention_recall = 0}\n'
    )
    told = []
    judge(on_paper(HARBOUR), loaded, on_progress=lambda *pair: told.append(pair))
    assert told == [(1, 3), (2, 3), (3, 3)]
