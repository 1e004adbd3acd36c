"""Words for matching, checked against the README's steps done one after the other."""

import re

from hypothesis import given
from hypothesis import strategies as st

from trendsqa.evaluation.questions.normalising import run_of, words_of


def words_step_by_step(text: str) -> tuple[str, ...]:
    """The README's normalisation as a chain of substitutions that keeps no places."""
    text = text.replace("\\", "")
    text = re.sub(r"\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)", r"\1", text)
    text = re.sub("[‘’‚‛′ʼ´]", "'", text)
    text = re.sub("[*#_`]", "", text)
    return tuple(word.lower() for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", text))


def test_markup_is_dropped_and_words_are_lower_case():
    text = "## The **Harbour's** _plan_: `ferries` – 24/7, 43% \\& [more](https://example.org/a_(b)) ‘news’"
    assert words_of(text).words == (
        *("the", "harbour's", "plan", "ferries"),
        *("24", "7", "43", "more", "news"),
    )


def test_a_curly_apostrophe_inside_a_word_is_a_straight_one():
    assert words_of("don’t").words == words_of("don't").words == ("don't",)


def test_marks_inside_a_word_do_not_split_it():
    assert words_of("data**base** snake_case").words == ("database", "snakecase")


def test_every_word_knows_the_characters_it_came_from():
    text = "A [**big** link](#) and `code`s."
    words = words_of(text)
    places = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert places == ["A", "big", "link", "and", "code`s"]


def test_no_words_make_an_empty_run():
    assert words_of(" — ** ").run == run_of(()) == ""


@given(st.text(alphabet="ab’'*_#`\\[]() \n-1É", max_size=60))
def test_the_words_are_those_of_the_steps_done_one_after_the_other(text):
    assert words_of(text).words == words_step_by_step(text)


@given(st.text(max_size=80))
def test_places_rise_and_stay_within_the_text(text):
    words = words_of(text)
    edges = [edge for span in zip(words.starts, words.ends, strict=True) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert len(words) == len(words.starts) == len(words.ends)
