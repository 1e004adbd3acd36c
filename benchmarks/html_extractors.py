"""Compares three ways to read an HTML page: trafilatura, selectolax, and lxml (our reader).

Run: ``python benchmarks/html_extractors.py`` with ``pip install trafilatura lxml_html_clean selectolax``.
The sample pages are our own (tests/documents); the report is used where ``../shared`` is at hand, against its
Markdown form. Each figure is a share of the reference: words in order, headings, list items and links kept;
``junk`` is the share of an output's words that the reference does not have. Best of three runs for the time.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.documents.text_cleaning import clean_text
from trendsqa.corpus.readers.html.reader import read_html
from trendsqa.corpus.readers.markdown.reader import read_markdown

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "documents"
REPORT = ROOT.parent / "shared" / "report" / "public-sector-digital-trends-2024"
DROPPED = (
    "script,style,noscript,template,nav,aside,footer,form,button,[hidden],[aria-hidden=true],[role=navigation],"
    "[role=dialog],[role=banner],[role=contentinfo],[class*=cookie],[class*=breadcrumb],[class*=shar],"
    "[class*=related],[class*=comments],[class*=skip-link],[class*=posted-on],[class*=byline],[class*=print-link]"
)


@dataclass
class Page:
    """What a page holds: all words in order, and its parts."""

    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def add(self, kind: str, text: str) -> None:
        text = re.sub(r"^\d+\. ", "", clean_text(text))
        self.words += re.findall(r"\w+", text.casefold())
        if kind in {"heading", "item"} and text:
            (self.headings if kind == "heading" else self.items).append(key(text))


def key(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


def from_blocks(parsed: ParsedDocument) -> Page:
    page = Page()
    for block in parsed.blocks:
        kind = {BlockKind.HEADING: "heading", BlockKind.LIST_ITEM: "item"}.get(block.kind, "")
        page.add(kind, block.text)
        page.links += [link.address for link in block.links if link.address not in {"", "#"}]
    return page


def expected(path: Path) -> Page:
    page = Page()
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        if kind == "link":
            page.links.append(text.partition(" -> ")[2])
        else:
            page.add({"heading": "heading", "list_item": "item"}.get(kind.split()[0], ""), text)
    return page


def with_lxml(data: bytes) -> Page:
    return from_blocks(read_html(data, "page"))


def with_selectolax(data: bytes) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(data)
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    for node in root.css(DROPPED):
        node.decompose()
    page, kind, words = Page(), "", []
    blocks = {
        "p",
        "div",
        "section",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "blockquote",
        "figure",
        "figcaption",
    }
    blocks |= {"li", "header", "article"} | {f"h{level}" for level in range(1, 7)}
    for node in root.traverse(include_text=True):
        if node.tag == "-text":
            words.append(node.text_content or "")
        elif node.tag in {"p", "div"} and kind == "item" and node.parent.tag == "li":
            continue
        elif node.tag == "br":
            words.append(" ")
        elif node.tag in blocks:
            # A walk without ends: a block is over when the next begins, so what follows an inner list is
            # taken for its last item.
            page.add(kind, "".join(words))
            words = []
            kind = "heading" if node.tag[0] == "h" and node.tag[1:].isdecimal() else "item" if node.tag == "li" else ""
        elif node.tag == "a" and node.attributes.get("href") not in {None, "", "#"}:
            page.links.append(node.attributes["href"])
    page.add(kind, "".join(words))
    return page


def with_trafilatura(data: bytes) -> Page:
    import trafilatura
    from lxml import etree

    found = trafilatura.extract(
        data,
        output_format="xml",
        include_links=True,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
    )
    page = Page()
    for element in etree.fromstring((found or "<doc/>").encode()).iter("head", "p", "item", "cell", "quote", "ref"):
        if element.tag == "ref":
            if element.get("target") not in {None, "", "#"}:
                page.links.append(element.get("target"))
        elif element.getparent().tag not in {"item", "cell", "quote"}:
            page.add({"head": "heading", "item": "item"}.get(element.tag, ""), "".join(element.itertext()))
    return page


def share(found: list[str], wanted: list[str]) -> float:
    if not wanted:
        return 1.0
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def measure(name: str, read: Callable[[bytes], Page], data: bytes, reference: Page) -> str:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        page = read(data)
        times.append(time.perf_counter() - start)
    kept = share(page.words, reference.words)
    junk = 1 - kept * len(reference.words) / max(len(page.words), 1)
    parts = [share(page.headings, reference.headings), share(page.items, reference.items)]
    parts.append(share(page.links, reference.links))
    shares = "  ".join(f"{part:8.3f}" for part in (kept, junk, *parts))
    return f"{name:<12}{shares}  {min(times) * 1000:8.1f}"


def main() -> None:
    pages = {
        path.name: (path.read_bytes(), expected(path.with_suffix(".expected.txt"))) for path in SAMPLES.glob("*.html")
    }
    if REPORT.with_suffix(".html").exists():
        reference = from_blocks(read_markdown(REPORT.with_suffix(".md").read_bytes(), "report.md"))
        pages["the report"] = (REPORT.with_suffix(".html").read_bytes(), reference)
    for title, (data, reference) in sorted(pages.items()):
        print(f"\n{title}\n{'':<12}{'words':>8}  {'junk':>8}  {'headings':>8}  {'items':>8}  {'links':>8}  {'ms':>8}")
        for name, read in (
            ("lxml", with_lxml),
            ("selectolax", with_selectolax),
            ("trafilatura", with_trafilatura),
        ):
            try:
                print(measure(name, read, data, reference))
            except ImportError as error:
                print(f"{name:<12}not installed: {error}")


if __name__ == "__main__":
    main()
