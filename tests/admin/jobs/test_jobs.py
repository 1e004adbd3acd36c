"""Jobs: commands that run beside the server, one at a time."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from fakes.server_process import ROOT
from trendsqa.admin.jobs.job import JobKind, JobState
from trendsqa.admin.jobs.jobs import COMMAND, Jobs
from trendsqa.errors import BuilderBusyError, StorageError, UnknownItemError

SAID = (sys.executable, "-m", "fakes.said_command")
SECONDS_TO_END = 30


@pytest.fixture
def jobs():
    jobs = Jobs(SAID)
    yield jobs
    jobs.close()


def ended(jobs, number):
    """The report of a job once it has ended."""
    return until(lambda: report if not (report := jobs.report(number)).is_running else None)


def until(found):
    deadline = monotonic() + SECONDS_TO_END
    while not (value := found()):
        assert monotonic() < deadline
        sleep(0.01)
    return value


def test_a_job_tells_its_result_its_notes_and_how_far_it_is(jobs):
    started = jobs.start(
        JobKind.BUILD, ["out:Published g1.", "err:Encoding: 3 of 8", "err:Left out a: damaged", "sleep:0.01"]
    )
    assert (started.number, started.kind, started.is_running) == (1, JobKind.BUILD, True)
    report = ended(jobs, 1)
    assert report.state is JobState.DONE
    assert (report.result, report.notes) == (("Published g1.",), ("Left out a: damaged",))
    assert (report.done, report.total) == (3, 8)
    assert report.seconds > 0


def test_progress_is_seen_while_the_job_runs(jobs):
    jobs.start(JobKind.BUILD, ["err:Encoding: 3 of 8", "sleep:30"])
    until(lambda: jobs.report(1).done == 3)
    assert jobs.report(1).is_running


def test_an_error_is_told_without_the_name_of_the_program(jobs):
    jobs.start(JobKind.ADD, ["err:trendsqa: scan.pdf holds no text.", "exit:1"])
    report = ended(jobs, 1)
    assert (report.state, report.notes) == (JobState.FAILED, ("scan.pdf holds no text.",))


def test_the_folder_where_a_file_waits_is_not_told(jobs):
    jobs.start(
        JobKind.ADD, ["err:/srv/library/.uploads/x/a.md is empty", "exit:1"], hidden={"/srv/library/.uploads/x/": ""}
    )
    assert ended(jobs, 1).notes == ("a.md is empty",)


def test_one_job_runs_at_a_time(jobs):
    jobs.start(JobKind.BUILD, ["sleep:30"])
    with pytest.raises(BuilderBusyError, match="job 1"):
        jobs.start(JobKind.ADD, [])
    jobs.cancel(1)
    assert jobs.start(JobKind.ADD, []).number == 2


def test_a_job_that_is_cancelled_has_ended(jobs):
    codes = []
    jobs.start(JobKind.BUILD, ["sleep:30"], on_end=codes.append)
    assert jobs.cancel(1).state is JobState.CANCELLED
    assert len(codes) == 1
    assert codes[0]
    assert jobs.cancel(1).state is JobState.CANCELLED


def test_a_job_that_ended_before_it_was_cancelled_is_told_as_it_ended(jobs):
    jobs.start(JobKind.BUILD, [])
    ended(jobs, 1)
    assert jobs.cancel(1).state is JobState.DONE


def test_what_a_command_says_without_end_is_cut(jobs):
    jobs.start(JobKind.ADD, [f"out:{'x' * 9000}", "out:y"])
    report = ended(jobs, 1)
    assert [len(line) for line in report.result] == [4000, 4000, 1000, 1]


def test_of_a_command_that_says_without_end_the_last_lines_are_kept(jobs):
    script = "for n in range(1000): print(n, 'x' * 3000)"
    jobs = Jobs((sys.executable, "-S", "-c", script))
    jobs.start(JobKind.CHECK, [])
    result = ended(jobs, 1).result
    assert 600 < len(result) < 700
    assert result[-1].startswith("999 ")


def test_the_last_twenty_are_remembered(jobs):
    jobs = Jobs((sys.executable, "-S", "-c", "0"))
    for number in range(1, 23):
        jobs.start(JobKind.ADD, [])
        ended(jobs, number)
    assert [report.number for report in jobs.reports()] == [*range(22, 2, -1)]
    with pytest.raises(UnknownItemError, match="no job 2"):
        jobs.report(2)


def test_a_closed_server_ends_what_runs_and_starts_nothing(jobs):
    jobs.start(JobKind.BUILD, ["sleep:30"])
    jobs.close()
    assert jobs.report(1).state is JobState.CANCELLED
    with pytest.raises(StorageError, match="ending"):
        jobs.start(JobKind.ADD, [])


def test_a_command_that_cannot_be_started_is_told():
    with pytest.raises(StorageError, match="cannot be started"):
        Jobs(("/nothing/there",)).start(JobKind.ADD, [])


def test_the_command_is_trendsqa_itself_and_runs_when_whoever_asks_leaves_time():
    jobs = Jobs()
    jobs.start(JobKind.ADD, ["--version"])
    report = ended(jobs, 1)
    assert (report.state, report.notes) == (JobState.DONE, ())
    assert report.result


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_command_ends_with_a_server_that_is_killed(tmp_path):
    """The parent is killed without a word, as by the system that is out of memory; the command itself says nothing."""
    silent = (
        "from threading import Thread\nfrom time import sleep\nfrom trendsqa.admin.jobs.child import _end_with_parent\n"
        "Thread(target=_end_with_parent, daemon=True).start()\nsleep(300)"
    )
    script = (
        "import sys, time\nfrom trendsqa.admin.jobs.job import JobKind\nfrom trendsqa.admin.jobs.jobs import Jobs\n"
        f"jobs = Jobs((sys.executable, '-c', {silent!r}))\njobs.start(JobKind.BUILD, ['silent'])\n"
        "print(jobs._jobs[0]._process.pid, flush=True)\ntime.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}"}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment
    ) as server:
        pid = int(server.stdout.readline())
        assert command_of(pid)
        server.send_signal(signal.SIGKILL)
    until(lambda: not command_of(pid))


def command_of(pid):
    """The command line of a process; empty if it has ended."""
    shown = subprocess.run(["ps", "-o", "stat=,args=", "-p", str(pid)], capture_output=True, check=False)
    return b"" if shown.stdout.strip().startswith(b"Z") else shown.stdout


def test_the_child_is_run_by_this_interpreter():
    assert COMMAND[0] == sys.executable
