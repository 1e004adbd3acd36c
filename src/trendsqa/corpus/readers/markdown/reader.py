"""Markdown to blocks, by the CommonMark rules with tables. Front matter gives the title and is not part of the text.

Where Markdown contains HTML that says more than a line break, what it is in is rendered and read as HTML is, so that
raised figures, tables and deleted words mean the same in both.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.markdown.attributes import drop_comments, strip_inline_attributes, strip_line_attributes
from trendsqa.corpus.readers.markdown.counting import shown_amounts
from trendsqa.corpus.readers.markdown.front_matter import front_matter
from trendsqa.corpus.readers.markdown.item_numbers import number_items
from trendsqa.corpus.readers.markdown.walk import MarkdownWalk

__all__ = ["read_markdown"]

# Emphasis over a hard line break: the next line is not a list item, even if it begins with a list marker.
_EMPHASIS_GOES_ON = re.compile(r"^(\*{1,2}|_{1,2})([^*_\n]+ {2,})\n(?=[-+*] [^*_\n]+\1$)", re.MULTILINE)
# markdown-it drops what is nested deeper, 20 levels by default; a list in a quotation in a reply may be.
_DEEPEST_NESTING = 100


def read_markdown(data: bytes, name: str, charset: str = "") -> ParsedDocument:
    """The blocks of a Markdown file; ``name`` is for messages, ``charset`` that of the HTTP header, or empty."""
    text = decode(data, declared=charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    stated, body = front_matter(text)
    parser = _parser()
    tokens = parser.parse(_EMPHASIS_GOES_ON.sub(r"\1\2\n\\", drop_comments(body)))
    number_items(tokens)
    seen = shown_amounts(tokens, stated.text, name)
    walk = MarkdownWalk(parser, name)
    walk.left_out.add("front matter", stated.text)
    walk.tokens(tokens)
    return ParsedDocument(
        stated.title, walk.stream.blocks(), changed=stated.changed, seen=seen, left_out=walk.left_out.parts()
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST_NESTING}).enable(["table", "strikethrough"])
    parser.block.ruler.at("reference", _reference, {"alt": []})
    parser.core.ruler.before("inline", "line_attributes", strip_line_attributes)
    parser.core.ruler.push("inline_attributes", strip_inline_attributes)
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A link reference definition, but not a footnote: ``[^1]: Winter.`` would vanish, and its mark become a link."""
    first = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", first) and reference(state, start, end, silent)
