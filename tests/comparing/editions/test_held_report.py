import pytest

from trendsqa.comparing.editions.held_report import HeldEdition, HeldReport, choose_editions
from trendsqa.errors import InputError, UnknownItemError


def report(name, *editions):
    return HeldReport(name, tuple(HeldEdition(edition, f"{name}-{edition}", name) for edition in editions))


TRENDS, TIDES = report("trends", "2023", "2024", "2025"), report("tides", "2024")


def test_the_editions_named_are_chosen_oldest_first():
    chosen = choose_editions([TIDES, TRENDS], ["2025", "2023"])
    assert (chosen.id, [held.edition for held in chosen.editions]) == ("trends", ["2023", "2025"])


@pytest.mark.parametrize("editions", [[], ["2024"], ["2024", "2024"], ["2024", "2025", "2025"]])
def test_fewer_than_two_different_editions_are_refused(editions):
    with pytest.raises(InputError, match="two different editions"):
        choose_editions([TRENDS], editions)


def test_an_edition_that_is_not_held_is_told_with_those_that_are():
    with pytest.raises(UnknownItemError, match=r"2024, 1999.*trends: 2023, 2024, 2025.*") as told:
        choose_editions([TRENDS, TIDES], ["2024", "1999"])
    assert "tides: 2024" in str(told.value)


def test_where_one_edition_is_held_the_message_says_how_to_add_another():
    with pytest.raises(UnknownItemError, match=r"One edition only .*\(tides: 2024\).*corpus add FILE --edition"):
        choose_editions([TIDES], ["2024", "2025"])
    with pytest.raises(UnknownItemError, match="No document has an edition"):
        choose_editions([], ["2024", "2025"])


def test_of_several_reports_one_must_be_named():
    other = report("tides", "2024", "2025")
    with pytest.raises(InputError, match="trends and tides"):
        choose_editions([TRENDS, other], ["2024", "2025"])
    assert choose_editions([TRENDS, other], ["2024", "2025"], "tides").id == "tides"
    with pytest.raises(UnknownItemError, match="Not held here: gulls"):
        choose_editions([TRENDS, other], ["2024", "2025"], "gulls")


def test_a_report_can_be_compared_from_two_editions_on():
    assert report("gulls", "2024", "2025").is_comparable
    assert not TIDES.is_comparable
