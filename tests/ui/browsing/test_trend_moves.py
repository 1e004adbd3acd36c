"""The places of trends from edition to edition, and their chart."""

import pytest

from fakes.editions import both_editions
from trendsqa.ui.browsing.moves_chart import draw_moves
from trendsqa.ui.browsing.trend_edition import trend_editions
from trendsqa.ui.browsing.trend_moves import moves_between
from trendsqa.ui.frame.wording import ENGLISH


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    assistant = both_editions(tmp_path_factory.mktemp("editions"))
    return moves_between(assistant, trend_editions(assistant)[::-1], ENGLISH)


def test_each_trend_of_either_edition_is_told_once_with_its_places(steps):
    """From 2024 to 2025 each trend stays, moves, joins another, is new or is gone, and nothing is left out."""
    (step,) = steps
    told = {
        "/".join(trend.name for trend in (*move.older, *move.newer)): (move.direction.value, move.said)
        for move in step.moves
    }
    assert told == {
        "Ferries/Ferries": ("stayed", "Stayed in its place"),
        "Lamp/Beacon": ("stayed", "Stayed in its place, under another name"),
        "Nets/Nylon nets/Cotton nets": ("joined", "Became several trends"),
        "Fog/Rain/Weather": ("joined", "Became one trend"),
        "Turbines": ("new", "New in this edition"),
        "Whales": ("gone", "No longer a trend of its own"),
    }
    assert [move.newer[0].place for move in step.moves if move.newer] == [1, 2, 3, 5, 6]
    assert not step.moves[-1].newer


@pytest.mark.parametrize(
    ("rise", "said"), [(1, "Moved up 1 place"), (3, "Moved up 3 places"), (-1, "Moved down 1 place"), (0, "Stayed")]
)
def test_a_move_is_told_by_its_places(steps, rise, said):
    """A trend that stands nearer the front than before moved up; the words hold the number of places."""
    from dataclasses import replace

    from trendsqa.comparing.editions.trend_matching import TrendChange, TrendOutcome
    from trendsqa.ui.browsing.trend_moves import place_moves

    step = steps[0]
    older = replace(step.older, trends=(replace(step.older.trends[0], place=5),))
    newer = replace(step.newer, trends=(replace(step.newer.trends[0], place=5 - rise),))
    change = TrendChange(TrendOutcome.CARRIED_ON, ("Ferries",), ("Ferries",))
    (move,) = place_moves(older, newer, [change], ENGLISH).moves
    assert move.said.startswith(said)
    assert move.direction == ("up" if rise > 0 else "down" if rise else "stayed")


def test_one_edition_moves_nowhere(tmp_path):
    """With a single edition there is nothing to tell, and nothing is drawn."""
    assistant = both_editions(tmp_path)
    assert moves_between(assistant, trend_editions(assistant)[:1], ENGLISH) == ()


def test_the_chart_has_a_point_for_each_trend_and_a_line_for_each_that_lives_on(steps):
    """Every trend of every edition has its number, and what became of it is drawn; new and gone have no line."""
    chart = draw_moves(steps)
    assert len(chart.points) == 12
    assert len(chart.lines) == 1 + 1 + 2 + 2
    assert {point.direction for point in chart.points if point.x == chart.points[0].x} == {"", "gone"}
    assert {label.text for label in chart.labels if label.role == "edition"} == {"2024", "2025"}
    assert all(0 < point.y < chart.height and 0 < point.x < chart.width for point in chart.points)
