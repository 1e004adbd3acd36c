"""Counts the items of numbered lists and the headings, and formats their numbers as the file shows them."""

from trendsqa.corpus.readers.opendocument.styles import OdtListLevel, OdtStyles

__all__ = ["OdtListCounts"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 3999
_LETTERS = 26


class OdtListCounts:
    """The running numbers of one list, or of the headings if ``style`` is empty."""

    def __init__(self, styles: OdtStyles, style: str) -> None:
        self._styles = styles
        self._style = style
        self._counts: dict[int, int] = {}

    def next_marker(self, level: int, start: int | None = None) -> str:
        """The marker of the next item of ``level``, 1 for the outermost; empty for a bullet."""
        numbered = self._styles.numbered_level(self._style, level)
        if numbered is None:
            return ""
        value = self._counts.get(level, numbered.start - 1) + 1 if start is None else start
        self._counts = {deep: count for deep, count in self._counts.items() if deep < level} | {level: value}
        shown = range(max(level - numbered.shown_levels, 0) + 1, level + 1)
        parts = [self._formatted(deep) for deep in shown]
        return f"{numbered.prefix}{'.'.join(filter(None, parts))}{numbered.suffix}".strip()

    def _formatted(self, level: int) -> str:
        numbered = self._styles.numbered_level(self._style, level)
        return "" if numbered is None else _formatted(self._counts.get(level, numbered.start), numbered)


def _formatted(value: int, level: OdtListLevel) -> str:
    form = level.form[0]
    if form in "aA":
        # The 27th item is aa in LibreOffice and z, aa in others: all agree on doubled letters up to 52.
        times, place = divmod(max(value, 1) - 1, _LETTERS)
        text = chr(ord("a") + place) * (times + 1)
    elif form in "iI" and 0 < value <= _LARGEST_ROMAN:
        text = _roman(value)
    else:
        return str(value)
    return text.upper() if form.isupper() else text


def _roman(value: int) -> str:
    text = ""
    for worth, letters in (*_ROMAN, *_ROMAN_ONES):
        times, value = divmod(value, worth)
        text += letters * times
    return text
