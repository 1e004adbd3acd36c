"""The trends of the editions that are held."""

import pytest

from fakes.documents import held
from fakes.editions import both_editions, harbour_edition, over
from trendsqa.errors import UnknownItemError
from trendsqa.ui.browsing.trend_edition import choose_edition, find_trend, trend_editions


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return trend_editions(both_editions(tmp_path_factory.mktemp("editions")))


def test_editions_come_newest_first_with_their_trends_in_order(both):
    """The newest edition is the first, and its trends stand in the order of its outline, numbered from one."""
    assert [edition.label for edition in both] == ["2025", "2024"]
    assert [(trend.place, trend.slug) for trend in both[1].trends[:3]] == [(1, "ferries"), (2, "lamp"), (3, "nets")]
    assert both[0].series == both[1].series == "harbour"


def test_an_edition_is_chosen_by_its_label_and_the_newest_by_none(both):
    """An empty choice is the newest edition; an edition that is not held is an error that names those that are."""
    assert choose_edition(both, "").label == "2025"
    assert choose_edition(both, "2024").label == "2024"
    with pytest.raises(UnknownItemError, match=r"No edition '1900'.*2025, 2024"):
        choose_edition(both, "1900")


def test_a_trend_that_only_an_earlier_edition_has_is_found_there(both):
    """Without an edition the newest that has the trend is taken; within one a trend of another is not found."""
    edition, trend = find_trend(both, "whales", "")
    assert (edition.label, trend.name) == ("2024", "Whales")
    with pytest.raises(UnknownItemError, match="Edition 2025 has no trend 'whales'"):
        find_trend(both, "whales", "2025")
    with pytest.raises(UnknownItemError, match="The documents held here have no trend"):
        find_trend(both, "<b>", "")


def test_the_neighbours_of_a_trend_end_at_the_first_and_the_last(both):
    """The first trend has none before it, the last none after it."""
    newest = both[0]
    assert newest.neighbours(newest.trends[0]) == (None, newest.trends[1])
    assert newest.neighbours(newest.trends[-1]) == (newest.trends[-2], None)


def test_documents_without_a_grid_are_no_editions_of_trends(tmp_path):
    """Other documents, and an edition of which no outline is held, have no trends."""
    other = held(("h", "Lamp guide"), ("p", "A guide to the lamp."), document_id="guide")
    assert trend_editions(over(tmp_path, harbour_edition("2024", outline=False), other)) == ()


def test_two_reports_of_one_year_are_told_apart_by_their_ids(tmp_path):
    """Where the edition alone would name two documents, their ids name them in addresses."""
    from dataclasses import replace

    first = harbour_edition("2024")
    sections = tuple(replace(one, id=one.id.replace("harbour-", "pier-")) for one in first.document.sections)
    document = replace(first.document, id="pier-2024", sections=sections)
    second = replace(first, source=replace(first.source, id="pier-2024"), document=document)
    assert [edition.key for edition in trend_editions(over(tmp_path, first, second))] == ["pier-2024", "harbour-2024"]
