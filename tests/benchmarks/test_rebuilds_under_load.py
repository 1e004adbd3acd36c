"""The benchmark of rebuilds under load: what it calls mixed and followed, and which bars it says were missed."""

from pathlib import Path

import pytest

from rebuilds_under_load import KINDS, Change, Installation, Seen, Watched, followed_after_s, is_mixed, report

STATES = {"monday": 1, "tuesday": 2}
ASK, PAGE = KINDS[0], KINDS[2]


def seen(kind=ASK, answered=10.0, *, outcome="200", generation="monday", states=(1,)):
    return Seen(kind, answered - 0.01, answered, outcome, generation, frozenset(states))


@pytest.mark.parametrize(
    ("response", "mixed"),
    [
        (seen(states=(1,)), False),
        (seen(states=(2,)), True),
        (seen(states=(1, 2)), True),
        (seen(generation="never built", states=(1,)), True),
        (seen(PAGE, generation="", states=(2,)), False),
        (seen(PAGE, generation="", states=(1, 2)), True),
        (seen(states=()), False),
    ],
)
def test_a_response_is_mixed_whose_lines_are_not_all_of_the_generation_that_it_names(response, mixed):
    assert is_mixed(response, STATES) is mixed


def test_following_counts_from_the_pointer_to_the_first_response_of_the_new_generation():
    change = Change("rebuild", "tuesday", at=10.0)
    later = [seen(answered=10.4), seen(answered=10.9, generation="tuesday"), seen(answered=11.5, generation="tuesday")]
    assert followed_after_s(change, 20.0, later) == pytest.approx(0.9)
    assert followed_after_s(change, 10.8, later) is None
    assert followed_after_s(change, 20.0, later[:1]) is None


def every_kind(**changes):
    return [seen(kind, 10.0 + n / 10, **changes) for n, kind in enumerate(KINDS)]


@pytest.fixture
def installation():
    made = Installation(Path(), None, states=STATES)
    made.changes = [Change("rebuild to state 1", "monday", 9.9)]
    return made


def missed(installation, responses, *, degraded_after_s=0.5, memory=(100.0, 105.0)):
    return report(installation, responses, Watched(110.0, degraded_after_s, told_in_metrics=True), memory)


def test_no_bar_is_missed_where_all_went_well(installation, capsys):
    assert missed(installation, every_kind()) == []
    assert "(+5.0%)" in capsys.readouterr().out


def test_each_missed_bar_is_named(installation):
    good = every_kind()
    assert missed(installation, [*good, seen(outcome="ReadTimeout", states=())]) == ["1 requests failed"]
    assert missed(installation, [*good, seen(states=(2,))]) == ["1 responses mix generations"]
    assert missed(installation, [*good, seen(states=())]) == ["1 responses could not be judged"]
    assert missed(installation, good, degraded_after_s=None) == ["the damaged generation was not told in time"]
    assert missed(installation, good, memory=(100.0, 111.0)) == ["memory is +11.0%"]
    installation.changes = [Change("rebuild to state 2", "tuesday", 9.9)]
    assert missed(installation, good) == ["rebuild to state 2: never followed"]
