"""Files of the kind that councils add: what their text must and must not contain, beside their pages' own text."""

from pathlib import Path

import pytest

from documents.reading_aloud import read
from trendsqa.errors import UnreadableFileError

FIELD = Path(__file__).resolve().parents[3].parent / "shared" / "field"

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.exists(), reason="the files are not in ../shared"),
]

TEXTS = [
    ("p8-aes128.pdf", ["42.50"], []),
    ("ok/p8-rc4.pdf", ["42.50"], []),
    ("public/r5-empty-password.pdf", ["asdfzxcv"], []),
    ("p11-form.pdf", ["recipient: Hollybank", "awarded: £18,750"], []),
    ("public/form_acrobatReader.pdf", ["foo Bar"], []),
    ("more/f-p09-freetext.pdf", ["14 August 2025"], []),
    ("more/f-p15-layer.pdf", ["60 vehicles"], ["90 vehicles"]),
    ("more/f-p08-contents.pdf", ["412 kilometres"], ["....."]),
    ("public/redp5110_sampled.pdf", ["Security fundamentals"], ["/SM590000", "/g115", "\ufffd"]),
    ("ok-more/f-p11-watermark.pdf", ["eight pounds a day"], ["DRAFT"]),
]
REFUSED = [
    ("public/imagemagick-images.pdf", "is scanned"),
    ("more/f-p05-notounicode.pdf", "Print it to PDF again"),
]
LOSSES = [
    ("p9-partscan.pdf", ["5 of 6 pages without text (pages 2-6)"]),
    *((name, []) for name, _, _ in TEXTS if "redp" not in name),
]


def document(name):
    return read((FIELD / name).read_bytes(), Path(name).name)


@pytest.mark.parametrize(("name", "contained", "absent"), TEXTS)
def test_a_file_is_stored_with_its_own_words(name, contained, absent):
    text = document(name).text
    assert [words for words in contained if words not in text] == []
    assert [words for words in absent if words in text] == []


@pytest.mark.parametrize(("name", "reason"), REFUSED)
def test_a_file_that_cannot_be_read_is_refused_for_its_reason(name, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        document(name)


@pytest.mark.parametrize(("name", "losses"), LOSSES)
def test_a_file_has_the_losses_that_it_has_and_no_other(name, losses):
    assert [str(loss) for loss in document(name).coverage.losses] == losses


def test_bookmarks_are_sections_and_page_labels_are_kept():
    titles = [section.title for section in document("more/f-p07-bookmarks.pdf").sections]
    assert titles == ["Vehicle age", "Medical checks", "Fares"]
    assert document("p3-labels.pdf").page_labels == ("i", "ii", "iii", "1", "2")
