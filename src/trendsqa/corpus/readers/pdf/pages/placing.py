"""Places the text of fields and notes among the runs of their page: a value after its label, on one line.

In a tagged file a field or a note has the place that the tags give it; one that they do not name joins its label's
mark, or becomes a paragraph after its page.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.pdf.page import MarkedContent, PdfPage, PlacedText, Run

__all__ = ["marks_of_labels", "with_notes_after_pages", "with_placed_texts"]

# Lines whose baselines differ by less than this share of the letters' size are one line.
_SAME_LINE = 0.5
_LINE_HEIGHT = 1.2
# Height of a baseline above the lower edge of its letters, as a share of their size.
_DESCENT = 0.22


def with_placed_texts(page: PdfPage, texts: Sequence[PlacedText]) -> PdfPage:
    """The page with each text after the words to the left of it on its line, else after what stands above it."""
    runs = list(page.runs)
    for text in sorted(texts, key=lambda found: (-found.top, found.left)):
        for run in _runs(text, runs):
            runs.insert(_place(runs, run), run)
    return replace(page, runs=tuple(runs)) if texts else page


def marks_of_labels(pages: Sequence[PdfPage], tagged: Collection[MarkedContent]) -> list[PdfPage]:
    """The pages; a field or a note that no tag names gets the mark of the words beside it on its line, if any."""
    return [
        replace(page, runs=tuple(_marked(run, page, tagged) for run in page.runs)) if _has_notes(page) else page
        for page in pages
    ]


def with_notes_after_pages(
    blocks: Sequence[ParsedBlock], pages: Sequence[PdfPage], tagged: Collection[MarkedContent]
) -> tuple[ParsedBlock, ...]:
    """The blocks with a paragraph after each page for every field or note on it that no tag names."""
    notes = {
        page.number: [*_paragraphs(run for run in page.runs if _is_left(run, page, tagged))]
        for page in pages
        if _has_notes(page)
    }
    notes = {number: found for number, found in notes.items() if found}
    if not notes:
        return tuple(blocks)
    placed: list[ParsedBlock] = []
    for block in blocks:
        for number in [number for number in notes if number < (block.page or 0)]:
            placed += [replace(note, page=number) for note in notes.pop(number)]
        placed.append(block)
    return (*placed, *(replace(note, page=number) for number, rest in notes.items() for note in rest))


def _runs(text: PlacedText, around: Sequence[Run]) -> Iterator[Run]:
    """A run for each line; a single line stands on the baseline of the words beside it."""
    mark = -text.number
    if len(text.lines) == 1:
        middle = (text.bottom + text.top) / 2 - text.size / 2 + _DESCENT * text.size
        beside = [run for run in around if run.text.strip() and text.bottom - 1 <= run.y + _DESCENT * run.size]
        beside = [run for run in beside if run.y + run.size / 2 <= text.top + 1 and abs(run.y - middle) < text.size]
        y = min((run.y for run in beside), key=lambda found: abs(found - middle), default=middle)
        yield Run(f" {text.lines[0].strip()}\n", text.left, y, text.size, bold=False, mark=mark)
        return
    y = text.top - text.size
    for line in text.lines:
        yield Run(f" {line.strip()}\n", text.left, y, text.size, bold=False, mark=mark)
        y -= _LINE_HEIGHT * text.size


def _place(runs: Sequence[Run], new: Run) -> int:
    """The position of a new run: after the run to its left, else before the one to its right, else below."""
    line = [(n, run) for n, run in enumerate(runs) if run.text.strip() and _on_line(run, new)]
    before = [(run.x, n) for n, run in line if run.x <= new.x]
    if before:
        return max(before)[1] + 1
    if line:
        return min((run.x, n) for n, run in line)[1]
    above = [(-run.y, n) for n, run in enumerate(runs) if run.text.strip() and run.y > new.y]
    return max(above)[1] + 1 if above else 0


def _on_line(run: Run, new: Run) -> bool:
    return abs(run.y - new.y) < _SAME_LINE * max(run.size, new.size)


def _has_notes(page: PdfPage) -> bool:
    return any(run.mark is not None and run.mark < 0 for run in page.runs)


def _is_left(run: Run, page: PdfPage, tagged: Collection[MarkedContent]) -> bool:
    return run.mark is not None and run.mark < 0 and MarkedContent(page.number, run.mark) not in tagged


def _marked(run: Run, page: PdfPage, tagged: Collection[MarkedContent]) -> Run:
    if not _is_left(run, page, tagged):
        return run
    line = [
        other
        for other in page.runs
        if other.mark is not None and other.mark >= 0 and not other.artifact and _on_line(other, run)
    ]
    if not line:
        return run
    beside = max((other for other in line if other.x <= run.x), key=lambda found: found.x, default=line[0])
    return replace(run, mark=beside.mark)


def _paragraphs(runs: Iterator[Run]) -> Iterator[ParsedBlock]:
    """A paragraph for each field or note; its lines follow each other."""
    lines: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None and last.mark != run.mark:
            yield ParsedBlock(BlockKind.PARAGRAPH, "\n".join(lines))
            lines = []
        lines.append(run.text.strip())
        last = run
    if lines:
        yield ParsedBlock(BlockKind.PARAGRAPH, "\n".join(lines))
