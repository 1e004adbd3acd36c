"""Going forward and back between generations, as a maintainer does it: real processes, the real model."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

HANDBOOK = Path(__file__).resolve().parents[2] / "documents" / "harbour-handbook.md"
QUESTIONS = [
    {"id": "q1", "type": "factoid", "question": "Who is keeper of the lighthouse?", "answerable": True,
     "gold": [{"heading": "Lighthouse", "quote": "Ines Vale, keeper of the Skerry lighthouse"}]},
    {"id": "q2", "type": "list", "question": "Where should we start with ferries?", "answerable": True,
     "gold": [{"heading": "Where to start", "quote": "Count the passengers on each crossing"}]},
]  # fmt: skip


class Home:
    """A corpus folder and an index folder, and the command line over them."""

    def __init__(self, folder, models):
        self.folder, self.corpus, self.index = folder, folder / "c", folder / "i"
        shutil.copytree(models, self.index / "models")
        (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")

    def run(self, *arguments):
        folders = ("--corpus", self.corpus, "--index", self.index)
        return subprocess.run(
            [sys.executable, "-m", "trendsqa", *map(str, (*arguments, *folders))],
            capture_output=True, text=True, check=False, timeout=120, cwd=self.folder,
        )  # fmt: skip

    def index_command(self, *arguments):
        done = self.run("index", *arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def hold(self, text):
        """Put the handbook with other words in place of the one held."""
        file = self.folder / "handbook.md"
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "trendsqa", "corpus", "add", file, "--id", "handbook", "--corpus", self.corpus],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def gate(self, text):
        (self.folder / "gate.toml").write_text(f'questions = "questions.jsonl"\n{text}\n', encoding="utf-8")
        return ("--gate", "gate.toml")


@pytest.fixture
def home(tmp_path, models):
    return Home(tmp_path, models)


@pytest.fixture
def bare(tmp_path):
    """One without a model, for what ends before a model is needed: exporting it takes seconds."""
    (tmp_path / "empty").mkdir()
    return Home(tmp_path, tmp_path / "empty")


@pytest.fixture
def original():
    return HANDBOOK.read_text(encoding="utf-8")


@pytest.mark.model
def test_a_maintainer_sees_what_a_build_changed_and_goes_back(home, original):
    home.hold(original)
    first = home.index_command("build")["generation"]
    home.hold(original.replace("Ines Vale", "Marta Quill"))
    second = home.index_command("build")["generation"]

    changes = home.index_command("changes", "--questions", "questions.jsonl", "--html", "changes.html")
    assert (changes["before"]["generation"], changes["after"]["generation"]) == (first, second)
    (section,) = changes["sections"]
    assert section["section_id"].endswith("/lighthouse")
    assert [(place["removed"], place["added"]) for place in section["difference"]["shown"]] == [
        ("Ines Vale,", "Marta Quill,")
    ]
    assert [(one["id"], one["what"]) for one in changes["answers"]["changed"]] == [
        ("q1", ["holds no accepted quote any more"])
    ]
    page = html.fromstring((home.folder / "changes.html").read_text(encoding="utf-8"))
    assert "Marta Quill" in page.xpath("string(//ins)")
    printed = home.run("index", "changes", first[:20], second[:20])
    assert "[-Ines Vale,-] {+Marta Quill,+}" in printed.stdout

    listed = home.index_command("list")["generations"]
    assert [(one["generation"], one["published"]) for one in listed] == [(second, True), (first, False)]
    back = home.run("index", "rollback")
    assert f"trendsqa index rollback {second}" in back.stdout
    assert "Ines Vale" in home.run("ask", "Who is keeper of the lighthouse?").stdout
    assert "Marta Quill" in home.run("ask", "Who is keeper of the lighthouse?", "--generation", second[:20]).stdout
    assert home.index_command("rollback", second) == {"published": second, "before": first, "changed": True}
    assert home.index_command("prune", "--keep", "1")["deleted"] == [first]
    refused = home.run("index", "rollback")
    assert (refused.returncode, "no generation before" in refused.stderr) == (1, True)


@pytest.mark.model
def test_a_build_that_does_not_hold_its_gate_is_not_published_and_says_what_can_be_done(home, original):
    bars = home.gate('[floors]\n"any_hit@5" = 1\nholds_any = 1\n[ceilings]\nfalse_abstention_rate = 0')
    home.hold(original)
    first = home.index_command("build", *bars)
    assert (first["published"], first["gate"]["holds"]) == (True, True)
    pointer = (home.index / "CURRENT").read_bytes()
    home.hold(original.replace("Ines Vale", "Marta Quill"))
    refused = home.run("index", "build", *bars)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert (home.index / "CURRENT").read_bytes() == pointer
    left, _ = (one["generation"] for one in home.index_command("list")["generations"])
    assert f"{left} was built and is not published" in refused.stdout
    assert f"trendsqa index changes {first['generation']} {left}" in refused.stdout
    assert "Ines Vale" in home.run("ask", "Who is keeper of the lighthouse?").stdout
    measured = home.run("eval", "questions.jsonl", *bars, "--generation", left, "--json")
    assert measured.returncode == 1
    bad = [bar["measure"] for bar in json.loads(measured.stdout)["gate"]["bars"] if not bar["holds"]]
    assert bad == ["holds_any"]
    assert home.run("eval", "questions.jsonl", *bars).returncode == 0
    assert home.index_command("rollback", left)["published"] == left


def test_a_gate_that_cannot_be_read_stops_a_build_before_it_begins(bare):
    refused = bare.run("index", "build", *bare.gate("[floors]\nhit5 = 0.5"))
    assert refused.returncode == 1
    assert "no measure 'hit5'" in refused.stderr
    assert [path.name for path in bare.index.iterdir()] == ["models"]


@pytest.mark.parametrize("command", ["changes", "rollback"])
def test_without_an_index_a_maintainer_is_told_what_to_do(bare, command):
    done = bare.run("index", command)
    assert done.returncode == 1
    assert "trendsqa index" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_index_without_generations_lists_none_and_has_nothing_to_prune(bare):
    assert "trendsqa index build" in bare.run("index", "list").stdout
    assert bare.index_command("list") == {"generations": []}
    assert bare.index_command("prune") == {"deleted": [], "kept": [], "bytes_freed": 0}


@pytest.mark.parametrize("command", ["prune", "rollback"])
def test_a_folder_named_by_mistake_is_told_and_not_made(bare, command):
    bare.index = bare.folder / "mistaken"
    done = bare.run("index", command)
    assert done.returncode == 1
    assert f"There is no folder {bare.index}." in done.stderr
    assert not bare.index.exists()


def test_keeping_no_generation_is_wrong_usage(bare):
    assert bare.run("index", "prune", "--keep", "0").returncode == 2
