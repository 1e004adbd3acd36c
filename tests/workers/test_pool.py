"""A pool of real processes: what happens when they crash, take too long, are too few, or are left alone."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from fakes.crew import DEADLINE_S, lives, wait_until
from fakes.labourer import add, fail, grow, hire
from trendsqa.errors import OverloadedError, UnknownItemError, WorkStoppedError
from trendsqa.workers.held_process import TemplateProcess
from trendsqa.workers.pool import WorkerPool
from trendsqa.workers.work_ledger import WorkLedger

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")

A_FRONT_THAT_WAITS = """
from fakes.labourer import grow, hire
from trendsqa.workers.held_process import TemplateProcess
from trendsqa.workers.pool import WorkerPool
from trendsqa.workers.work_ledger import WorkLedger

template = TemplateProcess.start(hire("bricks"))
branch = template.branch(str)
pool = WorkerPool(lambda: branch, grow, workers=2, waiting_s=9, work_s=60, ledger=WorkLedger())
print("PIDS", template.pid, branch.pid, *pool.pids, flush=True)
{rest}
"""


def test_a_worker_does_what_is_asked_with_what_its_template_loaded(crew):
    pool = crew(workers=2).pool
    assert pool.call("carry", "mortar") == "bricks mortar"
    assert pool.call("number") in pool.pids
    assert os.getpid() not in pool.pids


def test_two_pieces_of_work_are_done_at_once_by_two_workers(crew, tmp_path):
    pool, sign = crew(workers=2).pool, tmp_path / "go"
    with ThreadPoolExecutor(2) as front:
        working = [front.submit(pool.call, "wait_for", sign) for _ in range(2)]
        wait_until(lambda: len(list(tmp_path.glob("go.awaited-*"))) == 2)
        sign.touch()
        assert {one.result(DEADLINE_S) for one in working} == set(pool.pids)


def test_an_error_of_the_work_is_raised_where_it_was_asked_for(crew):
    pool = crew().pool
    with pytest.raises(UnknownItemError, match="no such brick"):
        pool.call("refuse", UnknownItemError("no such brick"))
    with pytest.raises(KeyError) as raised:
        pool.call("refuse", KeyError("brick"))
    assert "labourer.py" in raised.value.__notes__[0]
    assert pool.call("carry") == "bricks"


def test_an_error_that_cannot_be_sent_is_told_as_stopped_work(crew, capfd):
    pool = crew().pool
    with pytest.raises(WorkStoppedError, match="Broken"):
        pool.call("break_a_tool")
    assert "break_a_tool" in capfd.readouterr().err
    assert pool.call("carry") == "bricks"


def test_a_worker_that_crashes_is_replaced(crew):
    one = crew()
    (before,) = one.pool.pids
    with pytest.raises(WorkStoppedError, match="ended before it was done"):
        one.pool.call("drop_dead")
    assert one.pool.call("carry") == "bricks"
    assert one.pool.call("number") != before
    assert one.ledger.figures.restarts == 1


def test_a_worker_that_was_killed_between_calls_costs_nobody_an_answer(crew):
    one = crew()
    os.kill(one.pool.pids[0], signal.SIGKILL)
    wait_until(lambda: not lives(one.pool.pids[0]))
    assert one.pool.call("carry") == "bricks"


def test_work_that_takes_too_long_is_stopped_and_its_process_ended(crew, tmp_path):
    one = crew(work_s=0.2)
    (before,) = one.pool.pids
    with pytest.raises(WorkStoppedError, match=r"longer than 0\.2 seconds"):
        one.pool.call("wait_for", tmp_path / "never")
    wait_until(lambda: not lives(before))
    assert one.pool.call("carry") == "bricks"


def test_what_would_wait_too_long_is_refused_and_what_waits_is_done(crew, tmp_path):
    one, sign = crew(waiting_s=1.0), tmp_path / "go"
    takes_five_seconds(one.ledger)
    with ThreadPoolExecutor(3) as front:
        working = front.submit(one.pool.call, "wait_for", sign)
        wait_until(lambda: one.ledger.figures.busy == 1)
        next_one = front.submit(one.pool.call, "carry")
        wait_until(lambda: one.ledger.figures.waiting == 1)
        with pytest.raises(OverloadedError) as raised:
            one.pool.call("carry")
        assert 3 <= raised.value.retry_after_s <= 30
        sign.touch()
        assert working.result(DEADLINE_S)
        assert next_one.result(DEADLINE_S) == "bricks"
    assert (one.ledger.figures.shed, one.ledger.figures.waiting, one.ledger.figures.busy) == (1, 0, 0)


def takes_five_seconds(ledger):
    """Have the ledger expect that a piece of work takes about five seconds."""
    for _ in range(50):
        ledger.expect(None)
        ledger.begin(0.0)
        ledger.finish(5.0)


def test_work_that_continues_other_work_waits_where_new_work_is_refused(crew, tmp_path):
    one, sign = crew(waiting_s=1.0), tmp_path / "go"
    takes_five_seconds(one.ledger)
    with ThreadPoolExecutor(3) as front:
        working = front.submit(one.pool.call, "wait_for", sign)
        wait_until(lambda: one.ledger.figures.busy == 1)
        more = [front.submit(one.pool.call, "carry", may_shed=False) for _ in range(2)]
        wait_until(lambda: one.ledger.figures.waiting == 2)
        sign.touch()
        assert [each.result(DEADLINE_S) for each in more] == ["bricks", "bricks"]
        assert working.result(DEADLINE_S)


def test_a_template_that_was_killed_takes_its_workers_with_it_and_is_replaced(crew):
    one = crew(workers=2)
    before = one.pids
    os.kill(one.templates[0].pid, signal.SIGKILL)
    wait_until(lambda: not any(map(lives, before)))
    assert {one.pool.call("carry") for _ in range(4)} == {"bricks"}
    assert len(one.templates) == 2


def test_what_a_branch_adds_is_shared_by_its_workers_alone():
    template = TemplateProcess.start(hire("bricks"))
    branch = template.branch(partial(add, "mortar"))
    try:
        assert branch.worker(grow).call("carry", (), {}, DEADLINE_S) == "bricks mortar"
        assert template.worker(grow).call("carry", (), {}, DEADLINE_S) == "bricks"
    finally:
        branch.end()
        template.end()


@pytest.mark.parametrize("stage", ["load", "branch", "worker"])
def test_what_cannot_be_loaded_is_told_when_it_is_first_wanted(stage):
    template = TemplateProcess.start(partial(fail, "") if stage == "load" else hire("bricks"))
    branch = partial(template.branch, fail if stage == "branch" else str)
    try:
        with pytest.raises(ValueError, match="the tools are damaged"):
            WorkerPool(
                branch, fail if stage == "worker" else grow, workers=1, waiting_s=9, work_s=9, ledger=WorkLedger()
            )
    finally:
        template.end()


def test_closing_ends_every_process(crew):
    one = crew(workers=2)
    pids = one.pids
    assert all(map(lives, pids))
    one.pool.close()
    wait_until(lambda: not any(map(lives, pids)))


@pytest.mark.parametrize("busy", [False, True])
def test_no_process_outlives_a_front_that_was_killed(tmp_path, busy):
    rest = f'pool.call("wait_for", __import__("pathlib").Path({str(tmp_path / "never")!r}))' if busy else "input()"
    command = [sys.executable, "-c", A_FRONT_THAT_WAITS.format(rest=rest)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as front:
        pids = [int(number) for number in front.stdout.readline().split()[1:]]
        try:
            assert len(pids) == 4
            assert all(map(lives, pids))
            if busy:
                wait_until(lambda: any(tmp_path.iterdir()))
        finally:
            front.kill()
        wait_until(lambda: not any(map(lives, pids)))


def test_signals_that_reach_all_processes_at_once_leave_the_work_to_be_done(crew, tmp_path):
    """Ctrl+C and service managers signal the whole group; the server still gives the answers that are under way."""
    one, sign = crew(), tmp_path / "go"
    with ThreadPoolExecutor(1) as front:
        working = front.submit(one.pool.call, "wait_for", sign)
        wait_until(lambda: any(tmp_path.iterdir()))
        for number in (signal.SIGINT, signal.SIGTERM):
            for pid in one.pids:
                os.kill(pid, number)
        sign.touch()
        assert working.result(DEADLINE_S) == one.pool.pids[0]
