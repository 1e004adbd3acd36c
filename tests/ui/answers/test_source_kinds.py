"""Tests of the kinds of sources in words."""

import pytest

from trendsqa.ui.answers.source_kinds import kind_place, kind_words


@pytest.mark.parametrize(
    ("kind", "one", "many"),
    [
        ("impact-case", "Case study", "Case studies"),
        ("guidance", "Guidance", "Guidance"),
        ("white-paper", "White paper", "White paper"),
        ("<b>odd</b>", "<b>odd</b>", "<b>odd</b>"),
        ("", "Document", "Other documents"),
    ],
)
def test_a_kind_has_words_for_one_and_for_many(kind, one, many):
    """A kind that the project knows has plain words; any other is shown as the manifest writes it."""
    assert (kind_words(kind), kind_words(kind, many=True)) == (one, many)


def test_the_report_comes_first_and_unknown_kinds_last():
    """Kinds are listed from the report to what links to it, and those that an operator made up by name behind them."""
    kinds = ["white-paper", "organisation", "audit", "impact-case", "report", "guidance"]

    assert sorted(kinds, key=kind_place) == [
        "report", "guidance", "impact-case", "organisation", "audit", "white-paper",
    ]  # fmt: skip
