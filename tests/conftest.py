"""Fixtures that several folders of tests share: the report where it is at hand, the model, real servers.

Where several processes run the tests, each makes its own fixtures. What takes long to make is kept in a folder of the
whole run, and made by the process that needs it first.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hypothesis import settings

from documents.second_edition import SECOND_EDITION, corpus_of_first
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.index.pruning import prune
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

pytest_plugins = ("visits",)

# Programs that tests start find the fakes as the tests do.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]))

# A deadline times, and the tests run side by side: what is slow now and then is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
HANDBOOK = ROOT / "tests" / "documents" / "harbour-handbook.md"
REPORT_FORMS = ("md", "html", "docx", "pdf")
SECONDS_TO_START = 90
ROOM_IN_MEMORY = 32 << 20
"""Bytes; a container often has 64 MiB of such memory."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand the tests out as ``scheduling`` says."""
    from scheduling import UnitScheduling

    # They are in order already.
    config.option.loadscopereorder = False
    return UnitScheduling(config, log)


def pytest_collection_modifyitems(config, items):
    """Put the tests in the order in which several processes take them."""
    if hasattr(config, "workerinput"):
        from scheduling import in_order

        items[:] = [items[place] for place in in_order([item.nodeid for item in items])]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], None]], Path]:
    """A folder by its name that one process fills for all of the run; it is only read afterwards."""
    several = "PYTEST_XDIST_WORKER" in os.environ
    run = tmp_path_factory.getbasetemp().parent if several else tmp_path_factory.getbasetemp()

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, made = run / f"once-{name}", run / f"once-{name}.made"
        with FileLock(run / f"once-{name}.lock"):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                made.touch()
        return folder

    return make


@pytest.fixture
def memory_path(tmp_path) -> Iterator[Path]:
    """A folder whose files lie in memory if the system has such a place: flushing them takes no time.

    For tests that flush thousands of times. It holds through the death of a process as a disk does.
    """
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM_IN_MEMORY):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory, prefix="trendsqa-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the report's text, which the project does not ship."""
    if not (SHARED / "report").is_dir():
        pytest.skip("needs the report's text in ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def report(shared) -> Callable[[str], Path]:
    """The path of the report in one of its forms."""
    return lambda form: shared / "report" / f"public-sector-digital-trends-2024.{form}"


@pytest.fixture(scope="session")
def models(made_once) -> Path:
    """A folder of exported models; exporting takes seconds, so one export serves the whole run."""

    def export(folder: Path) -> None:
        Assembly(Settings(), corpus=folder / "corpus", index=folder).export_models()

    return made_once("models", export) / "models"


@pytest.fixture(scope="session")
def copy_home(made_once, models, tmp_path_factory) -> Callable[..., Assembly]:
    """An installation of its own, copied from the one that ``fill`` makes once in the whole run.

    Its build takes over the vectors of ``after``, another installation: encoding takes nearly all of a build.
    """

    def copy(name: str, fill: Callable[[Path], None], *, after: Assembly | None = None) -> Assembly:
        def build(home: Path) -> None:
            if after:
                shutil.copytree(after.locations.index, home / "index", copy_function=copy_or_link)
            else:
                (home / "index").mkdir()
                shutil.copytree(models, home / "index" / "models", copy_function=os.link)
            fill(home)
            assembly = installed(home)
            assert not build_index(assembly).problems
            prune(assembly.layout, 1)

        home = tmp_path_factory.mktemp("home")
        shutil.copytree(made_once(name, build), home, dirs_exist_ok=True, copy_function=copy_or_link)
        return installed(home)

    return copy


def copy_or_link(source: str, target: str) -> None:
    """Copy a file; a model is large and never written to, so it is linked to."""
    (os.link if "/index/models/" in Path(source).as_posix() else shutil.copy2)(source, target)


def installed(home: Path) -> Assembly:
    """The installation in a folder."""
    return Assembly(Settings(), corpus=home / "corpus", index=home / "index")


@pytest.fixture(scope="session")
def assemble(copy_home) -> Callable[..., Assembly]:
    """An installation of its own with the given files added and indexed."""

    def make(*files: Path, after: Assembly | None = None, **overrides: str) -> Assembly:
        def add(home: Path) -> None:
            for file in files:
                installed(home).collection().add(file, Overrides(**overrides))

        held = repr(([(str(file), file.read_bytes()) for file in files], sorted(overrides.items())))
        return copy_home(f"home-{hashlib.sha256(held.encode()).hexdigest()[:16]}", add, after=after)

    return make


@pytest.fixture(scope="session")
def handbook(assemble) -> Assembly:
    """An installation that holds the handbook."""
    return assemble(HANDBOOK, terms="full")


@pytest.fixture(scope="session")
def report_assembly(assemble, report) -> Assembly:
    """An installation that holds the report, from its Markdown form."""
    return assemble(report("md"))


@pytest.fixture(scope="session")
def briefs(copy_home) -> Assembly:
    """An installation as a clean clone has it: the shipped briefs and nothing else."""

    def add(home: Path) -> None:
        shutil.copytree(ROOT / "corpus", home / "corpus", ignore=shutil.ignore_patterns("library"))

    return copy_home("shipped-briefs", add)


@pytest.fixture(scope="session")
def editions(copy_home) -> Assembly:
    """An installation that holds two editions of the report: the brief of 2024, and the tests' own of 2025."""

    def add(home: Path) -> None:
        corpus_of_first(home / "corpus")
        installed(home).collection().add(SECOND_EDITION, Overrides())

    return copy_home("editions", add)


@pytest.fixture(scope="session")
def editions_server_url(editions) -> Iterator[str]:
    """A real server over both editions, without the chat."""
    with serving(editions, "--no-chat") as url:
        yield url


@pytest.fixture(scope="session")
def server_url(handbook) -> Iterator[str]:
    """A real server over the handbook."""
    with serving(handbook) as url:
        yield url


@pytest.fixture(scope="session")
def report_server_url(report_assembly) -> Iterator[str]:
    """A real server over the report."""
    with serving(report_assembly) as url:
        yield url


@contextmanager
def serving(assembly: Assembly, *options: str, home: Path | None = None, **variables: str) -> Iterator[str]:
    """A server process on a free port, under ``variables``; its address comes out, and it is ended afterwards.

    It reads the settings file of ``home``.
    """
    folders = ("--corpus", str(assembly.locations.corpus), "--index", str(assembly.locations.index))
    command = [sys.executable, "-m", "trendsqa", "serve", "--port", "0", "--offline", *folders, *options]
    environment = os.environ | variables
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=home, env=environment) as process:
        try:
            assert process.stderr is not None
            said = []
            for line in process.stderr:
                said.append(line)
                if found := re.search(r"http://\S+", line):
                    yield found.group()
                    break
            else:
                pytest.fail(f"the server did not start: {''.join(said)}")
        finally:
            process.terminate()
            process.wait(timeout=SECONDS_TO_START)
