"""An answer in the terminal, by its outcome."""

from dataclasses import replace

import pytest

from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.records import LaidOutDocument
from trendsqa.cli.asking import _print_answer

# Two of its three words stand in the collection, then one of three, then none.
ANSWERED, CLOSE, NOT_HELD = "What does the lamp shine on?", "Who sells a lamp cheaply?", "Who walked on the moon?"
BOOK = (("h", "Lamps"), ("p", "A lamp that will shine far."), ("p", "Nets are mended."))


def book():
    return PaperAssistant(
        LaidOutDocument.of(held(*BOOK, document_id="book", title="Lamp book")),
        ranks_all=True,
        replies={"Hello": "Hello [you]. Ask a question."},
        examples=("What is a [lamp]?", "Who mends nets?"),
    )


@pytest.fixture
def printed(capsys):
    def print_answer(answer):
        _print_answer(answer)
        return capsys.readouterr().out

    return print_answer


def test_an_answer_is_its_quotes_and_then_its_sources(printed):
    assert printed(book().ask(ANSWERED)) == (
        "  A lamp that will shine far.  [1]\n\nSources\n[1] Lamp book: Lamps\n"
    )  # fmt: skip


def test_what_is_left_open_stands_between_the_quotes_and_the_sources(printed):
    text = printed(book().ask(f"{ANSWERED} What about gulls?"))
    assert "[1]\n\nNot answered: What about gulls?\n\nSources\n" in text


def test_a_reply_stands_alone_with_questions_to_ask(printed):
    reply = replace(book().ask("Hello"), interpreted_question="Hello lamps")
    assert printed(reply) == (
        "Hello [you]. Ask a question.\n\nYou could ask:\n  What is a [lamp]?\n  Who mends nets?\n"
    )
    assert printed(replace(reply, suggestions=())) == "Hello [you]. Ask a question.\n"


def test_the_closest_quote_comes_with_its_source_after_a_warning(printed):
    answer = replace(book().ask(CLOSE), reason="Not clearly.")
    assert printed(answer) == (
        "This may not answer your question.\nNot clearly.\n\n  A lamp that will shine far.  [1]\n\n"
        "Source\n[1] Lamp book: Lamps\n\nNearest sections:\n  Lamp book: Lamps\n"
    )


def test_the_closest_quote_of_a_brief_is_named_as_our_summary(printed):
    answer = book().ask(CLOSE)
    section = replace(answer.closest.passage.section, form="brief")
    brief = replace(answer.closest, passage=replace(answer.closest.passage, section=section))
    assert "[1] Lamp book: Lamps\n    Our summary, not the publisher's words.\n" in printed(
        replace(answer, closest=brief)
    )


def test_what_is_not_held_is_said_with_the_nearest_sections_and_no_quote(printed):
    assert printed(replace(book().ask(NOT_HELD), reason="Nothing mentions a moon.")) == (
        "The documents held here do not answer this.\nNothing mentions a moon.\n\n"
        "Nearest sections:\n  Lamp book: Lamps\n"
    )
