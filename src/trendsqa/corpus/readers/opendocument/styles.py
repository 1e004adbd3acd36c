"""Styles of an OpenDocument text: which words are hidden or bold, what a paragraph is, and how lists are numbered."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from trendsqa.corpus.readers.opendocument.names import qualified

__all__ = ["OdtListLevel", "OdtStyles"]

_MOST_PARENTS = 20
_LEVELS = (qualified("text:list-level-style-number"), qualified("text:outline-level-style"))


@dataclass(frozen=True, slots=True)
class OdtListLevel:
    """A level of a numbered list: its format ("1", "a", "A", "i", "I"), signs around it, start, and levels shown."""

    form: str
    prefix: str
    suffix: str
    start: int
    shown_levels: int


class OdtStyles:
    """OdtStyles by name, with what they inherit."""

    def __init__(self, parts: Iterable[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._lists: dict[str, dict[int, OdtListLevel]] = {}
        for part in parts:
            for style in part.iter(qualified("style:style")):
                key = (style.get(qualified("style:family"), ""), style.get(qualified("style:name"), ""))
                self._styles[key] = style
            for style in part.iter(qualified("text:list-style")):
                self._lists[style.get(qualified("style:name"), "")] = _levels(style)
            for style in part.iter(qualified("text:outline-style")):
                self._lists[""] = _levels(style)

    def numbered_level(self, list_style: str, level: int) -> OdtListLevel | None:
        """The level of a list, 1 for the outermost; None for bullets. The empty style numbers the headings."""
        return self._lists.get(list_style, {}).get(level)

    def is_hidden(self, family: str, name: str) -> bool:
        """True if text in this style is not shown."""
        return self._text_property(family, name, "text:display") == "none"

    def is_bold(self, family: str, name: str) -> bool:
        """True if text in this style is bold."""
        weight = self._text_property(family, name, "fo:font-weight")
        return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)  # noqa: PLR2004 - CSS font weights

    def is_struck(self, family: str, name: str, *, outer: bool = False) -> bool:
        """True if text in this style is struck out; ``outer`` is what holds if it says nothing."""
        line = self._text_property(family, name, "style:text-line-through-style")
        return line != "none" if line else outer

    def is_raised(self, name: str) -> bool:
        """True if text in this style is superscript."""
        position = self._text_property("text", name, "style:text-position").split(" ")[0]
        return position == "super" or (position.endswith("%") and position[:1].isdigit() and position != "0%")

    def kinds(self, name: str) -> set[str]:
        """The names of a paragraph style and its parents, in lower case."""
        found = {style.get(qualified("style:name"), "").lower() for style in self._chain("paragraph", name)}
        return found | {name.lower()}

    def _text_property(self, family: str, name: str, wanted: str) -> str:
        for style in self._chain(family, name):
            properties = style.find(qualified("style:text-properties"))
            if properties is not None and (value := properties.get(qualified(wanted))) is not None:
                return value
        return ""

    def _chain(self, family: str, name: str) -> Iterable[etree._Element]:
        """The style and its parents; a damaged file may make a circle of them."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(qualified("style:parent-style-name"), "")


def _levels(style: etree._Element) -> dict[int, OdtListLevel]:
    levels = {}
    for level in style.iterchildren(*_LEVELS):
        form = level.get(qualified("style:num-format"), "")
        number = level.get(qualified("text:level"), "")
        if form and number.isdecimal():
            levels[int(number)] = OdtListLevel(
                form=form,
                prefix=level.get(qualified("style:num-prefix"), ""),
                suffix=level.get(qualified("style:num-suffix"), ""),
                start=_number(level.get(qualified("text:start-value")), 1),
                shown_levels=_number(level.get(qualified("text:display-levels")), 1),
            )
    return levels


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 10 else default  # noqa: PLR2004
