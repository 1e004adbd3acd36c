import pytest

from fakes.building import opened
from fakes.editions import EDITIONS_ENCODER, harbour_edition
from trendsqa.comparing.editions.edition_matching import MatchedBy, match_sections
from trendsqa.comparing.editions.edition_text import read_edition
from trendsqa.comparing.editions.trend_matching import match_trends


def matched(folder, *held):
    index = opened(folder, *held, encoder=EDITIONS_ENCODER)
    older, newer = (read_edition(index, item.source.id) for item in held)
    return match_sections(older, newer, match_trends(older, newer))


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    return matched(tmp_path_factory.mktemp("editions"), harbour_edition("2024"), harbour_edition("2025"))


def places(pairs):
    return {pair.older.partition("#")[2]: (pair.newer.partition("#")[2], pair.matched_by) for pair in pairs}


def test_a_section_with_the_same_path_is_the_same(pairs):
    assert places(pairs)["ferries/risks"] == ("ferries/risks", MatchedBy.ID)


def test_a_trend_under_another_name_keeps_its_facets(pairs):
    for facet in ("introduction", "where-to-start", "risks"):
        assert places(pairs)[f"lamp/{facet}"] == (f"beacon/{facet}", MatchedBy.OUTLINE)


def test_a_trend_that_was_split_goes_on_in_one_of_its_parts(pairs):
    newer, matched_by = places(pairs)["nets/where-to-start"]
    assert newer in {"nylon-nets/where-to-start", "cotton-nets/where-to-start"}
    assert matched_by is MatchedBy.OUTLINE


def test_what_went_and_what_appeared_has_no_counterpart(pairs):
    assert not [pair for pair in pairs if "whales" in pair.older or "turbines" in pair.newer]


def test_no_section_has_two_counterparts(pairs):
    assert len({pair.older for pair in pairs}) == len({pair.newer for pair in pairs}) == len(pairs)


def test_without_an_outline_headings_and_then_meaning_match(tmp_path):
    bare = harbour_edition("2025", outline=False)
    titles = {section.id: section.heading_path for section in bare.document.sections}
    found = {
        pair.older: (titles[pair.newer], pair.matched_by) for pair in matched(tmp_path, harbour_edition("2024"), bare)
    }
    assert found["harbour-2024#ferries/risks"] == (("1. Ferries", "Risks"), MatchedBy.OUTLINE)
    assert found["harbour-2024#lamp/introduction"] == (("2. Beacon",), MatchedBy.MEANING)
    assert "harbour-2024#whales/introduction" not in found


def test_the_pairs_are_the_same_each_time(tmp_path, pairs):
    assert matched(tmp_path, harbour_edition("2024"), harbour_edition("2025")) == pairs


def test_an_edition_without_text_matches_nothing(tmp_path):
    from fakes.documents import held

    empty = held(("h", "Nothing"), document_id="harbour-2025", edition="2025")
    assert matched(tmp_path, harbour_edition("2024"), empty) == ()
