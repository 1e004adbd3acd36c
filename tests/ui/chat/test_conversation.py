"""A conversation: what bears on the next question, and how much of it is kept."""

from trendsqa.ui.chat.conversation import Conversation, ShownTurn
from trendsqa.ui.frame.wording import Language


def held(*questions, alone=()):
    conversation = Conversation()
    for question in questions:
        turn = ShownTurn(question, f"<p>{question}</p>", question in alone)
        conversation = conversation.with_turn(turn).counted()
    return conversation


def test_the_topic_begins_with_the_last_question_that_was_asked_without_the_earlier_ones():
    assert held("a", "b").topic() == ("a", "b")
    assert held("a", "b", "c", "d", alone={"a", "c"}).topic() == ("c", "d")
    assert Conversation().topic() == ()


def test_a_question_that_is_taken_back_still_counts_as_asked():
    before = held("a", "b").without_last()
    assert (before.topic(), before.asked) == (("a",), 2)


def test_a_long_conversation_keeps_its_newest_turns():
    conversation = held(*(str(n) for n in range(60)))
    assert (len(conversation.turns), conversation.turns[0].question, conversation.asked) == (50, "10", 60)


def test_the_language_stays():
    assert (
        Conversation(Language.WELSH).with_turn(ShownTurn("a", "")).counted().without_last().language is Language.WELSH
    )
