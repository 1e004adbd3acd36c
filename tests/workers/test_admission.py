"""Slots for work, and who gets one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from fakes.crew import DEADLINE_S, wait_until
from trendsqa.errors import OverloadedError
from trendsqa.workers.admission import Admission
from trendsqa.workers.work_ledger import WorkLedger


def test_those_who_wait_get_a_slot_in_the_order_in_which_they_came():
    """A thread that gives a slot back and asks again at once would else keep the others waiting for ever."""
    ledger = WorkLedger()
    admission, order, go = Admission(["desk"], waiting_s=DEADLINE_S, ledger=ledger), [], Event()

    def come(name):
        with admission.slot():
            order.append(name)

    def stay():
        with admission.slot():
            assert go.wait(DEADLINE_S)
        come("again")

    with ThreadPoolExecutor(4) as people:
        staying = people.submit(stay)
        wait_until(lambda: ledger.figures.busy == 1)
        coming = []
        for place, name in enumerate(("first", "second", "third"), start=1):
            coming.append(people.submit(come, name))
            wait_until(lambda place=place: ledger.figures.waiting == place)
        go.set()
        for each in (*coming, staying):
            each.result(DEADLINE_S)
    assert order == ["first", "second", "third", "again"]


def test_a_wait_that_was_expected_to_be_short_and_is_not_ends():
    ledger = WorkLedger()
    admission = Admission(["desk"], waiting_s=0.01, ledger=ledger)
    with admission.slot():
        with pytest.raises(OverloadedError), admission.slot():
            pass
        assert (ledger.figures.waiting, ledger.figures.shed) == (0, 1)
    with admission.slot() as slot:
        assert slot.holder == "desk"


def test_slots_that_are_closed_are_no_longer_counted():
    ledger = WorkLedger()
    first, second = (Admission([None] * 2, waiting_s=1, ledger=ledger) for _ in range(2))
    assert ledger.figures.slots == 4
    first.close()
    assert ledger.figures.slots == 2
    with second.slot():
        assert ledger.figures.busy == 1
    assert (ledger.figures.busy, ledger.figures.begun) == (0, 1)
