"""A maintainer's actions on real files; the encoder is computed from content."""

from time import monotonic, sleep

import pytest

from fakes.keyword_assembly import KeywordAssembly
from trendsqa.admin.jobs.job import JobKind, JobState
from trendsqa.admin.jobs.jobs import Jobs
from trendsqa.admin.maintenance import Maintenance
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import (
    BuilderBusyError,
    IndexDamagedError,
    IndexUnavailableError,
    InputError,
    UnknownItemError,
)
from trendsqa.index.generations.builder_lock import sole_builder
from trendsqa.index.publishing import published_name
from trendsqa.upkeep.rebuilding import build_index

SECONDS_TO_END = 60
FERRIES = "# Ferries\n\nThe ferry leaves at noon.\n"


@pytest.fixture
def assembly(tmp_path):
    return KeywordAssembly(tmp_path, "ferry", "noon", "sold", "cat")


@pytest.fixture
def make(assembly):
    """Makes the maintenance of the installation; what runs is ended afterwards."""
    made = []

    def make(command=None, **changes):
        folders = ("--corpus", str(assembly.locations.corpus), "--index", str(assembly.locations.index))
        made.append(
            Maintenance(
                assembly.locations,
                Jobs(command) if command else Jobs(),
                **{
                    "options": folders,
                    "collection": assembly.collection,
                    "store": lambda: assembly.vector_store,
                    "most_file_bytes": 1 << 20,
                }
                | changes,
            )
        )
        return made[-1]

    yield make
    for one in made:
        one.close()


def hold(assembly, text, name="ferries.md"):
    """Put a document into the library."""
    file = assembly.locations.corpus.with_name(name)
    file.write_text(text, encoding="utf-8")
    return assembly.collection().add(file, Overrides(terms="full")).entry.source.id


def received(maintenance, text, name):
    """A file that has come from a browser."""
    upload = maintenance.uploads.new(name)
    upload.path.write_text(text, encoding="utf-8")
    return upload


def ended(maintenance, number):
    deadline = monotonic() + SECONDS_TO_END
    while (report := maintenance.jobs.report(number)).is_running:
        assert monotonic() < deadline
        sleep(0.02)
    return report


def test_what_is_added_replaced_or_removed_waits_for_a_build(assembly, make):
    maintenance = make()
    assert maintenance.state().published is None
    ferries = hold(assembly, FERRIES)
    assert maintenance.state().waiting.new == (ferries,)
    built = build_index(assembly).generation
    state = maintenance.state()
    assert (state.published, state.indexed, state.waiting.ids) == (built, {ferries}, frozenset())
    cats = hold(assembly, "# Cats\n\nThe cat is on board.\n", "cats.md")
    sleep(1.1)  # Times of capture are in whole seconds.
    hold(assembly, FERRIES.replace("noon", "one"))
    waiting = maintenance.state().waiting
    assert (waiting.new, waiting.replaced, waiting.removed) == ((cats,), (ferries,), ())
    assembly.collection().remove(ferries)
    waiting = maintenance.state().waiting
    assert (waiting.new, waiting.replaced, waiting.removed) == ((cats,), (), (ferries,))
    assert waiting.ids == {cats, ferries}


def test_a_file_is_added_as_the_command_adds_it_and_does_not_wait_any_longer(assembly, make):
    maintenance = make()
    upload = received(maintenance, FERRIES, "ferries.md")
    started = maintenance.add(upload, ["--title=Boats"])
    assert (started.kind, started.subject) == (JobKind.ADD, "ferries.md")
    report = ended(maintenance, started.number)
    assert report.state is JobState.DONE, report
    assert report.result[0] == "Added boats: Boats, 6 words in 1 section."
    assert report.result[1].startswith("Stored 6 of 6 words")
    assert not upload.path.exists()
    item = maintenance.source("boats")
    assert item.snapshots[0].asked == "ferries.md"
    assert maintenance.state().waiting.new == ("boats",)


def test_a_file_that_is_refused_says_why_and_leaves_nothing(make):
    maintenance = make()
    upload = received(maintenance, "", "--id=evil.md")
    report = ended(maintenance, maintenance.add(upload, []).number)
    assert report.state is JobState.FAILED
    assert report.result == ()
    assert "--id=evil.md" in report.notes[0]
    assert str(upload.path.parent) not in " ".join(report.notes)
    assert not upload.path.parent.exists()
    assert maintenance.state().items == ()


def test_a_file_that_comes_while_something_runs_is_not_kept(make):
    maintenance = make(("sleep",))
    maintenance.jobs.start(JobKind.BUILD, ["30"])
    upload = received(maintenance, FERRIES, "ferries.md")
    with pytest.raises(BuilderBusyError):
        maintenance.add(upload, [])
    assert not upload.path.exists()


def test_an_offline_server_asks_no_publisher(make):
    maintenance = make(offline=True)
    for visit in (maintenance.fetch, maintenance.check):
        with pytest.raises(InputError, match="--offline"):
            visit()
    assert maintenance.jobs.reports() == ()


def test_a_source_that_is_not_listed_is_not_fetched(make):
    with pytest.raises(UnknownItemError):
        make().fetch(["--help"])


def test_a_build_that_finds_nothing_changed_says_that_nothing_waits(assembly, make):
    maintenance = make(("true",))
    ferries = hold(assembly, FERRIES)
    build_index(assembly)
    sleep(1.1)
    hold(assembly, FERRIES)
    assert maintenance.state().waiting.replaced == (ferries,)
    ended(maintenance, maintenance.build().number)
    assert maintenance.state().waiting.ids == frozenset()


def test_a_build_that_fails_leaves_it_waiting(assembly, make):
    maintenance = make(("false",))
    build_index(assembly)
    hold(assembly, FERRIES)
    ended(maintenance, maintenance.build().number)
    assert maintenance.state().waiting.new == ("ferries",)


@pytest.fixture
def two(assembly):
    """The names of two generations, the later one published."""
    hold(assembly, FERRIES)
    first = build_index(assembly).generation.name
    hold(assembly, FERRIES.replace("noon", "one"))
    return first, build_index(assembly).generation.name


def test_a_generation_that_is_kept_is_published_again(assembly, make, two):
    maintenance = make()
    rolled = maintenance.roll_back(two[0])
    assert (rolled.before, rolled.now) == (two[1], two[0])
    assert published_name(assembly.layout) == two[0]
    assert [kept.is_published for kept in maintenance.generations()] == [False, True]
    assert maintenance.state().waiting.ids <= {"ferries"}


def test_the_changes_between_two_generations_are_told(make, two):
    found = make().changes()
    assert (found.before.name, found.after.name) == two
    assert [change.source_id for change in found.sources] == ["ferries"]
    assert make().changes(two[1], two[0]).after.name == two[0]


@pytest.mark.parametrize("name", ["", "..", "nothing", "2"])
def test_no_other_generation_is_published(assembly, make, two, name):
    with pytest.raises(UnknownItemError):
        make().roll_back(name)
    assert published_name(assembly.layout) == two[1]


def test_a_damaged_generation_is_not_published(assembly, make, two):
    assembly.layout.generation(two[0]).passage_table.write_bytes(b"torn")
    with pytest.raises(IndexDamagedError):
        make().roll_back(two[0])
    assert published_name(assembly.layout) == two[1]


def test_nothing_is_published_while_a_build_is_at_work(assembly, make, two):
    with sole_builder(assembly.layout, "building"), pytest.raises(BuilderBusyError, match="is building"):
        make().roll_back(two[0])
    assert published_name(assembly.layout) == two[1]


def test_without_an_index_there_is_nothing_to_go_back_to(make):
    with pytest.raises(IndexUnavailableError):
        make().roll_back("x")
    with pytest.raises(IndexUnavailableError):
        make().changes()
