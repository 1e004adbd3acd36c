"""Footnotes: lines in small letters at the foot of a page or column, the first with a mark."""

import re
from collections.abc import Sequence

from trendsqa.corpus.readers.pdf.untagged.line import Line

__all__ = ["foot_notes", "is_marked", "note_numbers"]

# Letters of notes are at most this share of the body's.
_NOTE_SIZE = 0.93
_MARK = re.compile(r"^\s*[\[(]?(\d{1,3})[\])]?[.:]?(?=\s|[A-Z‘“'\"(]|$)|^\s*[*†‡§]+(?=\s*\S)")


def is_marked(line: Line) -> bool:
    """True if the line begins with the mark of a note."""
    return _MARK.match(line.text) is not None


def foot_notes(lines: Sequence[Line], body_size: float) -> int:
    """Number of the last lines of a region that are notes."""
    count = 0
    for line in reversed(lines):
        if line.size > _NOTE_SIZE * body_size:
            break
        count += 1
    if count == len(lines) and len({line.page for line in lines}) == 1 and not is_marked(lines[0]):
        # A region all in small letters is a box or a table's text, unless it begins with a mark.
        return 0
    small = lines[len(lines) - count :]
    first = next((number for number, line in enumerate(small) if is_marked(line)), None)
    return 0 if first is None else count - first


def note_numbers(lines: Sequence[Line], body_size: float) -> frozenset[str]:
    """The numbers with which lines in small letters, or lines with a raised figure in front, begin."""
    found = set()
    for line in lines:
        first = line.runs[0]
        marked = _MARK.match(line.text)
        raised = first.size < 0.85 * line.size and first.y > line.y
        if marked and marked.group(1) and (line.size <= _NOTE_SIZE * body_size or raised):
            found.add(marked.group(1))
    return frozenset(found)
