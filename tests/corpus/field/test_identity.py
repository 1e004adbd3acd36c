"""Identity of the files in ../shared/field: none takes the place of another, and none is called as its program is."""

from pathlib import Path

import pytest

from trendsqa.corpus.adding.adding import Overrides
from trendsqa.corpus.adding.folder_files import find_files
from trendsqa.corpus.collection import Collection
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.corpus.documents.title import given_by_a_program
from trendsqa.errors import UnreadableFileError

FIELD = Path(__file__).resolve().parents[4] / "shared" / "field"
MOST_BYTES = 100_000
LIMITS = ReadingLimits(max_bytes=1 << 26, max_pages=500, max_characters=1_000_000)

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.is_dir(), reason="the files are not in ../shared"),
]


def held(tmp_path, *paths):
    """The sources held after adding the files that can be read, and the number of different ones of these."""
    collection = Collection(tmp_path / "corpus", shipped=tmp_path / "nothing", limits=LIMITS)
    read = set()
    for file in find_files([FIELD / path for path in paths]).files:
        try:
            collection.add(file.path, Overrides(), name=file.name)
        except UnreadableFileError:
            continue
        read.add(file.path.read_bytes())
    return [entry.source for entry in collection.library.entries()], len(read)


@pytest.mark.parametrize(
    ("paths", "titles"),
    [
        (("d8-minutes-may.docx", "d8-minutes-june.docx"), ["Minutes", "Minutes"]),
        (
            ("ok/d1-tracked.docx", "d2-boxes.docx", "d3-notes.docx"),
            ["Parking policy", "Property report", "Winter service"],
        ),
        (("more/community-language-names",), ["ہاؤسنگ", "کونسل ٹیکس"]),
        (("more/f-n1-urdu-leaflet-a.md", "more/f-n1-urdu-leaflet-b.md"), ["کونسل ٹیکس", "ہاؤسنگ"]),
        (("more/f-d05-gridspan.docx", "more/f-d04-headinglang.docx"), ["Pitch fees", "Ysgolion"]),
    ],
)  # fmt: skip
def test_files_are_documents_of_their_own(tmp_path, paths, titles):
    sources, _ = held(tmp_path, *paths)
    assert sorted(source.title for source in sources) == sorted(titles)


def test_files_of_every_name_are_held(tmp_path):
    """All but the hidden file and the Word document that is named as a PDF."""
    sources, read = held(tmp_path, "ok-more/names")
    assert len(sources) == read == len([*(FIELD / "ok-more" / "names").iterdir()]) - 2


def test_all_small_files_that_can_be_read_are_held_and_titled(tmp_path):
    files = [path for path in FIELD.rglob("[!.]*.*") if path.is_file() and "cells" not in path.name]
    sources, read = held(tmp_path, *(path for path in files if path.stat().st_size <= MOST_BYTES))
    assert len(sources) == read > 80
    assert [source.title for source in sources if given_by_a_program(source.title)] == []
