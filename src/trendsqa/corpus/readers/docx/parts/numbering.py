"""List membership of a Word document's paragraphs, and the numbers that Word shows before them."""

from dataclasses import dataclass, field

from trendsqa.corpus.readers.docx.parts.namespaces import Element, child_value, qualified, switched_on
from trendsqa.corpus.readers.docx.parts.package import DocxPart
from trendsqa.corpus.readers.docx.parts.styles import Style, Styles
from trendsqa.corpus.readers.numerals import numeral
from trendsqa.corpus.readers.symbol_fonts import symbol

__all__ = ["ListPlace", "Numbering"]

# Word has nine levels, 0-8.
_LEVELS = 9
# No real list reaches this number; a larger one is damage.
_LARGEST_NUMBER = 10_000
# Bullets that say something: done and not done, do and do not.
_MEANT = frozenset("☐☑☒✓✔✗✘")
_MARKERLESS = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's list and level (0-8); ``goes_on`` is true if the level shows no marker of its own."""

    number_id: str
    level: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "bullet"
    pattern: str = ""
    start: int = 1
    style: str = ""
    in_figures: bool = False
    restarts: bool = True
    font: str = ""


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it. Lists of one definition count on, except from where one says its own start."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document, with their counters while it is read."""

    def __init__(self, part: DocxPart | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        if part is None:
            return
        definitions = {
            element.get(qualified("w:abstractNumId")) or "": element
            for element in part.root.iterchildren(qualified("w:abstractNum"))
        }
        named = {
            element.get(qualified("w:numId")) or "": element for element in part.root.iterchildren(qualified("w:num"))
        }
        levels = {key: _levels(_defining(element, definitions, named, styles)) for key, element in definitions.items()}
        counters: dict[str, dict[int, int]] = {key: {} for key in definitions}
        for key, element in named.items():
            definition = child_value(element, "w:abstractNumId")
            listed = _List(dict(levels.get(definition, {})), counters.setdefault(definition, {}))
            _override(listed, element)
            self._lists[key] = listed

    def place(self, properties: Element | None, chain: tuple[Style, ...]) -> ListPlace | None:
        """The list and level of a paragraph with these properties and styles; None outside lists."""
        number_id, level, by_style = "", "", ""
        for named, holder in (("", properties), *((s.id, s.element.find(qualified("w:pPr"))) for s in chain)):
            found = None if holder is None else holder.find(qualified("w:numPr"))
            level = level or child_value(found, "w:ilvl")
            number_id = child_value(found, "w:numId")
            by_style = named
            if number_id:
                break
        # List 0 is Word's way to say that a paragraph leaves the list of its style.
        if number_id in {"", "0"} or number_id not in self._lists:
            return None
        levels = self._lists[number_id].levels
        linked = next((at for at, one in levels.items() if by_style and one.style == by_style), None)
        at = min(_whole(level) if linked is None else linked, _LEVELS - 1)
        definition = levels.get(at, _Level())
        goes_on = definition.form in _MARKERLESS and bool(definition.pattern) and not definition.pattern.strip()
        return ListPlace(number_id, at, goes_on)

    def next_marker(self, place: ListPlace) -> str:
        """The number or tick that Word shows before the next item of this level; empty for any other bullet."""
        listed = self._lists[place.number_id]
        definition = listed.levels.get(place.level, _Level())
        start = listed.starts.pop(place.level, None)
        before = listed.counters.get(place.level, definition.start - 1) if start is None else start - 1
        listed.counters[place.level] = before + 1
        for deeper in [level for level in listed.counters if level > place.level]:
            if listed.levels.get(deeper, _Level()).restarts:
                del listed.counters[deeper]
        if definition.form == "bullet":
            shown = "".join(symbol(ord(one), definition.font) for one in definition.pattern.strip())
            return shown if shown in _MEANT else ""
        marker = definition.pattern
        for level in range(place.level + 1):
            own = listed.levels.get(level, _Level())
            number = listed.counters.get(level, own.start)
            form = "decimal" if definition.in_figures else own.form
            marker = marker.replace(f"%{level + 1}", "" if form == "none" else numeral(number, form))
        return " ".join(marker.split())


def _defining(element: Element, definitions: dict[str, Element], named: dict[str, Element], styles: Styles) -> Element:
    """The element with the levels: a definition may refer to a list style, whose list has them."""
    for style in styles.chain(child_value(element, "w:numStyleLink")):
        properties = style.element.find(f"{qualified('w:pPr')}/{qualified('w:numPr')}")
        listed = named.get(child_value(properties, "w:numId"))
        found = definitions.get(child_value(listed, "w:abstractNumId"))
        if found is not None:
            return found
    return element


def _levels(element: Element) -> dict[int, _Level]:
    return dict(map(_level, element.iterchildren(qualified("w:lvl"))))


def _level(element: Element) -> tuple[int, _Level]:
    at = _whole(element.get(qualified("w:ilvl")))
    pattern = element.find(qualified("w:lvlText"))
    return at, _Level(
        form=child_value(element, "w:numFmt") or "decimal",
        pattern=f"%{at + 1}." if pattern is None else pattern.get(qualified("w:val")) or "",
        start=_whole(child_value(element, "w:start"), 1),
        style=child_value(element, "w:pStyle"),
        in_figures=switched_on(element.find(qualified("w:isLgl"))),
        restarts=child_value(element, "w:lvlRestart") != "0",
        font=child_value(element.find(qualified("w:rPr")), "w:rFonts", "w:ascii"),
    )


def _override(listed: _List, element: Element) -> None:
    """Give a list the levels and starts that are its own."""
    for override in element.iterchildren(qualified("w:lvlOverride")):
        at = _whole(override.get(qualified("w:ilvl")))
        own = override.find(qualified("w:lvl"))
        if own is not None:
            listed.levels[at] = _level(own)[1]
        start = child_value(override, "w:startOverride")
        if start:
            listed.starts[at] = _whole(start, 1)


def _whole(text: str | None, default: int = 0) -> int:
    return min(int(text), _LARGEST_NUMBER) if text is not None and text.isdecimal() else default
