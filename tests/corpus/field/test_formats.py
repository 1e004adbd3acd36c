"""Files of the kind that councils add: Markdown, text, encodings and tables in text."""

from pathlib import Path

import pytest

from documents.reading_aloud import read
from trendsqa.errors import UnreadableFileError

FIELD = Path(__file__).resolve().parents[4] / "shared" / "field"

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.exists(), reason="the files are not in ../shared"),
]
RIGHT = {
    "h2-mac.txt": (("“we’ll ", "£2 million"), ("Ò", "Õ")),
    "c1-services.csv": (("\nHousing | 01632 960444 | 9am, weekdays\n",), ()),
    "more/f-m01-frontmatter.md": (("lead",), ("title", "author")),
    "more/f-m01b-frontdots.md": (("£38",), ("owner", "...")),
    "more/f-m01c-commenttitle.md": (("£1,240",), ("slug",)),
    "more/f-m03-attributes.md": (("Ranger service\n", "flood in March.", "[x]"), ("{", "}", "%", "\n: ")),
    "more/f-m04-htmltable.md": (("Pontoon | £900\nSwing | £310", "Winter storage", "£4 [2]"), ("£42", "internal")),
    "more/f-m07-badbyte.md": (("£6 – children", "“Attic”"), ("Â", "â€")),
    "more/f-m08-longtable.md": (("\nOak lane 100 | ",), ()),
    "more/f-t04-badbyte.txt": (("14 spaces – eight", "£4.60", "5\ufffd C"), ("Â",)),
    "more/f-t05-hardwrap.txt": (("holds 320 people", "- £900."), ("==",)),
    "more/f-h06-badbyte.html": (("£0.25 a day – at", "“Ink”"), ("Â",)),
    "ok/m1-notes.md": (("Arts | culture | £2,000", "£90,000.[^1]", "[ ] Apply"), ("internal",)),
    "ok/p4-control.md": (("self-assessment", "COVID-19"), ()),
    "ok-more/f-m02-footnotes.md": (("£320[^1]", "14[^2]", "[^2]: Winter."), ()),
    "ok-more/f-m05-nested.md": (("1. Apply six", "Signs | cones | £45"), ("==", "--")),
    "ok-more/f-t01-utf16nobom.txt": (("opens at eight",), ("\ufffd",)),
}
TITLES = {
    "more/f-m01-frontmatter.md": "Dog control orders",
    "more/f-m01b-frontdots.md": "Sports pitches",
    "more/f-m01c-commenttitle.md": "Cemetery fees",
    "more/f-m03-attributes.md": "Ranger service",
    "more/f-t05-hardwrap.txt": "TOWN HALL BOOKINGS",
    "ok/m1-notes.md": "Grants guide",
}
ILLEGIBLE = {"more/f-m07-badbyte.md", "more/f-t04-badbyte.txt", "more/f-h06-badbyte.html"}


def document(file, **changes):
    path = FIELD / file
    return read(path.read_bytes(), path.name, **changes)


@pytest.mark.parametrize("file", RIGHT)
def test_the_stored_text_has_what_the_file_says_and_nothing_else(file):
    inside, outside = RIGHT[file]
    found = document(file)
    assert [text for text in inside if text not in found.text] == []
    assert [text for text in outside if text in found.text] == []
    assert bool(found.coverage.losses) == (file in ILLEGIBLE)


@pytest.mark.parametrize("file", TITLES)
def test_the_title_is_the_files_own(file):
    assert document(file).title == TITLES[file]


@pytest.mark.parametrize("media_type", ["text/html; charset=iso-8859-2", "text/html"])
def test_a_charset_that_only_the_header_states_is_used(media_type):
    found = document("more/f-h13-headercharset.html", media_type=media_type)
    assert "Zasiłek" in found.title
    assert "można złożyć w urzędzie" in found.text


def test_rows_of_long_tables_have_a_header():
    (table,) = (block for block in document("more/f-m08-longtable.md").blocks if block.kind == "table")
    assert table.header_rows == 1


@pytest.mark.parametrize("file", ["ok-more/f-t03-zero.txt", "ok-more/f-t03-spaces.md"])
def test_a_file_without_words_is_refused(file):
    with pytest.raises(UnreadableFileError, match="is empty"):
        document(file)
