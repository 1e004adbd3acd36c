"""Characters of the fonts that show a picture in the place of each letter, as Unicode has them."""

from collections.abc import Mapping

__all__ = ["is_symbol_font", "symbol", "symbols_of"]

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
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"),
    (0xF1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
)
# Microsoft's Wingdings and Webdings, from the published tables of their signs (unicode.org, L2/12-368). Of signs that
# look alike this has the one that more fonts can show. An empty square or one with a cross is a box to tick in forms.
_WINGDINGS = _table(
    (0x21, "✏✂✁👓🔔📖🕯☎✆✉ 📪📫📬📭📁📂📄  🗄⌛   💻  💾✇✍"),
    (0x41, "✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳 ✈☼💧❄ ✞ ✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓"),
    (0x6C, "●❍■□❐❑❒⬧⧫◆❖⬥☒ ⌘❀✿❝❞"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•▪○  ◉◎ ▪☐ ✦★✶✴✹✵ ⌖"),
    (0xB5, "✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
    (0xD5, "⌫⌦ ➢   ➲  ←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂"),
    (0xFB, "✗✓☒☑"),
)
_WINGDINGS_2 = _table(
    (0x42, "👈👉"),
    (0x4A, "👆👇"),
    (0x4F, "✗✓☒☑☒☒"),
    (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x95, "·••●○"),
    (0xA1, "◾■☐"),
)
_WINGDINGS_3 = _table(
    (0x21, "←→↑↓↖↗↙↘"),
    (0x66, "←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥"),
    (0x89, "←→↑↓"),
)
_WEBDINGS = _table((0x33, "◀▶▲▼"), (0x61, "✓"), (0x63, "□"), (0x67, "■"), (0x6E, "●"), (0x72, "✗❓"))
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def symbols_of(font: str) -> Mapping[int, str] | None:
    """The characters of a font by their codes (0-255), those that Unicode has; None for a font of letters."""
    return _FONTS.get("".join(font.lower().split()).removesuffix("mt"))


def is_symbol_font(font: str) -> bool:
    """True if letters of the font are pictures."""
    return symbols_of(font) is not None


def symbol(code: int, font: str) -> str:
    """The character that a font shows for a code; empty if no character of Unicode is known for it."""
    table = symbols_of(font)
    if table is None:
        return chr(code) if code in _PRINTED and code not in _PRIVATE else ""
    if code not in _FONT_CODES and code not in _PRIVATE:
        # A program that knows Unicode wrote the character itself.
        return chr(code)
    return table.get(code & 0xFF, "")
