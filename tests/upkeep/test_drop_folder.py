"""What counts as complete in a folder that people put files into, and where files go. Time is counted by hand."""

import os
from pathlib import Path

import pytest

from trendsqa.corpus.collection import Collection, Overrides
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.errors import SourceError
from trendsqa.upkeep.drop_folder import ADDED, REFUSED, DropFolder, take_in

SETTLE_S = 2.0


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def drop(tmp_path, clock):
    return DropFolder(tmp_path, settle_s=SETTLE_S, clock=clock)


def ready(drop, clock):
    """The names that are complete once everything had time to settle."""
    drop.look()
    clock.now += SETTLE_S
    return [file.path.name for file in drop.look().ready]


def claim(drop, clock):
    """The one file that is ready, claimed."""
    drop.look()
    clock.now += SETTLE_S
    (file,) = drop.look().ready
    return drop.claim(file)


def test_a_file_is_ready_when_it_has_not_changed_for_the_settle_time(drop, clock, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("one")
    assert drop.look().unsettled == ("a.md",)
    clock.now = 1.9
    assert drop.look().ready == ()
    file.write_text("one, two")
    clock.now = 3.0
    assert drop.look().unsettled == ("a.md",)
    clock.now = 5.0
    assert [found.path for found in drop.look().ready] == [file]


def test_a_file_that_keeps_changing_is_named_as_slow(drop, clock, tmp_path):
    for second in range(12):
        (tmp_path / "a.md").write_text("a" * second)
        clock.now = second
        lying = drop.look()
        assert lying.slow == (("a.md",) if second >= 10 else ())
        assert lying.ready == ()


def test_a_file_that_is_open_for_writing_is_not_ready(drop, clock, tmp_path):
    with (tmp_path / "a.md").open("w") as file:
        file.write("a")
        file.flush()
        assert ready(drop, clock) == []
    assert [found.path.name for found in drop.look().ready] == ["a.md"]


def test_a_file_that_is_open_for_reading_is_ready(drop, clock, tmp_path):
    (tmp_path / "a.md").write_text("a")
    with (tmp_path / "a.md").open():
        assert ready(drop, clock) == ["a.md"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.md", "~$report.docx", ".~lock.report.odt#", "report.pdf.part", "report.PDF.CRDOWNLOAD", "x.tmp",
        "report.pdf.filepart", "Thumbs.db", "desktop.ini",
    ],
)  # fmt: skip
def test_files_that_are_not_finished_or_not_documents_are_left_alone(drop, clock, tmp_path, name):
    (tmp_path / name).write_text("a")
    assert ready(drop, clock) == []


def test_links_folders_and_pipes_are_left_alone_and_named(drop, tmp_path):
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    lying = drop.look()
    assert lying.left_alone == (("folder", "a folder"), ("link.md", "a link"), ("pipe", "no ordinary file"))
    assert lying.unsettled == ()


def test_what_is_claimed_is_put_aside_under_the_day(drop, clock, tmp_path):
    (tmp_path / "a.md").write_text("a")
    kept = drop.put_aside(claim(drop, clock), ADDED)
    assert kept.parent == tmp_path / "added"
    assert kept.name[4] == kept.name[7] == kept.name[10] == "-"
    assert kept.name[11:] == "a.md"
    assert kept.read_text() == "a"
    assert drop.look().ready == drop.look().unsettled == ()


def test_names_that_clash_get_a_number_and_nothing_is_overwritten(drop, clock, tmp_path):
    kept = []
    for text in ("one", "two", "three"):
        (tmp_path / "a.md").write_text(text)
        kept.append(drop.put_aside(claim(drop, clock), ADDED))
        clock.now += 1
    assert [path.read_text() for path in kept] == ["one", "two", "three"]
    assert [path.name[11:] for path in kept] == ["a.md", "a-2.md", "a-3.md"]


def test_a_refused_file_has_its_reason_beside_it(drop, clock, tmp_path):
    (tmp_path / "a.md").write_text("a")
    kept = drop.put_aside(claim(drop, clock), REFUSED, "It is empty.")
    assert kept.with_name(f"{kept.name}.reason.txt").read_text() == "It is empty.\n"


@pytest.mark.parametrize("name", ["n" * 252 + ".md", "a." + "b" * 250, "é" * 126 + ".md"])
def test_the_longest_names_can_be_put_aside_with_a_reason(drop, clock, tmp_path, name):
    (tmp_path / name).write_text("a")
    kept = drop.put_aside(claim(drop, clock), REFUSED, "It is empty.")
    assert kept.read_text() == "a"
    assert kept.with_name(f"{kept.name}.reason.txt").exists()


def test_a_file_that_changed_between_look_and_claim_settles_anew(drop, clock, tmp_path):
    file = tmp_path / "a.md"
    file.write_text("one")
    drop.look()
    clock.now = SETTLE_S
    (found,) = drop.look().ready
    file.write_text("one, two")
    assert drop.claim(found) is None
    assert drop.look().unsettled == ("a.md",)
    clock.now += SETTLE_S
    (found,) = drop.look().ready
    assert drop.put_aside(drop.claim(found), ADDED).read_text() == "one, two"


def test_a_file_that_went_between_look_and_claim_is_not_claimed(drop, clock, tmp_path):
    (tmp_path / "a.md").write_text("one")
    drop.look()
    clock.now = SETTLE_S
    (found,) = drop.look().ready
    found.path.unlink()
    assert drop.claim(found) is None


def test_a_file_that_was_claimed_before_a_crash_comes_before_a_newer_one_of_its_name(drop, clock, tmp_path):
    (tmp_path / "a.md").write_text("first")
    claim(drop, clock)
    (tmp_path / "a.md").write_text("second")
    again = DropFolder(tmp_path, settle_s=SETTLE_S, clock=clock)
    again.look()
    clock.now += SETTLE_S
    first, second = again.look().ready
    assert again.claim(second) is None
    assert again.put_aside(again.claim(first), ADDED).read_text() == "first"
    assert again.put_aside(again.claim(second), ADDED).read_text() == "second"


def test_a_link_in_the_place_of_a_folder_of_ours_is_not_followed(drop, clock, tmp_path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (tmp_path / "added").symlink_to(elsewhere)
    (tmp_path / "a.md").write_text("a")
    claimed = claim(drop, clock)
    with pytest.raises(OSError, match="a link stands"):
        drop.put_aside(claimed, ADDED)
    assert claimed.read_text() == "a"
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only an administrator may give a folder away")
def test_files_in_a_folder_that_another_account_made_in_the_place_of_ours_are_not_taken(drop, clock, tmp_path):
    (tmp_path / ".taking").mkdir()
    (tmp_path / ".taking" / "a.md").write_text("a")
    os.chown(tmp_path / ".taking", 65534, 65534)
    with pytest.raises(PermissionError, match="another account"):
        claim(drop, clock)


def test_a_file_that_rests_is_neither_ready_nor_waited_for_and_comes_back(drop, clock, tmp_path):
    (tmp_path / "a.md").write_text("a")
    drop.look()
    drop.rest("a.md")
    clock.now = 29
    assert drop.look().ready == drop.look().unsettled == ()
    clock.now = 32
    assert [found.path.name for found in drop.look().ready] == ["a.md"]


def test_a_folder_that_is_gone_raises(drop, tmp_path):
    tmp_path.rmdir()
    with pytest.raises(FileNotFoundError):
        drop.look()


ROOT = Path(__file__).resolve().parents[2]
LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=50, max_characters=1_000_000)
FERRIES = "# Ferries\n\nThe ferry crosses at noon.\n"


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path / "corpus", shipped=ROOT / "corpus", limits=LIMITS, most_loss=0.2)


@pytest.fixture
def dropping(tmp_path):
    (tmp_path / "drop").mkdir()
    return DropFolder(tmp_path / "drop", settle_s=0, clock=lambda: 0.0)


def take_all(dropping, collection):
    return [take_in(dropping, file, collection) for file in dropping.look().ready]


def test_a_file_is_added_with_cautious_rights_and_kept(dropping, collection):
    (dropping.folder / "ferries.md").write_text(FERRIES)
    (taken,) = take_all(dropping, collection)
    source = taken.added.entry.source
    assert (source.id, source.licence, source.terms) == ("ferries", "unknown", "quote")
    assert taken.kept_as.read_text() == FERRIES


def test_a_file_that_was_added_but_not_put_aside_is_added_again_to_the_same_entry(dropping, collection):
    """What a crash between the two leaves: the file where it was claimed, and its entry."""
    (dropping.folder / "ferries.md").write_text(FERRIES)
    claimed = dropping.claim(dropping.look().ready[0])
    collection.add(claimed, Overrides())
    before = collection.library.entry("ferries").snapshots[0].sha256
    (taken,) = take_all(dropping, collection)
    assert taken.added.replaced
    assert [entry.snapshots[0].sha256 for entry in collection.library.entries()] == [before]
    assert taken.kept_as.read_text() == FERRIES


def test_a_name_that_is_no_utf_8_is_refused(dropping, collection):
    name = os.fsencode(dropping.folder) + b"/f\xe9rries.md"
    with open(name, "w") as file:  # noqa: PTH123 (a path of bytes)
        file.write(FERRIES)
    (taken,) = take_all(dropping, collection)
    assert "no UTF-8" in taken.reason
    assert taken.kept_as.read_text() == FERRIES
    assert collection.library.entries() == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read every file")
def test_a_file_that_this_account_may_not_read_is_refused(dropping, collection):
    file = dropping.folder / "ferries.md"
    file.write_text(FERRIES)
    file.chmod(0)
    (taken,) = take_all(dropping, collection)
    assert "Check the path and its rights" in taken.reason


def test_a_damaged_library_refuses_no_file(dropping, collection, tmp_path):
    (dropping.folder / "ferries.md").write_text(FERRIES)
    entry = tmp_path / "corpus" / "library" / "entries" / "other.json"
    entry.parent.mkdir(parents=True)
    entry.write_text("{")
    with pytest.raises(SourceError, match=r"other\.json"):
        take_all(dropping, collection)
    entry.unlink()
    (taken,) = take_all(dropping, collection)
    assert taken.added


def test_another_file_of_the_same_title_is_a_document_of_its_own(dropping, collection):
    (dropping.folder / "ferries.md").write_text(FERRIES)
    (dropping.folder / "boats.md").write_text("# Ferries\n\nThe boat rests.\n")
    first, second = take_all(dropping, collection)
    assert (first.added.entry.source.id, second.added.entry.source.id) == ("ferries", "ferries-2")
    assert second.added.namesakes == ("ferries",)


def test_a_dropped_file_that_would_lose_too_much_leaves_what_is_held(dropping, collection):
    (dropping.folder / "ferries.md").write_text(FERRIES)
    take_all(dropping, collection)
    before = collection.library.entries()
    (dropping.folder / "ferries.md").write_text(f"# Ferries\n\n{'a' * 300}\n")
    (taken,) = take_all(dropping, collection)
    reason = taken.kept_as.with_name(f"{taken.kept_as.name}.reason.txt").read_text()
    assert "ferries.md was not added" in reason
    assert "60 of 62 words glued" in reason
    assert collection.library.entries() == before


def test_a_dropped_file_passes_with_a_loss_that_was_accepted_of_its_document(dropping, collection, tmp_path):
    (tmp_path / "ferries.md").write_text(f"# Ferries\n\n{'a' * 300}\n")
    collection.add(tmp_path / "ferries.md", Overrides(allow_loss=True))
    (dropping.folder / "ferries.md").write_text(f"# Ferries\n\nNo.\n\n{'a' * 250}\n")
    (taken,) = take_all(dropping, collection)
    assert taken.added.replaced
