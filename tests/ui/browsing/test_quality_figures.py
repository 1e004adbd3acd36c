"""Measured figures for the page about the service."""

import json
import re
from pathlib import Path

import pytest

from trendsqa.errors import SettingsError
from trendsqa.ui.browsing.quality_figures import FIGURES_FILE, load_quality

ROOT = Path(__file__).resolve().parents[3]


def test_the_shipped_figures_are_those_of_the_page_on_evaluation():
    """The file that the pages read and the table that people read are written by one run and say the same."""
    page = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    part = page[page.index("<!-- begin answers -->") : page.index("<!-- end answers -->")]
    shipped = json.loads((ROOT / "ui" / FIGURES_FILE).read_text("utf-8"))
    assert f"Asked on {shipped['asked_on']} " in part
    rows = [
        f"| {one['collection']} | {one['set']} ({one['questions']}) | {one['measure']} |" for one in shipped["figures"]
    ]
    assert rows == [
        row.rpartition("|")[0].rpartition("|")[0] + "|" for row in re.findall(r"^\|.*\|$", part, re.MULTILINE)[2:]
    ]
    values = [float(value) for value in re.findall(r"\| ([\d.]+) \|$", part, re.MULTILINE)]
    assert values == [one["value"] for one in shipped["figures"] if one["value"] is not None]


def test_each_figure_has_a_meaning_and_comes_from_the_collection_that_is_installed():
    """Every measure that is explained is among the shipped ones, shares are shares and the time is a time."""
    quality = load_quality(ROOT / "ui")
    assert len(quality.figures) == 8
    assert all(0 <= figure.value <= 1 for figure in quality.figures if figure.share)
    assert [figure.value > 1 for figure in quality.figures if not figure.share] == [True]


def test_without_the_file_there_are_no_figures(tmp_path):
    """A folder of pages of somebody's own need not have figures."""
    assert load_quality(tmp_path).figures == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"asked_on": "x", "figures": [{"collection": "report and briefs"}]}']
)
def test_a_damaged_file_is_an_error_that_names_it(tmp_path, text):
    """A file that is not what is written there is told with the command that mends it."""
    (tmp_path / "figures").mkdir()
    (tmp_path / FIGURES_FILE).write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"answers\.json cannot be read.*make eval"):
        load_quality(tmp_path)
