"""Token groups that are one piece of HTML: an element opened in one HTML block may be closed in a later one."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from markdown_it.token import Token

__all__ = ["groups", "has_markup"]

# Elements whose children mean nothing alone: rows without their table, items without their list, hidden text.
_PARENTS = re.compile(r"<(/?)(table|ul|ol|dl|blockquote|details|figure)\b[^>]*>", re.IGNORECASE)
_HIDING = re.compile(
    r"<(div|section|aside|p|span)\b[^>]*\s(?:hidden\b|style\s*=[^>]*display\s*:\s*none)", re.IGNORECASE
)
# Tokens; hidden parts are short, and a file that opens thousands is an attack.
_LONGEST_HIDDEN = 500
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>|</?(?:wbr|u|i|em|span)\s*>", re.IGNORECASE)


def groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens one by one, but all of a table together, and all from an HTML element's opening to its close."""
    ends = _ends_of_elements(tokens)
    place = 0
    while place < len(tokens):
        end = place + 1
        if tokens[place].type == "table_open":
            while tokens[end - 1].type != "table_close":
                end += 1
        elif tokens[place].type == "html_block":
            end = ends.get(place, end)
            if hiding := _HIDING.search(tokens[place].content):
                end = max(end, _end_of_hidden(tokens, place, hiding[1]))
        yield tokens[place:end]
        place = end


def has_markup(tokens: Sequence[Token]) -> bool:
    """True if there is HTML among the inline tokens that says more than a line break does."""
    children = (child for token in tokens for child in (token.children or ()))
    return any(child.type == "html_inline" and not _LINE_BREAK.fullmatch(child.content) for child in children)


def _ends_of_elements(tokens: Sequence[Token]) -> dict[int, int]:
    """By the place of a token, the place after the one that closes all elements opened since; none if it is open."""
    depths = list(accumulate(map(_opened, tokens), initial=0))
    ends: dict[int, int] = {}
    later: list[int] = []
    # From the end, so that each place is looked at once: those deeper than this one close nothing before it.
    for place in range(len(tokens), -1, -1):
        while later and depths[later[-1]] > depths[place]:
            later.pop()
        if later:
            ends[place] = later[-1]
        later.append(place)
    return ends


def _opened(token: Token) -> int:
    """Number of elements that the token opens, less those that it closes."""
    if token.type != "html_block":
        return 0
    return sum(-1 if found[1] else 1 for found in _PARENTS.finditer(_COMMENT.sub("", token.content)))


def _end_of_hidden(tokens: Sequence[Token], place: int, tag: str) -> int:
    """The place after the token that closes a hidden element; the next place if none of the next tokens does."""
    opening, closing = (re.compile(rf"<{slash}{tag}\b", re.IGNORECASE) for slash in ("", "/"))
    depth = 0
    for end in range(place, min(place + _LONGEST_HIDDEN, len(tokens))):
        if tokens[end].type == "html_block":
            content = _COMMENT.sub("", tokens[end].content)
            depth += len(opening.findall(content)) - len(closing.findall(content))
            if depth <= 0:
                return end + 1
    return place + 1
