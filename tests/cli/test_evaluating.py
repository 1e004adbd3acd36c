"""``trendsqa eval`` as a person runs it: real processes, real exit codes, real pages."""

import json
import subprocess
import sys

import pytest

QUESTIONS = [
    {"id": "q1", "type": "factoid", "question": "Who is keeper of the lighthouse?", "answerable": True,
     "gold": [{"heading": "Lighthouse", "quote": "keeper of the Skerry lighthouse"}], "answer_points": ["Ines Vale"]},
    {"id": "q2", "type": "list", "question": "Where should we start with ferries?", "answerable": True,
     "gold": [{"heading": "Where to start", "quote": "Count the passengers on each crossing"}]},
    {"id": "q3", "type": "unanswerable", "question": "What does a ticket for the opera in Vienna cost?",
     "answerable": False, "gold": []},
]  # fmt: skip
PAGE = "# Ours\n\n<!-- begin harbour -->\n<!-- end harbour -->\n\nOurs, too.\n"


@pytest.fixture
def evaluate(tmp_path, handbook):
    """Runs the command in a folder of its own that holds ``questions.jsonl``."""
    folders = ("--corpus", handbook.locations.corpus, "--index", handbook.locations.index)
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")

    def run(*options):
        command = [sys.executable, "-m", "trendsqa", "eval", "questions.jsonl", *options, *map(str, folders)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)

    return run


@pytest.mark.model
def test_a_run_is_kept_as_json_and_a_later_one_compared_with_it(evaluate, tmp_path):
    kept = evaluate("--json")
    run = json.loads(kept.stdout)
    assert [record["id"] for record in run["records"]] == ["q1", "q2", "q3"]
    assert run["overall"]["retrieval"]["hit@5"] == 1.0
    (tmp_path / "run.json").write_text(kept.stdout, encoding="utf-8")
    later = json.loads(evaluate("--json", "--against", "run.json").stdout)["comparison"]
    assert later["generation"] == run["collection"]["generation"]
    assert [(one["won"], one["lost"]) for one in later["differences"]] == [([], [])] * 4


@pytest.mark.model
def test_a_page_is_written_between_its_markers_with_a_figure_beside_it(evaluate, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    done = evaluate("--into", "page.md", "--part", "harbour", "--ablate")
    assert done.returncode == 0, done.stderr
    written = page.read_text(encoding="utf-8")
    assert written.startswith("# Ours\n\n<!-- begin harbour -->\n")
    assert written.endswith("<!-- end harbour -->\n\nOurs, too.\n")
    assert "with `trendsqa eval questions.jsonl --ablate`" in written
    assert "(figures/harbour-reliability.svg)" in written
    assert "| lexical | " in written
    assert "Expected calibration error" in (tmp_path / "figures" / "harbour-reliability.svg").read_text("utf-8")
    assert "any@5" in done.stdout


@pytest.mark.model
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--into", "page.md"), "page.md: expected one line '<!-- begin report -->'"),
        (("--into", "none.md"), "none.md: cannot be read"),
        (("--against", "questions.jsonl"), "questions.jsonl is not a run to compare with"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(evaluate, tmp_path, options, message):
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    done = evaluate(*options)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert page.read_text(encoding="utf-8") == PAGE
    assert not (tmp_path / "figures").exists()
