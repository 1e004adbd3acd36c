import pytest

from trendsqa.corpus.readers.symbol_fonts import is_symbol_font, symbol, symbols_of


@pytest.mark.parametrize(
    ("font", "codes", "shown"),
    [
        ("Wingdings", range(0xDF, 0xEF), "←→↑↓↖↗↙↘←→↑↓↖↗↙↘"),
        ("Wingdings", range(0xEF, 0xF9), "⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂"),
        ("Wingdings", range(0xFB, 0xFF), "✗✓☒☑"),
        ("Wingdings", (0x3E, 0x3F, 0xD5, 0xD8, 0xDC), "✇✍⌫➢➲"),
        ("Wingdings", range(0x80, 0x8B), "⓪①②③④⑤⑥⑦⑧⑨⑩"),
        ("Wingdings 2", range(0x4F, 0x55), "✗✓☒☑☒☒"),
        ("Wingdings2", range(0x69, 0x74), "⓪①②③④⑤⑥⑦⑧⑨⑩"),
        ("WINGDINGS 3", range(0x66, 0x6E), "←→↑↓↖↗↙↘"),
        ("Webdings", (0x33, 0x34, 0x35, 0x36, 0x61, 0x72), "◀▶▲▼✓✗"),
        ("SymbolMT", range(0xAB, 0xB0), "↔←↑→↓"),
        ("Symbol", (0x44, 0x57, 0x6D, 0xA3, 0xB3, 0xE6, 0xFE), "ΔΩμ≤≥⎛⎭"),
    ],
)
def test_a_sign_is_the_same_from_zero_and_in_the_private_area(font, codes, shown):
    """Arrows, ticks, numbers in circles and Greek letters stand at the places that the fonts' tables give."""
    assert "".join(symbol(code, font) for code in codes) == shown
    assert "".join(symbol(0xF000 + code, font) for code in codes) == shown


def test_a_code_without_a_character_shows_none():
    """A font of letters shows the character itself, and a place that nothing is known about shows nothing."""
    assert symbol(0xFF, "Wingdings") == symbol(0xF0FC, "Arial") == ""
    assert symbol(0x2713, "Wingdings") == symbol(0x2713, "Arial") == "✓"
    assert is_symbol_font("Webdings")
    assert symbols_of("Arial") is None
