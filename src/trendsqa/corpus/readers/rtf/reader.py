"""Rich text to blocks.

Own code and not striprtf: that gives one text without headings and lists, hidden words and notes among the others.
"""

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.rtf.walk import RtfWalk

__all__ = ["read_rtf"]


def read_rtf(data: bytes, name: str) -> ParsedDocument:
    """The blocks of a rich text file; ``name`` is for messages.

    Raises:
        UnreadableFileError: The file is damaged.
    """
    with damage_reported(name, "rich text (RTF)"):
        walk = RtfWalk(name)
        walk.read(data)
        return walk.document()
