"""Markup from templates."""

import pytest
from lxml import html

from trendsqa.errors import SettingsError
from trendsqa.ui.rendering import Renderer, as_one_block

HOSTILE = """<script>alert(1)</script><img src=x onerror="alert(2)"> & "quoted" 'single' {{ 7 * 7 }} ${7 * 7}"""


@pytest.fixture
def renderer(ui_folder):
    return Renderer(ui_folder / "pages")


def test_a_question_and_a_title_that_hold_markup_come_out_as_their_characters(renderer, variant):
    question = f"How do we begin a lamp programme? {HOSTILE}"
    turn = html.fromstring(renderer.turn(variant(title=HOSTILE).ask(question), number=1))
    assert not turn.xpath("//script | //img")
    assert turn.xpath("string(//h2)") == f"You asked: {question}"
    assert turn.xpath("string(//cite)") == HOSTILE


def test_document_text_that_holds_markup_comes_out_as_its_characters(renderer, assistant):
    turn = html.fromstring(renderer.turn(assistant.ask("Do lamps save the night patrol?"), number=1))
    assert not turn.xpath("//b")
    assert "<b>harbour</b> & parks" in turn.text_content()


def test_every_citation_of_an_answer_leads_to_a_source(renderer, assistant):
    turn = html.fromstring(renderer.turn(assistant.ask("How do we begin a lamp programme?"), number=3))
    targets = [link.get("href").removeprefix("#") for link in turn.xpath("//a[@class='cite']")]
    assert targets == ["t3-source-1", "t3-source-2"]
    assert all(turn.xpath("//*[@id=$id]", id=target) for target in targets)


def test_no_id_is_used_twice_in_a_transcript(renderer, assistant):
    answer = assistant.ask("How do we begin a lamp programme?")
    turns = html.fromstring("<div>" + "".join(renderer.turn(answer, number=n) for n in (1, 2)) + "</div>")
    ids = turns.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_links_of_a_source_open_a_new_tab_and_say_so(renderer, assistant):
    turn = html.fromstring(renderer.turn(assistant.ask("How do we begin a lamp programme?"), number=1))
    for link in turn.xpath("//*[contains(@class, 'source-links')]/a"):
        assert link.get("target") == "_blank"
        assert "noopener" in link.get("rel")
        assert "opens in a new tab" in link.text_content()


def test_how_a_question_was_read_can_be_changed_by_a_named_button(renderer, assistant):
    answer = assistant.ask("And who owns them?", history=["Lamp programme steps?"])
    turn = html.fromstring(renderer.turn(answer, number=1))
    (button,) = turn.xpath("//button[@class='reread']")
    assert button.get("type") == "button"
    assert button.text_content() == (
        "Not what you meant? Change how it was read: Lamp programme steps? And who owns them?"
    )
    (read,) = button.xpath("ancestor::div[@class='reading']//*[@class='read-as-text']")
    assert read.text_content() == answer.interpreted_question


def test_a_question_read_as_it_was_asked_offers_no_change(renderer, assistant):
    turn = html.fromstring(renderer.turn(assistant.ask("How do we begin a lamp programme?"), number=1))
    assert not turn.xpath("//button[@class='reread'] | //*[@class='read-as']")


def test_a_brief_is_named_as_our_summary(renderer, variant):
    markup = renderer.turn(variant(form="brief").ask("How do we begin a lamp programme?"), number=1)
    assert "our summary, not the publisher&#39;s words" in markup


def test_one_block_has_no_empty_line_whatever_the_text_holds(renderer, variant):
    title = "A\n\nB\r\rC\x0b\x0bD\u2028\u2028E"
    markup = as_one_block(renderer.turn(variant(title=title).ask("How do we begin a lamp programme?"), number=1))
    assert all(line.strip() for line in markup.replace("\r", "\n").split("\n"))


def test_the_copied_text_keeps_its_lines_in_one_block(renderer, assistant):
    answer = assistant.ask("How do we begin a lamp programme?")
    turn = html.fromstring(as_one_block(renderer.turn(answer, number=1)))
    assert "\n\nSources\n[1][2] The Lamp & Bin Book" in turn.xpath("string(//pre)")


def test_a_missing_template_names_the_setting(tmp_path):
    with pytest.raises(SettingsError, match="TRENDSQA_UI"):
        Renderer(tmp_path).page("search.html")
