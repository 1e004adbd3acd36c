"""The element with a page's main content, and what of the page lies outside of it."""

import re
from dataclasses import dataclass

from lxml import html

from trendsqa.corpus.readers.html.elements import HEADINGS, class_names
from trendsqa.corpus.readers.html.weighing import Weight

__all__ = ["COMMENT", "ContentArea", "Weights", "content_area", "lowest_around", "own_articles", "title_of"]

_MAIN = "//main | //*[@role='main']"
_ARTICLES = "//article[not(ancestor::article)]"
_POSTS = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' entry-content ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' post-content ')]"
)
COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|reply|replies)(?:$|[\s_-])", re.IGNORECASE)
"""Part of the classes of readers' comments."""
_MAIN_SHARE = 1 / 3
_ARTICLES_SHARE = 1 / 2
_TITLED_SHARE = 1 / 4
"""Share of the page's prose that must lie in what its markup calls the content; with less, all of the page is read."""

Weights = dict[html.HtmlElement, Weight]


@dataclass(frozen=True, slots=True)
class ContentArea:
    """Place of the content: everything is inside ``root``.

    ``parts`` are the title and the articles that its markup names; empty if ``root`` itself is named, or nothing is.
    """

    root: html.HtmlElement
    parts: tuple[html.HtmlElement, ...] = ()

    @property
    def is_marked(self) -> bool:
        """True if the markup says that all of the root is content."""
        return self.root.tag in {"main", "article"} or self.root.get("role") == "main"


def content_area(page: html.HtmlElement, weights: Weights) -> ContentArea:
    """The area with the main content: the body if none is marked as such, or the marked one has little of it."""
    body = page.find("body")
    body = page if body is None else body
    mains = [element for element in page.xpath(_MAIN) if weights[element].words]
    if mains:
        main = max(mains, key=lambda element: weights[element].words)
        if weights[main].prose >= _MAIN_SHARE * weights[body].prose:
            return ContentArea(main)
    for path in (_ARTICLES, _POSTS):
        parts = own_articles([element for element in page.xpath(path) if weights[element].words], weights)
        if parts and _have_share(parts, body, weights):
            parts = [*_title_outside(page, parts), *parts]
            return ContentArea(lowest_around(parts), tuple(parts))
    return ContentArea(body)


def title_of(root: html.HtmlElement, weights: Weights) -> html.HtmlElement | None:
    """The page's title: its first heading of the highest level that is no link, best outside the site's header."""
    headings = [
        element
        for element in root.iter(*HEADINGS)
        if weights[element].headings > weights[element].linked_headings
        and not any(above.tag in {"aside", "footer", "nav"} for above in element.iterancestors())
    ]
    headings = [element for element in headings if element.tag == "h1"] or headings
    inside = [element for element in headings if not any(above.tag == "header" for above in element.iterancestors())]
    return next(iter(inside or headings), None)


def lowest_around(elements: list[html.HtmlElement]) -> html.HtmlElement:
    """The lowest element that contains all of them, or is the only one."""
    path = [*reversed(list(elements[0].iterancestors())), elements[0]]
    for element in elements[1:]:
        other = [*reversed(list(element.iterancestors())), element]
        shared = sum(1 for _ in _while_same(path, other))
        path = path[:shared]
    return path[-1]


def _while_same(first: list[html.HtmlElement], second: list[html.HtmlElement]) -> list[html.HtmlElement]:
    same = []
    for one, other in zip(first, second, strict=False):
        if one is not other:
            break
        same.append(one)
    return same


def _have_share(parts: list[html.HtmlElement], body: html.HtmlElement, weights: Weights) -> bool:
    """True if enough of the page is in these articles; less is enough if the page's title is in one."""
    titled = any(next(part.iter("h1"), None) is not None for part in parts)
    share = _TITLED_SHARE if titled else _ARTICLES_SHARE
    return sum(weights[part].prose for part in parts) >= share * weights[body].prose


def own_articles(articles: list[html.HtmlElement], weights: Weights) -> list[html.HtmlElement]:
    """The articles of the page itself: not teasers, whose headings are links, nor comments on another article."""
    own = [element for element in articles if weights[element].headings > weights[element].linked_headings]
    own = [element for element in own if not COMMENT.search(class_names(element))] or own
    return own or articles


def _title_outside(page: html.HtmlElement, parts: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """The page's title if it stands above its articles and not in the site's header."""
    titles = page.xpath("//h1")
    if len(titles) != 1:
        return []
    around = set(titles[0].iterancestors())
    if any(part in around for part in parts) or any(element.tag in {"a", "header", "nav"} for element in around):
        return []
    return titles if next(titles[0].iter("a"), None) is None else []
