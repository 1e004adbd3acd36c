"""Characters of the fonts that show a picture in the place of each letter, as Unicode has them."""

__all__ = ["character", "is_symbol_font"]

# Such fonts place their 256 characters in this part of the private area; files count from it or from zero.
_PRIVATE = range(0xF000, 0xF100)
_PRINTED = range(0x20, 0x110000)
# A code above these is a character of Unicode itself.
_FONT_CODES = range(0x100)


def _table(*rows: tuple[int, str]) -> dict[int, str]:
    """Characters from the first code of each row on; a space stands for one that has no counterpart."""
    return {0x20: " "} | {start + at: one for start, row in rows for at, one in enumerate(row) if one != " "}


# Adobe's table of the Symbol font (unicode.org, VENDORS/ADOBE/symbol.txt).
_SYMBOL = _table(
    (0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    (0xF1, "〉∫⌠ ⌡"),
)
# Those of Microsoft's Wingdings fonts and Webdings that documents use, from their published tables.
_WINGDINGS = _table(
    (0x21, "✏✂✁👓🔔📖🕯☎✆✉ 📪📫📬📭📁📂📄  🗄⌛   💻  💾 ✇✍"),
    (0x41, "✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳"),
    (0x51, "✈☼💧❄ ✞ ✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓"),
    (0x6C, "●❍■□ ❑❒⬧⧫◆❖⬥⌧ ⌘❀✿❝❞"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•▪○  ◉◎ ▪◻ ✦★✶✴✹✵"),
    (0xB5, "✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
    (0xD5, "⌫⌦ ➢   ➲ ←→↑↓↖↗↙↘ ➔"),
    (0xEF, "⇦⇨⇧⇩⬄⇳"),
    (0xFB, "✗✓☒☑"),
)
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _table((0x4F, "✗✓☒☑☒☒"), (0x96, "•●●"), (0xA3, "□")),
    "wingdings 3": _table((0x66, "←→↑↓↖↗↙↘"), (0x70, "▲▼△▽◀▶◁▷")),
    "webdings": _table((0x61, "✓"), (0x63, "□"), (0x67, "■"), (0x6E, "●"), (0x72, "✗")),
}


def is_symbol_font(font: str) -> bool:
    """True if letters of the font are pictures."""
    return font.lower() in _FONTS


def character(code: int, font: str) -> str:
    """The character that a font shows for a code; empty if no character of Unicode is known for it."""
    table = _FONTS.get(font.lower())
    if table is None:
        return chr(code) if code in _PRINTED and code not in _PRIVATE else ""
    if code not in _FONT_CODES and code not in _PRIVATE:
        # A program that knows Unicode wrote the character itself.
        return chr(code)
    return table.get(code & 0xFF, "")
