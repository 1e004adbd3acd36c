"""What was read before is not read again, and never taken for what it is not."""

from pathlib import Path

import pytest

from trendsqa.corpus.documents import kept_reading, reading, text_cleaning
from trendsqa.corpus.documents.kept_reading import KeptReadings
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.readers import docx, html, markdown, text, xlsx
from trendsqa.corpus.readers.pdf import layout, reader, tagged
from trendsqa.errors import UnreadableFileError

LIMITS = ReadingLimits(max_bytes=1 << 20, max_pages=10, max_characters=100_000)
MARKDOWN = (
    "# Ferries\n\nThe ferry ﬁlls “quickly”.\n\n- noon\n- [one](https://example.org/one)\n\n## Cars\n\nNone.\n".encode()
)
ASKED = {"name": "ferries.md", "document_id": "ferries", "limits": LIMITS}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "readings"


def test_a_kept_document_is_the_one_that_was_read(folder):
    first = KeptReadings(folder)
    assert first.read(MARKDOWN, **ASKED) == read_document(MARKDOWN, **ASKED)
    second = KeptReadings(folder)
    assert second.read(MARKDOWN, **ASKED) == read_document(MARKDOWN, **ASKED)
    assert (first.read_anew, second.read_anew) == (1, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "other.md"},
        {"document_id": "other"},
        {"media_type": "text/plain"},
        {"limits": ReadingLimits(1 << 20, 10, 99_999)},
    ],
)
def test_whatever_decides_the_outcome_is_part_of_the_key(folder, other):
    KeptReadings(folder).read(MARKDOWN, **ASKED)
    again = KeptReadings(folder)
    assert again.read(MARKDOWN, **ASKED | other) == read_document(MARKDOWN, **ASKED | other)
    assert again.read_anew == 1


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-5], lambda b: b.replace(b"noon", b"nine"), lambda _: b"", lambda b: b[64:]]
)
def test_a_damaged_reading_is_read_anew_and_mended(folder, damage):
    KeptReadings(folder).read(MARKDOWN, **ASKED)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    again = KeptReadings(folder)
    assert again.read(MARKDOWN, **ASKED) == read_document(MARKDOWN, **ASKED)
    assert again.read_anew == 1
    assert path.read_bytes() == whole


def test_what_cannot_be_read_is_not_kept(folder):
    readings = KeptReadings(folder)
    for _ in range(2):
        with pytest.raises(UnreadableFileError):
            readings.read(b"", **ASKED)
    assert not folder.exists()


def test_readings_that_nothing_asks_for_any_more_are_dropped(folder):
    KeptReadings(folder).read(MARKDOWN, **ASKED)
    (kept,) = folder.iterdir()
    later = KeptReadings(folder)
    later.read(MARKDOWN + b"\nMore.\n", **ASKED)
    later.drop_unused()
    assert kept not in folder.iterdir()
    assert len(list(folder.iterdir())) == 1


def test_a_change_in_any_reader_reads_every_file_again():
    """The readers and what cleans and joins their blocks decide a reading; loaded modules say which they are."""
    code = {path.as_posix() for path in kept_reading._reading_code()}
    for module in (docx, html, markdown, reader, text, xlsx, layout, tagged, reading, text_cleaning):
        assert Path(module.__file__).resolve().as_posix() in code
