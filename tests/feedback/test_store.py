import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from trendsqa.errors import StorageError, UnknownItemError
from trendsqa.feedback.entry import Feedback
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import FeedbackSettings

SAID = Feedback(
    question="When does the ferry cross?",
    useful=False,
    citation=2,
    section_id="harbour#ferry",
    words="At noon,\nnot at dusk.",
    generation="g1",
    outcome="answered",
)
BARE = Feedback("Why?", useful=True, citation=None, section_id=None, words=None, generation="", outcome=None)


class Calendar:
    def __init__(self):
        self.day = date(2024, 3, 1)

    def __call__(self):
        return self.day


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def store(tmp_path, calendar):
    return FeedbackStore(tmp_path, FeedbackSettings(most_entries=3, retention_days=10), today=calendar)


def questions(entries):
    return [entry.feedback.question for entry in entries]


def asked(store, *texts):
    return [store.add(replace(BARE, question=text)) for text in texts]


def test_what_is_added_comes_back_as_it_was_with_the_day(store):
    ids = [store.add(SAID), store.add(BARE)]
    entries = store.entries()
    assert [entry.feedback for entry in entries] == [SAID, BARE]
    assert [entry.id for entry in entries] == ids
    assert {entry.day for entry in entries} == {date(2024, 3, 1)}
    assert store.entry(ids[0]) == entries[0]


def test_nothing_is_kept_but_what_was_sent_and_the_day(store):
    store.add(SAID)
    with sqlite3.connect(store.path) as connection:
        (row,) = connection.execute("SELECT * FROM entries")
    number, entry_id, *rest = row
    assert (number, len(entry_id)) == (1, 32)
    assert rest == ["2024-03-01", *(SAID.question, 0, 2, SAID.section_id, SAID.words, "g1", "answered")]


def test_no_two_ids_are_alike_and_they_tell_no_order(store):
    first, second = asked(store, "a", "b")
    assert len({first, second}) == 2
    assert not {first, second} & {"1", "2"}
    assert all(one.isalnum() for one in (first, second))


def test_the_oldest_go_when_there_are_too_many(store):
    asked(store, "a", "b", "c", "d", "e")
    assert questions(store.entries()) == ["c", "d", "e"]


def test_what_is_too_old_is_neither_shown_nor_kept(store, calendar):
    asked(store, "old")
    calendar.day += timedelta(days=10)
    assert questions(store.entries()) == ["old"]
    calendar.day += timedelta(days=1)
    assert store.entries() == ()
    asked(store, "new")
    assert b"old" not in store.path.read_bytes()


def test_what_is_too_old_goes_when_a_server_starts(store, calendar):
    asked(store, "ancient")
    calendar.day += timedelta(days=11)
    store.tidy()
    assert b"ancient" not in store.path.read_bytes()


def test_an_entry_that_is_taken_back_leaves_no_words_in_any_file(store):
    kept, gone = store.add(BARE), store.add(SAID)
    store.take_back(gone)
    assert [entry.id for entry in store.entries()] == [kept]
    for path in store.path.parent.iterdir():
        assert b"dusk" not in path.read_bytes()


def test_an_entry_that_is_not_there_cannot_be_taken_back(store):
    with pytest.raises(UnknownItemError):
        store.take_back("nobody")
    entry_id = store.add(BARE)
    store.take_back(entry_id)
    with pytest.raises(UnknownItemError, match="none any more"):
        store.take_back(entry_id)
    with pytest.raises(UnknownItemError):
        store.entry(entry_id)


def test_entries_are_read_in_parts_oldest_first(store):
    first, second, _ = asked(store, "a", "b", "c")
    assert questions(store.entries(limit=2)) == ["a", "b"]
    assert questions(store.entries(limit=2, after=second)) == ["c"]
    store.take_back(first)
    with pytest.raises(UnknownItemError):
        store.entries(after=first)


def test_the_newest_come_newest_first(store):
    asked(store, "a", "b", "c")
    assert questions(store.newest(2)) == ["c", "b"]


def test_reading_makes_no_file(store):
    assert (store.entries(), store.newest(5)) == ((), ())
    store.tidy()
    with pytest.raises(UnknownItemError):
        store.take_back("nobody")
    assert not store.path.parent.exists()


def test_the_files_are_their_owners_alone(store, tmp_path):
    store.add(SAID)
    with sqlite3.connect(store.path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM entries")
        files = [*store.path.parent.iterdir()]
        assert {path.suffix for path in files} == {".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    assert store.path == tmp_path / "feedback" / "feedback.sqlite3"


def test_a_damaged_file_is_told_and_can_be_moved_away(store):
    store.add(SAID)
    store.path.write_bytes(b"This is no database at all. " * 100)
    for call in (store.entries, lambda: store.add(SAID), lambda: store.take_back("x")):
        with pytest.raises(StorageError, match="move it away"):
            call()
    store.path.unlink()
    assert store.add(SAID)


def test_a_damaged_file_is_logged_at_the_start_and_stops_nothing(store, caplog):
    store.add(SAID)
    store.path.write_bytes(b"This is no database at all. " * 100)
    store.tidy()
    assert "Old feedback cannot be deleted" in caplog.text


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "feedback").write_text("a file in the way")
    with pytest.raises(StorageError, match="feedback"):
        FeedbackStore(tmp_path, FeedbackSettings()).add(SAID)


WITHOUT_ROOM = """
import resource, signal, sys
from pathlib import Path
from trendsqa.errors import StorageError
from trendsqa.feedback.entry import Feedback
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import FeedbackSettings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    FeedbackStore(Path(sys.argv[1]), FeedbackSettings()).add(Feedback("a" * 900, True, None, None, None, "", None))
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_where_there_is_no_room_that_is_told_and_what_was_there_stays(tmp_path):
    store = FeedbackStore(tmp_path, FeedbackSettings())
    store.add(BARE)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert "cannot be written" in done.stdout
    assert questions(store.entries()) == ["Why?"]
    assert store.add(SAID)


def test_another_process_that_holds_the_file_is_waited_for_and_then_told(store, monkeypatch):
    store.add(BARE)
    monkeypatch.setattr("trendsqa.feedback.store._WAIT_S", 0.05)
    with sqlite3.connect(store.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked"):
            store.add(SAID)
    assert store.add(SAID)


WRITER = """
import sys
from pathlib import Path
from trendsqa.feedback.entry import Feedback
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import FeedbackSettings
store = FeedbackStore(Path(sys.argv[1]), FeedbackSettings())
for number in range(25):
    store.add(Feedback(f"{sys.argv[2]}{number}", True, None, None, None, "", None))
"""


def test_two_processes_write_at_once_from_the_first_entry_on(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True) for name in "ab"]
    said = [writer.communicate(timeout=60)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    found = questions(FeedbackStore(tmp_path, FeedbackSettings()).entries())
    assert sorted(found) == sorted(f"{name}{number}" for name in "ab" for number in range(25))
