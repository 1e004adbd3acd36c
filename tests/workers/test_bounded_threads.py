"""Threads for what takes long."""

from threading import Event

import anyio
import pytest

from fakes.own_loop import run_alone
from trendsqa.errors import OverloadedError
from trendsqa.workers.bounded_threads import BoundedThreads
from trendsqa.workers.work_ledger import WorkLedger

DEADLINE_S = 20


def test_work_that_finds_no_thread_is_refused_at_once_and_later_work_is_done():
    ledger, go = WorkLedger(), Event()

    async def front():
        threads = BoundedThreads(ledger, most=2)
        done = []

        async def work():
            done.append(await threads.run(lambda: go.wait(DEADLINE_S)))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(work)
            tasks.start_soon(work)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(OverloadedError):
                await threads.run(lambda: True)
            go.set()
        return [*done, await threads.run(lambda: "later")]

    assert run_alone(front) == [True, True, "later"]
    assert ledger.figures.shed == 1


def test_work_that_raises_gives_its_thread_back():
    async def front():
        threads = BoundedThreads(WorkLedger(), most=1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await threads.run(lambda: 1 / 0)

    run_alone(front)
