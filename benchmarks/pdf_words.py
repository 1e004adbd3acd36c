"""Compares the PDF reader with Poppler's ``pdftotext``, word by word, and with the true cells of tables.

Run: ``python benchmarks/pdf_words.py FOLDER [--write]``, with ``pdftotext`` on the PATH. FOLDER has checkouts of the
public repositories named in benchmarks/public_pdfs.txt, as ``owner/name``; none of their files is part of the project.

A run is six words in a row within one paragraph of pdftotext, without lines that repeat at the edges of pages and
without runs of single letters, which it makes of turned words. ``held``
is the share of its runs that the stored text has too; ``own`` is the share of our words that pdftotext has too. Of its
two modes, reading order and physical layout, the one counts that is nearer for a page: the first reads a table column
by column, the second two columns of text line by line. Hyphens and dashes within words are left out, since pdftotext
joins every word divided at a line's end, and a number behind a word counts as the next word, since pdftotext joins
numbers of notes to the word before them ("practice2"). ``cells`` is the share of a table's cells found in order in our
tables, by the ground truth of the ICDAR 2013 table competition (Göbel et al., 2013).
"""

import argparse
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from time import perf_counter

from lxml import etree

from trendsqa.corpus.documents.document import BlockKind, Document
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.errors import UnreadableFileError
from trendsqa.evaluation.reports.page_part import PagePart

ROOT = Path(__file__).resolve().parents[1]
FILES = Path(__file__).with_name("public_pdfs.txt")
LIMITS = ReadingLimits(max_bytes=1 << 30, max_pages=5000, max_characters=1 << 28)
RUN = 6
LEAST_HELD = 0.85
# Lines at the edges of a page that repeat on so many pages are running lines.
EDGE, PAGES, SHARE = 3, 3, 0.3
# Why a file holds less than LEAST_HELD of the runs, found by reading both texts.
REASONS = {
    "medicine.pdf": "a table of two-line cells, which pdftotext reads line by line across and we cell by cell",
    "issue-848.pdf": "mirrored pages, which pdftotext reads backwards",
    "bug1997343.pdf": 'tagged; pdftotext leaves words divided at line ends ("in cluding"), which the tags join',
    "canvas.pdf": "a cheat sheet of tables in columns, which pdftotext reads column by column and we row by row",
    "issue14297.pdf": "two tables side by side, which pdftotext reads across both",
    "prefilled_f1040.pdf": "a tagged tax form, whose tags name each field apart; pdftotext reads across its boxes",
    "f1040nr.pdf": "a tax form of ruled boxes, read box by box; pdftotext reads across them",
    "indirect-rotation.pdf": 'text recognised letter by letter, which pdftotext leaves apart ("A m e r i c a n")',
    "Publication_of_award_of_Bids_for_Transport_Sector__August_2016.pdf": "a table of cells of several lines",
    "eu-015.pdf": "charts and tables, which pdftotext reads column by column; every cell is found in order",
}


@dataclass(frozen=True)
class Row:
    """One file's figures; ``cells`` are (found, all), and ``held`` is None for a refused file."""

    path: str
    pages: int
    words: int
    held: float | None
    own: float
    cells: tuple[int, int]
    seconds: float
    refusal: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="A part of the paths to read.")
    parser.add_argument("--show", action="store_true", help="Print runs and cells that are missing.")
    parser.add_argument("--write", action="store_true", help="Write the table into docs/evaluation.md.")
    options = parser.parse_args()
    part = PagePart(ROOT / "docs" / "evaluation.md", "pdf-words") if options.write else None
    paths = [line for line in FILES.read_text().splitlines() if line and line[0] != "#" and options.only in line]
    rows = [measured(options.folder / path, path, show=options.show) for path in paths]
    lines = [*summary(rows), "", *table(rows)]
    print("\n".join(lines))
    if part:
        part.replace("\n".join(lines))


def measured(file: Path, path: str, *, show: bool) -> Row:
    """The figures of one file."""
    reference = pdftotext(file)
    began = perf_counter()
    try:
        document = read_document(file.read_bytes(), name=file.name, document_id="pdf", limits=LIMITS)
    except UnreadableFileError as error:
        return Row(path, reference.count("\f"), len(reference.split()), None, 0, (0, 0), 0, str(error))
    seconds = perf_counter() - began
    ours = [word for block in document.blocks for word in words(document.quote(block))]
    own_runs = set(runs_of(ours))
    count, missing = nearest(own_runs, reference, pdftotext(file, "-layout"))
    known = sum((Counter(ours) & Counter(words(reference))).values())
    if show:
        print(path, *(" ".join(run) for run in missing[::RUN]), sep="\n  ")
    held = 1 - len(missing) / count if count else 1.0
    cells = cells_found(file, document, show=show)
    return Row(path, document.page_count or 0, len(ours), held, known / max(len(ours), 1), cells, seconds)


def nearest(ours: set[tuple[str, ...]], *modes: str) -> tuple[int, list[tuple[str, ...]]]:
    """Runs of pdftotext and those of them that are missing in ours, from the nearest mode for each page."""
    count, missing = 0, []
    for page in zip(*map(pages_of, modes), strict=True):
        found = []
        for paragraphs in page:
            runs = [run for paragraph in paragraphs for run in runs_of(words(paragraph)) if not is_spelled(run)]
            lost = [run for run in runs if run not in ours]
            found.append((len(lost) / max(len(runs), 1), len(runs), lost))
        _, runs_of_page, lost_of_page = min(found, key=lambda one: one[0])
        count += runs_of_page
        missing += lost_of_page
    return count, missing


def pdftotext(file: Path, *mode: str) -> str:
    """The text of a file as Poppler reads it, pages ended by form feeds."""
    command = ["pdftotext", "-enc", "UTF-8", *mode, str(file), "-"]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode("utf-8", "replace")


def pages_of(text: str) -> Iterator[list[str]]:
    """The paragraphs of each page of pdftotext, without running lines and page numbers."""
    pages = [page.split("\n") for page in text.split("\f")]
    edges = [edge_lines(page) for page in pages]
    seen = Counter(sign for page, own in zip(pages, edges, strict=True) for sign in {sign_of(page[at]) for at in own})
    least = max(PAGES, SHARE * len(pages))
    for page, own in zip(pages, edges, strict=True):
        running = {at for at in own if seen[sign_of(page[at])] >= least or sign_of(page[at]) == "#"}
        kept = [line for at, line in enumerate(page) if at not in running]
        yield re.split(r"\n\s*\n", "\n".join(kept))


def edge_lines(page: Sequence[str]) -> set[int]:
    filled = [at for at, line in enumerate(page) if line.strip()]
    return set(filled[:EDGE] + filled[-EDGE:])


def sign_of(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.casefold().split()))


def words(text: str) -> list[str]:
    """Words without case, hyphens and outer punctuation; a number behind a word is a word of its own."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")
    folded = re.sub(r"(?<=\w)[-\u2010\u2011\u2013]\s*(?=\w)", "", folded)
    folded = re.sub(r"(?<=[^\W\d_])([.,;:)”’]*)(?=\d{1,2}(?:\s|$))", r"\1 ", folded)
    return [word for token in folded.split() if (word := re.sub(r"^\W+|\W+$", "", token))]


def runs_of(own: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(own[at : at + RUN]) for at in range(len(own) - RUN + 1))


def is_spelled(run: Sequence[str]) -> bool:
    """True if most of a run are single letters."""
    return sum(len(word) == 1 and word.isalpha() for word in run) > len(run) / 2


def cells_found(file: Path, document: Document, *, show: bool) -> tuple[int, int]:
    """Cells of the true tables found in order in ours, and all of them."""
    truth = file.with_name(f"{file.stem}-str.xml")
    if not truth.is_file():
        return 0, 0
    rows = [
        row.split(" | ")
        for block in document.blocks
        if block.kind is BlockKind.TABLE
        for row in document.quote(block).split("\n")
    ]
    ours = [key for row in rows for cell in row if (key := letters(cell))]
    found = total = 0
    for cells in true_tables(truth):
        matcher = SequenceMatcher(None, cells, ours, autojunk=False)
        matched = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
        found += len(matched)
        total += len(cells)
        if show:
            print("  missing cells:", [cell for at, cell in enumerate(cells) if at not in matched][:20])
    return found, total


def true_tables(path: Path) -> Iterator[list[str]]:
    """The filled cells of each table, row by row."""
    for own in etree.parse(path).getroot().iter("table"):
        cells = []
        for number, region in enumerate(own.iter("region")):
            for cell in region.iter("cell"):
                place = (number, int(cell.get("start-row")), int(cell.get("start-col")))
                cells.append((place, letters(cell.findtext("content") or "")))
        yield [text for _, text in sorted(cells) if text]


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text).casefold()))


def summary(rows: Sequence[Row]) -> Iterator[str]:
    held = sorted(row.held for row in rows if row.held is not None)
    found, total = (sum(row.cells[at] for row in rows) for at in (0, 1))
    below = [row for row in rows if row.held is not None and row.held < LEAST_HELD]
    refused = sum(row.held is None for row in rows)
    speed = sum(row.pages for row in rows) / sum(row.seconds for row in rows)
    yield (
        f"{len(rows)} public PDFs, {refused} refused: the median holds {median(held):.3f} of the runs of six words "
        f"that pdftotext finds, {len(below)} hold less than {LEAST_HELD}; {found / max(total, 1):.3f} of {total:,} "
        f"table cells are found in order; {speed:.0f} pages a second."
    )
    for row in below:
        yield f"- {Path(row.path).name} ({row.held:.2f}): {REASONS.get(Path(row.path).name, 'NO REASON FOUND YET')}"


def table(rows: Sequence[Row]) -> Iterator[str]:
    yield "| file | pages | words | held | own | cells |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        found, total = row.cells
        name = f"{row.path.split('/')[1]}: {Path(row.path).name}"
        held = f"{row.held:.3f} | {row.own:.3f}" if row.held is not None else f"{row.refusal[:60]} |"
        yield f"| {name} | {row.pages} | {row.words:,} | {held} | {f'{found} of {total}' if total else ''} |"


if __name__ == "__main__":
    main()
