"""What changed between two generations, in words and as a page."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from fakes.assistant import on_paper
from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.comparing.generations.answer_change import compare_answers
from trendsqa.comparing.generations.generation_changes import compare_generations
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.rights import Terms
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.ui.changes_view import changes_page, view_changes

HOSTILE = """<script>alert(1)</script><img src=x onerror="alert(2)"> & "quoted" 'single' {{ 7919 * 7927 }}"""
WORKED_OUT = str(7919 * 7927)
"""What a template would make of the last part; long, as a page holds times and sizes with any two digits."""
STEERING = "\x1b[2J\x07 \u202etxt.exe\u2069 \x9b31m"


@pytest.fixture
def compare(tmp_path):
    """What changed from a build of some documents to a build of others."""

    def found(before, after):
        encoder = KeywordEncoder("ferry")
        layout, old = build(tmp_path, *before, encoder=encoder)
        _, new = build(tmp_path, *after, encoder=encoder)
        return compare_generations(layout.generation(old.name), layout.generation(new.name))

    return found


@pytest.fixture
def page(ui_folder):
    """The page of a view, parsed."""
    return lambda view: html.document_fromstring(changes_page(view, ui_folder / "pages"))


@pytest.fixture
def edited(compare):
    """A section whose words changed, one that came with its source, and one that went."""
    before = [held(("h", "Ferries"), ("p", "The ferry leaves at six on Sunday."), ("h", "Gone"), ("p", "No more."))]
    after = [
        held(("h", "Ferries"), ("p", "The ferry leaves at noon on Sunday.")),
        held(("h", "Deck"), ("p", "Dogs are welcome."), document_id="deck"),
    ]
    return compare(before, after)


def test_the_summary_counts_what_the_lists_name(edited):
    view = view_changes(edited)
    assert view.summary == (
        "Sources: 1 added, 1 updated, 0 removed.",
        "Sections: 1 added, 1 changed, 0 moved, 1 removed.",
        "Curated questions: 0 appeared, 0 moved, 0 lost.",
    )
    assert [(section.kind, section.section_id) for section in view.sections.items] == [
        ("removed", "doc#gone"),
        ("changed", "doc#ferries"),
        ("added", "deck#deck"),
    ]
    assert view.sections.items[1].what == "1 word gone and 1 new, in 1 place"
    assert ("sections", "2", "2", "0") in view.figures.rows


def test_two_builds_of_the_same_say_so(compare):
    same = [held(("h", "Ferries"), ("p", "The ferry."))]
    assert view_changes(compare(same, same)).summary[0].startswith("Both were built from the same input")


def test_a_list_that_is_cut_says_how_many_more_there_are(compare):
    before = [held(("h", "Same"), ("p", "Same."), document_id=f"d{number}") for number in range(8)]
    view = view_changes(compare(before, [before[0]]), most=3)
    assert (len(view.sources.rows), view.sources.notes) == (3, ("… and 4 more.",))
    assert (len(view.sections.items), view.sections.more) == (3, 4)
    assert view_changes(compare(before, [before[0]])).sections.more == 0


def test_a_page_marks_words_that_went_and_came_in_more_than_colour(edited, page):
    document = page(view_changes(edited))
    assert [text.text_content() for text in document.xpath("//del")] == ["removed: six (end of what was removed)"]
    assert [text.text_content() for text in document.xpath("//ins")] == ["added: noon (end of what was added)"]
    styles = document.xpath("string(//style)")
    assert re.search(r"\bdel \{[^}]*line-through", styles)
    assert re.search(r"\bins \{[^}]*underline", styles)


def test_a_page_asks_nothing_of_anybody(edited, page):
    document = page(view_changes(edited))
    assert not document.xpath("//script | //link | //img | //iframe | //object | //form | //@src | //@style")
    assert {link for link in document.xpath("//a/@href") if not link.startswith("#")} == set()
    assert not re.search(r"url\(|@import", document.xpath("string(//style)"))


def test_a_page_can_be_read_aloud_and_by_keyboard(edited, page):
    document = page(view_changes(edited))
    assert document.get("lang") == "en-GB"
    assert len(document.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in document.iter("h1", "h2", "h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in document.iter("table"):
        assert table.xpath("string(caption)").strip()
        assert table.xpath(".//th[@scope='col']")
        assert len(table.xpath(".//tbody/tr")) == len(table.xpath(".//tbody/tr/th[@scope='row']"))
        region = table.getparent()
        assert (region.get("tabindex"), region.get("role")) == ("0", "region")
        assert document.xpath("//*[@id=$id]", id=region.get("aria-labelledby"))
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def hostile(title, heading, words, question):
    item = held(("h", "Ferries"), ("p", words), title=title, publisher=title)
    section = replace(item.document.sections[0], title=heading, heading_path=(heading,))
    document = replace(item.document, sections=(section,))
    bank = (BankEntry("doc", "doc#ferries", None, (question,)),)
    return replace(item, document=document, bank=bank)


def test_markup_in_titles_headings_words_and_questions_comes_out_as_its_characters(compare, page):
    before = hostile("Old", "Old", "The ferry leaves at six.", "Old?")
    after = hostile(HOSTILE, HOSTILE, f"The ferry leaves at {HOSTILE}.", HOSTILE)
    document = page(view_changes(compare([before], [after])))
    assert not document.xpath("//script | //img | //*[@onerror]")
    said = document.text_content()
    assert said.count(HOSTILE) >= 4
    assert WORKED_OUT not in said


def test_what_would_steer_a_terminal_or_turn_a_line_round_is_shown_as_a_mark(compare, page):
    before = hostile("Old", "Old", "The ferry leaves at six.", "Old?")
    view = view_changes(compare([before], [hostile(STEERING, STEERING, f"The ferry {STEERING} leaves.", STEERING)]))
    for text in (str(view), page(view).text_content()):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "�txt.exe�" in page(view).text_content()


def test_a_word_without_end_and_a_title_without_end_are_cut(compare):
    before = hostile("Old", "Old", "The ferry leaves at six.", "Old?")
    view = view_changes(compare([before], [hostile("t" * 9000, "h" * 9000, "w" * 9000, "q" * 9000)]))
    assert max(len(cell) for row in (*view.sources.rows, *view.questions.rows) for cell in row) < 1000
    assert len(view.sections.items[0].where) < 200
    assert len(view.sections.items[0].places[0].added) < 200


def test_half_of_a_surrogate_pair_does_not_break_the_page(edited, ui_folder):
    broken = replace(edited, sources=(replace(edited.sources[0], title="half \ud83d"), *edited.sources[1:]))
    assert "half �" in changes_page(view_changes(broken), ui_folder / "pages").encode().decode()


def test_of_a_source_that_may_only_be_linked_to_the_page_shows_no_words(compare, page):
    before = held(("h", "Ferries"), ("p", "The secret ferry leaves at six."), terms=Terms.LINK)
    after = held(("h", "Ferries"), ("p", "The stowaway ferry leaves at six."), terms=Terms.LINK)
    said = page(view_changes(compare([before], [after]))).text_content()
    assert "allow a link only" in said
    assert "Places not shown: 1." in said
    assert "secret" not in said
    assert "stowaway" not in said


def test_a_question_set_is_shown_by_ids_and_measures(edited, page):
    strict, lenient = (run_experiment(on_paper(HARBOUR, threshold=at), QUESTIONS) for at in (0.7, 0.2))
    view = view_changes(edited, compare_answers(strict, lenient, {}))
    assert view.summary[-1] == "Question set: 3 of 6 fare differently."
    assert view.answers.rows[0] == (
        "q1", "factoid", "is answered now; holds an accepted quote now", "refused", "harbour#text",
    )  # fmt: skip
    said = page(view).text_content()
    assert "is answered now" in said
    assert "answered or refused rightly" in said
    assert QUESTIONS[0].question not in said
