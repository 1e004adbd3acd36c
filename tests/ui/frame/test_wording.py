"""Languages of the interface and how one is chosen."""

from datetime import date
from pathlib import Path

import pytest

from trendsqa.errors import SettingsError
from trendsqa.ui.frame.wording import ENGLISH, Language, choose_language, load_wordings

CATALOGUES = Path(__file__).resolve().parents[3] / "ui" / "locale"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("cy", "cy"),
        ("cy-GB,en;q=0.8", "cy"),
        ("en-GB,cy;q=0.8", "en"),
        ("fr,cy;q=0.5,en;q=0.4", "cy"),
        ("cy;q=0,fr", "en"),
        ("cy;q=x,en", "en"),
        (";;;,=q", "en"),
        ("de," * 5000 + "cy", "en"),
    ],
)
def test_a_browser_gets_the_language_that_it_prefers_of_those_there_are(accepted, expected):
    assert choose_language("auto", None, None, accepted=accepted) == expected


def test_the_setting_beats_the_address_which_beats_the_cookie_which_beats_the_browser():
    assert choose_language("cy", "en", "en", accepted="en") is Language.WELSH
    assert choose_language("auto", "cy", "en", accepted="en") is Language.WELSH
    assert choose_language("auto", "xx", "cy", accepted="en") is Language.WELSH
    assert choose_language("auto", None, "<b>", accepted="cy") is Language.WELSH


def test_words_and_days_are_in_the_language():
    welsh = load_wordings(CATALOGUES)[Language.WELSH]
    assert welsh.say("Search") == "Chwilio"
    assert welsh.say("no such text") == "no such text"
    assert welsh.day(date(2031, 5, 6)) == "6 Mai 2031"
    assert ENGLISH.day(date(2031, 5, 6)) == "6 May 2031"


def test_the_empty_text_stays_empty():
    """The empty message of a catalogue is its header."""
    assert load_wordings(CATALOGUES)[Language.WELSH].say("") == ""


def test_a_catalogue_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"messages\.po"):
        load_wordings(tmp_path)
    broken = tmp_path / "cy" / "LC_MESSAGES" / "messages.po"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(SettingsError, match=r"messages\.po"):
        load_wordings(tmp_path)
