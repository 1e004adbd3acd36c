"""Plain text to blocks: paragraphs, underlined titles, lists by their markers, tables drawn with spaces or bars.

A title without a line under it is not guessed. Lines of signs alone are rules and not text.
"""

import re
from collections.abc import Iterator, Sequence

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.amounts_left_out import amounts_of
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.text_columns import columns_of

__all__ = ["read_text", "shown_words", "write_text"]

_BULLET = re.compile(r"^\s*(?:[-*+•▪◦–]|\(?\d{1,3}[.)])\s+(?=\S)")
_BULLET_OR_BAR = re.compile(r"^\s*[-*+•▪◦–]\s+|[|│]")
_BLANK_LINES = re.compile(r"\n[ \t\f\v\u00a0]*\n")
# Signs without words, at least one of them twice in a row: -----, ==== ====, +---+---+.
_RULE = re.compile(r"(?=.*([-=_*~#.─═])\1)(?=(?:\s*\S){3})[\s|+:\-=_*~#.─═┼├┤]+")
_UNDERLINE = re.compile(r"\s*([=\-~*_#])\1{2,}\s*")
# A line under a title is about as long as the title; a rule across the page or a row of stars is none.
_LONGEST_OVERHANG = 8
_LEAST_SHARE = {"=": 0.3, "-": 0.3}
_LEAST_SHARE_OF_OTHERS = 0.8
_LONGEST_TITLE = 120
# A title of a table shows in the next rows.
_LINES_LOOKED_AT = 8
_MAIN_TITLE = "="


def read_text(data: bytes, name: str, charset: str = "") -> ParsedDocument:
    """The blocks of a plain text file; ``charset`` is that of the HTTP header, or empty."""
    del name  # Any bytes are text: no error needs a name.
    text = decode(data, declared=charset).replace("\0", "")
    stream = BlockStream()
    write_text(text, stream)
    return ParsedDocument("", stream.blocks(), seen=amounts_of([shown_words(text)]))


def write_text(text: str, stream: BlockStream) -> None:
    """Write plain text as blocks into ``stream``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    in_list = False
    for lines in _paragraphs(text):
        is_list = _BULLET.match(lines[0]) is not None
        if is_list and not in_list:
            stream.begin_list()
        elif in_list and not is_list:
            stream.end_list()
        in_list = is_list
        if is_list:
            _write_items(stream, lines)
        else:
            _write_paragraph(stream, lines)
    if in_list:
        stream.end_list()


def shown_words(text: str) -> str:
    """The words of plain text; rules, bars and the signs of bullets are none."""
    lines = (line for line in text.splitlines() if not _RULE.fullmatch(line))
    return "\n".join(_BULLET_OR_BAR.sub(" ", line) for line in lines)


def _paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of each paragraph that has words; an underlined title is one, with its line."""
    for part in _BLANK_LINES.split(text):
        lines = [line for line in part.split("\n") if line.strip()]
        place = 0
        if len(lines) > 2 and lines[0].strip() == lines[2].strip() and _is_title(lines[1:_LINES_LOOKED_AT]):  # noqa: PLR2004
            # A title between two lines.
            place = 1
        while _is_title(lines[place : place + _LINES_LOOKED_AT]):
            yield lines[place : place + 2]
            place += 2
        if any(not _RULE.fullmatch(line) for line in lines[place:]):
            yield lines[place:]


def _is_title(lines: Sequence[str]) -> bool:
    """True if the second line underlines the first, which is neither an item nor the head of a table."""
    if len(lines) < 2:  # noqa: PLR2004 - a title and its line
        return False
    title, line = lines[0].strip(), lines[1].strip()
    found = _UNDERLINE.fullmatch(line)
    if found is None or len(title) > _LONGEST_TITLE or _RULE.fullmatch(title) or _BULLET.match(title) or "|" in title:
        return False
    shortest = _LEAST_SHARE.get(found[1], _LEAST_SHARE_OF_OTHERS) * len(title)
    return shortest <= len(line) <= len(title) + _LONGEST_OVERHANG and columns_of([lines[0], *lines[2:]]) is None


def _write_paragraph(stream: BlockStream, lines: list[str]) -> None:
    stream.paragraph_break()
    if len(lines) == 2 and _is_title(lines):  # noqa: PLR2004 - a title and its line
        stream.begin_heading(1 if lines[1].strip()[0] == _MAIN_TITLE else 2)
        stream.write(lines[0])
        stream.end_heading()
        return
    written = [line for line in lines if not _RULE.fullmatch(line)]
    rows = columns_of(written)
    if rows is None:
        stream.write("\n".join(written))
    else:
        stream.table(rows, header_rows=int(_has_header(lines)))
    stream.paragraph_break()


def _has_header(lines: Sequence[str]) -> bool:
    """True if a rule stands under the first row, and none under most of the others."""
    rules = [bool(_RULE.fullmatch(line)) for line in lines]
    first = rules.index(False)
    after = rules[first + 1 :]
    return bool(after) and after[0] and sum(after) <= 1 + len(after) // 3


def _write_items(stream: BlockStream, lines: list[str]) -> None:
    """Write list lines: some begin an item, the others continue it."""
    opened = False
    for line in lines:
        marked = _BULLET.match(line)
        if marked is not None:
            if opened:
                stream.end_item()
            marker = marked.group(0).strip()
            stream.begin_item(marker if marker[-1] in ".)" else "")
            opened = True
            stream.write(line[marked.end() :])
        elif not _RULE.fullmatch(line):
            stream.write("\n" + line)
    stream.end_item()
