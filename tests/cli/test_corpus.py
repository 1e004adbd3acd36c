"""``trendsqa corpus`` as a person runs it: real processes, real exit codes, files made here."""

import json
import subprocess
import sys

import pytest

from documents.pdf_building import Words, build_pdf


@pytest.fixture
def run(tmp_path):
    def run(*arguments):
        folders = ("--corpus", tmp_path / "corpus", "--index", tmp_path / "index")
        return subprocess.run(
            [sys.executable, "-m", "trendsqa", "corpus", *map(str, arguments), *map(str, folders)],
            capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path,
        )  # fmt: skip

    return run


@pytest.fixture
def folder(tmp_path):
    for name in ("north", "south"):
        (tmp_path / "docs" / name).mkdir(parents=True)
        (tmp_path / "docs" / name / "minutes.md").write_text(f"# Minutes\n\nThe {name} pier.\n")
    (tmp_path / "docs" / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "docs" / "pier.jpg").touch()
    (tmp_path / "docs" / ".hidden.md").write_text("# Hidden")
    return tmp_path / "docs"


def test_a_folder_is_added_with_a_line_for_each_file_and_a_sum(run, folder):
    done = run("add", folder)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Refused: docs/broken.pdf")
    assert lines[1] == "Added minutes (docs/north/minutes.md): Minutes, 4 words in 1 section."
    assert lines[2].startswith("Added minutes-2 (docs/south/minutes.md): Minutes, 4 words in 1 section. Another")
    assert lines[3:] == ["2 added, 0 updated, 1 refused."]
    assert "Left out, since their format is not read: docs/pier.jpg." in done.stderr
    (folder / "broken.pdf").unlink()
    (folder / "north" / "minutes.md").write_text("# Minutes\n\nThe north pier is closed.\n")
    again = run("add", folder, "--json")
    assert again.returncode == 0
    told = json.loads(again.stdout)
    assert [(one["id"], one["replaced"], one["unchanged"]) for one in told] == [
        ("minutes", True, False),
        ("minutes-2", True, True),
    ]


@pytest.mark.parametrize("option", ["--id", "--title", "--replace", "--url"])
def test_what_is_said_of_one_file_is_refused_for_several(run, folder, option):
    for files in ([folder], [folder / "north" / "minutes.md", folder / "south" / "minutes.md"]):
        done = run("add", *files, option, "x")
        assert done.returncode == 2
        assert "is for one file" in done.stderr
    assert not (folder.parent / "corpus").exists()


@pytest.mark.parametrize("given", ["javascript:alert(1)", "ftp://a.example/x", "https://name:word@a.example/"])
def test_a_documents_page_is_an_address_of_the_web(run, folder, given):
    """Pages show it as a link."""
    done = run("add", folder / "north" / "minutes.md", "--url", given)
    assert done.returncode == 1
    assert "begins with https:// or http://" in done.stderr
    assert not (folder.parent / "corpus").exists()


def test_a_page_is_fetched_from_an_address_of_the_web(run, folder):
    done = run("add", "ftp://a.example/minutes.md")
    assert done.returncode == 2
    assert "begins with ftp://" in done.stderr
    assert "only https is fetched" in run("add", "HTTP://a.example/minutes.md").stderr


def test_one_file_gives_one_object_with_its_coverage(run, folder):
    done = run("add", folder / "north" / "minutes.md", "--json")
    told = json.loads(done.stdout)
    assert (told["id"], told["file"], told["words"], told["namesakes"]) == ("minutes", "minutes.md", 4, [])
    assert told["coverage"]["stored"]["words"] == 4


def test_a_file_that_loses_much_is_taken_only_when_told_to_and_marked_in_the_list(run, tmp_path):
    (tmp_path / "slips.md").write_text(f"# Slips\n\nA few words.\n\n{'a' * 300}\n")
    refused = run("add", tmp_path / "slips.md")
    assert refused.returncode == 1
    assert "--allow-loss" in refused.stderr
    assert not (tmp_path / "corpus").exists()
    taken = run("add", tmp_path / "slips.md", "--allow-loss")
    assert taken.returncode == 0
    assert "Stored 5 of 5 words, 1 heading." in taken.stdout
    assert taken.stderr.startswith("Warning: 60 of 65 words glued")
    listed = run("list")
    assert "5 !" in listed.stdout
    (source,) = json.loads(run("list", "--json").stdout)["sources"]
    assert (source["words"], source["words_shown"], len(source["losses"])) == (5, 5, 1)
    assert run("show", "slips").stderr.startswith("Lost: 60 of 65 words glued")


def test_the_share_that_may_be_lost_is_a_setting(run, tmp_path):
    (tmp_path / "trendsqa.toml").write_text("[reading]\nmost_loss = 1.0\n")
    (tmp_path / "slips.md").write_text(f"# Slips\n\n{'a' * 300}\n")
    assert run("add", tmp_path / "slips.md").returncode == 0


def test_a_stored_text_is_shown_with_its_pages_headings_and_tables(run, tmp_path):
    pages = [[Words("The pier is open in May.")], [Words("The lamp is lit at dusk.")]]
    (tmp_path / "piers.pdf").write_bytes(build_pdf(pages, title="Piers of the bay"))
    run("add", tmp_path / "piers.pdf")
    shown = run("show", "piers-of-the-bay")
    assert shown.returncode == 0
    assert "[page 1]\nThe pier is open in May.\n\n[page 2]\nThe lamp is lit at dusk.\n" in shown.stdout
    (tmp_path / "fees.md").write_text("# Fees\n\n## Boats :smile:\n\n| Berth | Fee |\n| --- | --- |\n| A | 3 |\n")
    run("add", tmp_path / "fees.md")
    assert run("show", "fees").stdout == "# Fees\n\n## Boats :smile:\n\nBerth | Fee\nA | 3\n"
    blocks = json.loads(run("show", "fees", "--json").stdout)["blocks"]
    assert [(block["kind"], block["level"], block["start"]) for block in blocks] == [
        ("heading", 1, 0), ("heading", 2, 6), ("table", None, 21),
    ]  # fmt: skip


def test_a_source_that_is_not_held_cannot_be_shown(run):
    done = run("show", "nothing")
    assert done.returncode == 1
    assert "no source 'nothing'" in done.stderr
