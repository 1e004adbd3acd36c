"""Weights of all elements of a page: words, words of links, and words of sentences. One walk, linear in its size."""

import re
from dataclasses import dataclass

from lxml import etree, html

from trendsqa.corpus.readers.html.elements import HEADINGS, is_block, word_count

__all__ = ["SHORTEST_PROSE", "Weight", "weigh"]

SHORTEST_PROSE = 5
"""Words, links not counted: a shorter paragraph with a full stop is a label."""
_SENTENCE = re.compile(r"""[.!?…。！？؟।:;]["”’'»)\]]*(?:\s|$)|[。！？]""")
_FIELDS = frozenset({"input", "select", "textarea"})
# Their words are no content, wherever they stand.
_CONTROLS = frozenset({"button", "datalist", "select", "svg", "textarea"})
_BUTTON_TYPES = frozenset({"button", "checkbox", "hidden", "image", "radio", "submit"})


@dataclass(slots=True)
class Weight:
    """Amounts of what an element contains, with everything inside it.

    ``prose`` are the words outside links in paragraphs with a sentence, and in tables. ``headings`` are those with
    words; ``linked_headings`` are links to other pages as a whole. ``fields`` can be typed into.
    """

    words: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0
    headings: int = 0
    linked_headings: int = 0
    fields: int = 0

    @property
    def link_share(self) -> float:
        """Share of the words that are links."""
        return self.linked / self.words if self.words else 0.0

    @property
    def has_section(self) -> bool:
        """True if it has a heading that is no link, and sentences; not if most of its headings lead to other pages."""
        own = self.headings - self.linked_headings
        return own > 0 and self.prose >= SHORTEST_PROSE and self.linked_headings < max(own, 2)

    def add(self, other: "Weight") -> None:
        """Add what an element inside contains."""
        self.words += other.words
        self.linked += other.linked
        self.prose += other.prose
        self.links += other.links
        self.headings += other.headings
        self.linked_headings += other.linked_headings
        self.fields += other.fields


def weigh(root: html.HtmlElement) -> dict[html.HtmlElement, Weight]:
    """The weight of each element in ``root``, itself included."""
    weights: dict[html.HtmlElement, Weight] = {}
    paragraphs: dict[html.HtmlElement, list[str]] = {}
    blocks = [root]
    links = controls = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            links += element.tag == "a"
            controls += element.tag in _CONTROLS
            if element is not root and is_block(element):
                blocks.append(element)
            weights[element] = _own(element)
            if not controls:
                _count(element.text, weights[element], paragraphs, blocks[-1], linked=links > 0)
            continue
        links -= element.tag == "a"
        controls -= element.tag in _CONTROLS
        if element is not root:
            if blocks[-1] is element:
                blocks.pop()
            above = weights[element.getparent()]
            if not controls:
                _count(element.tail, above, paragraphs, blocks[-1], linked=links > 0)
    for block, parts in paragraphs.items():
        weights[block].prose += _prose(block, "".join(parts))
    for element in reversed(list(weights)):
        _add_up(element, weights, is_root=element is root)
    return weights


def _own(element: html.HtmlElement) -> Weight:
    typed = element.tag in _FIELDS and (element.get("type") or "").lower() not in _BUTTON_TYPES
    return Weight(links=int(element.tag == "a"), fields=int(typed))


def _count(
    text: str | None,
    weight: Weight,
    paragraphs: dict[html.HtmlElement, list[str]],
    block: html.HtmlElement,
    *,
    linked: bool,
) -> None:
    if not text or text.isspace():
        return
    words = word_count(text)
    weight.words += words
    if linked:
        weight.linked += words
        # A full stop after a link ends a sentence all the same.
        text = " "
    paragraphs.setdefault(block, []).append(text)


def _prose(block: html.HtmlElement, text: str) -> int:
    words = word_count(text)
    if block.tag in HEADINGS:
        return 0
    if block.tag in {"td", "th"}:
        return words
    return words if words >= SHORTEST_PROSE and _SENTENCE.search(text) else 0


def _add_up(element: html.HtmlElement, weights: dict[html.HtmlElement, Weight], *, is_root: bool) -> None:
    weight = weights[element]
    if element.tag in HEADINGS and weight.words:
        weight.headings += 1
        outward = any(not (link.get("href") or "#").startswith("#") for link in element.iter("a"))
        weight.linked_headings += outward and weight.linked >= weight.words
    if not is_root:
        above = weights[element.getparent()]
        # A heading inside a link is a link as a whole.
        if element.tag == "a":
            weight.linked_headings = weight.headings
        above.add(weight)
