"""Styles of a Word document: formatting that a paragraph or a run inherits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trendsqa.corpus.readers.docx.parts.namespaces import Element, child_value, is_true, qualified, switched_on
from trendsqa.corpus.readers.docx.parts.package import DocxPart

__all__ = ["Style", "Styles", "heading_level"]

# The outline level that stands for "no heading".
_BODY_TEXT = 9
_DEEPEST_HEADING = 6
# The built-in heading styles have these names in Word's other languages; a file names them so if another program wrote
# it, or if somebody made the style anew.
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|titlu|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|pennawd|címsor|"
    r"başlık|заголовок|επικεφαλίδα|ceannteideal|antraštė|virsraksts|pealkiri|naslov|标题|標題|見出し|제목)\s?([1-9])"
)
_TITLES = frozenset({"title"})
# Styles that are based on one another, one by one: real ones are five, and more are a circle or an attack.
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """One style with its element; ``base`` is the id of the style that it is based on, or empty."""

    id: str
    name: str
    base: str
    element: Element


class Styles:
    """The styles of one document; formatting is looked up in a style and in those that it is based on."""

    def __init__(self, part: DocxPart | None) -> None:
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._values: dict[tuple[str, str, str, str], str] = {}
        self._defaults: Element | None = None
        self._usual = ""
        if part is None:
            return
        self._defaults = part.root.find(
            f"{qualified('w:docDefaults')}/{qualified('w:rPrDefault')}/{qualified('w:rPr')}"
        )
        for element in part.root.iterchildren(qualified("w:style")):
            key = element.get(qualified("w:styleId")) or ""
            name = child_value(element, "w:name").lower()
            self._styles[key] = Style(key, name, child_value(element, "w:basedOn"), element)
            if is_true(element.get(qualified("w:default"))) and element.get(qualified("w:type")) == "paragraph":
                self._usual = key

    def chain(self, key: str) -> tuple[Style, ...]:
        """The style and those that it is based on, its own first."""
        if key not in self._chains:
            self._chains[key] = tuple(self._ancestry(key))
        return self._chains[key]

    def of_paragraph(self, properties: Element | None) -> tuple[Style, ...]:
        """The styles of a paragraph with these properties; the default ones if it names none."""
        key = child_value(properties, "w:pStyle")
        return self.chain(key if key in self._styles else self._usual)

    def is_on(self, toggle: str, run: Element | None, paragraph: tuple[Style, ...]) -> bool:
        """True if a run with properties ``run`` has an on-off format (``w:vanish``), its own or inherited.

        The format of a character style turns that of the paragraph's style round (ISO/IEC 29500-1, 17.7.3).
        """
        own = None if run is None else run.find(qualified(toggle))
        if own is not None:
            return switched_on(own)
        by_default = self._defaults is not None and switched_on(self._defaults.find(qualified(toggle)))
        character = self.chain(child_value(run, "w:rStyle"))
        return by_default or (_inherited_toggle(paragraph, toggle) != _inherited_toggle(character, toggle))

    def run_value(self, child: str, run: Element | None, paragraph: tuple[Style, ...], attribute: str = "w:val") -> str:
        """A value of a run's format (``w:vertAlign``), its own or inherited; empty if it has none."""
        own = child_value(run, child, attribute)
        if own:
            return own
        character = child_value(run, "w:rStyle")
        key = (child, attribute, character, paragraph[0].id if paragraph else "")
        if key not in self._values:
            holders = (style.element.find(qualified("w:rPr")) for style in (*self.chain(character), *paragraph))
            values = (child_value(holder, child, attribute) for holder in (*holders, self._defaults))
            self._values[key] = next(filter(None, values), "")
        return self._values[key]

    def _ancestry(self, key: str) -> Iterator[Style]:
        for _ in range(_LONGEST_CHAIN):
            if key not in self._styles:
                return
            yield self._styles[key]
            key = self._styles[key].base


def heading_level(properties: Element | None, chain: tuple[Style, ...]) -> int:
    """Heading level 1-6 of a paragraph by its own outline level or by its styles; 0 if it is not a heading."""
    own = _outline_level(properties)
    if own is not None:
        return own
    for style in chain:
        level = _outline_level(style.element.find(qualified("w:pPr")))
        if level is not None:
            return level
        if style.name in _TITLES:
            return 1
        named = _HEADING.fullmatch(style.name) or _HEADING.fullmatch(style.id.lower())
        if named is not None:
            return min(int(named.group(1)), _DEEPEST_HEADING)
    return 0


def _outline_level(properties: Element | None) -> int | None:
    """Heading level of an outline level, 0 for body text; None if there is none."""
    level = child_value(properties, "w:outlineLvl")
    if not level.isdecimal():
        return None
    return min(int(level) + 1, _DEEPEST_HEADING) if int(level) < _BODY_TEXT else 0


def _inherited_toggle(chain: tuple[Style, ...], toggle: str) -> bool:
    for style in chain:
        properties = style.element.find(qualified("w:rPr"))
        found = None if properties is None else properties.find(qualified(toggle))
        if found is not None:
            return switched_on(found)
    return False
