"""Plain text to blocks: paragraphs between blank lines, lists by their markers. Headings are not guessed."""

import re

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.decoding import decode

__all__ = ["read_text"]

_BULLET = re.compile(r"^\s*(?:[-*+•▪◦–]|\(?\d{1,3}[.)])\s+(?=\S)")
_BLANK_LINES = re.compile(r"\n[ \t\f\v\u00a0]*\n")


def read_text(data: bytes, name: str) -> ParsedDocument:
    """The blocks of a plain text file."""
    del name  # Any bytes are text: no error needs a name.
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    stream = BlockStream()
    in_list = False
    for part in _BLANK_LINES.split(text):
        lines = [line for line in part.split("\n") if line.strip()]
        is_list = bool(lines) and _BULLET.match(lines[0]) is not None
        if is_list and not in_list:
            stream.begin_list()
        elif in_list and lines and not is_list:
            stream.end_list()
        in_list = is_list or (in_list and not lines)
        if is_list:
            _write_items(stream, lines)
        else:
            stream.paragraph_break()
            stream.write("\n".join(lines))
            stream.paragraph_break()
    return ParsedDocument("", stream.blocks())


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
        else:
            stream.write("\n" + line)
    stream.end_item()
