"""Text of cells: plain, or in runs of which some are struck out or raised."""

import re

from lxml import etree

from trendsqa.corpus.readers.raised_text import spell_raised
from trendsqa.corpus.readers.xlsx.package import WorkbookPackage, local_name
from trendsqa.corpus.readers.xlsx.styles import is_on

__all__ = ["CellText", "cell_text", "parted", "shared_strings", "unescaped"]

# Characters that XML cannot contain are written _x000D_ (ECMA-376, part 1, 22.9.2.19).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_Run = tuple[str, bool | None]
CellText = str | tuple[_Run, ...]
"""Plain text, or runs: the words and whether they are struck out, None for as the cell's style says."""


def shared_strings(package: WorkbookPackage, part: str) -> list[CellText]:
    """The strings that cells refer to by number."""
    return [cell_text(element) for element in package.elements(part, "si")] if part else []


def cell_text(element: etree._Element) -> CellText:
    """The text of a string item; readings printed above East Asian words are not part of it."""
    runs: list[_Run] = []
    for child in element:
        name = local_name(child)
        if name == "t":
            runs.append((unescaped(child.text or ""), None))
        elif name == "r":
            # Programs part a word into runs: "k", "m" and a raised 2.
            runs.append(_run(child, "".join(text for text, _ in runs[-3:])))
    plain = all(struck is None for _, struck in runs)
    return "".join(text for text, _ in runs) if plain else tuple(runs)


def parted(text: CellText, *, struck: bool) -> tuple[str, str]:
    """The words that stand, and the words that are struck out; ``struck`` is what the cell's style says."""
    if isinstance(text, str):
        return ("", text) if struck else (text, "")
    kept = "".join(words for words, own in text if not (struck if own is None else own))
    return kept, "".join(words for words, own in text if (struck if own is None else own))


def unescaped(text: str) -> str:
    """The text with the characters that XML cannot contain."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def _run(element: etree._Element, before: str) -> _Run:
    """A run; raised text is spelt so that it does not join the figure ``before`` it."""
    text, struck, raised = "", None, False
    for child in element:
        name = local_name(child)
        if name == "rPr":
            struck = is_on(child, "strike")
            raised = any(local_name(one) == "vertAlign" and one.get("val") == "superscript" for one in child)
        elif name == "t":
            text += unescaped(child.text or "")
    return (spell_raised(text, before) if raised else text), struck
