"""Answers within a conversation: what is read with what, what replaces what, and what is said where none can be had."""

import pytest
from lxml import html

from fakes.assistant import FailingAssistant
from fakes.live_index import live_index_of
from trendsqa.errors import OverloadedError
from trendsqa.ui.chat.conversation import Conversation
from trendsqa.ui.chat.conversing import Conversing
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import ENGLISH, Language, Wording

QUESTION = "How do we begin a lamp programme?"
OTHER = "What do sensors in bins tell the crew?"


class Reversed:
    """Words of another language: the English ones backwards, but for those with places to fill."""

    def gettext(self, text):
        return text if "%(" in text else text[::-1]

    def ngettext(self, one, many, number):
        return (one if number == 1 else many)[::-1]


@pytest.fixture
def over(ui_folder):
    wordings = {Language.ENGLISH: ENGLISH, Language.WELSH: Wording(Language.WELSH, Reversed())}
    return lambda asked: Conversing(live_index_of(asked), Renderer(ui_folder / "pages", wordings=wordings))


def talk(conversing, *questions, begun=None):
    """What is said after each of ``questions``, and those with a star begin a topic."""
    conversation, said = begun or Conversation(), None
    for question in questions:
        said = conversing.say(question.lstrip("*"), conversation, alone=question.startswith("*"))
        conversation = said.conversation
    return said


def histories(assistant):
    return [history for _, history in assistant.asked]


def test_a_follow_up_is_asked_with_the_earlier_questions(over, assistant):
    said = talk(over(assistant), QUESTION, "And who owns them?")
    assert histories(assistant) == [(), (QUESTION,)]
    tree = html.fromstring(said.markup)
    assert "And who owns them?" in tree.xpath("string(//*[@class='read-as'])")
    assert tree.xpath("//section/@id") == ["t1", "t2"]


def test_a_question_that_begins_a_topic_is_read_without_the_earlier_ones_and_so_is_what_follows(over, assistant):
    said = talk(over(assistant), QUESTION, f"*{OTHER}", "And who empties them?")
    assert histories(assistant) == [(), (), (OTHER,)]
    second = html.fromstring(said.markup).xpath("//section[@id='t2']")[0]
    assert "asked without the earlier questions" in second.text_content()


def test_the_first_question_is_not_told_to_begin_a_topic(over, assistant):
    assert "asked without" not in talk(over(assistant), f"*{QUESTION}").markup


def test_a_question_is_asked_in_place_of_the_last_one(over, assistant):
    conversing = over(assistant)
    before = talk(conversing, QUESTION, OTHER).conversation
    said = conversing.say("And who owns them?", before, replacing=True)
    assert histories(assistant)[-1] == (QUESTION,)
    assert [turn.question for turn in said.conversation.turns] == [QUESTION, "And who owns them?"]
    assert html.fromstring(said.markup).xpath("//section/@id") == ["t1", "t3"]


def test_what_cannot_be_answered_replaces_nothing(over, assistant):
    conversing = over(assistant)
    before = talk(conversing, QUESTION).conversation
    said = conversing.say("é" * 1001, before, replacing=True)
    assert (said.put, said.conversation.turns) == (False, before.turns)
    assert html.fromstring(f"<div>{said.markup}</div>").xpath("//section/@id") == ["t1", "t2"]


def test_the_same_refusal_twice_is_told_twice(over, assistant):
    """Under another number each time: a page sees that something was said."""
    conversing = over(assistant)
    first = conversing.say("é" * 1001, Conversation())
    second = conversing.say("é" * 1001, first.conversation)
    assert ('id="t1"' in first.markup, 'id="t2"' in second.markup) == (True, True)
    assert "1001 characters" in second.markup
    assert assistant.asked == []


def test_an_answer_has_a_page_of_its_own_for_the_question_as_it_was_read(over, assistant):
    said = talk(over(assistant), QUESTION, "And & who?", f"*{OTHER}")
    links = html.fromstring(said.markup).xpath("//a[@class='permalink']/@href")
    assert links[0].startswith("../answer?q=How+do+we+begin+a+lamp+programme%3F&")
    assert "programme%3F+And+%26+who%3F&" in links[1]
    # What was read in the light of the conversation must not be read once more.
    assert ["exact=1" in link for link in links] == [False, True, True]


def test_a_question_that_nothing_here_is_about_has_a_page_of_its_own_too(over, assistant):
    assert "../answer?q=Moon%3F" in talk(over(assistant), "Moon?").markup


def test_a_reply_to_what_is_no_question_has_no_page(over, assistant):
    assert "permalink" not in talk(over(assistant), "Hello").markup


def test_an_index_that_cannot_be_opened_is_explained_with_the_command(over, closed):
    said = talk(over(closed), QUESTION)
    assert (said.put, said.conversation.turns) == (False, ())
    assert "trendsqa doctor" in said.markup
    welcome = over(closed).welcome(Language.ENGLISH)
    assert "trendsqa doctor" in welcome.notice
    assert "No index is published" not in welcome.notice
    assert "You asked" not in welcome.notice


def test_too_many_questions_at_once_are_told_in_a_plain_sentence(over):
    said = talk(over(FailingAssistant(OverloadedError(3))), QUESTION)
    assert said.conversation.turns == ()
    assert "Please try again in 3 seconds." in said.markup


def test_a_failure_shows_no_reason_and_no_traceback(over, caplog):
    said = talk(over(FailingAssistant(RuntimeError("a private reason"))), QUESTION)
    assert "Something went wrong" in said.markup
    assert "private reason" not in said.markup
    assert "A question in the chat failed" in caplog.text


def test_a_conversation_in_another_language_is_answered_in_it(over, assistant):
    said = talk(over(assistant), QUESTION, begun=Conversation(Language.WELSH))
    assert "Link to this answer"[::-1] in said.markup


def test_filters_that_are_set_are_told_kept_for_a_retry_and_in_the_link(over, assistant):
    said = over(assistant).say(QUESTION, Conversation(), filters="edition=2031&none=x")
    assert "Among: 2031" in " ".join(html.fromstring(said.markup).text_content().split())
    assert said.conversation.last.filters == "edition=2031&none=x"
    (link,) = html.fromstring(said.markup).xpath("//a[@class='permalink']/@href")
    assert "edition=2031" in link


def test_a_filter_that_is_not_held_is_told_and_nothing_is_asked(over, assistant):
    said = over(assistant).say(QUESTION, Conversation(), filters="edition=1999")
    assert not said.put
    assert "1999" in said.markup
    assert assistant.asked == []


def test_an_empty_collection_says_how_to_add_documents(over, empty):
    assert "trendsqa corpus add FILE" in over(empty).welcome(Language.ENGLISH).notice


def test_a_long_conversation_is_asked_with_its_newest_questions(over, assistant):
    said = talk(over(assistant), *["Moon?"] * 60)
    assert len(said.conversation.turns) == 50
    assert len(histories(assistant)[-1]) == 20


def test_a_conversation_goes_on_over_what_is_published_meanwhile(over, replaced_while_read):
    """Opening the page reads one generation to its end; the next question is answered from the newer one."""
    conversing = over(replaced_while_read)
    assert conversing.welcome(Language.ENGLISH).examples
    assert "The Later Book" in talk(conversing, QUESTION).markup
