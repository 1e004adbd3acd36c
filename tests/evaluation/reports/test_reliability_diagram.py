"""The reliability diagram as those see it who look, and those who listen."""

import re
from xml.etree import ElementTree as ET

import pytest

from trendsqa.evaluation.measures.calibration import Calibration, RatedAnswer
from trendsqa.evaluation.reports import reliability_diagram as module
from trendsqa.evaluation.reports.reliability_diagram import reliability_diagram

SVG = "{http://www.w3.org/2000/svg}"
CALIBRATION = Calibration.of(
    [RatedAnswer(0.25, right=False), RatedAnswer(0.25, right=True), RatedAnswer(1.0, right=True)], bins=2
)


@pytest.fixture
def drawn():
    return ET.fromstring(reliability_diagram(CALIBRATION, "Confidence & truth <of the harbour>"))


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_it_has_a_name_and_says_in_words_what_it_shows(drawn):
    assert drawn.get("role") == "img"
    named = {element.get("id"): element.text for element in drawn if element.get("id")}
    title, description = (named[part] for part in drawn.get("aria-labelledby").split())
    assert title == "Confidence & truth <of the harbour>"
    assert "Expected calibration error 0.17" in description
    assert "mean confidence 0.25, right 0.50 of 2; mean confidence 1.00, right 1.00 of 1" in description


def test_each_bin_is_a_dot_at_its_confidence_and_share(drawn):
    """A quarter along and half up, and the far corner, where the diagonal ends."""
    dots = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in drawn.iter(f"{SVG}circle")]
    (diagonal,) = [path.get("d") for path in drawn.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    left, bottom, right, top = map(float, re.findall(r"[\d.]+", diagonal))
    assert dots == [(left + (right - left) / 4, (top + bottom) / 2), (right, top)]


def test_everything_lies_inside_the_picture(drawn):
    width, height = float(drawn.get("width")), float(drawn.get("height"))
    assert drawn.get("viewBox") == f"0 0 {width:g} {height:g}"
    background = drawn.find(f"{SVG}rect")
    assert (float(background.get("width")), float(background.get("height"))) == (width, height)
    for dot in drawn.iter(f"{SVG}circle"):
        assert 0 < float(dot.get("cx")) < width
        assert 0 < float(dot.get("cy")) < height


@pytest.mark.parametrize(("ink", "least"), [("_INK", 7), ("_LINE", 4.5), ("_DIAGONAL", 4.5)])
def test_it_reads_on_its_own_background(ink, least):
    paper, mark = (luminance(getattr(module, name)) for name in ("_PAPER", ink))
    assert (paper + 0.05) / (mark + 0.05) >= least


def test_without_questions_there_are_axes_only():
    drawn = ET.fromstring(reliability_diagram(Calibration.of([]), "Nothing"))
    assert drawn.find(f"{SVG}circle") is None
    assert "to the highest: none." in drawn.find(f"{SVG}desc").text
