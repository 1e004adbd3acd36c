"""What a running server holds: a newer generation takes over, whoever reads the older one finishes with it."""

import gc
import logging
import subprocess
import sys
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from fakes.assistant import OverlapAssistant
from trendsqa.answering.answer_counts import Tally
from trendsqa.answering.live_index import Publication, give_back_freed_memory
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
        return OverlapAssistant({name: [f"These are the words of {name}."]})

    def publication(self, **options):
        return Publication(self.name, self.open, Tally(), **options)


def read(assistant):
    """The names of the generations that an answer is made of; asking a closed assistant is a defect."""
    assert not assistant.closed
    return {hit.passage.document_id for hit in assistant.search("words").hits}


def read_now(publication):
    with publication.lease() as assistant:
        return read(assistant)


@pytest.fixture
def shelf():
    return Shelf("monday", damaged=["torn"])


def test_a_lease_gives_what_was_published_at_the_start(shelf):
    publication = shelf.publication()
    assert read_now(publication) == {"monday"}
    assert publication.standing().generation == "monday"


def test_a_start_with_a_damaged_generation_is_refused():
    with pytest.raises(IndexDamagedError, match="trendsqa index build"):
        Shelf("torn", damaged=["torn"]).publication()


def test_what_is_published_later_answers_after_the_next_look(shelf):
    publication = shelf.publication()
    shelf.published = "tuesday"
    assert read_now(publication) == {"monday"}
    publication.look()
    assert read_now(publication) == {"tuesday"}
    assert (publication.standing().generation, publication.standing().swaps) == ("tuesday", 1)


def test_a_look_without_a_change_opens_nothing(shelf):
    publication = shelf.publication()
    publication.look()
    assert shelf.opened == ["monday"]
    assert publication.standing().swaps == 0


def test_a_request_finishes_on_the_generation_it_began_with(shelf):
    publication = shelf.publication()
    with publication.lease() as begun_before:
        shelf.published = "tuesday"
        publication.look()
        assert read_now(publication) == {"tuesday"}
        assert read(begun_before) == {"monday"}
    assert begun_before.closed


def test_the_last_of_several_requests_closes_the_generation(shelf):
    publication = shelf.publication()
    with publication.lease() as assistant:
        with publication.lease():
            shelf.published = "tuesday"
            publication.look()
        assert not assistant.closed
    assert assistant.closed


def test_a_generation_that_nobody_reads_is_closed_at_once(shelf):
    publication = shelf.publication()
    with publication.lease() as monday:
        pass
    shelf.published = "tuesday"
    publication.look()
    assert monday.closed


def test_a_request_that_fails_ends_its_lease_too(shelf):
    publication = shelf.publication()
    with pytest.raises(RuntimeError, match="in the middle"), publication.lease() as monday:  # noqa: PT012
        shelf.published = "tuesday"
        publication.look()
        raise RuntimeError("in the middle of an answer")
    assert monday.closed
    assert read_now(publication) == {"tuesday"}


def test_two_changes_during_a_request_keep_the_three_generations_apart(shelf):
    publication = shelf.publication()
    with publication.lease() as monday:
        shelf.published = "tuesday"
        publication.look()
        with publication.lease() as tuesday:
            shelf.published = "wednesday"
            publication.look()
            assert [*map(read, (monday, tuesday))] == [{"monday"}, {"tuesday"}]
            assert read_now(publication) == {"wednesday"}
        assert tuesday.closed
        assert not monday.closed


def test_going_back_to_an_earlier_generation_opens_it_anew(shelf):
    publication = shelf.publication()
    for name in ("tuesday", "monday"):
        shelf.published = name
        publication.look()
    assert read_now(publication) == {"monday"}
    assert publication.standing().swaps == 2


def test_memory_of_a_generation_is_free_once_its_last_reader_is_gone(shelf):
    publication = shelf.publication()
    lease = publication.lease()
    lease.__enter__()
    shelf.published = "tuesday"
    publication.look()
    assert publication.standing().in_memory == 2
    lease.__exit__(None, None, None)
    del lease
    gc.disable()  # What only the collector of cycles finds would stay for a long time.
    try:
        assert publication.standing().in_memory == 1
    finally:
        gc.enable()


def test_a_damaged_generation_leaves_the_earlier_one_answering_and_is_told(shelf, caplog):
    publication = shelf.publication()
    shelf.published = "torn"
    for _ in range(5):
        publication.look()
    assert read_now(publication) == {"monday"}
    standing = publication.standing()
    assert (standing.generation, standing.swaps, standing.failed_swaps) == ("monday", 0, 1)
    assert standing.failure.generation == "torn"
    assert standing.failure.message == "torn does not match its checksum. Build again: trendsqa index build"
    assert shelf.opened == ["monday", "torn"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "generation monday stays: torn does not match" in caplog.text


def test_a_generation_that_was_mended_is_taken_when_it_is_tried_again(shelf, caplog):
    publication = shelf.publication(retry_after_s=0)
    shelf.published = "torn"
    publication.look()
    since = publication.standing().failure.since
    publication.look()
    assert publication.standing().failure.since == since
    assert len(caplog.records) == 1
    shelf.damaged.clear()
    publication.look()
    assert read_now(publication) == {"torn"}
    assert publication.standing().failure is None


@pytest.mark.parametrize("name", ["monday", "tuesday"])
def test_a_sound_generation_ends_the_failure(shelf, name):
    publication = shelf.publication()
    shelf.published = "torn"
    publication.look()
    shelf.published = name
    publication.look()
    assert read_now(publication) == {name}
    assert publication.standing().failure is None


def test_each_damaged_generation_is_told_once(shelf, caplog):
    publication = shelf.publication()
    shelf.damaged.add("burnt")
    for name in ("torn", "torn", "burnt", "burnt"):
        shelf.published = name
        publication.look()
    assert publication.standing().failed_swaps == 2
    assert publication.standing().failure.generation == "burnt"
    assert len(caplog.records) == 2


def test_a_pointer_that_is_gone_leaves_the_generation_answering(shelf, caplog):
    publication = shelf.publication()
    shelf.published = ""
    for _ in range(3):
        publication.look()
    assert read_now(publication) == {"monday"}
    assert publication.standing().failure.generation == ""
    assert "Build one: trendsqa index build" in publication.standing().failure.message
    assert len(caplog.records) == 1


def test_what_is_replaced_while_it_is_being_opened_is_no_failure(shelf, caplog):
    """A builder may publish twice and delete the first meanwhile: the second is taken, and nothing is told."""

    def replaced(name):
        if name == "torn":
            shelf.published = "tuesday"
        return shelf.open(name)

    publication = Publication(shelf.name, replaced, Tally())
    shelf.published = "torn"
    publication.look()
    assert publication.standing().failure is None
    publication.look()
    assert read_now(publication) == {"tuesday"}
    assert caplog.records == []


def test_an_error_that_nobody_foresaw_shows_no_reason_and_is_logged_whole(shelf, caplog):
    def unforeseen(name):
        if name == "tuesday":
            raise OSError(24, "Too many open files", "/srv/index/tuesday")
        return shelf.open(name)

    publication = Publication(shelf.name, unforeseen, Tally())
    shelf.published = "tuesday"
    publication.look()
    assert read_now(publication) == {"monday"}
    assert "/srv" not in publication.standing().failure.message
    assert "Too many open files" in caplog.text


def test_following_takes_what_is_published_without_being_asked(shelf):
    publication = shelf.publication()
    publication.follow()
    shelf.published = "tuesday"
    wait_for(lambda: read_now(publication) == {"tuesday"})
    publication.close()


def test_following_goes_on_after_a_failure(shelf):
    publication = shelf.publication()
    publication.follow()
    shelf.published = "torn"
    wait_for(lambda: publication.standing().failure)
    shelf.published = "tuesday"
    wait_for(lambda: read_now(publication) == {"tuesday"})
    publication.close()


def test_closing_waits_for_the_last_request(shelf):
    publication = shelf.publication()
    with publication.lease() as assistant:
        publication.close()
        assert not assistant.closed
    assert assistant.closed


def test_nothing_is_opened_after_closing(shelf):
    publication = shelf.publication()
    publication.close()
    shelf.published = "tuesday"
    publication.look()
    assert shelf.opened == ["monday"]


def test_no_lease_of_many_threads_ever_sees_a_closed_generation_or_two_at_once(shelf):
    publication = shelf.publication()
    enough, wrong = Event(), []

    def keep_reading():
        while not enough.is_set():
            with publication.lease() as assistant:
                first, second = (assistant.search("words").hits[0].passage.document_id for _ in range(2))
                if first != second or assistant.closed:
                    wrong.append((first, second, assistant.closed))

    readers = [Thread(target=keep_reading) for _ in range(8)]
    for reader in readers:
        reader.start()
    for number in range(200):
        shelf.published = f"day {number}"
        publication.look()
    enough.set()
    for reader in readers:
        reader.join(DEADLINE_S)
    assert wrong == []
    assert publication.standing().swaps == 200


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
