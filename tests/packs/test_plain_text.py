"""Texts that any format may hold."""

import pytest

from documents.pier_book import HOSTILE, HOSTILE_LINE
from trendsqa.packs.plain_text import as_address, as_line, as_text


def test_a_line_holds_no_control_character_and_turns_no_direction():
    assert as_line(HOSTILE) == HOSTILE_LINE


def test_a_text_keeps_its_lines_and_shows_where_a_character_cannot_stand():
    assert as_text("One\r\ntwo\rthree\x00\ud800\tfour") == "One\ntwo\nthree��\tfour"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20#f"),
        ('https://a.example/{b}\\ "é<\n', "https://a.example/%7Bb%7D%5C%20%22%C3%A9%3C%0A"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_of_the_web_in_plain_letters(url, address):
    assert as_address(url) == address
