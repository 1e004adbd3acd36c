"""Markup from templates."""

from dataclasses import replace

import pytest
from lxml import html

from trendsqa.answering.answer import QuotePart
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.errors import SettingsError
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.ui.frame.rendering import Renderer, as_one_block

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
    (figure,) = turn.xpath("//figure")
    assert len(figure.xpath("./blockquote")) == 2
    assert figure.xpath("./figcaption//*[@class='number']/@id") == ["t3-source-1", "t3-source-2"]
    assert figure.xpath("string(./figcaption//cite)") == "The Lamp & Bin Book"


def test_what_stands_around_the_quotes_is_set_as_it_stands_and_the_quotes_are_not_said_again(renderer, assistant):
    answer = assistant.ask("How do we begin a lamp programme?")
    turn = html.fromstring(renderer.turn(answer, number=1, read=assistant.section))
    (around,) = turn.xpath("//details[@class='around']")
    shown = around.text_content()
    assert "Only then write the tender." in shown
    assert "Count the lamps" not in shown
    assert shown.count("[quoted above]") == 1


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
    turn = html.fromstring(renderer.turn(variant(form="brief").ask("How do we begin a lamp programme?"), number=1))
    assert not turn.xpath("//blockquote")
    (label,) = turn.xpath("//*[contains(@class, 'summary-label')]")
    assert label.text == "Our summary, not the publisher’s words"
    assert "summary" in label.getnext().get("class").split()
    assert "“" not in turn.xpath("string(//pre)")


def spoken(turn):
    """What is announced of a turn."""
    return " ".join(" ".join(part.text_content().split()) for part in turn.xpath("//*[contains(@class, 'spoken')]"))


def test_a_reply_stands_alone_with_questions_to_ask(renderer, reply):
    read_otherwise = replace(reply, interpreted_question="Hello lamps")
    turn = html.fromstring(renderer.turn(read_otherwise, number=1))
    assert turn.xpath("string(//*[@class='reply spoken'])") == reply.reason
    assert "The collection does not answer" not in turn.text_content()
    assert not turn.xpath("//*[@class='nearest'] | //*[@class='read-as'] | //blockquote | //*[@class='copying']")
    assert turn.xpath("//button[@class='suggested']/text()") == list(reply.suggestions)
    assert turn.xpath("string(//*[@class='could-ask'])") == "You could ask:"
    assert spoken(turn) == reply.reason


def test_the_welsh_of_a_reply_to_welsh_is_marked_as_welsh(renderer, reply):
    """A screen reader takes another voice for it (WCAG 2.2, 3.1.2)."""
    bilingual = replace(reply, input_kind=InputKind.WELSH, reason="Mae'n ddrwg gennym. / Sorry.")
    turn = html.fromstring(renderer.turn(bilingual, number=1))
    assert turn.xpath("//*[@class='reply spoken']//*[@lang='cy']/text()") == ["Mae'n ddrwg gennym."]
    assert spoken(turn) == bilingual.reason


def test_a_reply_without_suggestions_offers_none(renderer, reply):
    turn = html.fromstring(renderer.turn(replace(reply, suggestions=()), number=1))
    assert "You could ask" not in turn.text_content()


def test_the_closest_quote_is_shown_with_its_source_after_a_warning(renderer, close):
    """The warning is heard before the quote, too, and the nearest sections follow."""
    turn = html.fromstring(renderer.turn(close, number=1))
    assert turn.xpath("string(//*[@class='no-answer'])") == "This may not answer your question."
    assert turn.xpath("string(//*[@class='reason'])") == close.reason
    heard = spoken(turn)
    assert heard.index("may not answer") < heard.index(close.closest.quote.split("\n")[0])
    (quote,) = turn.xpath("//figure/blockquote")
    source = quote.getparent()
    assert source.xpath(".//a[@class='open-context']/@href")[0].startswith("/read?section=lamp-book")
    assert len(turn.xpath("//ul[@class='nearest']/li")) == 3
    assert turn.xpath("string(//button[@class='copy'])") == "Copy with sources"


def test_the_closest_quote_of_a_brief_is_named_as_our_summary(renderer, variant, close):
    turn = html.fromstring(renderer.turn(variant(form="brief").ask(close.question), number=1))
    assert turn.xpath("string(//*[contains(@class, 'summary-label')])") == "Our summary, not the publisher’s words"
    assert not turn.xpath("//blockquote")


def test_what_is_not_held_has_no_quote(renderer, assistant):
    turn = html.fromstring(renderer.turn(assistant.ask("Moon?"), number=1))
    assert spoken(turn).startswith("The documents held here do not answer this.")
    assert not turn.xpath("//blockquote | //*[@class='copying']")
    assert turn.xpath("//ul[@class='nearest']/li")


def test_what_is_left_open_is_told_after_the_quotes(renderer, half_answered):
    turn = html.fromstring(renderer.turn(half_answered, number=1))
    (missed,) = turn.xpath("//blockquote/following::p[contains(@class, 'still-open')]")
    assert missed.text_content() == "Not answered: Who walked on the moon?"
    assert spoken(turn).endswith("Not answered: Who walked on the moon?")


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


def test_quoted_rows_are_a_table_under_the_names_of_their_columns(renderer, assistant):
    answer = assistant.ask("How do we begin a lamp programme?")
    part = QuotePart(BlockKind.TABLE, "Van | £9 & more\nBus | £20", 0, header="Class | Fare")
    quoted = replace(answer, quotes=(replace(answer.quotes[0], parts=(part,)),))
    (table,) = html.fromstring(renderer.turn(quoted, number=1)).xpath("//table")
    assert [(cell.text, cell.get("scope")) for cell in table.xpath(".//thead//th")] == [
        ("Class", "col"),
        ("Fare", "col"),
    ]
    assert [[cell.text for cell in row] for row in table.xpath(".//tbody/tr")] == [["Van", "£9 & more"], ["Bus", "£20"]]
    assert table.getparent().get("tabindex") == "0"
