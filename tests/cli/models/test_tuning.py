"""The extra ``tuning`` as a person meets it: real processes in which packages cannot be found."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import serving
from trendsqa.tuning.extra import PACKAGES

ROOT = Path(__file__).resolve().parents[3]
HIDING = """
import os, sys
from importlib.machinery import PathFinder

class HidingFinder(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name in os.environ["HIDDEN"].split() else super().find_spec(name, path, target)

sys.meta_path[sys.meta_path.index(PathFinder)] = HidingFinder
"""


@pytest.fixture
def hide(tmp_path, monkeypatch):
    """Lets no process that is started from here on find modules of these names."""

    def hide(*names):
        (tmp_path / "sitecustomize.py").write_text(HIDING, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
        monkeypatch.setenv("HIDDEN", " ".join(names))
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    return hide


@pytest.fixture
def questions(tmp_path):
    line = {"id": "q1", "type": "list", "question": "Where should we start with ferries?", "answerable": True,
            "gold": [{"heading": "Where to start", "quote": "Count the passengers on each crossing"}]}  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps(line), encoding="utf-8")
    return tmp_path / "questions.jsonl"


def run(*arguments):
    command = [sys.executable, "-m", "trendsqa", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("command", ["models tune", "models weigh", "models judge", "models stop", "eval --ablate"])
def test_without_the_extra_its_commands_say_how_to_install_it_before_they_do_anything(
    hide, questions, tmp_path, command
):
    hide("accelerate", "datasets", "peft")
    name, _, rest = command.partition(" ")
    operands = (questions,) if name == "eval" else ()
    done = run(name, rest, *operands, "--corpus", tmp_path / "c", "--index", tmp_path / "i")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"trendsqa: `trendsqa {command}` needs the extra `tuning`: pip install 'trendsqa[tuning]' "
        "(not installed: accelerate, datasets, peft)\n"
    )
    assert {path.name for path in tmp_path.iterdir()} == {"questions.jsonl", "sitecustomize.py"}


def test_one_missing_package_is_enough(hide):
    hide("scipy")
    assert "(not installed: scipy)" in run("models", "weigh").stderr


@pytest.mark.model
def test_nothing_else_needs_tuning(hide, questions, handbook):
    hide("trendsqa.tuning", *PACKAGES[:3])
    folders = ("--corpus", handbook.locations.corpus, "--index", handbook.locations.index)
    assert "ablate" in run("eval", "--help").stdout
    assert "Count the passengers" in run("ask", "Where should we start with ferries?", *folders).stdout
    measured = run("eval", questions, "--json", *folders)
    assert json.loads(measured.stdout)["measures"]["hit@5"] == 1.0, measured.stderr
    assert "trendsqa.tuning" in run("models", "weigh").stderr


@pytest.mark.model
def test_a_server_needs_nothing_of_tuning(hide, handbook):
    import httpx

    hide("trendsqa.tuning", *PACKAGES[:3])
    with serving(handbook) as url:
        asked = {"question": "Where should we start with ferries?"}
        assert httpx.post(f"{url}/api/v1/ask", json=asked, timeout=30).json()["answered"]
        assert httpx.get(f"{url}/chat/", timeout=60).status_code == 200


def test_the_packages_that_are_looked_for_are_those_of_the_extra():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [re.match(r"[\w-]+", line)[0] for line in project["optional-dependencies"]["tuning"]]
    serving = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}
    assert [name for name in listed if name not in serving] == list(PACKAGES)


@pytest.mark.model
def test_a_judge_is_not_trained_without_pairs(tmp_path):
    (tmp_path / "corpus" / "pairs").mkdir(parents=True)
    folders = ("--corpus", tmp_path / "corpus", "--index", tmp_path / "index")
    done = run("models", "judge", *folders)
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds no pairs of questions to train on" in done.stderr
