from pathlib import Path

import pytest

from trendsqa.corpus.glossary import Glossary, Term, load_glossary
from trendsqa.errors import SourceError

SHIPPED = Path(__file__).resolve().parents[2] / "corpus" / "glossary.toml"
GLOSSARY = Glossary(
    [
        Term("Internet of Things", ("IoT",), ("smart devices",)),
        Term("Information technology", ("IT",), ()),
        Term("Resilience", (), ("bouncing back",)),
    ]
)


def test_an_abbreviation_is_completed_by_its_name():
    assert GLOSSARY.other_forms("risks of IoT") == ["Internet of Things"]


def test_plain_words_are_completed_by_what_documents_write():
    assert GLOSSARY.other_forms("are smart devices safe") == ["Internet of Things", "IoT"]


def test_an_abbreviation_is_matched_as_it_is_written():
    assert GLOSSARY.other_forms("is it safe") == []
    assert GLOSSARY.other_forms("is IT safe") == ["Information technology"]


def test_a_word_within_a_word_is_no_term():
    assert GLOSSARY.find("IoTs and misinformation technology") == ()


def test_a_form_of_two_terms_is_refused(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text('[[term]]\nname = "A b"\nsynonyms = ["c d"]\n[[term]]\nname = "C d"\n')
    with pytest.raises(SourceError, match="to both 'A b' and 'C d'"):
        load_glossary(path)


@pytest.mark.parametrize("content", ["[[term", "[[term]]\ncolour = 1", "[[term]]"])
def test_a_malformed_glossary_is_named(tmp_path, content):
    path = tmp_path / "glossary.toml"
    path.write_text(content)
    with pytest.raises(SourceError, match=r"glossary\.toml"):
        load_glossary(path)


def test_the_shipped_glossary_knows_the_abbreviations_of_the_field():
    known = {form for term in load_glossary(SHIPPED).terms for form in term.abbreviations}
    assert {"AI", "IoT", "WARP", "ISAC", "CDDO", "DSIT", "PDNS", "EO", "RPA", "ESG", "LLM", "VR", "NCSC"} <= known
