"""Amounts that a Markdown file shows, from its tokens and before the walk leaves anything out."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from trendsqa.corpus.documents.coverage import Amounts
from trendsqa.corpus.readers.amounts_left_out import amounts_of
from trendsqa.corpus.readers.html.reader import markup_text

__all__ = ["shown_amounts", "shown_inline", "shown_text"]

_CODE = frozenset({"fence", "code_block"})


def shown_amounts(tokens: Sequence[Token], front_matter: str, name: str) -> Amounts:
    """The amounts of all tokens and of the front matter; ``name`` is for messages."""
    kinds = [token.type for token in tokens]
    return amounts_of(
        [front_matter, *_texts(tokens, name)],
        tables=kinds.count("table_open"),
        notes=sum(token.type == "paragraph_open" and bool(token.meta.get("note")) for token in tokens),
        headings=kinds.count("heading_open"),
    )


def shown_text(tokens: Sequence[Token], name: str) -> str:
    """The words of tokens, those in HTML included."""
    return "\n".join(_texts(tokens, name))


def shown_inline(children: Sequence[Token]) -> str:
    """The words of inline tokens; a line break is a space, a picture or a tag nothing."""
    return "".join(map(_shown, children))


def _shown(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return "" if token.type in {"image", "html_inline"} else token.content


def _texts(tokens: Sequence[Token], name: str) -> Iterator[str]:
    """The texts of tokens with the numbers of items; bars in a table stand between cells for a counter."""
    in_row = False
    for token in tokens:
        if token.type in {"tr_open", "tr_close"}:
            in_row = token.type == "tr_open"
        elif token.type == "inline":
            text = shown_inline(token.children or ())
            yield text.replace(" | ", " ") if in_row else text
        elif token.type in _CODE:
            yield token.content
        elif token.type == "html_block":
            yield markup_text(token.content, name)
        elif token.type == "list_item_open" and token.info:
            yield f"{token.info}{token.markup}"
