from trendsqa.answering.examples import example_questions
from trendsqa.index.texts.records import SectionRecord


def section(title, level=2, trend="", facet=""):
    return SectionRecord(0, f"d#{title}", "d", "full", title, (title,), level, trend, facet, "", None)


def test_the_grid_gives_one_question_a_trend_each_about_another_facet():
    grid = [
        section("x", trend=trend, facet=facet)
        for trend in ("Harbour safety", "AI at sea", "Fog")
        for facet in ("where-to-start", "risks", "early-benefits")
    ]
    assert example_questions(grid) == (
        "Where should we start with AI at sea?",
        "What are the risks and challenges of harbour safety?",
        "What early benefits does fog bring?",
    )


def test_a_document_without_a_grid_is_asked_about_by_its_sections():
    assert example_questions([section("Handbook", level=1), section("Library boat")]) == (
        "What is said about library boat?",
    )


def test_nothing_held_gives_no_questions():
    assert example_questions([]) == ()


def test_a_title_that_begins_with_about_is_not_asked_about_twice():
    assert example_questions([section("About this handbook"), section("Aboutness")]) == (
        "What is said about this handbook?",
        "What is said about aboutness?",
    )


def test_documents_of_one_section_are_asked_about_by_their_titles():
    assert example_questions([section("Bin calendar", level=1)]) == ("What is said about bin calendar?",)
