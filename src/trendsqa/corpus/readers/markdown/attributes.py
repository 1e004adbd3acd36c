"""Removes what other dialects add to Markdown to style it: kramdown, Pandoc, govspeak, Jekyll and Hugo.

What is between such marks is text and stays; the marks are not. Code is left alone.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

__all__ = ["drop_comments", "strip_inline_attributes", "strip_line_attributes"]

_VALUE = r"""(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}]+)"""
_ATTRIBUTE = rf"(?:#[\w:./-]+|\.[\w:.-]+|[\w:-]+={_VALUE}|-)"
_ATTRIBUTES = rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"
_AT_HEADING_END = re.compile(rf"[ \t]*(?:{_ATTRIBUTES}|\{{:[^{{}}\n]*\}})[ \t]*$")
_AFTER_SPAN = re.compile(rf"(?:{_ATTRIBUTES})+")
_IN_LINE = re.compile(
    r"""\{:(?:/\w*|:?[ \t]*[^{}\n]*)\}  # kramdown: {: .class}, {::options /}, {:/}
    |\{%-?[ \t]*\w[^%\n]*%\}  # Jekyll: {% include x %}
    |\{\{[<%][^{}\n]*[>%]\}\}  # Hugo: {{< note >}}
    |\{/?(?:button|stat-headline|barchart)\b[^{}\n]*\}  # govspeak
    """,
    re.VERBOSE,
)
_MARKUP_LINE = re.compile(
    rf"[ \t]*(?:(?:{_ATTRIBUTES}|(?x:{_IN_LINE.pattern}))(?:[ \t]*(?:{_ATTRIBUTES}|(?x:{_IN_LINE.pattern})))*"
    r"|\$(?:CTA|[A-Z]|[A-Z]I|!)|:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]+)?[ \t]*:*)[ \t]*"
)
# Govspeak's call-outs; a percentage or a power at the edges is no mark.
_CALL_OUT = re.compile(r"[ \t]*(\$CTA|\$!|[%^@])(?![\s\d])(.*(?<![\s\d]))\1[ \t]*")
# What is in these elements is not marked up (HTML Standard, section 13.1.2).
_RAW_TEXT = re.compile(r"</?(title|textarea|script|style|xmp|iframe|noembed|noframes|plaintext)\b", re.IGNORECASE)
_DEFINITION = re.compile(r"[ \t]*:[ \t]+(?=\S)")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_COMMENT = re.compile(r"^\{::comment\}[ \t]*\n.*?^\{:/(?:comment)?\}[ \t]*$", re.DOTALL | re.MULTILINE)


def drop_comments(text: str) -> str:
    """The text without kramdown's comments, which no page shows."""
    return _COMMENT.sub("", text) if "{::comment}" in text else text


def strip_line_attributes(state: StateCore) -> None:
    """Core rule before the inline rules: takes lines of markup out of paragraphs.

    Definitions and notes become paragraphs of their own.
    """
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type != "inline":
            tokens.append(token)
        elif tokens[-1].type == "heading_open":
            token.content = _AT_HEADING_END.sub("", token.content)
            tokens.append(token)
        elif tokens[-1].type == "paragraph_open":
            _add_paragraphs(tokens, token)
        else:
            tokens.append(token)
    state.tokens = tokens


def strip_inline_attributes(state: StateCore) -> None:
    """Core rule after the inline rules: takes markup out of the texts."""
    for token in state.tokens:
        if token.children:
            token.children = _without_markup(token.children)


def _without_markup(children: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    tags = "".join(child.content for child in children if child.type == "html_inline")
    for token in children:
        if token.type == "text":
            if kept and (kept[-1].type.endswith("_close") or kept[-1].type in {"code_inline", "image"}):
                found = _AFTER_SPAN.match(token.content)
                token.content = token.content[found.end() :] if found else token.content
            token.content = _IN_LINE.sub("", token.content) if "{" in token.content else token.content
        elif token.type == "html_inline" and _swallows(token.content, tags):
            continue
        kept.append(token)
    return kept


def _swallows(tag: str, tags: str) -> bool:
    """True for a tag that nobody closes and in which a browser would show nothing of what follows."""
    found = _RAW_TEXT.match(tag)
    return found is not None and f"</{found[1].lower()}" not in tags.lower()


def _add_paragraphs(tokens: list[Token], token: Token) -> None:
    """Add the paragraph's text, cut where a definition or a note begins; ``tokens`` ends with its opening."""
    opening = tokens[-1]
    for number, part in enumerate(_parts(token.content)):
        if number:
            tokens += [Token("paragraph_close", "p", -1, block=True), opening.copy()]
        tokens[-1].meta = {"note": _FOOTNOTE.match(part) is not None}
        tokens.append(token.copy(content=part, children=[]))


def _parts(content: str) -> Iterator[str]:
    lines: list[str] = []
    for number, line in enumerate(content.split("\n")):
        if _MARKUP_LINE.fullmatch(line):
            continue
        is_definition = number > 0 and _DEFINITION.match(line) is not None
        if lines and (is_definition or _FOOTNOTE.match(line.lstrip())):
            yield "\n".join(lines)
            lines = []
        text = _DEFINITION.sub("", line, count=1) if is_definition else line
        called = _CALL_OUT.fullmatch(text)
        lines.append(called.group(2) if called else text)
    yield "\n".join(lines)
