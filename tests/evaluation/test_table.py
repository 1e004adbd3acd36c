"""How figures and tables are written."""

import pytest

from trendsqa.evaluation.table import Table, listed, share, signed, tenth, whole


def test_markdown_has_the_figures_to_the_right_and_the_notes_beneath():
    table = Table(("a", "b"), (("x|y", "1"),), ("noted",))
    assert table.markdown() == "| a | b |\n| --- | ---: |\n| x\\|y | 1 |\n\n- noted"


@pytest.mark.parametrize(
    ("write", "value", "written"),
    [
        (share, 0.125, "0.12"), (share, None, "–"), (tenth, 25.66, "25.7"), (whole, 107.5, "108"),
        (signed, 0.05, "+0.05"), (signed, -0.05, "−0.05"), (signed, -0.001, "0.00"), (signed, None, "–"),
    ],
)  # fmt: skip
def test_figures(write, value, written):
    assert write(value) == written


def test_a_long_list_of_ids_is_cut_and_counted():
    assert listed(["b", "a", "b"]) == "b, a"
    assert listed(map(str, range(12))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"
    assert listed([]) == "–"
