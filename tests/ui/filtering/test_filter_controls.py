"""Filters of the chat: what its controls offer, and how a turn tells what was set."""

import pytest

from trendsqa.ui.filtering.filter_controls import chosen_values, filter_controls
from trendsqa.ui.filtering.filter_form import filter_form
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import ENGLISH


def test_there_is_a_control_for_each_filter_whatever_is_held(shelf, empty):
    controls = filter_controls(shelf, ENGLISH)
    assert [control.label for control in controls] == ["Edition", "Trend", "Kind of source", "Publisher", "Text"]
    assert controls[2].choices == (
        ("All", ""), ("Guidance (1 document)", "guidance"), ("Report (2 documents)", "report"),
        ("Video (1 document)", "video"),
    )  # fmt: skip
    assert all(control.offered for control in controls)
    assert [control.offered for control in filter_controls(empty, ENGLISH)] == [False] * 5


def test_of_what_a_browser_sends_only_texts_are_values():
    assert chosen_values(["2031", None, "", ["x"], {"a": 1}, "more"]) == {"edition": "2031"}
    assert chosen_values([]) == {}


@pytest.mark.parametrize(("question", "answered"), [("Where are poles and lamps?", True), ("Who sings?", False)])
def test_a_turn_tells_among_what_was_searched(shelf, ui_folder, question, answered):
    form = filter_form(chosen_values(["", "", "guidance", "Pole & <Wire> Board"]), shelf, ENGLISH)
    answer = shelf.ask(question, filters=form.filters)
    assert answer.answered == answered
    told = Renderer(ui_folder / "pages").turn(answer, number=1, among=form.among)
    assert '<p class="among">Among: Guidance, Pole &amp; &lt;Wire&gt; Board</p>' in told
    assert ("Filters are set" in told) == (not answered)
    assert "Ask without filters" not in told
    without = Renderer(ui_folder / "pages").turn(answer, number=1)
    assert "Among" not in without
    assert "Filters are set" not in without
