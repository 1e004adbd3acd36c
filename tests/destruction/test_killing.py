"""A process that is killed at any moment leaves an index that answers as before or as after, whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from breaking import NEW, OLD, add, installation

from trendsqa.index.publishing import publish
from trendsqa.upkeep.rebuilding import build_index

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows neither forks nor kills with SIGKILL"),
]
TESTS = Path(__file__).resolve().parents[1]
SHARES = 4
"""Tests that divide the operations of a build, which are many: processes can then take them side by side."""


@pytest.fixture
def home(memory_path):
    """An installation that says OLD, with an earlier generation that says NEW and one before that."""
    home = memory_path / "home"
    home.mkdir()
    assembly = installation(home)
    names = []
    for sentence in ("The ferry leaves.", NEW, OLD):
        add(assembly, sentence)
        names.append(build_index(assembly).generation.name)
    return home


def broken(home, action, share=1, shares=1):
    """(points, outcomes) of killing ``action`` at each of its file operations, or at a share of them."""
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    done = subprocess.run(
        [sys.executable, TESTS / "destruction" / "breaking.py", home, action, str(share), str(shares)],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
        env=os.environ | {"PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    return said["points"], said["outcomes"]


@pytest.mark.parametrize("share", range(1, SHARES + 1))
def test_a_build_killed_at_any_file_operation_leaves_the_old_or_the_new(home, share):
    points, outcomes = broken(home, "build", share, SHARES)
    assert set(outcomes) == {"old", "new"}
    assert points >= 100 / SHARES


def test_going_back_killed_at_any_file_operation_leaves_one_or_the_other(home):
    points, outcomes = broken(home, "rollback")
    assert set(outcomes) == {"old", "new"}
    assert points >= 10


def test_pruning_killed_at_any_file_operation_never_takes_what_answers(home):
    points, outcomes = broken(home, "prune")
    assert set(outcomes) == {"old"}
    assert points >= 10


def test_pruning_spares_a_published_generation_that_is_not_the_newest(home):
    assembly = installation(home)
    publish(assembly.layout, sorted(path.name for path in assembly.layout.generations.iterdir())[1])
    _, outcomes = broken(home, "prune")
    assert set(outcomes) == {"new"}
