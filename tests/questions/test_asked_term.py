import pytest

from trendsqa.corpus.glossary import Glossary, Term
from trendsqa.questions.asked_term import asked_term

TWIN = Term("Digital twin", (), ("virtual copy",))
WARP = Term("Warning, advice and reporting point", ("WARP",), ())
GLOSSARY = Glossary([TWIN, WARP, Term("Artificial intelligence", ("AI",), ())])


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a digital twin?", TWIN),
        ("what does WARP stand for", WARP),
        ("WARP", WARP),
        ("define virtual copy", TWIN),
        ("What is meant by digital twin in this report?", TWIN),
        ("What are the risks of AI?", None),
        ("What is AI used for in schools?", None),
        ("What is the ferry timetable?", None),
        ("Who runs the WARP?", None),
    ],
)
def test_only_a_question_about_the_meaning_of_one_term_asks_for_a_definition(question, term):
    assert asked_term(question, GLOSSARY) is term
