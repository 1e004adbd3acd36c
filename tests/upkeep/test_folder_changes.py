"""Notices of real changes in real folders."""

import os
import threading
import time
from contextlib import closing

import pytest

from trendsqa.upkeep.folder_changes import FolderChanges

pytestmark = pytest.mark.slow

LONG_S = 8


@pytest.fixture(params=[False, True], ids=["told by the system", "polled"])
def changes(request):
    with closing(FolderChanges(polling=request.param)) as opened:
        yield opened


def seconds_until_woken(changes, happen, *, longest_s=LONG_S):
    """How long waiting takes when something happens a little after it began."""
    timer = threading.Timer(0.2, happen)
    started = time.monotonic()
    timer.start()
    changes.wait(longest_s)
    took = time.monotonic() - started
    timer.join()
    return took


def write_later(file, text):
    """Write with a time in a later second: polling compares whole seconds, and the last write may be that close."""
    file.write_text(text)
    later = file.stat().st_mtime + 2
    os.utime(file, (later, later))


def test_a_change_right_inside_a_followed_folder_wakes(changes, tmp_path):
    file = tmp_path / "a.md"
    changes.follow([tmp_path])
    assert seconds_until_woken(changes, lambda: file.write_text("one")) < LONG_S
    assert seconds_until_woken(changes, lambda: write_later(file, "another")) < LONG_S
    assert seconds_until_woken(changes, file.unlink) < LONG_S


def test_without_a_change_waiting_takes_its_time(changes, tmp_path):
    changes.follow([tmp_path])
    assert seconds_until_woken(changes, lambda: None, longest_s=1) >= 1


def test_a_change_before_waiting_is_not_lost(changes, tmp_path):
    changes.follow([tmp_path])
    (tmp_path / "a.md").touch()
    time.sleep(0.2)
    assert seconds_until_woken(changes, lambda: None) < LONG_S


def test_a_change_deeper_down_does_not_wake(changes, tmp_path):
    # A file that comes or goes there would change the inner folder itself, which polling sees.
    deeper = tmp_path / "inner" / "a.md"
    deeper.parent.mkdir()
    deeper.write_text("one")
    changes.follow([tmp_path])
    assert seconds_until_woken(changes, lambda: deeper.write_text("another"), longest_s=2) >= 2


def test_a_folder_that_came_back_under_its_path_is_followed_anew(changes, tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    changes.follow([folder, tmp_path])
    folder.rmdir()
    folder.mkdir()
    changes.wait(2)
    changes.follow([folder])
    assert seconds_until_woken(changes, (folder / "a.md").touch) < LONG_S


def test_folders_that_do_not_exist_are_waited_for_in_vain(changes, tmp_path):
    changes.follow([tmp_path / "absent"])
    assert seconds_until_woken(changes, lambda: None, longest_s=0.5) >= 0.5
