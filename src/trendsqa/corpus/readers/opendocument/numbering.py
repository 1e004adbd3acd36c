"""Counts the items of numbered lists and the headings, and formats their numbers as the file shows them."""

from trendsqa.corpus.readers.numerals import numeral
from trendsqa.corpus.readers.opendocument.styles import OdtStyles

__all__ = ["OdtListCounts"]

# Letters are doubled after z: LibreOffice does so if the file does not say otherwise.
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


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
        if numbered is None:
            return ""
        return numeral(self._counts.get(level, numbered.start), _FORMS.get(numbered.form[0], ""))
