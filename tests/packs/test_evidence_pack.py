"""An answer as an evidence pack."""

from dataclasses import fields, replace

import pytest

from documents.pier_book import CLOSE, HOSTILE, HOSTILE_LINE, MADE, NOT_HELD, PLANKS, STEPS
from trendsqa.answering.answer import Outcome
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.packs.evidence_pack import make_pack
from trendsqa.packs.wording import confidence_in_words


def words_of(block):
    return "".join(span.text for span in block.spans)


def test_a_pack_holds_the_quotes_word_for_word_with_their_numbers_and_places(book, pack):
    made = pack(STEPS)
    assert (made.question, made.outcome, made.made, made.generation) == (STEPS, Outcome.ANSWERED, MADE, "paper")
    assert [(quote.number, quote.place.words) for quote in made.quotes] == [(1, "Buoys"), (2, "Buoys")]
    lead, steps = made.quotes
    assert [words_of(block) for block in lead.blocks] == ["Check each buoy in steps:"]
    assert {block.kind for block in steps.blocks} == {BlockKind.LIST_ITEM}
    assert [citation.quote for citation in book().ask(STEPS).citations][1] == "\n".join(map(words_of, steps.blocks))
    assert lead.link.startswith("https://publisher.example/pier#:~:text=Check")


def test_a_table_is_quoted_in_rows_below_its_header(pack):
    rows = pack(PLANKS).quotes[0].blocks[-1].rows
    assert [row.cells for row in rows] == [("Pier", "Planks"), ("North", "40"), ("South", "12")]
    assert [row.heading for row in rows] == [True, False, False]


def test_our_summary_is_marked_as_one_and_what_terms_forbid_is_not_shown(pack):
    summary = pack(STEPS, form=Form.BRIEF, terms=Terms.LINK)
    assert all(quote.summary and quote.blocks for quote in summary.quotes)
    assert summary.contexts[0].summary
    forbidden = pack(STEPS, terms=Terms.LINK)
    assert [quote.blocks for quote in forbidden.quotes] == [(), ()]
    assert forbidden.contexts == ()
    assert forbidden.references[0].url == "https://publisher.example/pier"


def test_what_comes_closest_is_shown_without_a_confidence(pack):
    made = pack(CLOSE)
    assert (made.outcome, made.answered, made.confidence) == (Outcome.CLOSE, False, "")
    assert len(made.quotes) == len(made.references) == len(made.contexts) == 1
    assert made.nearest[0].place.words == "Buoys"


def test_an_abstention_says_what_is_missing_and_which_sections_are_nearest(book):
    answer = replace(book().ask(NOT_HELD), missing=("moon",), reason="Nothing mentions a moon.")
    made = make_pack(answer, book().section, made=MADE)
    assert (made.quotes, made.contexts, made.references) == ((), (), ())
    assert (made.missing, made.reason) == (("moon",), "Nothing mentions a moon.")
    assert [near.place.words for near in made.nearest] == ["Piers", "Buoys"]
    assert made.nearest[0].url == "https://publisher.example/pier"


def test_a_part_that_is_not_answered_is_named(pack):
    assert pack(f"{STEPS} Who walked?").open == ("Who walked?",)


def test_a_follow_up_says_how_it_was_read_and_a_reply_does_not(book):
    assistant = book()
    answer = assistant.ask("In steps?", history=["Check each buoy"])
    assert make_pack(answer, assistant.section, made=MADE).read_as == "Check each buoy In steps?"
    reply = replace(answer, outcome=Outcome.REPLY, quotes=(), citations=(), suggestions=(STEPS,))
    made = make_pack(reply, assistant.section, made=MADE)
    assert (made.read_as, made.suggestions, made.nearest) == ("", (STEPS,), ())


def texts_in(value):
    """Every text in a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def test_no_text_of_a_pack_holds_a_character_that_a_format_trips_over(book):
    assistant = book(
        title=HOSTILE, organisation=HOSTILE, publisher=HOSTILE, edition=HOSTILE, url=f"https://x/{HOSTILE}"
    )
    answer = replace(assistant.ask(f"{STEPS} {HOSTILE}"), generation=HOSTILE, reason=HOSTILE, open=(HOSTILE,))
    made = make_pack(answer, assistant.section, made=MADE, among=HOSTILE)
    assert made.among == HOSTILE_LINE
    assert made.references[0].title == HOSTILE_LINE
    assert made.open == (HOSTILE_LINE,)
    assert not [text for text in texts_in(made) if {"\x00", "\x07", "\u202e", "\r"} & set(text)]


def test_the_same_answer_on_the_same_day_is_the_same_pack(pack):
    assert pack(STEPS) == pack(STEPS)


@pytest.mark.parametrize(("confidence", "word"), [(1.0, "High"), (0.8, "High"), (0.5, "Fair"), (0.14, "Low")])
def test_a_confidence_is_a_word_with_its_meaning(confidence, word):
    assert confidence_in_words(confidence).startswith(f"{word}: ")
