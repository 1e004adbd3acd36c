"""Removal of what stands around a page's content: navigation, notices, sharing, comments.

No name is enough. An id never counts. A class counts together with what the element contains and where it stands: many
links and few sentences, fields, or a place outside the content. What has a heading and sentences of its own is content.
"""

import re

from lxml import html

from trendsqa.corpus.readers.html.content import COMMENT, ContentArea, Weights, own_articles, title_of
from trendsqa.corpus.readers.html.elements import HEADINGS, class_names, is_block
from trendsqa.corpus.readers.html.removal import SURROUNDINGS, Removal
from trendsqa.corpus.readers.html.weighing import SHORTEST_PROSE

__all__ = ["remove_surroundings"]

_ROLES = frozenset(
    "alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar".split()  # noqa: SIM905
)
_TAGS = frozenset({"aside", "dialog", "footer", "header", "nav", "search"})
_CONTENT_ROLES = frozenset({"doc-endnotes", "doc-footnote", "doc-tip", "note", "region", "tabpanel"})
# Parts of classes of boilerplate in WordPress themes and their plugins, MediaWiki, GOV.UK and council sites.
_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|consent|gdpr|breadcrumbs?|sidebar|skip-?link|skip-to-content|share|sharing|"
    r"sharedaddy|social-\w+|addtoany|related|jp-relatedposts|pagination|pager|post-navigation|nav-links|"
    r"navigation|nav|navbar|menu|topbar|header|footer|site-header|site-footer|masthead|colophon|newsletter|subscribe|"
    r"comments?-area|comments|comment-respond|advert\w*|promo|popup|modal|feedback|contents-list|print-link|"
    r"widget-area|author-bio|byline|posted-on|tags-links|cat-links|catlinks|categories|languages?|editsection)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Social care is content; social links are not. The classes of a page's own header are no menu, nor is a card's.
_NO_NAME = re.compile(
    r"social-(?:care|work|housing|value)|(?:entry|page|post|article|section)-header|"
    r"(?:accordion|block|box|card|content|event|item|panel|tab|table)-(?:header|footer)",
    re.IGNORECASE,
)
_NAMED_TAGS = frozenset(
    "aside details div footer form header ol p section span table ul".split()  # noqa: SIM905
)
_FEEDBACK = re.compile(
    r"(?:(?:was|is|did you find) this (?:page|information|article)(?: \w+)? (?:helpful|useful)\b.{0,80}"
    r"|(?:skip|jump) to (?:the )?(?:main |page )?(?:content|navigation|search).{0,20}"
    r"|(?:follow|find|like) us(?: on\b.{0,80})?"
    r"|share (?:this(?: (?:page|article|post|story))?|on\b.{0,60}))[\s:.]*",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 120
_MOST_LABEL_WORDS = 12
_FEWEST_LANGUAGES = 3
_MOSTLY = 0.5
_SOME = 0.25
_FEWEST_LINKS = 2
_MENU_TAGS = frozenset({"aside", "center", "div", "dl", "ol", "p", "section", "span", "table", "ul"})
_BOXES = frozenset({"article", "aside", "center", "div", "dl", "form", "ol", "section", "table", "ul"})
_CORE_SHARE = 0.9
_ARTICLE_SHARE = 1 / 3
# Of the words of sentences: if more would go in all, the names mean something else on this page.
_LARGEST_REMOVAL = 0.5


def remove_surroundings(area: ContentArea, weights: Weights, removal: Removal) -> None:
    """Remove boilerplate from the content; together never more than half of its sentences."""
    judge = _Judge(area, weights)
    doomed: list[html.HtmlElement] = []
    gone: set[html.HtmlElement] = set()
    for element in area.root.iterdescendants():
        if element.getparent() in gone:
            gone.add(element)
        elif judge.is_surrounding(element):
            gone.add(element)
            doomed.append(element)
    left = weights[area.root].prose * _LARGEST_REMOVAL
    for element in sorted(doomed, key=lambda element: weights[element].prose):
        if judge.is_beside_article(element):
            removal.remove(element, SURROUNDINGS)
            continue
        left -= weights[element].prose
        if left >= 0:
            removal.remove(element, SURROUNDINGS)


class _Judge:
    """Decides what stands around the content of one page."""

    def __init__(self, area: ContentArea, weights: Weights) -> None:
        self._weights = weights
        self._area = area
        title = title_of(area.root, weights)
        self._title_and_around = set() if title is None else {title, *title.iterancestors()}
        self._core = self._core_of(area.root, title)
        self._core_and_around = {self._core, *self._core.iterancestors()}
        self._places = {element: place for place, element in enumerate(area.root.iter())}
        self._first = self._first_content(title)
        self._parts_and_around = {above for part in area.parts for above in (part, *part.iterancestors())}
        self._sections: set[html.HtmlElement] = set()

    def is_surrounding(self, element: html.HtmlElement) -> bool:
        """True if the element is boilerplate; elements must come in the page's order."""
        weight = self._weights[element]
        if not weight.words or element in self._title_and_around or element.get("role") in _CONTENT_ROLES:
            return False
        if element.tag in _TAGS or element.get("role") in _ROLES:
            return self._is_by_element(element)
        if _is_named(element) or (element.tag == "article" and COMMENT.search(class_names(element))):
            return self._is_by_name(element)
        closed_menu = element.get("aria-hidden") == "true" and weight.link_share >= _MOSTLY
        if closed_menu or self._is_list_of_languages(element) or self._is_phrase(element):
            return True
        return self._is_outside_parts(element) if self._area.parts else self._is_menu(element)

    def is_beside_article(self, element: html.HtmlElement) -> bool:
        """True outside the page's only article, if the article has the title: then what goes is no part of it."""
        return self._core.tag == "article" and self._core in self._title_and_around and not self._is_core(element)

    def _is_by_element(self, element: html.HtmlElement) -> bool:
        weight = self._weights[element]
        if element.tag == "header" and element.get("role") is None and self._in_article(element):
            return False
        mostly_links = weight.link_share >= _MOSTLY
        if element.tag == "nav" or element.get("role") in {"navigation", "menu", "menubar", "toolbar", "search"}:
            return mostly_links or not weight.has_section
        if element.tag == "aside" or element.get("role") == "complementary" or self._in_article(element):
            if not self._is_core(element) and not (weight.has_section and weight.link_share < _SOME):
                return True
            return mostly_links or weight.fields > 0 or weight.prose < SHORTEST_PROSE or _has_name(element)
        return True

    def _is_by_name(self, element: html.HtmlElement) -> bool:
        weight = self._weights[element]
        outside = not self._is_core(element)
        if weight.link_share >= _MOSTLY or weight.fields or weight.linked_headings > 1:
            return outside or not weight.has_section or _is_thread(element)
        if weight.prose < SHORTEST_PROSE:
            return outside or weight.words <= _MOST_LABEL_WORDS
        commented = self._area.is_marked and COMMENT.search(class_names(element)) is not None
        if outside and (commented or not weight.has_section):
            return True
        return element.tag != "article" and _is_thread(element)

    def _is_list_of_languages(self, element: html.HtmlElement) -> bool:
        if element.tag not in {"div", "ol", "ul"} or self._weights[element].link_share < _MOSTLY:
            return False
        links = list(element.iter("a"))
        languages = {link.get("hreflang") or link.get("lang") for link in links} - {None}
        return len(languages) >= _FEWEST_LANGUAGES and len(languages) * 2 >= len(links)

    def _is_phrase(self, element: html.HtmlElement) -> bool:
        if self._weights[element].words > _LONGEST_PHRASE // 4 or not (is_block(element) or element.tag == "a"):
            return False
        text = " ".join("".join(element.itertext()).split())
        return len(text) <= _LONGEST_PHRASE and _FEEDBACK.fullmatch(text) is not None

    def _is_menu(self, element: html.HtmlElement) -> bool:
        """True for links above the title or the first sentence, or beside what contains both."""
        weight = self._weights[element]
        if self._area.is_marked or element in self._core_and_around or element.tag not in _MENU_TAGS:
            return False
        if weight.link_share <= _MOSTLY or weight.links < _FEWEST_LINKS or weight.prose >= SHORTEST_PROSE:
            return False
        beside = bool(self._title_and_around) and not self._is_core(element)
        return beside or self._places[element] < self._first

    def _is_outside_parts(self, element: html.HtmlElement) -> bool:
        """True before the first and after the last article, unless it is a section of its own."""
        if element in self._parts_and_around or (element.getparent() is self._area.root and element.tag not in _BOXES):
            return False
        if any(above in self._sections or above in self._area.parts for above in element.iterancestors()):
            return False
        first, last = self._area.parts[0], self._area.parts[-1]
        if self._places[first] < self._places[element] < self._places[last]:
            return False
        weight = self._weights[element]
        if weight.has_section and weight.link_share < _MOSTLY and not weight.fields:
            if any(child.tag in HEADINGS for child in element):
                self._sections.add(element)
            return False
        return True

    def _is_core(self, element: html.HtmlElement) -> bool:
        """True if the element is part of the content, or contains it."""
        if element in self._core_and_around:
            return True
        parts = self._area.parts or (self._core,)
        return any(part in parts for part in element.iterancestors())

    def _in_article(self, element: html.HtmlElement) -> bool:
        return any(ancestor.tag in {"article", "main", "section"} for ancestor in element.iterancestors())

    def _core_of(self, root: html.HtmlElement, title: html.HtmlElement | None) -> html.HtmlElement:
        """The only article of a main part; else the lowest element with the title and nearly all sentences."""
        articles = own_articles([found for found in root.iter("article") if self._weights[found].words], self._weights)
        if len(articles) == 1 and self._weights[articles[0]].prose >= _ARTICLE_SHARE * self._weights[root].prose:
            return articles[0]
        if self._area.is_marked:
            return root
        unnamed = self._unnamed_prose(root)
        core = root
        while unnamed[core]:
            inner = [child for child in core if unnamed[child] >= _CORE_SHARE * unnamed[root]]
            if not inner or (title is not None and inner[0] not in self._title_and_around):
                break
            core = inner[0]
        return core

    def _unnamed_prose(self, root: html.HtmlElement) -> dict[html.HtmlElement, int]:
        """The words of sentences in each element that no name puts outside the content."""
        found: dict[html.HtmlElement, int] = {}
        for element in reversed(list(root.iter())):
            weight = self._weights[element]
            own = weight.prose - sum(self._weights[child].prose for child in element)
            named = element is not root and not weight.has_section and (element.tag in _TAGS or _is_named(element))
            found[element] = 0 if named else own + sum(found[child] for child in element)
        return found

    def _first_content(self, title: html.HtmlElement | None) -> int:
        """The place of the title, or of the first sentence."""
        if title is not None:
            return self._places[title]
        for element, place in self._places.items():
            inner = any(self._weights[child].prose for child in element)
            if self._weights[element].prose >= SHORTEST_PROSE and not inner:
                return place
        return 0


def _is_named(element: html.HtmlElement) -> bool:
    return element.tag in _NAMED_TAGS and _has_name(element) and not _is_in_sentence(element)


def _is_in_sentence(element: html.HtmlElement) -> bool:
    """True for words on a line with others right beside them, whatever the class of either."""
    if is_block(element):
        return False
    before, parent = element.getprevious(), element.getparent()
    beside = (before.tail if before is not None else parent.text) or ""
    return any(map(str.isalnum, beside + (element.tail or "")))


def _has_name(element: html.HtmlElement) -> bool:
    return _NAME.search(_NO_NAME.sub("", class_names(element))) is not None


def _is_thread(element: html.HtmlElement) -> bool:
    """True for readers' comments: several elements of the same name inside."""
    if COMMENT.search(class_names(element)) is None:
        return False
    return sum(COMMENT.search(class_names(inner)) is not None for inner in element.iterdescendants()) > 1
