import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.corpus.adding.source_id import free_id, id_of
from trendsqa.corpus.manifest import SOURCE_ID_PATTERN

LONG = "The strategy for the harbours, ferries, piers and lighthouses of the district, part "


@given(st.text(max_size=200), st.text(max_size=40))
def test_every_title_and_name_gives_an_id(title, name):
    found = id_of(title, name)
    assert re.match(SOURCE_ID_PATTERN, found)
    assert len(found) <= 60
    assert found == id_of(title, name)


@pytest.mark.parametrize(
    ("title", "name", "found"),
    [
        ("Minutes of May", "x.md", "minutes-of-may"),
        ("Café on the Ŵyl’s pier", "x.md", "cafe-on-the-wyls-pier"),
        ("Straße nach Øresund", "x.md", "strasse-nach-oresund"),
        ("کونسل ٹیکس (Council tax)", "x.md", "council-tax"),
        ("کونسل ٹیکس", "leaflet-a.md", "leaflet-a"),
        ("ہاؤسنگ A", "leaflet-b.md", "leaflet-b"),
        ("2024", "x.md", "2024"),
        ("𝑨 𝑩𝑪", "x.md", "a-bc"),
    ],
)
def test_an_id_is_made_of_latin_letters(title, name, found):
    assert id_of(title, name) == found


def test_titles_in_other_scripts_have_ids_of_their_own_by_their_files_names():
    first, second = id_of("کونسل ٹیکس", "a/کونسل.md"), id_of("ہاؤسنگ", "رہائش.md")
    assert first != second
    assert all(re.fullmatch(r"document-[0-9a-f]{4}", one) for one in (first, second))
    assert id_of("بدلا ہوا عنوان", "کونسل.md") == first


def test_long_titles_that_begin_alike_have_different_ids():
    one, other = id_of(f"{LONG}one", "x.md"), id_of(f"{LONG}two", "x.md")
    assert one != other
    assert one[:-4] == other[:-4]


def test_a_taken_id_gets_the_first_free_number():
    assert free_id("minutes", set()) == "minutes"
    assert free_id("minutes", {"minutes", "minutes-2", "minutes-4"}) == "minutes-3"
