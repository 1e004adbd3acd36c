"""Coverage of a PDF: what its pages show, counted from what is drawn on them, and what is left out of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from trendsqa.corpus.documents.coverage import Amounts, LeftOut
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.text_cleaning import clean_text
from trendsqa.corpus.readers.pdf.page import PdfPage, Run

__all__ = ["lines_left_out", "seen_amounts", "summed", "text_left_out"]

# At the start of a line these are list markers, and at its end a hyphen divides a word: neither is stored.
_MARKERS = "•◦▪▫‣●○■□➢➤✓·*–-"
_HYPHENS = "-\u2010\u00ad"
_RUNNING = "headers and footers"


def seen_amounts(pages: Sequence[PdfPage], blocks: Sequence[ParsedBlock], left_out: Iterable[LeftOut]) -> Amounts:
    """The words and characters of the pages' runs and of ``left_out``, which they no longer hold.

    A PDF draws its headings, tables and notes without a name for them: these are counted as found in ``blocks``.
    """
    apart = [*left_out]
    words, characters = _text_amounts(pages)
    return Amounts(
        words=words + sum(part.words for part in apart),
        characters=characters + sum(part.characters for part in apart),
        tables=sum(block.kind is BlockKind.TABLE for block in blocks),
        notes=sum(block.note for block in blocks),
        headings=sum(block.kind is BlockKind.HEADING for block in blocks),
        pages=len(pages),
    )


def lines_left_out(before: Sequence[PdfPage], after: Sequence[PdfPage]) -> tuple[LeftOut, ...]:
    """The running lines: what the pages have before and no longer have after they were taken out."""
    words, characters = _text_amounts(before)
    kept_words, kept_characters = _text_amounts(after)
    if characters == kept_characters:
        return ()
    return (LeftOut(_RUNNING, max(words - kept_words, 0), max(characters - kept_characters, 0)),)


def text_left_out(reason: str, texts: Iterable[str]) -> tuple[LeftOut, ...]:
    """The texts as left out for one reason; nothing if they have no words."""
    parts = " ".join(texts).split()
    return (LeftOut(reason, len(parts), sum(map(len, parts))),) if parts else ()


def summed(parts: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """The parts with each reason once, in the order of their first."""
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for part in parts:
        words[part.reason] += part.words
        characters[part.reason] += part.characters
    return tuple(LeftOut(reason, words[reason], characters[reason]) for reason in words)


def _text_amounts(pages: Sequence[PdfPage]) -> tuple[int, int]:
    lines = [*chain.from_iterable(map(_lines, pages))]
    return sum(len(line.split()) for line in lines), sum(map(_counted, lines))


def _lines(page: PdfPage) -> list[str]:
    """The lines of a page by where its runs stand, cleaned; a guess of the spaces in them."""
    lines: list[str] = []
    last: Run | None = None
    for run in page.runs:
        if last is None or not lines or (run.text.strip() and abs(run.y - last.y) > max(run.size, last.size) / 2):
            lines.append("")
        lines[-1] += f" {run.text}" if run.after_space else run.text
        last = run if run.text.strip() else last
    return [cleaned for line in lines for part in line.splitlines() if (cleaned := clean_text(part))]


def _counted(line: str) -> int:
    """The characters of a line without white space, its list marker, and a hyphen at its end."""
    text = line.rstrip(_HYPHENS) if line[-1:] in _HYPHENS else line
    return sum(map(len, text.lstrip(_MARKERS).split()))
