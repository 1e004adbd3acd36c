import os

import pytest

from trendsqa.corpus.adding.folder_files import find_files


@pytest.fixture
def make(tmp_path):
    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("words")

    return make


def names(found):
    return [file.name for file in found.files]


def test_a_folder_gives_its_files_by_their_way_in_order(make, tmp_path):
    make("docs/b/minutes.docx", "docs/a/minutes.docx", "docs/plan.pdf", "docs/a/deep/x.MD")
    found = find_files([tmp_path / "docs"])
    assert names(found) == ["docs/plan.pdf", "docs/a/minutes.docx", "docs/a/deep/x.MD", "docs/b/minutes.docx"]
    assert found.files[0].path == tmp_path / "docs" / "plan.pdf"


def test_hidden_unfinished_and_lock_files_and_hidden_folders_are_passed_over(make, tmp_path):
    make("docs/.x.md", "docs/~$a.docx", "docs/a.pdf.part", "docs/Thumbs.db", "docs/.git/x.md", "docs/a.md")
    found = find_files([tmp_path / "docs"])
    assert (names(found), found.unsupported) == (["docs/a.md"], ())


def test_files_of_other_formats_are_named_apart(make, tmp_path):
    make("docs/a.md", "docs/in/pier.jpg", "docs/README")
    found = find_files([tmp_path / "docs"])
    assert (names(found), found.unsupported) == (["docs/a.md"], ("docs/README", "docs/in/pier.jpg"))


def test_a_file_that_is_named_is_taken_whatever_its_ending(make, tmp_path):
    make("README", ".hidden.md")
    assert names(find_files([tmp_path / "README", tmp_path / ".hidden.md", tmp_path / "gone"])) == [
        "README", ".hidden.md", "gone",
    ]  # fmt: skip


def test_files_of_one_name_are_told_apart_by_their_folders(make, tmp_path):
    make("x/a/m.md", "y/a/m.md", "y/b/m.md", "y/other.md")
    paths = [tmp_path / one for one in ("x/a/m.md", "y/a/m.md", "y/b/m.md", "y/other.md")]
    assert names(find_files(paths)) == ["x/a/m.md", "y/a/m.md", "b/m.md", "other.md"]
    assert names(find_files([tmp_path / "x" / "a", tmp_path / "y" / "a"])) == ["x/a/m.md", "y/a/m.md"]


def test_a_file_that_is_given_twice_is_one(make, tmp_path, monkeypatch):
    make("docs/a.md")
    monkeypatch.chdir(tmp_path / "docs")
    assert names(find_files([tmp_path / "docs", tmp_path / "docs" / "a.md"])) == ["docs/a.md"]
    assert names(find_files([tmp_path / "docs" / ".." / "docs"])) == ["docs/a.md"]


def test_links_to_folders_are_not_followed(make, tmp_path):
    make("docs/a.md")
    (tmp_path / "docs" / "round").symlink_to(tmp_path / "docs")
    assert names(find_files([tmp_path / "docs"])) == ["docs/a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read every folder")
def test_a_folder_that_may_not_be_listed_is_told(make, tmp_path):
    make("docs/secret/a.md")
    (tmp_path / "docs" / "secret").chmod(0)
    found = find_files([tmp_path / "docs"])
    (tmp_path / "docs" / "secret").chmod(0o700)
    assert len(found.unlisted) == 1
