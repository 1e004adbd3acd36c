"""`trendsqa index watch` as a person or a service manager runs it: real processes, signals and exit codes."""

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

FERRIES = "# Ferries\n\nThe ferry crosses at noon.\n"


@pytest.fixture
def folders(assemble, tmp_path):
    """The options that name an installation of its own and its drop folder."""
    assembly, drop = assemble(), tmp_path / "drop"
    drop.mkdir()
    return ["--corpus", assembly.locations.corpus, "--index", assembly.locations.index, "--drop", drop]


def command(*arguments):
    return [sys.executable, "-m", "trendsqa", "index", "watch", "--settle", "0.2", *map(str, arguments)]


def once(*arguments):
    return subprocess.run(command("--once", *arguments), capture_output=True, text=True, check=False, timeout=120)


@contextmanager
def started(*arguments):
    with subprocess.Popen(command("--json", *arguments), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process, kind):
    for line in process.stdout:
        if json.loads(line)["event"] == kind:
            return
    pytest.fail(f"the process ended before {kind!r}")


@pytest.mark.model
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after", ["watching", "unchanged"])
def test_a_signal_ends_it_within_seconds_with_exit_code_0(folders, number, after):
    with started(*folders) as process:
        read_until(process, after)
        process.send_signal(number)
        said = process.stdout.read()
        assert process.wait(timeout=10) == 0
    assert json.loads(said.splitlines()[-1])["event"] == "stopped"


@pytest.mark.model
def test_once_that_is_stopped_before_its_end_exits_with_1(folders):
    """A file that stays open for writing keeps it from ending; the folder is what it tells of first."""
    (folders[-1] / "folder").mkdir()
    with (folders[-1] / "open.md").open("w"), started("--once", *folders) as process:
        read_until(process, "left-alone")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 1


@pytest.mark.model
def test_a_killed_watcher_leaves_an_index_and_the_next_one_takes_in_what_it_left(folders):
    _, corpus, _, index, _, drop = folders
    with started(*folders) as process:
        read_until(process, "unchanged")
        (drop / "ferries.md").write_text(FERRIES)
        while not any((drop / name).exists() for name in (".taking", "added")):
            time.sleep(0.001)
        process.kill()
    done = once(*folders)
    assert done.returncode == 0
    verified = subprocess.run(
        [sys.executable, "-m", "trendsqa", "index", "status", "--json", "--corpus", corpus, "--index", index],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert json.loads(verified.stdout)["documents"] == 1
    assert [path.read_text() for path in (drop / "added").iterdir()] == [FERRIES]


@pytest.mark.model
def test_each_event_is_a_line_with_its_time_whatever_a_file_is_called(folders):
    drop = folders[-1]
    (drop / "two\nlines\x1b[31m.md").write_text(FERRIES)
    (drop / "empty.md").touch()
    done = once(*folders)
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert all(line[:4].isdecimal() and line[10] == "T" for line in lines)
    assert "Refused: empty.md" in lines[0]
    assert "Added two lines [31m.md as ferries" in lines[1]
    assert "\x1b" not in done.stderr


def test_a_drop_folder_that_is_missing_is_told_and_not_made(tmp_path):
    done = once("--corpus", tmp_path / "c", "--index", tmp_path / "i", "--drop", tmp_path / "drop")
    assert done.returncode == 1
    assert done.stderr.startswith("trendsqa: ")
    assert "mkdir" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_exits_with_2(tmp_path):
    assert once("--settle", "-1", "--corpus", tmp_path / "c").returncode == 2
