import os

import pytest

from trendsqa.upkeep.input_files import input_folders, input_state

INPUTS = [
    "sources.toml", "glossary.toml", "library/entries/a.json", "outlines/a.toml", "briefs/a.md", "briefs/a/b.md",
    "questions/a.jsonl", "near-misses/a.jsonl", "tuned/scoring.json", "tuned/encoder.safetensors",
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path):
    for name in INPUTS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    return tmp_path


@pytest.mark.parametrize("name", INPUTS)
def test_each_input_changes_the_state_when_it_is_written_to_replaced_or_deleted(corpus, name):
    path = corpus / name
    states = [input_state([corpus])]
    path.write_text("ab")
    states.append(input_state([corpus]))
    beside = path.with_name("beside")
    beside.write_text("cd")
    status = path.stat()
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.replace(path)
    states.append(input_state([corpus]))
    path.unlink()
    states.append(input_state([corpus]))
    assert all(states.count(state) == 1 for state in states)


@pytest.mark.parametrize(
    "name", ["library/snapshots/ab", "index/CURRENT", ".sources.toml.12.part", "outlines/a.toml~", "tuned/notes.txt"]
)
def test_other_files_do_not(corpus, name):
    before = input_state([corpus])
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a")
    assert input_state([corpus]) == before


def test_every_input_stands_right_inside_a_folder_that_is_watched(corpus):
    folders = input_folders([corpus, corpus])
    assert {path.parent for path in input_state([corpus])} <= set(folders)
    assert len(set(folders)) == len(folders)


def test_a_corpus_folder_that_does_not_exist_has_no_inputs(tmp_path):
    assert input_state([tmp_path / "absent"]) == {}
    assert input_folders([tmp_path / "absent"]) == ()
