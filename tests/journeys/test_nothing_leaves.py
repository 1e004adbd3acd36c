"""Nothing leaves the machine: no look-up, no connection, and no file in a home folder that a later start would send."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

JOURNEYS = Path(__file__).parent
WITNESS = [sys.executable, str(JOURNEYS / "network_witness.py")]
# As an administrator, or as anybody where the kernel lets everybody have namespaces.
NAMESPACES = (["unshare", "--net"], ["unshare", "--user", "--map-root-user", "--net"])
# ONNX Runtime 1.32 first looked its collector up 9 s after it was loaded; its files were there at once.
SECONDS_UNTIL_SENT = 11

pytestmark = pytest.mark.model


@pytest.fixture
def home(tmp_path):
    """An empty home folder."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def nobody(tmp_path, home):
    """The environment of somebody who has set nothing: above all, no variable that the package set for these tests."""
    (tmp_path / "temporary").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"HOME": str(home), "TMPDIR": str(tmp_path / "temporary"), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def folders(handbook, tmp_path):
    """A corpus and an index of the test's own, with the handbook and an exported model."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(handbook.locations.corpus, corpus)
    shutil.copytree(handbook.locations.index / "models", index / "models", copy_function=os.link)
    return str(corpus), str(index)


def apart():
    """What runs a command where its packets are seen, and nothing where the system does not allow it; why not."""
    said = "it needs Linux and the command unshare"
    for namespace in NAMESPACES if sys.platform == "linux" and shutil.which("unshare") else ():
        tried = subprocess.run([*namespace, *WITNESS, "true"], capture_output=True, text=True, check=False, timeout=30)
        if not tried.returncode:
            return [*namespace, *WITNESS], ""
        said = tried.stderr.strip().rpartition("\n")[2]
    return [], said


def test_building_serving_and_asking_speak_to_nobody_and_leave_the_home_folder_empty(folders, home, nobody):
    """Nothing that the command does is told to another machine, or kept in the home folder to be told later."""
    seen_by, why_not = apart()
    day = [sys.executable, str(JOURNEYS / "day_of_use.py"), str(SECONDS_UNTIL_SENT if seen_by else 0), *folders]
    done = subprocess.run(
        [*seen_by, *day], env=nobody, cwd=home, stdout=subprocess.PIPE, text=True, check=True, timeout=200
    )
    assert [str(path.relative_to(home)) for path in home.rglob("*")] == []
    if not seen_by:
        pytest.skip(f"the home folder stayed empty; packets cannot be seen without a network namespace ({why_not})")
    assert done.stdout == ""


def test_a_program_that_imports_the_encoder_leaves_its_home_folder_empty(home, nobody):
    """A library user's program reports as little as the command."""
    script = "import trendsqa.embedding.serving"
    subprocess.run([sys.executable, "-c", script], env=nobody, cwd=home, check=True, timeout=60)
    assert list(home.rglob("*")) == []
