"""What is asked is one line of characters that can be seen."""

import pytest

from trendsqa.ui.asked_text import one_line


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (" How\tdo\r\n we  begin? ", "How do we begin?"),
        ("a\x01b\x1b[31mc\x7fd\x85e\x9bf", "a b [31mc d e f"),
        ("\x00 \x1c", ""),
        ("café 𝛼 \ufffd", "café 𝛼 \ufffd"),
    ],
)
def test_control_characters_are_spaces(given, read):
    assert one_line(given) == read
