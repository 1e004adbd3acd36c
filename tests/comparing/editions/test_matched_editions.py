"""Three small editions, each two of them matched."""

import pytest

from fakes.building import opened
from fakes.documents import held
from fakes.editions import EDITIONS_ENCODER, harbour_edition
from trendsqa.comparing.editions.edition_matching import MatchedBy
from trendsqa.comparing.editions.edition_text import read_edition
from trendsqa.comparing.editions.matched_editions import Counterpart, match_editions

THIRD = held(("h", "Risks"), ("p", "The lamp is a danger."), document_id="harbour-2026", edition="2026")


@pytest.fixture(scope="module")
def matched(tmp_path_factory):
    editions = harbour_edition("2024"), harbour_edition("2025"), THIRD
    index = opened(tmp_path_factory.mktemp("editions"), *editions, encoder=EDITIONS_ENCODER)
    return match_editions([read_edition(index, item.source.id) for item in editions])


def test_a_counterpart_is_found_from_either_side(matched):
    older, newer = "harbour-2024#lamp/risks", "harbour-2025#beacon/risks"
    assert matched.counterparts[older, "harbour-2025"] == Counterpart(newer, MatchedBy.OUTLINE)
    assert matched.counterparts[newer, "harbour-2024"] == Counterpart(older, MatchedBy.OUTLINE)


def test_a_section_without_a_counterpart_in_an_edition_is_left_out(matched):
    assert ("harbour-2024#whales/risks", "harbour-2025") not in matched.counterparts


def test_no_section_is_its_own_counterpart(matched):
    assert not [place for place in matched.counterparts if matched.sections[place[0]].document.id == place[1]]


def test_trends_are_followed_between_each_two_editions_from_the_older_to_the_newer(matched):
    assert list(matched.changes) == [
        ("harbour-2024", "harbour-2025"),
        ("harbour-2024", "harbour-2026"),
        ("harbour-2025", "harbour-2026"),
    ]
    names = {(change.older, change.newer) for change in matched.changes["harbour-2024", "harbour-2025"]}
    assert (("Lamp",), ("Beacon",)) in names
