"""Walk through the tokens of markdown-it, which writes their content as blocks."""

from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trendsqa.corpus.readers.amounts_left_out import LeftOutTexts
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.html.reader import markup_text, write_markup
from trendsqa.corpus.readers.markdown.counting import shown_inline, shown_text
from trendsqa.corpus.readers.markdown.grouping import groups, has_markup

__all__ = ["MarkdownWalk"]


class MarkdownWalk:
    """Writes tokens into ``stream``; what is not written goes to ``left_out``."""

    def __init__(self, parser: MarkdownIt, name: str) -> None:
        self.stream = BlockStream()
        self._parser = parser
        self._name = name
        self._strong = 0
        self._in_note = False
        self.left_out = LeftOutTexts()
        stream = self.stream
        self._actions: dict[str, Callable[[Token], None]] = {
            "heading_open": lambda token: stream.begin_heading(int(token.tag[1:])),
            "heading_close": lambda _: stream.end_heading(),
            "paragraph_open": self._begin_paragraph,
            "paragraph_close": lambda _: self._end_paragraph(),
            "bullet_list_open": lambda _: stream.begin_list(),
            "ordered_list_open": lambda _: stream.begin_list(),
            "bullet_list_close": lambda _: stream.end_list(),
            "ordered_list_close": lambda _: stream.end_list(),
            "list_item_open": lambda token: stream.begin_item(f"{token.info}{token.markup}" if token.info else ""),
            "list_item_close": lambda _: stream.end_item(),
            "blockquote_open": lambda _: stream.begin_quotation(),
            "blockquote_close": lambda _: stream.end_quotation(),
            "fence": self._code,
            "code_block": self._code,
            "inline": self._inline,
        }

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Write all block tokens in order."""
        for token in tokens:
            token.children = self._without_deleted(token.children or ())
        for group in groups(tokens):
            first = group[0]
            if first.type == "html_block" or (first.type == "table_open" and has_markup(group)):
                self._markup(group)
            elif first.type == "table_open":
                self._table(group)
            elif action := self._actions.get(first.type):
                action(first)

    def _markup(self, tokens: Sequence[Token]) -> None:
        """Write tokens as a browser shows them."""
        markup = self._parser.renderer.render(tokens, self._parser.options, {})
        self.stream.paragraph_break()
        write_markup(markup, self._name, self.stream)
        self.stream.paragraph_break()
        shown, written = shown_text(tokens, self._name), markup_text(markup, self._name)
        self.left_out.add_difference("hidden or deleted text", shown, written)

    def _code(self, token: Token) -> None:
        self.stream.paragraph_break()
        self.stream.write(token.content)
        self.stream.paragraph_break()

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append("".join(map(_word, token.children or ())))
        self.stream.table(rows, header_rows=1)

    def _begin_paragraph(self, token: Token) -> None:
        self.stream.paragraph_break()
        self._in_note = bool(token.meta.get("note")) and not self.stream.in_item
        if self._in_note:
            self.stream.begin_note()

    def _end_paragraph(self) -> None:
        self.stream.paragraph_break()
        if self._in_note:
            self.stream.end_note()
            self._in_note = False

    def _inline(self, token: Token) -> None:
        if has_markup([token]):
            self._markup([token])
            return
        for child in token.children or ():
            if child.type == "link_open":
                self.stream.begin_link(str(child.attrs.get("href", "")))
            elif child.type == "link_close":
                self.stream.end_link()
            elif child.type in {"strong_open", "strong_close"}:
                self._strong += child.nesting
            else:
                self.stream.write(_word(child), strong=self._strong > 0)

    def _without_deleted(self, children: Sequence[Token]) -> list[Token]:
        """The inline tokens outside ``~~``; what is struck out is deleted."""
        kept: list[Token] = []
        depth = 0
        for token in children:
            if token.type in {"s_open", "s_close"}:
                depth += token.nesting
            elif depth:
                self.left_out.add("deleted text", shown_inline([token]))
            else:
                kept.append(token)
        return kept


def _word(token: Token) -> str:
    """The text of an inline token; a line break for the tag of one, nothing for another tag or a picture."""
    is_break = token.type == "html_inline" and token.content.lower().startswith("<br")
    return "\n" if is_break else shown_inline([token])
