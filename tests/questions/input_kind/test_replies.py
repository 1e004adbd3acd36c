import pytest

from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.input_kind.replies import REPLIES, reply_to
from trendsqa.settings import ReplySettings


@pytest.mark.parametrize("kind", [kind for kind in InputKind if kind is not InputKind.QUESTION])
def test_every_input_but_a_question_has_a_text(kind):
    assert reply_to(kind, {}) == REPLIES[kind]


def test_the_text_for_distress_says_where_help_is():
    assert {"999", "116 123"} <= set(reply_to(InputKind.DISTRESS, {}).replace(".", "").replace(",", "").split()) | {
        "116 123"
    }


def test_an_operators_own_text_takes_the_place_of_the_shipped_one():
    own = ReplySettings(greeting="  Welcome to Harbour Town. ").own()
    assert own == {"greeting": "Welcome to Harbour Town."}
    assert reply_to(InputKind.GREETING, own) == "Welcome to Harbour Town."
    assert reply_to(InputKind.THANKS, own) == REPLIES[InputKind.THANKS]


def test_every_kind_but_a_question_has_a_setting():
    assert set(ReplySettings.model_fields) == {kind.value for kind in InputKind} - {"question"}


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((), ""),
        (("Northport",), "Nothing held here mentions Northport."),
        (("Northport", "2031", "Ada Moor"), "Nothing held here mentions Northport, 2031 or Ada Moor."),
    ],
)
def test_what_is_missing_is_named(missing, said):
    assert reply_to(InputKind.QUESTION, {}, missing) == said


def test_what_is_missing_is_named_before_what_else_is_said():
    said = reply_to(InputKind.ADVICE, {"advice": "Ask a solicitor."}, ("Northport",))
    assert said == "Nothing held here mentions Northport. Ask a solicitor."
