from time import perf_counter, sleep

import pytest

from trendsqa.retrieval.stage_times import Stage, collected, timed


def test_a_stage_counts_without_the_stages_within_it():
    began = perf_counter()
    with collected() as seconds, timed(Stage.RETRIEVE), timed(Stage.JUDGE):
        sleep(0.02)
    assert seconds[Stage.JUDGE] >= 0.02
    assert sum(seconds.values()) <= perf_counter() - began
    assert seconds[Stage.RETRIEVE] < seconds[Stage.JUDGE]


def test_a_stage_passed_through_twice_adds_up():
    with collected() as seconds:
        for _ in range(2):
            with timed(Stage.QUOTE):
                sleep(0.01)
    assert [*seconds] == [Stage.QUOTE]
    assert seconds[Stage.QUOTE] >= 0.02


def test_a_stage_that_fails_is_noted_and_two_questions_are_apart():
    with collected() as first, pytest.raises(ZeroDivisionError), timed(Stage.QUOTE):
        _ = 1 / 0
    with collected() as second, timed(Stage.INTERPRET):
        pass
    assert ([*first], [*second]) == ([Stage.QUOTE], [Stage.INTERPRET])


def test_nothing_is_noted_outside_of_a_question():
    with timed(Stage.QUOTE):
        pass
    with collected() as seconds:
        pass
    assert seconds == {}
