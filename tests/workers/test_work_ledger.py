"""Figures of work, and when somebody who is refused is told to come again."""

import pytest

from trendsqa.workers.work_ledger import WorkLedger


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def full(clock=None):
    """A ledger of one slot that is busy, whose work takes a tenth of a second."""
    ledger = WorkLedger(clock=clock or Clock())
    ledger.add_slots(1)
    for _ in range(200):
        assert ledger.expect(None) is None
        ledger.begin(0.0)
        ledger.finish(0.1)
    assert ledger.expect(None) is None
    ledger.begin(0.0)
    assert ledger.figures.mean_s == pytest.approx(0.1)
    return ledger


def test_work_waits_until_it_would_wait_too_long():
    ledger = full()
    assert [ledger.expect(0.25) for _ in range(4)] == [None, None, None, 1]
    assert (ledger.figures.waiting, ledger.figures.shed) == (3, 1)


def test_the_more_were_refused_lately_the_later_one_comes_again():
    ledger = full()
    told = [ledger.shed() for _ in range(100)]
    assert (told[0], told[-1]) == (1, 6)
    assert told == sorted(told)


def test_who_was_refused_a_while_ago_is_no_longer_counted():
    clock = Clock()
    ledger = full(clock)
    for _ in range(100):
        ledger.shed()
    clock.now += 1.5
    assert ledger.shed() == 1


def test_nobody_is_told_to_wait_for_longer_than_half_a_minute():
    ledger = full()
    assert [ledger.shed() for _ in range(1000)][-1] == 30


def test_work_that_is_given_up_waits_no_more():
    ledger = full()
    ledger.expect(None)
    assert ledger.give_up() >= 1
    assert (ledger.figures.waiting, ledger.figures.shed) == (0, 1)
