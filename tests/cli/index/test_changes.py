"""Asking two generations the same questions, where they cannot both be asked."""

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from fakes.keyword_assembly import KeywordAssembly
from fakes.questions import QUESTIONS
from trendsqa.cli.index.changes import _ask_both
from trendsqa.comparing.generations.generation_changes import compare_generations
from trendsqa.errors import ModelError

FERRIES = held(("h", "Ferries"), ("p", "The first ferry leaves at six in the morning."))


def both(assembly, *encoders):
    names = [build(assembly.layout.folder, FERRIES, encoder=encoder)[1].name for encoder in encoders]
    return compare_generations(*map(assembly.layout.generation, names))


def test_generations_of_different_encoders_are_not_asked_the_same_questions(tmp_path):
    assembly = KeywordAssembly(tmp_path, "ferry")
    changes = both(assembly, KeywordEncoder("ferry", model="older"), KeywordEncoder("ferry"))
    with pytest.raises(ModelError, match=r"different encoders \(older, keywords.*--questions"):
        _ask_both(assembly, changes, QUESTIONS)


def test_generations_of_one_encoder_are_asked_one_after_the_other(tmp_path):
    assembly = KeywordAssembly(tmp_path, "ferry")
    changes = both(assembly, assembly.encoder(), assembly.encoder())
    answers = _ask_both(assembly, changes, QUESTIONS)
    assert (answers.questions, answers.changed) == (len(QUESTIONS), ())
    assert answers.comparison.generation == changes.before.name
