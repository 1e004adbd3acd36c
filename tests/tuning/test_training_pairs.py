"""What an encoder is tuned on, and what it never sees."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.documents import held
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.tuning.training_pairs import AskedQuestion, TuningTexts, gather_texts


def words(text):
    return len(text.split())


def gathered(*documents, max_passage_tokens=40):
    return gather_texts(documents, count_tokens=words, max_passage_tokens=max_passage_tokens)


def long_section(**changes):
    """One section whose three paragraphs are a passage each, asked about as a whole and in its last block."""
    document = held(
        ("h", "Ferry"),
        *(("p", f"{name} " * 25) for name in ("one", "two", "three")),
        ("h", "Quay"),
        ("p", "Boats lie here."),
    )
    bank = (
        BankEntry("doc", "doc#ferry", None, ("What about it?", "what  ABOUT it?")),
        BankEntry("doc", "doc#ferry", (2, 2), ("Which is last?", "What ends it?")),
        BankEntry("doc", "doc#quay", None, ("Where are boats?",)),
    )
    return replace(document, bank=bank, **changes)


def test_a_question_of_several_passages_is_one_question_with_all_of_them():
    texts = gathered(long_section())
    assert [(question.text, question.passages) for question in texts.questions] == [
        ("What about it?", (0, 1, 2)),
        ("Which is last?", (2,)),
        ("What ends it?", (2,)),
        ("Where are boats?", (3,)),
    ]
    assert texts.sections == ("doc#ferry",) * 3 + ("doc#quay",)


def test_a_pair_holds_the_passage_as_the_index_encodes_it():
    document = long_section()
    sections = (document.document.sections[0], replace(document.document.sections[1], heading_path=("Port", "Quay")))
    texts = gathered(replace(document, document=replace(document.document, sections=sections)))
    (pair,) = texts.passage_pairs({"doc#quay"}, seed=1)
    assert (pair.question, pair.passage) == ("Where are boats?", "Port\nQuay\n\nBoats lie here.")
    assert (pair.section_id, pair.passage_number) == ("doc#quay", 3)


def test_the_seed_chooses_among_several_passages_and_different_seeds_choose_differently():
    texts = gathered(long_section())
    chosen = [texts.passage_pairs({"doc#ferry"}, seed)[0].passage_number for seed in range(30)]
    assert set(chosen) == {0, 1, 2}
    assert chosen == [texts.passage_pairs({"doc#ferry", "doc#quay"}, seed)[0].passage_number for seed in range(30)]


def test_questions_of_one_entry_are_paired_and_a_question_alone_is_not():
    texts = gathered(long_section())
    pairs = {(pair.question, pair.other) for pair in texts.question_pairs({"doc#ferry", "doc#quay"}, seed=1)}
    assert pairs == {("Which is last?", "What ends it?"), ("What ends it?", "Which is last?")}


def test_a_document_without_text_or_questions_adds_only_passages():
    texts = gathered(held(("h", "Ferry"), ("p", "It sails.")))
    assert len(texts.passages) == 1
    assert texts.questions == ()
    assert gathered() == TuningTexts((), (), ())


def test_every_second_section_with_questions_is_held_out(town):
    folds = gathered(town).folds()
    assert "doc#ferry" in folds.trained
    assert "doc#library" in folds.held_out
    assert (len(folds.trained), len(folds.held_out)) == (8, 8)


@st.composite
def texts(draw):
    """Any collection: sections with passages, and questions about passages of one section or of several."""
    sections = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12))
    places = st.lists(st.sampled_from(range(len(sections))), min_size=1, max_size=4, unique=True)
    asked = [tuple(sorted(numbers)) for numbers in draw(st.lists(places, max_size=12))]
    wordings = [f"question {number}" for number in range(len(asked))]
    questions = [
        AskedQuestion(wording, sections[numbers[0]], numbers, tuple(other for other in wordings if other != wording))
        for wording, numbers in zip(wordings, asked, strict=True)
    ]
    return TuningTexts(tuple(f"text {n}" for n in range(len(sections))), tuple(sections), tuple(questions))


@given(texts(), st.integers(0, 9))
def test_no_section_is_on_both_sides_and_no_pair_crosses(texts, seed):
    folds = texts.folds()
    assert folds.trained.isdisjoint(folds.held_out)
    assert folds.trained | folds.held_out == {question.section_id for question in texts.questions}
    assert 0 <= len(folds.trained) - len(folds.held_out) <= 1
    for side in (folds.trained, folds.held_out):
        own = {question.text for question in texts.about(side)}
        pairs = texts.passage_pairs(side, seed)
        assert [pair.question for pair in pairs] == [question.text for question in texts.about(side)]
        assert all(texts.sections[pair.passage_number] == pair.section_id in side for pair in pairs)
        assert all(texts.passages[pair.passage_number] == pair.passage for pair in pairs)
        assert all({pair.question, pair.other} <= own for pair in texts.question_pairs(side, seed))
        assert all(pair.question != pair.other for pair in texts.question_pairs(side, seed))


@given(texts(), st.randoms())
def test_folds_do_not_depend_on_the_order_of_questions(texts, random):
    shuffled = list(texts.questions)
    random.shuffle(shuffled)
    assert replace(texts, questions=tuple(shuffled)).folds() == texts.folds()


@pytest.mark.parametrize("change", ["passage", "question", "section"])
def test_the_digest_changes_with_any_text_that_a_measure_depends_on(town, change):
    texts = gathered(town)
    side = texts.folds().held_out
    first, *rest = texts.about(side)
    changed = {
        "passage": replace(texts, passages=("other", *texts.passages[1:])),
        "question": replace(texts, questions=(replace(first, text="Other?"), *rest)),
        "section": replace(texts, questions=tuple(rest)),
    }[change]
    assert changed.digest(side) != texts.digest(side) == gathered(town).digest(side)
