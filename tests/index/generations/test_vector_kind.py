"""Names on disk: a generation that was published yesterday is found under them."""

from pathlib import Path

from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.vector_kind import VectorKind

LAYOUT = GenerationLayout(Path("g"))


def test_files_have_the_names_that_published_generations_have():
    assert {kind.value: LAYOUT.vectors(kind).name for kind in VectorKind} == {
        "passages": "passages.faiss",
        "sentences": "sentences.faiss",
        "questions": "questions.faiss",
        "made_questions": "made_questions.faiss",
    }
    assert {kind.value: str(LAYOUT.bounds(kind)) for kind in VectorKind} == {
        "passages": "None",
        "sentences": "g/sentence_bounds.npy",
        "questions": "g/question_bounds.npy",
        "made_questions": "g/made_question_bounds.npy",
    }


def test_questions_made_by_rule_put_no_passage_forward():
    assert [kind for kind in VectorKind if not kind.is_searched] == [VectorKind.MADE_QUESTIONS]
