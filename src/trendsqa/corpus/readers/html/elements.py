"""Names of HTML elements by what a browser does with them, their styles by class, and the text that it shows."""

import re
from collections.abc import Iterator

from lxml import etree, html

from trendsqa.corpus.documents.text_cleaning import clean_text

__all__ = [
    "BLOCK_TAGS",
    "HEADINGS",
    "UNSEEN_TAGS",
    "class_names",
    "copy_class_styles",
    "is_block",
    "is_styled_as_block",
    "shown_text",
    "text_before",
    "word_count",
]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "frameset",
        "header",
        "hgroup",
        "hr",
        "legend",
        "main",
        "nav",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
"""Each begins on a line of its own; lists, tables and headings do so too, and are named where they are written."""
_OTHER_BLOCKS = frozenset("blockquote br caption figcaption li menu ol table ul".split())  # noqa: SIM905
UNSEEN_TAGS = tuple(
    "audio canvas embed iframe noframes noscript object script style template title video".split()  # noqa: SIM905
)
"""Elements of whose text a browser shows nothing: it stands in for what the browser shows in its place."""
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
# Scripts without spaces between words: about so many characters make one.
_CHARACTERS_PER_WORD = 12
# Style sheets of pages saved whole have some hundred thousand characters; what is beyond this is not read.
_LONGEST_STYLES = 4_000_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACES = re.compile(r"([{}])")
_ONE_CLASS = re.compile(r"\w*\.[\w-]+")
_CLASS = re.compile(r"\.([\w-]+)")
_COPIED = {
    "display": re.compile("none"),
    "text-decoration": re.compile("line-through"),
    "vertical-align": re.compile("super"),
}
_CHARACTERS_BEFORE = 40
_STEPS_BACK = 8


def is_block(element: html.HtmlElement) -> bool:
    """True if the element begins on a line of its own."""
    tag = element.tag
    return tag in BLOCK_TAGS or tag in _OTHER_BLOCKS or tag in HEADINGS or is_styled_as_block(element)


def is_styled_as_block(element: html.HtmlElement) -> bool:
    """True if its own style makes a line of the element, whatever its name."""
    return _BLOCK_STYLE.search(element.get("style") or "") is not None


def class_names(element: html.HtmlElement) -> str:
    """The element's classes; empty if it has none."""
    return element.get("class") or ""


def copy_class_styles(page: html.HtmlElement) -> None:
    """Copy what the page's style sheets hide, strike out or raise by a class of its own to the elements' styles.

    Exports of word processors style by class alone. A class that any other rule names may be shown at times.
    """
    rules = _class_rules(page)
    for element in page.iterdescendants():
        names = class_names(element).split()
        if not names or element.tag in {"body", "main"}:
            continue
        given = [rules[key] for name in names for key in (name, f"{element.tag}.{name}") if key in rules]
        own = element.get("style") or ""
        # The rule that stands last in the style sheets wins; the element's own style wins over all of them.
        last = sorted((place, name, value) for rule in given for name, (place, value) in rule.items())
        won = {name: value for _, name, value in last if name not in own}
        copied = [f"{name}: {value}" for name, value in won.items() if _COPIED[name].search(value)]
        if copied:
            element.set("style", "; ".join([*copied, own]))


def _class_rules(page: html.HtmlElement) -> dict[str, dict[str, tuple[int, str]]]:
    """Place and value of each copied property, by the only class of a rule or ``element.class``."""
    rules: dict[str, dict[str, tuple[int, str]]] = {}
    varied = _words_of_scripts(page)
    for place, (selector, declarations, depth) in enumerate(_rules(_style_sheets(page))):
        for name in map(str.strip, selector.split(",")):
            if depth == 1 and _ONE_CLASS.fullmatch(name):
                declared = {key: (place, value) for key, value in _declared(declarations)}
                rules.setdefault(name.lstrip("."), {}).update(declared)
            else:
                varied.update(_CLASS.findall(name))
    for name, rule in rules.items():
        if name.rpartition(".")[2] in varied:
            rule.pop("display", None)
    return {name: rule for name, rule in rules.items() if rule}


def _rules(styles: str) -> Iterator[tuple[str, str, int]]:
    """Selectors, declarations and depth of each rule; what stands inside ``@media`` is deeper than one."""
    depth = 0
    pieces = _BRACES.split(_COMMENT.sub(" ", styles))
    for before, brace, after in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        if brace == "}":
            depth = max(depth - 1, 0)
        else:
            depth += 1
            yield before.rpartition(";")[2], after, depth


def _declared(declarations: str) -> Iterator[tuple[str, str]]:
    for declaration in declarations.split(";"):
        name, _, value = declaration.lower().partition(":")
        name = name.strip().removesuffix("-line")
        if name in _COPIED:
            yield name, value.strip()


def _style_sheets(page: html.HtmlElement) -> str:
    """The style sheets that hold on a screen with scripts."""
    sheets = [
        sheet.text or ""
        for sheet in page.iter("style")
        if (sheet.get("media") or "all").strip().lower() in {"all", "screen"}
        and next(sheet.iterancestors("noscript"), None) is None
    ]
    return "".join(sheets).replace("<!--", " ").replace("-->", " ")[:_LONGEST_STYLES]


def _words_of_scripts(page: html.HtmlElement) -> set[str]:
    """Every word of the page's scripts: a class among them may be taken away or shown."""
    return {word for script in page.iter("script") for word in re.findall(r"[\w-]+", script.text or "")}


def shown_text(root: html.HtmlElement) -> str:
    """The cleaned text of the element, with spaces only where the page has them or a line begins."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parts.append(" " if is_block(element) else "")
        if event == "start":
            parts.append(element.text or "")
        elif element is not root:
            parts.append(element.tail or "")
    return clean_text("".join(parts))


def text_before(element: html.HtmlElement) -> str:
    """The last characters before the element on its line; empty at the line's beginning."""
    found = ""
    place = element
    for _ in range(_STEPS_BACK):
        before = place.getprevious()
        parent = place.getparent()
        if before is not None:
            found = _own_ending(before) + found
            place = before
        elif parent is None:
            break
        else:
            found = (parent.text or "") + found
            place = parent
        if len(found.strip()) >= _CHARACTERS_BEFORE or is_block(place):
            break
    return found[-_CHARACTERS_BEFORE:]


def word_count(text: str) -> int:
    """Number of words, by length in scripts without spaces between them."""
    return max(len(text.split()), len(text.strip()) // _CHARACTERS_PER_WORD)


def _own_ending(element: html.HtmlElement) -> str:
    """The text of an element and what follows it; only what follows if it is a block."""
    tail = element.tail or ""
    if is_block(element) or len(tail.strip()) >= _CHARACTERS_BEFORE:
        return tail
    return "".join(element.itertext()) + tail
