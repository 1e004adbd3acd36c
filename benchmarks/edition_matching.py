"""How well editions are matched by meaning alone, at several thresholds.

    PYTHONPATH=tests python benchmarks/edition_matching.py REPORT.md

REPORT.md is the report's own text of 2024.

Sections: it is matched with the project's account of it in other words, with ids, headings and trends hidden, in draws
that leave two of five sections of each side out. A section should find its own, and nothing where that is left out.

Trends: those of 2024, in either form, are matched with each other and with the second edition that the tests hold, with
names hidden, in draws of three trends or more. What became of each is known, since the second edition was written for
this; on editions by other hands nothing was measured.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from documents.second_edition import ROOT, SECOND_EDITION, corpus_of_first
from trendsqa.assembly import Assembly
from trendsqa.comparing.editions.edition_matching import match_sections
from trendsqa.comparing.editions.edition_text import EditionText, read_edition
from trendsqa.comparing.editions.trend_matching import match_trends
from trendsqa.corpus.collection import Overrides
from trendsqa.index.opening import open_generation
from trendsqa.index.publishing import published_name
from trendsqa.settings import load_settings
from trendsqa.upkeep.rebuilding import build_index

THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)
DRAWS = 30
LEFT_OUT = 0.4
FEWEST_TRENDS = 3
BECAME = {
    "Reimagining services": ("Reimagining services",),
    "Skills and capacity": ("People and capability",),
    "Local and national leadership": ("Leadership across borders",),
    "Harnessing data": ("Harnessing data",),
    "Infrastructure and cloud": ("Harnessing data",),
    "Artificial intelligence": ("Generative AI at work", "Automated decisions"),
    "Cyber protection": ("Cyber security",),
    "Community resilience": ("Community resilience",),
}


def editions(report: Path, home: Path) -> tuple[EditionText, EditionText, EditionText]:
    """The report in its own words, the account of it in ours, and the second edition."""
    corpus = corpus_of_first(home / "corpus")
    outline = (ROOT / "corpus" / "outlines" / "socitm-trends-2024.toml").read_text(encoding="utf-8")
    full = outline.replace('source = "socitm-trends-2024"', 'source = "full-2024"')
    shutil.copy(ROOT / "corpus" / "outlines" / "socitm-trends-2024.toml", corpus / "outlines")
    (corpus / "outlines" / "full-2024.toml").write_text(full, encoding="utf-8")
    assembly = Assembly(load_settings(), corpus=corpus, index=home / "index")
    assembly.export_models()
    assembly.collection().add(report, Overrides(id="full-2024", edition="2024"))
    assembly.collection().add(SECOND_EDITION, Overrides(id="socitm-trends-2025", edition="2025"))
    build_index(assembly)
    layout = assembly.layout
    opened = open_generation(layout.generation(published_name(layout)), assembly.encoder().identity)
    first, account, second = (
        read_edition(opened, name) for name in ("full-2024", "socitm-trends-2024", "socitm-trends-2025")
    )
    return first, account, second


def with_sections(text: EditionText, rng: random.Random, side: str) -> EditionText:
    """A draw of its sections that have words; nothing but facet and meaning is left to match by."""
    places = [n for n, row in enumerate(text.section_directions) if row.any() and rng.random() >= LEFT_OUT]
    ids = [f"{side}#{side}:{text.sections[n].id.partition('#')[2]}" for n in places]
    hidden = tuple(
        replace(text.sections[n], id=name, heading_path=(name,), trend="") for n, name in zip(places, ids, strict=True)
    )
    return replace(text, sections=hidden, section_directions=text.section_directions[places], trends=())


def with_trends(text: EditionText, rng: random.Random, side: str) -> EditionText:
    places = sorted(rng.sample(range(len(text.trends)), rng.randint(FEWEST_TRENDS, len(text.trends))))
    return replace(
        text,
        trends=tuple(f"{side}:{text.trends[n]}" for n in places),
        trend_directions=np.ascontiguousarray(text.trend_directions[places]),
    )


def sections_found(first: EditionText, account: EditionText, at_least: float) -> tuple[int, int, int]:
    """(right, found, to be found) over all draws."""
    rng, right, found, wanted = random.Random(2), 0, 0, 0
    for _ in range(DRAWS):
        one, other = with_sections(first, rng, "a"), with_sections(account, rng, "b")
        pairs = [(p.older[4:], p.newer[4:]) for p in match_sections(one, other, (), at_least=at_least)]
        right += sum(old == new for old, new in pairs)
        found += len(pairs)
        wanted += len({s.id[4:] for s in one.sections} & {s.id[4:] for s in other.sections})
    return right, found, wanted


def trends_found(
    first: EditionText, account: EditionText, second: EditionText, at_least: float
) -> tuple[int, int, int]:
    """Links between trends: (right, found, to be found) over all draws."""
    same = {(trend, trend) for trend in first.trends}
    moved = {(old, new) for old, news in BECAME.items() for new in news}
    rng, right, found, wanted = random.Random(1), 0, 0, 0
    for older, newer, true in ((first, account, same), (first, second, moved), (account, second, moved)):
        for _ in range(DRAWS):
            one, other = with_trends(older, rng, "a"), with_trends(newer, rng, "b")
            links = set(_links(one, other, at_least))
            possible = {(old[2:], new[2:]) for old in one.trends for new in other.trends} & true
            right += len(links & true)
            found += len(links)
            wanted += len(possible)
    return right, found, wanted


def _links(one: EditionText, other: EditionText, at_least: float) -> Iterator[tuple[str, str]]:
    for change in match_trends(one, other, at_least=at_least):
        yield from ((old[2:], new[2:]) for old in change.older for new in change.newer)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, account, second = editions(Path(sys.argv[1]), Path(folder))
    rows = []
    for at_least in THRESHOLDS:
        sections, trends = sections_found(first, account, at_least), trends_found(first, account, second, at_least)
        rows.append(
            [
                f"{at_least:.2f}",
                *(f"{a / max(b, 1):.3f}" for r, f, w in (sections, trends) for a, b in ((r, f), (r, w))),
            ]
        )
    print("threshold | sections: precision, recall | trends: precision, recall")
    for row in rows:
        print(" | ".join(row))


if __name__ == "__main__":
    main()
