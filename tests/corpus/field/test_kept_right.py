"""Files that were read rightly from the start and must stay so; those of a format's own cases stand with these."""

from pathlib import Path

import pytest

from documents.reading_aloud import read
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.errors import UnreadableFileError
from trendsqa.settings import Settings

FIELD = Path(__file__).resolve().parents[4] / "shared" / "field"

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.is_dir(), reason="the inputs are not in ../shared"),
]

LAMP = "with a lower energy type by the end of March 2026"
MAYOR = ("“we’ll keep", "open” – a pledge worth £2")
MEALS = "cost five pounds and are served at noon. Members book by telephone before ten."
RIGHT = {
    "ok/h2-cp1252-nometa.html": MAYOR,
    "ok/h2-latin1-meta.html": MAYOR,
    "ok/h2-utf16.html": MAYOR,
    "ok/h2-wrongmeta.html": MAYOR,
    "ok/k1-print.pdf": ("Graves are sold for fifty years.",),
    "ok/k1-print.html": ("Graves are sold for fifty years.",),
    "ok/p5-ligature.pdf": ("The flood fleet has 14 vehicles.", "Residents’ views"),
    "ok/p6-kern.pdf": ("until eight, for Town and Valley members.",),
    "ok/q2-rotwrap.pdf": (LAMP,),
    "ok/q2-upright.pdf": (LAMP,),
    "ok/q6-uprighttm.pdf": (LAMP,),
    "ok-more/f-h05-c1refs.html": ("The council’s officers", "5–10 working days", "£40—wasps"),
    "ok-more/f-h09-unclosed.html": ("Clean tins only", "Mill Lane | Tuesday", "£52 a year."),
    "ok-more/f-p16b-wordobjects.pdf": (MEALS,),
    "ok-more/f-p16c-control.pdf": (MEALS,),
}


@pytest.mark.parametrize("file", RIGHT)
def test_what_was_read_rightly_is_read_rightly_still(file):
    found = read((FIELD / file).read_bytes(), Path(file).name)
    assert [text for text in RIGHT[file] if text not in found.text] == []
    assert found.coverage.losses == ()


@pytest.mark.parametrize("file", ["f-t03-zero.docx", "f-t03-zero.pdf", "f-d07b-bombxml.docx"])
def test_what_was_refused_rightly_is_refused_still(file):
    given = Settings().reading
    limits = ReadingLimits(given.max_file_mib << 20, given.max_pages, given.max_characters)
    with pytest.raises(UnreadableFileError, match=r"is empty|more than the limit"):
        read_document((FIELD / "ok-more" / file).read_bytes(), name=file, document_id="a", limits=limits)
