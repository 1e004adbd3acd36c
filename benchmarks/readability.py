"""Words of real pages that our HTML reader keeps, on the test pages of mozilla/readability; writes docs/evaluation.md.

    git clone --depth 1 https://github.com/mozilla/readability
    python benchmarks/readability.py readability/test/test-pages [--write]

Each of its folders contains a page as it was saved and the article in it as its makers expect it. *Kept* is the share
of the article's words that we store, *own* the share of our words that are the article's. Both count the longest common
subsequence, words in the same order: in a bag of words a long page has those of a lost sentence somewhere else.
The pages belong to their publishers: they stay outside this repository, and nothing of them is in the output but the
folders' names.
"""

import argparse
import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree, html

from trendsqa.corpus.documents.text_cleaning import clean_text
from trendsqa.corpus.readers.html.reader import read_html
from trendsqa.evaluation.reports.page_part import PagePart

ROOT = Path(__file__).resolve().parents[1]
WELL_KEPT = 0.97
POORLY_KEPT = 0.9
# Japanese and Chinese have no spaces between words: each character counts as one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+|\d+")
_RAISED = re.compile(r"[²³¹⁰-₉]+")
_INLINE = frozenset("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark".split())  # noqa: SIM905
_INLINE |= frozenset("q s samp small span strike strong time tt u var wbr".split())  # noqa: SIM905
REASONS = {
    "mathjax": "most of the page is equations; matrices become a marker and fractions are written on one line",
    "nytimes-5": "a list of stories, whose authors' names are left out by their class and length",
}
"""Cause for each page that keeps less than ``WELL_KEPT`` of the expected words, as far as it is known."""


@dataclass(frozen=True)
class Page:
    """A page with its figures; ``words`` are those of the expected article."""

    name: str
    words: int
    kept: float
    own: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="test/test-pages of mozilla/readability")
    parser.add_argument("--write", action="store_true", help="into docs/evaluation.md")
    chosen = parser.parse_args()
    folders = sorted(path.parent for path in chosen.folder.glob("*/expected.html"))
    if not folders:
        parser.error(f"{chosen.folder} contains no folder with a file expected.html; give test/test-pages.")
    pages = [measured(folder) for folder in folders]
    print("\n".join(table(pages)))
    print(summary(pages))
    if chosen.write:
        PagePart(ROOT / "docs" / "evaluation.md", "readability").replace("\n".join(report(pages)))


def measured(folder: Path) -> Page:
    expected = words_of_markup(folder / "expected.html")
    parsed = read_html((folder / "source.html").read_bytes(), f"{folder.name}.html")
    ours = words("\n".join(clean_text(block.text) for block in parsed.blocks))
    common = common_in_order(expected, ours)
    return Page(folder.name, len(expected), common / max(len(expected), 1), common / max(len(ours), 1))


def words_of_markup(path: Path) -> list[str]:
    """The words of a page as a browser shows them: only inline elements join what they stand between."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    page = html.document_fromstring(path.read_bytes(), parser=parser)
    parts: list[str] = []
    for event, element in etree.iterwalk(page, events=("start", "end")):
        edge = "" if element.tag in _INLINE else " "
        parts += [edge, (element.text if event == "start" else element.tail) or ""]
    return words("".join(parts))


def words(text: str) -> list[str]:
    apart = _RAISED.sub(lambda found: f" {found.group()} ", text)
    return _WORD.findall(unicodedata.normalize("NFKC", apart).casefold())


def common_in_order(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence, by the bit-parallel recurrence of Hyyrö (2004)."""
    places: dict[str, int] = {}
    for position, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << position
    full = (1 << len(first)) - 1
    rest = full
    for word in second:
        matched = rest & places.get(word, 0)
        rest = (rest + matched | rest - matched) & full
    return len(first) - rest.bit_count()


def table(pages: Sequence[Page]) -> list[str]:
    lines = [f"{'page':<46}{'words':>7}{'kept':>8}{'own':>8}"]
    for page in pages:
        reason = REASONS.get(page.name, "no reason known") if page.kept < WELL_KEPT else ""
        lines.append(f"{page.name:<46}{page.words:>7}{page.kept:>8.3f}{page.own:>8.3f}  {reason}".rstrip())
    return lines


def summary(pages: Sequence[Page]) -> str:
    kept, own = [page.kept for page in pages], [page.own for page in pages]
    well = sum(share >= WELL_KEPT for share in kept)
    return (
        f"{well} of {len(pages)} pages keep at least {WELL_KEPT:.2f} of the expected words, "
        f"{sum(share < POORLY_KEPT for share in kept)} less than {POORLY_KEPT:.2f}; "
        f"mean kept {statistics.mean(kept):.3f}, mean own {statistics.mean(own):.3f}, "
        f"median own {statistics.median(own):.3f}."
    )


def report(pages: Sequence[Page]) -> list[str]:
    """The part of docs/evaluation.md: the summary and the pages that keep less than ``WELL_KEPT``."""
    poor = [page for page in pages if page.kept < WELL_KEPT]
    lines = [f"Read on {datetime.now(UTC):%Y-%m-%d}. {summary(pages)}", ""]
    lines += ["| page | words expected | kept | own | reason |", "| --- | ---: | ---: | ---: | --- |"]
    return lines + [
        f"| {page.name} | {page.words:,} | {page.kept:.3f} | {page.own:.3f} | {REASONS.get(page.name, '')} |"
        for page in poor
    ]


if __name__ == "__main__":
    main()
