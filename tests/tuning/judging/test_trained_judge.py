import json

import pytest

from fakes.documents import held
from trendsqa.errors import InputError
from trendsqa.tuning.judging.trained_judge import PairExamples

DOC = held(("h", "Ferry"), ("p", "It sails."), ("h", "Lamp"), ("p", "It turns."))


def write(folder, name, *lines):
    (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_every_fourth_passage_measures_and_is_not_trained_on(tmp_path):
    lines = [{"title": "Bay", "text": f"Text {n}.", "pairs": [[f"yes {n}", f"no {n}"]]} for n in range(5)]
    write(tmp_path, "bay.jsonl", *lines)
    pairs = PairExamples.of(tmp_path, [])
    assert [one.question for one in pairs.trained] == [f"{kind} {n}" for n in (0, 1, 2, 4) for kind in ("yes", "no")]
    assert {name: [one.question for one in own] for name, own in pairs.held_out.items()} == {"bay": ["yes 3", "no 3"]}


def test_passages_of_held_documents_are_taken_from_them_and_others_left_out(tmp_path):
    place = {"title": "Doc", "document": "doc", "section": "doc#lamp", "blocks": [1, 1], "pairs": [["yes", "no"]]}
    write(tmp_path, "held.jsonl", place, place | {"document": "other", "section": "other#a"})
    assert [(one.question, one.passage) for one in PairExamples.of(tmp_path, [DOC]).trained] == [
        ("yes", "It turns."),
        ("no", "It turns."),
    ]
    with pytest.raises(InputError, match="holds no pairs of questions to train on"):
        PairExamples.of(tmp_path, [])


def test_a_folder_without_pairs_is_told(tmp_path):
    with pytest.raises(InputError, match="holds no pairs"):
        PairExamples.of(tmp_path / "nothing", [])
