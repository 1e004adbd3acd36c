"""Fixtures that several folders of tests share: the report where it is at hand, the model, real servers."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from documents.second_edition import SECOND_EDITION, corpus_of_first
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
HANDBOOK = ROOT / "tests" / "documents" / "harbour-handbook.md"
REPORT_FORMS = ("md", "html", "docx", "pdf")
SECONDS_TO_START = 90


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
def models(tmp_path_factory) -> Path:
    """A folder of exported models; exporting takes seconds, so one export serves the whole run."""
    index = tmp_path_factory.mktemp("models")
    Assembly(Settings(), corpus=index / "corpus", index=index).export_model()
    return index / "models"


@pytest.fixture(scope="session")
def assemble(models, tmp_path_factory) -> Callable[..., Assembly]:
    """An installation of its own with the given files added and indexed."""

    def make(*files: Path, **overrides: str) -> Assembly:
        home = tmp_path_factory.mktemp("home")
        (home / "index").mkdir()
        shutil.copytree(models, home / "index" / "models", copy_function=os.link)
        assembly = Assembly(Settings(), corpus=home / "corpus", index=home / "index")
        for file in files:
            assembly.collection().add(file, Overrides(**overrides))
        built = build_index(assembly)
        assert not built.problems
        return assembly

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
def editions(models, tmp_path_factory) -> Assembly:
    """An installation that holds two editions of the report: the brief of 2024, and the tests' own of 2025."""
    home = tmp_path_factory.mktemp("editions")
    (home / "index").mkdir()
    shutil.copytree(models, home / "index" / "models", copy_function=os.link)
    assembly = Assembly(Settings(), corpus=corpus_of_first(home / "corpus"), index=home / "index")
    assembly.collection().add(SECOND_EDITION, Overrides())
    assert not build_index(assembly).problems
    return assembly


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
def serving(assembly: Assembly, *options: str) -> Iterator[str]:
    """A server process on a free port; its address comes out, and it is ended afterwards."""
    folders = ("--corpus", str(assembly.locations.corpus), "--index", str(assembly.locations.index))
    command = [sys.executable, "-m", "trendsqa", "serve", "--port", "0", "--offline", *folders, *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
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
