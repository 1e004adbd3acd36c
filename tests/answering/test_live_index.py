"""What a running server holds: a newer generation takes over, whoever reads the older one finishes with it."""

import gc
import logging
import subprocess
import sys
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from fakes.assistant import on_paper
from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.live_index import LiveIndex, give_back_freed_memory
from trendsqa.errors import IndexDamagedError, IndexUnavailableError

DEADLINE_S = 20


class Shelf:
    """Generations by name, some of them damaged, and the name that is published; "" publishes nothing."""

    def __init__(self, published, *, damaged=()):
        self.published = published
        self.damaged = set(damaged)
        self.opened = []

    def name(self):
        if not self.published:
            raise IndexUnavailableError("The shelf holds no index yet. Build one: trendsqa index build")
        return self.published

    def open(self, name):
        self.opened.append(name)
        if name in self.damaged:
            raise IndexDamagedError(f"{name} does not match its checksum. Build again: trendsqa index build")
        return on_paper({name: [f"These are the words of {name}."]})

    def live_index(self, **options):
        return LiveIndex(self.name, self.open, AnswerCounter(), **options)


def read(assistant):
    """The names of the generations that an answer is made of; asking a closed assistant is a defect."""
    assert not assistant.closed
    return {hit.passage.document.id for hit in assistant.search("words").hits}


def read_now(live_index):
    with live_index.lease() as assistant:
        return read(assistant)


@pytest.fixture
def shelf():
    return Shelf("monday", damaged=["torn"])


def test_a_lease_gives_what_was_published_at_the_start(shelf):
    live_index = shelf.live_index()
    assert read_now(live_index) == {"monday"}
    assert live_index.state().generation == "monday"


def test_a_start_with_a_damaged_generation_is_refused():
    with pytest.raises(IndexDamagedError, match="trendsqa index build"):
        Shelf("torn", damaged=["torn"]).live_index()


def test_what_is_published_later_answers_after_the_next_look(shelf):
    live_index = shelf.live_index()
    shelf.published = "tuesday"
    assert read_now(live_index) == {"monday"}
    live_index.look()
    assert read_now(live_index) == {"tuesday"}
    assert (live_index.state().generation, live_index.state().swaps) == ("tuesday", 1)


def test_a_look_without_a_change_opens_nothing(shelf):
    live_index = shelf.live_index()
    live_index.look()
    assert shelf.opened == ["monday"]
    assert live_index.state().swaps == 0


def test_a_request_finishes_on_the_generation_it_began_with(shelf):
    live_index = shelf.live_index()
    with live_index.lease() as begun_before:
        shelf.published = "tuesday"
        live_index.look()
        assert read_now(live_index) == {"tuesday"}
        assert read(begun_before) == {"monday"}
    assert begun_before.closed


def test_the_last_of_several_requests_closes_the_generation(shelf):
    live_index = shelf.live_index()
    with live_index.lease() as assistant:
        with live_index.lease():
            shelf.published = "tuesday"
            live_index.look()
        assert not assistant.closed
    assert assistant.closed


def test_a_generation_that_nobody_reads_is_closed_at_once(shelf):
    live_index = shelf.live_index()
    with live_index.lease() as monday:
        pass
    shelf.published = "tuesday"
    live_index.look()
    assert monday.closed


def test_a_request_that_fails_ends_its_lease_too(shelf):
    live_index = shelf.live_index()
    with pytest.raises(RuntimeError, match="in the middle"), live_index.lease() as monday:  # noqa: PT012
        shelf.published = "tuesday"
        live_index.look()
        raise RuntimeError("in the middle of an answer")
    assert monday.closed
    assert read_now(live_index) == {"tuesday"}


def test_two_changes_during_a_request_keep_the_three_generations_apart(shelf):
    live_index = shelf.live_index()
    with live_index.lease() as monday:
        shelf.published = "tuesday"
        live_index.look()
        with live_index.lease() as tuesday:
            shelf.published = "wednesday"
            live_index.look()
            assert [*map(read, (monday, tuesday))] == [{"monday"}, {"tuesday"}]
            assert read_now(live_index) == {"wednesday"}
        assert tuesday.closed
        assert not monday.closed


def test_going_back_to_an_earlier_generation_opens_it_anew(shelf):
    live_index = shelf.live_index()
    for name in ("tuesday", "monday"):
        shelf.published = name
        live_index.look()
    assert read_now(live_index) == {"monday"}
    assert live_index.state().swaps == 2


def test_memory_of_a_generation_is_free_once_its_last_reader_is_gone(shelf):
    live_index = shelf.live_index()
    lease = live_index.lease()
    lease.__enter__()
    shelf.published = "tuesday"
    live_index.look()
    assert live_index.state().in_memory == 2
    lease.__exit__(None, None, None)
    del lease
    gc.disable()  # What only the collector of cycles finds would stay for a long time.
    try:
        assert live_index.state().in_memory == 1
    finally:
        gc.enable()


def test_a_damaged_generation_leaves_the_earlier_one_answering_and_is_told(shelf, caplog):
    live_index = shelf.live_index()
    shelf.published = "torn"
    for _ in range(5):
        live_index.look()
    assert read_now(live_index) == {"monday"}
    state = live_index.state()
    assert (state.generation, state.swaps, state.failed_swaps) == ("monday", 0, 1)
    assert state.failure.generation == "torn"
    assert state.failure.message == "torn does not match its checksum. Build again: trendsqa index build"
    assert shelf.opened == ["monday", "torn"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "generation monday stays: torn does not match" in caplog.text


def test_a_generation_that_was_mended_is_taken_when_it_is_tried_again(shelf, caplog):
    live_index = shelf.live_index(retry_after_s=0)
    shelf.published = "torn"
    live_index.look()
    since = live_index.state().failure.since
    live_index.look()
    assert live_index.state().failure.since == since
    assert len(caplog.records) == 1
    shelf.damaged.clear()
    live_index.look()
    assert read_now(live_index) == {"torn"}
    assert live_index.state().failure is None


@pytest.mark.parametrize("name", ["monday", "tuesday"])
def test_a_sound_generation_ends_the_failure(shelf, name):
    live_index = shelf.live_index()
    shelf.published = "torn"
    live_index.look()
    shelf.published = name
    live_index.look()
    assert read_now(live_index) == {name}
    assert live_index.state().failure is None


def test_each_damaged_generation_is_told_once(shelf, caplog):
    live_index = shelf.live_index()
    shelf.damaged.add("burnt")
    for name in ("torn", "torn", "burnt", "burnt"):
        shelf.published = name
        live_index.look()
    assert live_index.state().failed_swaps == 2
    assert live_index.state().failure.generation == "burnt"
    assert len(caplog.records) == 2


def test_a_pointer_that_is_gone_leaves_the_generation_answering(shelf, caplog):
    live_index = shelf.live_index()
    shelf.published = ""
    for _ in range(3):
        live_index.look()
    assert read_now(live_index) == {"monday"}
    assert live_index.state().failure.generation == ""
    assert "Build one: trendsqa index build" in live_index.state().failure.message
    assert len(caplog.records) == 1


def test_what_is_replaced_while_it_is_being_opened_is_no_failure(shelf, caplog):
    """A builder may publish twice and delete the first meanwhile: the second is taken, and nothing is told."""

    def replaced(name):
        if name == "torn":
            shelf.published = "tuesday"
        return shelf.open(name)

    live_index = LiveIndex(shelf.name, replaced, AnswerCounter())
    shelf.published = "torn"
    live_index.look()
    assert live_index.state().failure is None
    live_index.look()
    assert read_now(live_index) == {"tuesday"}
    assert caplog.records == []


def test_an_error_that_nobody_foresaw_shows_no_reason_and_is_logged_whole(shelf, caplog):
    def unforeseen(name):
        if name == "tuesday":
            raise OSError(24, "Too many open files", "/srv/index/tuesday")
        return shelf.open(name)

    live_index = LiveIndex(shelf.name, unforeseen, AnswerCounter())
    shelf.published = "tuesday"
    live_index.look()
    assert read_now(live_index) == {"monday"}
    assert "/srv" not in live_index.state().failure.message
    assert "Too many open files" in caplog.text


def test_following_takes_what_is_published_without_being_asked(shelf):
    live_index = shelf.live_index()
    live_index.follow()
    shelf.published = "tuesday"
    wait_for(lambda: read_now(live_index) == {"tuesday"})
    live_index.close()


def test_following_goes_on_after_a_failure(shelf):
    live_index = shelf.live_index()
    live_index.follow()
    shelf.published = "torn"
    wait_for(lambda: live_index.state().failure)
    shelf.published = "tuesday"
    wait_for(lambda: read_now(live_index) == {"tuesday"})
    live_index.close()


def test_closing_waits_for_the_last_request(shelf):
    live_index = shelf.live_index()
    with live_index.lease() as assistant:
        live_index.close()
        assert not assistant.closed
    assert assistant.closed


def test_nothing_is_opened_after_closing(shelf):
    live_index = shelf.live_index()
    live_index.close()
    shelf.published = "tuesday"
    live_index.look()
    assert shelf.opened == ["monday"]


def test_no_lease_of_many_threads_ever_sees_a_closed_generation_or_two_at_once(shelf):
    live_index = shelf.live_index()
    enough, wrong = Event(), []

    def keep_reading():
        while not enough.is_set():
            with live_index.lease() as assistant:
                first, second = (assistant.search("words").hits[0].passage.document.id for _ in range(2))
                if first != second or assistant.closed:
                    wrong.append((first, second, assistant.closed))

    readers = [Thread(target=keep_reading) for _ in range(8)]
    for reader in readers:
        reader.start()
    for number in range(200):
        shelf.published = f"day {number}"
        live_index.look()
    enough.set()
    for reader in readers:
        reader.join(DEADLINE_S)
    assert wrong == []
    assert live_index.state().swaps == 200


def wait_for(condition):
    deadline = monotonic() + DEADLINE_S
    while not condition():
        assert monotonic() < deadline, "it did not come to pass"
        sleep(0.01)


LEFT_BEHIND = """
import re, sys
from pathlib import Path
from trendsqa.answering.live_index import give_back_freed_memory

def resident_mib():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

# Small pieces come from the heap; the last one stays, above all the others.
pieces = [b"%d" % n * 400 for n in range(100_000)]
stays = pieces.pop()
del pieces
before = resident_mib()
give_back_freed_memory()
print(before - resident_mib())
"""


def test_asking_does_no_harm_wherever_it_runs():
    assert give_back_freed_memory() in {True, False}


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
def test_memory_under_something_that_lives_on_goes_back_to_the_operating_system():
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, text=True, check=True, timeout=60)
    assert float(done.stdout) > 50
