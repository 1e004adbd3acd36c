"""Main content of a page, and removal of its boilerplate: navigation, notices, sharing, comments.

Written for the two kinds of page that the report links to most, WordPress sites and GOV.UK, and careful with all
others: an element with more than half of the content's words is never removed by its name.
"""

import re

from lxml import html

__all__ = ["content_root", "drop_surroundings"]

# The first of these with words is the content; without any of them it is the body.
_ROOTS = (
    "//main",
    "//*[@role='main']",
    "//article[not(ancestor::article)]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' post-content ')]",
    "//*[@id='content' or @id='main-content' or @id='main']",
)
_NEVER_CONTENT = frozenset(
    {
        "aside",
        "audio",
        "button",
        "canvas",
        "dialog",
        "embed",
        "footer",
        "head",
        "iframe",
        "input",
        "map",
        "nav",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "video",
    }
)
_ROLES = frozenset(
    {
        "alertdialog",
        "banner",
        "complementary",
        "contentinfo",
        "dialog",
        "menu",
        "menubar",
        "navigation",
        "search",
        "toolbar",
    }
)
# Parts of classes and ids of boilerplate in WordPress themes, their plugins and GOV.UK.
_SURROUNDING_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|consent|gdpr|breadcrumbs?|sidebar|skip-?link|skip-to-content|share|sharing|"
    r"sharedaddy|social-\w+|addtoany|related|jp-relatedposts|pagination|pager|post-navigation|nav-links|"
    r"navigation|navbar|site-header|site-footer|masthead|colophon|newsletter|subscribe|comments?-area|comments|"
    r"comment-respond|advert\w*|promo|popup|modal|feedback|contents-list|print-link|widget-area|"
    r"screen-reader-text|visually-hidden|visuallyhidden|sr-only|author-bio|byline|posted-on|tags-links|cat-links)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Social care is content; social links are not.
_CARE = re.compile(r"social-(?:care|work|housing|value)", re.IGNORECASE)
# Only on these elements an id names a part of the page; elsewhere it is often made from a heading's words.
_PARTS = frozenset({"div", "form", "ul"})
_NAMED = _PARTS | {"details", "ol", "p", "section", "span", "table"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Share of the content's words: an element with more is content, whatever its name.
_LARGEST_SURROUNDING = 0.5


def content_root(page: html.HtmlElement) -> html.HtmlElement:
    """The element with the page's main content; the body if no element is marked as such."""
    for path in _ROOTS:
        found = [element for element in page.xpath(path) if _word_count(element)]
        if found:
            return max(found, key=_word_count)
    body = page.find("body")
    return page if body is None else body


def drop_surroundings(root: html.HtmlElement) -> None:
    """Remove boilerplate from the content; the text after a removed element stays."""
    largest = _word_count(root) * _LARGEST_SURROUNDING
    inside_content = root.tag in {"main", "article"}
    titles = root.findall(".//h1")
    only_title = titles[0] if len(titles) == 1 else None
    doomed: list[html.HtmlElement] = []
    for element in root.iterdescendants():
        never = element.tag in _NEVER_CONTENT or _is_hidden(element)
        if never or (
            _is_surrounding(element, inside_content=inside_content)
            and _word_count(element) <= largest
            and (only_title is None or element not in only_title.iterancestors())
        ):
            doomed.append(element)
    for element in doomed:
        element.drop_tree()


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN_STYLE.search(element.get("style") or "") is not None


def _is_surrounding(element: html.HtmlElement, *, inside_content: bool) -> bool:
    if element.get("role") in _ROLES:
        return True
    if element.tag == "header":
        return not inside_content and not _in_article(element)
    if element.tag == "form":
        return True
    return _has_surrounding_name(element)


def _has_surrounding_name(element: html.HtmlElement) -> bool:
    names = element.get("class") or "" if element.tag in _NAMED else ""
    if element.tag in _PARTS:
        names = f"{names} {element.get('id') or ''}"
    return _SURROUNDING_NAME.search(_CARE.sub("", names)) is not None


def _in_article(element: html.HtmlElement) -> bool:
    return any(ancestor.tag in {"article", "main", "section"} for ancestor in element.iterancestors())


def _word_count(element: html.HtmlElement) -> int:
    return sum(len(text.split()) for text in element.itertext())
