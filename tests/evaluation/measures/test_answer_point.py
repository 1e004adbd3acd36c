"""The automatic stand-in for a judge, rule by rule."""

import pytest

from trendsqa.evaluation.measures.answer_point import is_point_found

ANSWER = "Leeds's harbour office, run by Ada Berg, sold 2,500 tickets (43% online) for £1,200 in 2022."


@pytest.mark.parametrize(
    "point",
    [
        "the harbour office sold tickets",
        "selling a ticket online",
        "2,500 tickets",
        "43% of tickets",
        "43 per cent of tickets",
        "sold in 2022",
        "£1,200",
        "Ada Berg",
        "Leeds harbour",
        "the harbour office (a wooden hut with a red roof)",
    ],
)
def test_a_point_whose_words_and_figures_occur_is_found(point):
    assert is_point_found(point, ANSWER)


@pytest.mark.parametrize(
    ("point", "why"),
    [
        ("250 tickets", "another number"),
        ("43 tickets", "a percentage is not a number"),
        ("1,200 tickets", "a sum is not a number"),
        ("tickets sold in 2023", "another year"),
        ("Berg Ada sold tickets", "another name"),
        ("Bradford harbour office", "another name"),
        ("office@harbour.example", "an address that is not there"),
        ("the lighthouse keeper sold tickets at night", "2 of 5 content words"),
    ],
)
def test_a_point_that_differs_in_fact_is_not_found(point, why):
    assert not is_point_found(point, ANSWER), why


def test_exactly_sixty_per_cent_of_the_content_words_is_enough():
    answer = "red green blue"
    assert is_point_found("red green blue white black", answer)
    assert not is_point_found("red green blue white black grey", answer)


def test_a_name_is_whole_only_where_its_words_follow_one_another():
    assert is_point_found("Harbour Office", "The Harbour Office is open.")
    assert not is_point_found("Harbour Office", "The office above the harbour is open.")


def test_a_comma_separates_names():
    assert is_point_found("Ada Berg, Ida Lund", "Ida Lund met Ada Berg.")


def test_an_address_is_one_thing():
    assert is_point_found("write to office@harbour.example", "Write to Office@Harbour.example.")
    assert not is_point_found("office@harbour.example", "The office of the harbour: example.")


def test_a_figure_with_letters_is_a_figure():
    assert is_point_found("5G on the quay", "There is 5G on the quay.")
    assert not is_point_found("5G on the quay", "There is 4G on the quay.")


def test_a_point_of_function_words_only_is_compared_as_it_stands():
    assert is_point_found("to be or not", "to be or not to be")
    assert not is_point_found("to be or not", "six ferries leave")


def test_nothing_says_nothing():
    assert not is_point_found("red paint", "")
