"""Dehyphenation: words divided at a line's end are joined, by evidence from the rest of the document."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock, ParsedLink
from trendsqa.corpus.english import is_english

__all__ = ["joined_lines"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
# Letters, a hyphen, a line's end, letters. U+00AD and U+2010 are hyphens from a layout program.
_CUT = re.compile(r"(\w+)([-\u2010\u00ad])[ \t]*\n\s*(\w+)")
# After these a line may end without a space in the text.
_OPEN_END = re.compile(r"(?<=\w)([/—])[ \t]*\n\s*(?=\w)|(?<=\d)(–)[ \t]*\n\s*(?=\d)")
# In a table's cell the lines are joined already; after these words a hyphen belongs to a word that is shortened.
_CELL_CUT = re.compile(r"(\w+)([-\u2010\u00ad]) (?!(?:and|or|to|und)\b)([a-z]\w*)")
# Before these a hyphen stays although the parts are not both in the dictionary.
_PREFIXES = frozenset(
    {"anti", "co", "ex", "mid", "multi", "non", "post", "pre", "pro", "quasi", "self", "semi", "vice"}
)
_VOWELS = frozenset("aeiou")
# A file that divides words does so at more line ends than this; in others only compounds are cut.
_DIVIDED_SHARE = 0.01
# A word that occurs whole so often is not also written with a hyphen.
_FREQUENT = 3
_SOFT_HYPHEN = "\u00ad"


def joined_lines(blocks: Sequence[ParsedBlock]) -> tuple[ParsedBlock, ...]:
    """The blocks with divided words joined; cleaning turns the other line ends into spaces later."""
    evidence = _Evidence(blocks)
    return tuple(_joined(block, evidence) for block in blocks)


class _Evidence:
    """Evidence from the undivided words of a document about its divided ones.

    A file that divides words does so at many line ends; a file that only breaks lines after existing hyphens does so at
    few. In the first, a divided word is joined unless it is a compound; in the second it keeps its hyphen unless the
    whole word is frequent.
    """

    def __init__(self, blocks: Sequence[ParsedBlock]) -> None:
        texts = [block.text for block in blocks]
        self._words = Counter(word.lower() for text in texts for word in _WORD.findall(_CUT.sub(" ", text)))
        self._compounds = {compound.lower() for text in texts for compound in _COMPOUND.findall(text)}
        cuts = sum(1 for text in texts for _ in _CUT.finditer(text))
        self._divides_words = cuts > _DIVIDED_SHARE * sum(text.count("\n") for text in texts)

    def is_one_word(self, cut: "re.Match[str]") -> bool:
        """True if the hyphen is there only because of the line's end."""
        before, hyphen, after = cut.group(1).lower(), cut.group(2), cut.group(3).lower()
        if hyphen == _SOFT_HYPHEN:
            return True
        if f"{before}-{after}" in self._compounds or not (before.isalpha() and after.isalpha()):
            return False
        whole = self._words[before + after]
        if whole or not self._divides_words:
            return whole >= (1 if self._divides_words else _FREQUENT)
        return self._is_divided(cut, before, after)

    def _is_divided(self, cut: "re.Match[str]", before: str, after: str) -> bool:
        name = cut.group(1)[0].isupper() and is_english(after) and not is_english(before)
        lower = cut.group(3)[0].islower()
        if lower and (cut.group(1).isupper() or len(before) == 1 or (name and after.endswith(("ed", "ing")))):
            # A single letter is never parted from its word; after an acronym or a name, a word is a compound.
            return False
        if cut.group(3)[0].isupper() or (before[-1] in _VOWELS and after[0] == before[-1]):
            # A double name; or a prefix that is parted for the reader, as in “co-operative”.
            return False
        if is_english(before + after):
            return True
        # Two words that never occur joined are a compound; a part that is not a word is not.
        return before not in _PREFIXES and not (self._is_word(before) and self._is_word(after))

    def _is_word(self, word: str) -> bool:
        return word in self._words or is_english(word)


def _joined(block: ParsedBlock, evidence: _Evidence) -> ParsedBlock:
    is_table = block.kind is BlockKind.TABLE
    cuts = (_CELL_CUT if is_table else _CUT).finditer(block.text)
    edits = [(cut.end(1), cut.start(3), "" if evidence.is_one_word(cut) else "-") for cut in cuts]
    if not is_table:
        edits += [(cut.start(), cut.end(), cut.group(1) or cut.group(2)) for cut in _OPEN_END.finditer(block.text)]
    return _edited(block, sorted(edits)) if edits else block


def _edited(block: ParsedBlock, edits: Sequence[tuple[int, int, str]]) -> ParsedBlock:
    parts: list[str] = []
    shifts: list[int] = []
    position = shift = 0
    for start, end, kept in edits:
        parts += [block.text[position:start], kept]
        position = end
        shift += len(kept) - (end - start)
        shifts.append(shift)
    parts.append(block.text[position:])
    ends = [end for _, end, _ in edits]

    def moved(place: int) -> int:
        passed = bisect_left(ends, place + 1)
        return place + (shifts[passed - 1] if passed else 0)

    links = tuple(ParsedLink(moved(link.start), moved(link.end), link.address) for link in block.links)
    turns = tuple(replace(turn, start=moved(turn.start)) for turn in block.turns)
    return replace(block, text="".join(parts), links=links, turns=turns)
