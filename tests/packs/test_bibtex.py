"""References as BibTeX, read back with bibtexparser."""

import re
from dataclasses import replace

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from documents.pier_book import HOSTILE, HOSTILE_LINE
from trendsqa.corpus.source import Form
from trendsqa.packs.bibtex import bibtex

# Commands of LaTeX for characters that the reading library does not know, or takes for others.
MACROS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}


def decoder():
    known = get_default_latex_context_db()
    known.add_context_category(
        "characters", prepend=True, macros=[MacroTextSpec(name, sign) for name, sign in MACROS.items()]
    )
    return LatexNodes2Text(latex_context=known, strict_latex_spaces=True)


def read(text):
    """The entries of a file as their types, keys and fields, with what LaTeX would set."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder())])
    assert not library.failed_blocks
    return [(one.entry_type, one.key, {field.key: field.value for field in one.fields}) for one in library.entries]


def test_an_entry_comes_back_with_every_fact(pack):
    ((kind, key, fields),) = read(bibtex(pack(kind="report").references))
    assert (kind, key) == ("techreport", "pier-book")
    assert fields == {
        "author": "Harbour district",
        "title": "The Pier Book",
        "year": "2031",
        "date": "2031-05",
        "edition": "Third",
        "institution": "Harbour Press",
        "url": "https://publisher.example/pier",
        "note": "Cited: Buoys",
    }


def test_hostile_facts_stay_within_their_fields(pack):
    references = pack(title=HOSTILE, organisation=HOSTILE, publisher=HOSTILE, url="https://a.example/}\\{,").references
    written = bibtex(references)
    ((_, _, fields),) = read(written)
    assert fields["author"] == fields["title"] == HOSTILE_LINE
    assert "  url = {https://a.example/%7D%5C%7B,},\n" in written


def test_braces_are_balanced_as_bibtex_counts_them(pack):
    """BibTeX counts a brace behind a backslash too."""
    written = bibtex(pack(title=HOSTILE, publisher="}}{").references)
    depths = [written[:at].count("{") - written[:at].count("}") for at in range(len(written))]
    assert min(depths) == 0
    assert written.count("{") == written.count("}")


def test_a_summary_is_called_one_and_what_is_not_known_is_left_out(pack):
    ((kind, key, fields),) = read(bibtex(pack(form=Form.BRIEF, published="", url="", edition="").references))
    assert (kind, key) == ("misc", "pier-book-summary")
    assert set(fields) == {"author", "title", "publisher", "note"}
    assert fields["note"] == "[summary by this service]. Cited: Buoys"


def test_every_entry_has_a_key_of_its_own(pack):
    (one,) = pack().references
    others = [replace(one, document_id=name) for name in ("pier-book", "Pier_Book", "pier book")]
    assert [key for _, key, _ in read(bibtex(others))] == ["pier-book", "pier-book-again-1", "pier-book-again-2"]
    assert re.findall(r"^@misc\{", bibtex(others), re.MULTILINE) == ["@misc{"] * 3
