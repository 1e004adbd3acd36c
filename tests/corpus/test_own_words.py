"""No sentence of the report stands in what the project ships."""

import json
import subprocess
from pathlib import Path

import pytest

from corpus.own_words import known_names, shared_runs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def theirs(report):
    return report("md").read_text(encoding="utf-8")


def shipped():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "corpus", "docs", "README.md"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("needs a git checkout to know what is shipped")
    endings = (".md", ".jsonl", ".toml")
    return [ROOT / name for name in listed.stdout.splitlines() if name.endswith(endings)]


def own_text(path):
    """What we wrote in a file: of near misses and pairs no ids and titles of sections, which are the report's."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name not in {"near-misses", "pairs"}:
        return text
    ours = ("text", "questions", "pairs", "answered", "open")
    rows = [json.loads(line) for line in text.splitlines()]
    return "\n".join(json.dumps(row[name], ensure_ascii=False) for row in rows for name in ours if name in row)


def test_nothing_shipped_shares_eight_words_in_a_row_with_the_report(theirs):
    names = known_names()
    found = {}
    for path in shipped():
        if path.parent.name in {"outlines", "questions"} or path.name == "sources.toml":
            continue  # titles and names; questions are curated and may be shipped
        if runs := shared_runs(own_text(path), theirs, names):
            found[str(path.relative_to(ROOT))] = runs
    assert found == {}


def test_a_planted_sentence_is_found(theirs):
    lines = [line for line in theirs.splitlines() if len(line.split()) > 20 and not line.startswith(("#", "-", "["))]
    planted = " ".join(lines[40].split()[:12])
    brief = (ROOT / "corpus/briefs/socitm-trends-2024/43-conclusions.md").read_text(encoding="utf-8")
    assert shared_runs(f"{brief}\n\nAs we said: {planted}.", theirs, known_names())


def test_a_title_may_be_shared_and_a_sentence_around_it_may_not():
    title = ["How", "the", "harbour", "council", "learned", "to", "love", "its", "new", "lamp"]
    theirs = f"Read {' '.join(title)} and then decide what your own island would do about fog."
    ours = f"The case is called {' '.join(title)}."
    assert shared_runs(ours, theirs, [[word.lower() for word in title]]) == []
    assert shared_runs(theirs, theirs, [[word.lower() for word in title]])
