"""Watching real folders and building real indexes; time is scripted except where notices of changes are the subject."""

import threading
import time
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from fakes.changes import Over, ScriptedChanges
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import InputError
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.publishing import kept_names
from trendsqa.settings import ReadingSettings, Settings
from trendsqa.upkeep.drop_folder import DropFolder
from trendsqa.upkeep.folder_changes import FolderChanges
from trendsqa.upkeep.watching import Watcher, check_drop_folder

pytestmark = pytest.mark.model

SETTLE_S = 2.0
FERRIES = "# Ferries\n\nThe ferry crosses at noon.\n"


@pytest.fixture
def empty(assemble):
    """An installation that holds nothing, and has been built."""
    return assemble()


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def silent():
    return nullcontext(lambda _done, _total: None)


def watching(assembly, drop, changes, told, *, clock, settle_s=SETTLE_S):
    dropped = DropFolder(drop, settle_s=settle_s, clock=clock) if drop else None
    return Watcher(assembly, changes, told.append, settle_s=settle_s, drop=dropped, progress=silent, clock=clock)


def play(assembly, drop, until, *script):
    """What was told while the script was played, as (kind, subject); all messages as one text."""
    told, changes = [], ScriptedChanges(until, *script)
    watcher = watching(assembly, drop, changes, told, clock=changes.clock)
    with pytest.raises(Over):
        watcher.run(lambda: False)
    return [(event.kind.value, event.subject) for event in told], "\n".join(event.message for event in told)


def kinds(events):
    return [kind for kind, _ in events]


def held(assembly):
    return {item.source.id for item in assembly.collection().items()}


def documents(assembly):
    with_index = assembly.assistant()
    ids = [document.id for document in with_index.documents()]
    with_index.close()
    return ids


def test_a_dropped_file_is_added_built_and_kept(empty, drop):
    events, said = play(empty, drop, 20, (6, lambda: (drop / "ferries.md").write_text(FERRIES)))
    assert kinds(events) == ["watching", "unchanged", "added", "building", "published"]
    assert "Added ferries.md as ferries: Ferries, 6 words in 1 section, terms quote." in said
    assert [path.read_text() for path in (drop / "added").iterdir()] == [FERRIES]
    assert not (drop / "ferries.md").exists()
    assert held(empty) == {"ferries"}


def test_a_file_that_is_still_being_written_is_taken_whole_and_built_once(empty, drop):
    file = drop / "ferries.md"

    def write(text):
        with file.open("a") as out:
            out.write(text)

    pieces = [(6 + 1.5 * number, partial(write, f"\nLine {number} of it.\n")) for number in range(8)]
    events, said = play(empty, drop, 40, (5, partial(write, FERRIES)), *pieces)
    assert kinds(events).count("published") == 1
    assert ("waiting", "ferries.md") in events
    assert "ferries.md is still being written" in said
    assert "Line 7 of it." in next((drop / "added").iterdir()).read_text()
    assert empty.collection().library.entry("ferries").snapshots[0].size == len(
        next((drop / "added").iterdir()).read_bytes()
    )


def test_many_files_at_once_are_one_build(empty, drop):
    def put_many():
        for number in range(50):
            (drop / f"note-{number:02}.md").write_text(f"# Note {number}\n\nThe ferry of note {number}.\n")

    events, _ = play(empty, drop, 30, (6, put_many))
    assert kinds(events).count("added") == 50
    assert kinds(events).count("published") == 1
    assert len(held(empty)) == 50


def test_a_file_that_cannot_be_read_is_refused_with_the_reason_and_the_others_are_added(empty, drop):
    (drop / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (drop / "empty.md").touch()
    (drop / "ferries.md").write_text(FERRIES)
    events, _ = play(empty, drop, 15)
    assert ("refused", "broken.pdf") in events
    assert ("refused", "empty.md") in events
    assert ("added", "ferries.md") in events
    reasons = {path.name[11:]: path.read_text() for path in (drop / "refused").glob("*.reason.txt")}
    assert set(reasons) == {"broken.pdf.reason.txt", "empty.md.reason.txt"}
    assert reasons["broken.pdf.reason.txt"].startswith("broken.pdf ")
    assert len([*(drop / "refused").iterdir()]) == 4
    assert held(empty) == {"ferries"}


def test_a_file_over_the_limit_is_refused_and_the_message_names_the_setting(empty, drop):
    small = Settings(reading=ReadingSettings(max_file_mib=1))
    assembly = Assembly(small, corpus=empty.locations.corpus, index=empty.locations.index)
    (drop / "huge.txt").write_bytes(b"words " * 200_000)
    events, said = play(assembly, drop, 15)
    assert ("refused", "huge.txt") in events
    assert "reading.max_file_mib" in said
    assert ".taking" not in said


def test_a_file_of_the_same_name_that_has_changed_replaces_its_entry(empty, drop):
    file = drop / "ferries.md"
    file.write_text(FERRIES)
    events, _ = play(empty, drop, 20, (8, lambda: file.write_text("# Ferries in winter\n\nNo ferry crosses.\n")))
    assert kinds(events)[-3:] == ["replaced", "building", "published"]
    assert held(empty) == {"ferries"}
    assert empty.collection().library.entry("ferries").source.title == "Ferries in winter"
    assert len([*(drop / "added").iterdir()]) == 2


def test_deleting_what_was_dropped_removes_nothing(empty, drop):
    (drop / "ferries.md").write_text(FERRIES)

    def delete():
        for path in (drop / "added").iterdir():
            path.unlink()
        (drop / "added").rmdir()

    events, _ = play(empty, drop, 20, (8, delete))
    assert kinds(events)[-1] == "published"
    assert held(empty) == {"ferries"}


def test_a_drop_folder_that_goes_and_comes_back_is_watched_again(empty, drop):
    elsewhere = drop.with_name("elsewhere")

    def come_back():
        elsewhere.rename(drop)
        (drop / "ferries.md").write_text(FERRIES)

    events, said = play(empty, drop, 40, (6, lambda: drop.rename(elsewhere)), (12, come_back))
    assert kinds(events) == [
        "watching", "unchanged", "missing", "watching", "added", "building", "published",
    ]  # fmt: skip
    assert f"{drop} is back." in said


def test_folders_and_links_are_left_where_they_are_and_said_once(empty, drop, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text(FERRIES)
    (drop / "linked.md").symlink_to(secret)
    (drop / "inner").mkdir()
    (drop / "inner" / "ferries.md").write_text(FERRIES)
    events, said = play(empty, drop, 100)
    assert events[1:3] == [("left-alone", "inner"), ("left-alone", "linked.md")]
    assert kinds(events).count("left-alone") == 2
    assert "linked.md is a link" in said
    assert held(empty) == set()
    assert (drop / "linked.md").is_symlink()


def test_what_corpus_add_puts_into_the_library_is_built(empty, tmp_path):
    file = tmp_path / "ferries.md"
    file.write_text(FERRIES)
    events, _ = play(empty, None, 20, (6, lambda: empty.collection().add(file, Overrides())))
    assert kinds(events) == ["watching", "unchanged", "building", "published"]
    assert documents(empty) == ["ferries"]


def test_a_build_causes_no_other(empty, drop):
    (drop / "ferries.md").write_text(FERRIES)
    events, _ = play(empty, drop, 300)
    assert kinds(events) == ["watching", "added", "published"]


def test_changes_that_keep_coming_are_built_after_a_minute(empty, tmp_path):
    folder = empty.locations.corpus / "near-misses"
    folder.mkdir(parents=True)
    steps = [(6.0 + number, partial((folder / f"{number}.jsonl").write_text, "")) for number in range(120)]
    events, _ = play(empty, None, 100, *steps)
    assert kinds(events) == ["watching", "unchanged", "building", "unchanged"]


def test_a_build_that_fails_is_told_once_and_the_next_change_tries_again(empty):
    manifest = empty.locations.corpus / "sources.toml"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    before = kept_names(empty.layout)
    wrong, right = partial(manifest.write_text, "[[source]]\nid = 3\n"), partial(manifest.write_text, "# none\n")
    events, said = play(empty, None, 200, (6, wrong), (50, right))
    assert kinds(events) == ["watching", "unchanged", "building", "failed", "building", "unchanged"]
    assert "sources.toml is not a valid manifest" in said
    assert kept_names(empty.layout) == before


def test_dropped_files_wait_while_the_manifest_is_wrong(empty, drop):
    manifest = empty.locations.corpus / "sources.toml"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text("[[source]]\nid = 3\n")
    (drop / "ferries.md").write_text(FERRIES)
    events, _ = play(empty, drop, 120, (30, manifest.unlink))
    assert kinds(events).count("added") == 1
    assert ("failed", str(drop)) in events
    assert not (drop / "refused").exists()
    assert kinds(events)[-1] == "published"


def test_a_file_that_cannot_be_put_aside_is_not_lost_and_is_tried_again(empty, drop, tmp_path):
    (drop / "added").symlink_to(tmp_path)
    (drop / "ferries.md").write_text(FERRIES)
    events, said = play(empty, drop, 120, (20, (drop / "added").unlink))
    assert kinds(events) == ["watching", "failed", "published", "replaced", "building", "unchanged"]
    assert "ferries.md has to wait" in said
    assert [path.read_text() for path in (drop / "added").iterdir()] == [FERRIES]


def test_while_another_builds_it_waits_and_says_who(empty, drop):
    (drop / "ferries.md").write_text(FERRIES)
    other = sole_builder(empty.layout, "building for a test")
    other.__enter__()
    events, said = play(empty, drop, 60, (30, partial(other.__exit__, None, None, None)))
    assert kinds(events) == ["watching", "added", "waiting", "published"]
    assert "building for a test" in said


def alter(assembly, source):
    """Damage what the library holds of ``source``."""
    snapshot = assembly.collection().library.entry(source).snapshots[0]
    (assembly.locations.corpus / "library" / "snapshots" / snapshot.sha256).write_bytes(b"altered")


def test_a_new_source_that_cannot_be_read_is_told_and_the_rest_is_published(empty, tmp_path):
    file = tmp_path / "ferries.md"
    file.write_text(FERRIES)
    empty.collection().add(file, Overrides())
    alter(empty, "ferries")
    events, said = play(empty, None, 15)
    assert events[1] == ("left-out", "ferries")
    assert kinds(events)[2] == "published"
    assert "was altered since it was captured" in said


def test_text_that_is_published_and_cannot_be_read_any_more_is_told_and_stays(assemble, tmp_path):
    file = tmp_path / "ferries.md"
    file.write_text(FERRIES)
    assembly = assemble(file)
    before = assembly.layout.pointer.read_text()
    alter(assembly, "ferries")
    events, said = play(assembly, None, 15)
    assert kinds(events)[1] == "failed"
    assert "was altered since it was captured" in said
    assert "index build --allow-loss" in said
    assert assembly.layout.pointer.read_text() == before


def test_an_interrupt_in_a_build_leaves_what_was_published(empty, drop):
    (drop / "ferries.md").write_text(FERRIES)
    before = empty.layout.pointer.read_text()

    @contextmanager
    def interrupting():
        def on_progress(_done, _total):
            raise KeyboardInterrupt

        yield on_progress

    changes = ScriptedChanges(60)
    dropped = DropFolder(drop, settle_s=SETTLE_S, clock=changes.clock)
    watcher = Watcher(
        empty, changes, lambda _event: None, settle_s=SETTLE_S, drop=dropped, progress=interrupting, clock=changes.clock
    )
    with pytest.raises(KeyboardInterrupt):
        watcher.run(lambda: False)
    assert empty.layout.pointer.read_text() == before
    events, _ = play(empty, drop, 15)
    assert kinds(events) == ["watching", "published"]


def run_once(assembly, drop, until=1000, *script):
    told, changes = [], ScriptedChanges(until, *script)
    well = watching(assembly, drop, changes, told, clock=changes.clock).run_once()
    return well, [event.kind.value for event in told]


def test_once_takes_in_what_is_there_builds_and_ends(empty, drop):
    (drop / "ferries.md").write_text(FERRIES)
    assert run_once(empty, drop) == (True, ["added", "published"])
    assert run_once(empty, drop) == (True, ["unchanged"])


def test_once_says_that_a_person_is_needed(empty, drop):
    (drop / "empty.md").touch()
    assert run_once(empty, drop) == (False, ["refused", "unchanged"])


def test_once_does_not_wait_for_ever(empty, drop):
    with sole_builder(empty.layout, "building for a test"):
        assert run_once(empty, drop) == (False, ["waiting", "failed"])


def test_a_drop_folder_may_not_be_the_collection_nor_the_index(handbook, tmp_path):
    places = handbook.locations
    for folder in (places.corpus, places.corpus / "library" / "entries", places.index, handbook.layout.generations):
        with pytest.raises(InputError, match="moved away"):
            check_drop_folder(handbook, folder)
    with pytest.raises(InputError, match="mkdir"):
        check_drop_folder(handbook, tmp_path / "absent")
    check_drop_folder(handbook, tmp_path)


class Watched:
    """A watcher in a thread, over the real notices of the system."""

    def __init__(self, assembly, drop, *, settle_s):
        self.told = []
        assembly.locations.corpus.mkdir(parents=True, exist_ok=True)
        self._wake = assembly.locations.corpus / "wake"
        self._stopped = threading.Event()
        self._changes = FolderChanges(polling=False)
        self._watcher = watching(assembly, drop, self._changes, self.told, clock=time.monotonic, settle_s=settle_s)
        self._thread = threading.Thread(target=self._watcher.run, args=(self._stopped.is_set,))

    def __enter__(self):
        self._thread.start()
        self.wait_for("unchanged")
        return self

    def __exit__(self, *_):
        self._stopped.set()
        self._wake.touch()
        self._thread.join()
        self._changes.close()

    def wait_for(self, kind, timeout_s=20):
        deadline = time.monotonic() + timeout_s
        while kind not in self.kinds():
            assert time.monotonic() < deadline, self.told
            time.sleep(0.02)

    def kinds(self):
        return [event.kind.value for event in self.told]


@contextmanager
def in_pieces(file: Path, pieces, pause_s):
    """A thread that writes a file in pieces, opening it anew for each."""

    def write():
        for piece in pieces:
            with file.open("a") as out:
                out.write(piece)
            time.sleep(pause_s)

    writer = threading.Thread(target=write)
    writer.start()
    yield
    writer.join()


def test_a_slow_writer_causes_one_build_with_the_whole_content(empty, drop):
    pieces = [FERRIES, *(f"\nLine {number} of it.\n" for number in range(12))]
    with Watched(empty, drop, settle_s=0.6) as watched, in_pieces(drop / "ferries.md", pieces, 0.15):
        watched.wait_for("published")
        time.sleep(1)
    assert watched.kinds() == ["watching", "unchanged", "added", "building", "published"]
    entry = empty.collection().library.entry("ferries")
    assert empty.collection().library.read(entry, entry.snapshots[0]).decode() == "".join(pieces)


def test_a_file_that_somebody_has_open_for_writing_is_waited_for(empty, drop):
    file = drop / "ferries.md"
    with Watched(empty, drop, settle_s=0.2) as watched:
        with file.open("w") as out:
            out.write(FERRIES)
            out.flush()
            time.sleep(1.5)
            assert "added" not in watched.kinds()
            out.write("\nThe end.\n")
        watched.wait_for("published")
    assert next((drop / "added").iterdir()).read_text() == FERRIES + "\nThe end.\n"


def test_a_burst_of_files_causes_few_builds(empty, drop):
    with Watched(empty, drop, settle_s=0.3) as watched:
        for number in range(50):
            (drop / f"note-{number:02}.md").write_text(f"# Note {number}\n\nThe ferry of note {number}.\n")
            time.sleep(0.01)
        deadline = time.monotonic() + 20
        while len(documents(empty)) < 50 and time.monotonic() < deadline:
            time.sleep(0.1)
    assert watched.kinds().count("added") == 50
    assert 1 <= watched.kinds().count("published") <= 2


def test_every_change_in_the_library_is_noticed(empty, tmp_path):
    """Three files are added one after the other; each appears, without waiting for the next regular look."""
    with Watched(empty, None, settle_s=0.1) as watched:
        for number in range(1, 4):
            file = tmp_path / f"note-{number}.md"
            file.write_text(f"# Note {number}\n\nThe ferry of note {number}.\n")
            empty.collection().add(file, Overrides())
            deadline = time.monotonic() + 10
            while watched.kinds().count("published") < number:
                assert time.monotonic() < deadline, watched.told
                time.sleep(0.02)
    names = kept_names(empty.layout)
    assert len(names) == 4
    assert all(earlier < later for earlier, later in pairwise(names))
