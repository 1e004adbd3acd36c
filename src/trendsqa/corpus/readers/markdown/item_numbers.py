"""Numbers of list items: only the first number of a Markdown list counts, the others follow it (CommonMark 5.3)."""

from collections.abc import Sequence

from markdown_it.token import Token

__all__ = ["number_items"]


def number_items(tokens: Sequence[Token]) -> None:
    """Give the items of numbered lists the numbers that are shown: ``1. 1. 1.`` is 1, 2, 3."""
    next_numbers: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            next_numbers.append(int(token.attrs.get("start", 1)))
        elif token.type == "ordered_list_close":
            next_numbers.pop()
        elif token.type == "list_item_open" and token.info:
            token.info = str(next_numbers[-1])
            next_numbers[-1] += 1
