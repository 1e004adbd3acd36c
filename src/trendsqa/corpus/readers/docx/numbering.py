"""List membership of a Word document's paragraphs, and the numbers that Word shows before them."""

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

__all__ = ["ListPlace", "Numbering"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LETTERS = 26
# Word has nine levels, 0-8.
_LEVELS = 9
# No real list reaches this number; a larger one is damage.
_LARGEST_NUMBER = 10_000


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


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document, with their counters while it is read."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, _List] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is None:
            return
        root = part.element
        abstract = {
            element.get(qn("w:abstractNumId")): dict(map(_definition, element.iterchildren(qn("w:lvl"))))
            for element in root.iterchildren(qn("w:abstractNum"))
        }
        for element in root.iterchildren(qn("w:num")):
            levels = dict(abstract.get(_value(element, "w:abstractNumId"), {}))
            for override in element.iterchildren(qn("w:lvlOverride")):
                level = _whole(override.get(qn("w:ilvl")))
                start = _value(override, "w:startOverride")
                if start:
                    old = levels.get(level, _Level())
                    levels[level] = _Level(old.form, old.pattern, _whole(start, 1))
            self._lists[element.get(qn("w:numId")) or ""] = _List(levels)

    def place(self, paragraph: Any, style: Any) -> ListPlace | None:
        """The paragraph's list and level; None outside lists."""
        number_id, level = "", 0
        for properties in (paragraph.find(qn("w:pPr")), *_style_properties(style)):
            found = None if properties is None else properties.find(qn("w:numPr"))
            if found is not None:
                number_id, level = _value(found, "w:numId"), _whole(_value(found, "w:ilvl"))
                break
        # List 0 is Word's way to say that a paragraph leaves the list of its style.
        if number_id in {"", "0"} or number_id not in self._lists:
            return None
        definition = self._lists[number_id].levels.get(level, _Level())
        goes_on = definition.form == "none" or (definition.form == "bullet" and not definition.pattern.strip())
        return ListPlace(number_id, min(level, _LEVELS - 1), goes_on and bool(definition.pattern))

    def next_marker(self, place: ListPlace) -> str:
        """The number that Word shows before the next item of this level; empty for a bullet."""
        listed = self._lists[place.number_id]
        definition = listed.levels.get(place.level, _Level())
        listed.counters[place.level] = listed.counters.get(place.level, definition.start - 1) + 1
        for deeper in [level for level in listed.counters if level > place.level]:
            del listed.counters[deeper]
        if definition.form in {"bullet", "none"}:
            return ""
        marker = definition.pattern or f"%{place.level + 1}."
        for level in range(place.level + 1):
            own = listed.levels.get(level, _Level())
            number = listed.counters.get(level, own.start)
            marker = marker.replace(f"%{level + 1}", _numeral(number, own.form))
        return " ".join(marker.split())


def _definition(element: Any) -> tuple[int, _Level]:
    return _whole(element.get(qn("w:ilvl"))), _Level(
        _value(element, "w:numFmt") or "decimal",
        _value(element, "w:lvlText"),
        _whole(_value(element, "w:start"), 1),
    )


def _style_properties(style: Any) -> list[Any]:
    found: list[Any] = []
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        found.append(style.element.find(qn("w:pPr")))
        style = getattr(style, "base_style", None)
    return found


def _value(element: Any, child: str) -> str:
    found = element.find(qn(child))
    return "" if found is None else str(found.get(qn("w:val")) or "")


def _whole(text: str | None, default: int = 0) -> int:
    return min(int(text), _LARGEST_NUMBER) if text is not None and text.isdecimal() else default


def _numeral(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and number >= 1:
        # After z Word doubles the letter: aa, bb.
        letters = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and number >= 1:
        roman = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            roman += letters * count
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
