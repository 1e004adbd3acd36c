import numpy as np
import pytest

from fakes.building import opened
from fakes.editions import EDITIONS_ENCODER, harbour_edition
from trendsqa.comparing.editions.edition_text import EditionText, read_edition, without_year
from trendsqa.comparing.editions.trend_matching import TrendChange, TrendOutcome, match_trends


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    index = opened(
        tmp_path_factory.mktemp("editions"), harbour_edition("2024"), harbour_edition("2025"), encoder=EDITIONS_ENCODER
    )
    return read_edition(index, "harbour-2024"), read_edition(index, "harbour-2025")


def trends(**directions):
    names = tuple(name.replace("_", " ") for name in directions)
    vectors = np.array(list(directions.values()), dtype=np.float32)
    return EditionText("doc", (), np.zeros((0, vectors.shape[1]), np.float32), names, vectors)


def test_what_became_of_each_trend_is_told(texts):
    assert match_trends(*texts) == (
        TrendChange(TrendOutcome.CARRIED_ON, ("Ferries",), ("Ferries",)),
        TrendChange(TrendOutcome.RENAMED, ("Lamp",), ("Beacon",)),
        TrendChange(TrendOutcome.SPLIT, ("Nets",), ("Nylon nets", "Cotton nets")),
        TrendChange(TrendOutcome.MERGED, ("Fog", "Rain"), ("Weather",)),
        TrendChange(TrendOutcome.WENT, ("Whales",), ()),
        TrendChange(TrendOutcome.APPEARED, (), ("Turbines",)),
    )


def test_looking_back_a_split_is_a_merger_and_what_went_appears(texts):
    back = {change.outcome: (change.older, change.newer) for change in match_trends(*texts[::-1])}
    assert back[TrendOutcome.MERGED] == (("Nylon nets", "Cotton nets"), ("Nets",))
    assert back[TrendOutcome.SPLIT] == (("Weather",), ("Fog", "Rain"))
    assert back[TrendOutcome.APPEARED] == ((), ("Whales",))


def test_each_trend_stands_in_exactly_one_change(texts):
    older, newer = texts
    changes = match_trends(older, newer)
    assert sorted(name for change in changes for name in change.older) == sorted(older.trends)
    assert sorted(name for change in changes for name in change.newer) == sorted(newer.trends)


def test_trends_of_one_name_are_one_however_little_their_texts_share():
    assert match_trends(trends(Ferries_2024=[1, 0]), trends(Ferries_2025=[0, 1]))[0].outcome is TrendOutcome.CARRIED_ON


def test_trends_that_are_the_closest_and_still_far_are_not_linked():
    changes = match_trends(trends(Ferries=[1, 0]), trends(Lamp=[0.49, 0.87]))
    assert [change.outcome for change in changes] == [TrendOutcome.WENT, TrendOutcome.APPEARED]


def test_several_that_hang_together_with_several_are_regrouped():
    older = trends(One=[1, 0], Two=[0.6, 0.8])
    newer = trends(Two=[0.9, 0.44], Three=[0, 1])
    assert match_trends(older, newer) == (TrendChange(TrendOutcome.REGROUPED, ("One", "Two"), ("Two", "Three")),)


def test_without_an_outline_nothing_is_said_to_have_gone(texts):
    assert match_trends(texts[0], EditionText("doc", (), np.zeros((0, 9)), (), np.zeros((0, 9)))) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5. Skills and capacity", "2) Skills and capacity"),
        ("Skills and capacity – beyond 2024", "Skills & capacity - Beyond 2025".replace("&", "and")),
        ("beyond-2024", "beyond-2025"),
    ],
)
def test_titles_are_compared_without_number_case_and_year(one, other):
    assert without_year(one) == without_year(other) != ""
