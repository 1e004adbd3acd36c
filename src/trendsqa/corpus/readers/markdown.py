"""Markdown to blocks, by the CommonMark rules with tables. Front matter gives the title and is not part of the text."""

import re
import tomllib
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.decoding import decode
from trendsqa.corpus.readers.html.reader import markup_text

__all__ = ["read_markdown"]

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_YAML_KEY = re.compile(r"^[A-Za-z_][\w\-]*[ \t]*:", re.MULTILINE)
_YAML_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
# Emphasis over a hard line break: the next line is not a list item, even if it begins with a list marker.
_EMPHASIS_GOES_ON = re.compile(r"^(\*{1,2}|_{1,2})([^*_\n]+ {2,})\n(?=[-+*] [^*_\n]+\1$)", re.MULTILINE)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(data: bytes, name: str) -> ParsedDocument:
    """The blocks of a Markdown file; ``name`` is for messages."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    title, body = _front_matter(text)
    walk = _Walk(name)
    body = _EMPHASIS_GOES_ON.sub(r"\1\2\n\\", body)
    walk.tokens(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    return ParsedDocument(title, walk.stream.blocks())


def _front_matter(text: str) -> tuple[str, str]:
    """The title from YAML or TOML front matter, and the text without it."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return "", text
    fence, matter = found.groups()
    if fence == "+++":
        try:
            title = tomllib.loads(matter).get("title", "")
        except tomllib.TOMLDecodeError:
            return "", text
        return str(title), text[found.end() :]
    if _YAML_KEY.search(matter) is None:
        # Two thematic breaks with text between them are not front matter.
        return "", text
    named = _YAML_TITLE.search(matter)
    return named.group(1).strip("\"'") if named else "", text[found.end() :]


class _Walk:
    """Walks through the tokens of markdown-it and writes their content."""

    def __init__(self, name: str) -> None:
        self.stream = BlockStream()
        self._name = name
        self._strong = 0
        self._rows: list[list[str]] | None = None
        stream = self.stream
        self._block_actions: dict[str, Callable[[], None]] = {
            "heading_close": stream.end_heading,
            "paragraph_open": stream.paragraph_break,
            "paragraph_close": stream.paragraph_break,
            "bullet_list_open": stream.begin_list,
            "ordered_list_open": stream.begin_list,
            "bullet_list_close": stream.end_list,
            "ordered_list_close": stream.end_list,
            "list_item_close": stream.end_item,
            "blockquote_open": stream.begin_quotation,
            "blockquote_close": stream.end_quotation,
            "table_open": self._begin_table,
            "tr_open": self._begin_row,
            "table_close": self._end_table,
        }

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Write all block tokens in order."""
        for token in tokens:
            if token.type == "inline":
                self._inline_block(token)
            elif token.type == "heading_open":
                self.stream.begin_heading(int(token.tag[1:]))
            elif token.type == "list_item_open":
                self.stream.begin_item(f"{token.info}{token.markup}" if token.info else "")
            elif token.type in {"fence", "code_block"}:
                self._paragraph(token.content)
            elif token.type == "html_block":
                self._paragraph(markup_text(token.content, self._name))
            elif action := self._block_actions.get(token.type):
                action()

    def _paragraph(self, text: str) -> None:
        self.stream.paragraph_break()
        self.stream.write(text)
        self.stream.paragraph_break()

    def _inline_block(self, token: Token) -> None:
        if self._rows is not None:
            plain = "".join(_plain(child) for child in token.children or ())
            self._rows[-1].append(plain)
            return
        for child in token.children or ():
            self._inline(child)

    def _inline(self, token: Token) -> None:
        if token.type == "link_open":
            self.stream.begin_link(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            self.stream.end_link()
        elif token.type in {"strong_open", "strong_close"}:
            self._strong += token.nesting
        else:
            self.stream.write(_plain(token), strong=self._strong > 0)

    def _begin_table(self) -> None:
        self._rows = []

    def _begin_row(self) -> None:
        if self._rows is not None:
            self._rows.append([])

    def _end_table(self) -> None:
        self.stream.table(self._rows or [])
        self._rows = None


def _plain(token: Token) -> str:
    """The text of an inline token; empty for an image or a tag."""
    if token.type in {"text", "code_inline", "text_special"}:
        return token.content
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "html_inline" and _LINE_BREAK_TAG.match(token.content):
        return "\n"
    return ""
