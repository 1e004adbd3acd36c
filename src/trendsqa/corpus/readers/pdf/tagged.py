"""Blocks of a tagged PDF: the tags give the kind of each part and the reading order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from trendsqa.corpus.documents.coverage import LeftOut
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.pdf.drawn.glyphs import parted
from trendsqa.corpus.readers.pdf.drawn.raised import is_raised
from trendsqa.corpus.readers.pdf.page import MarkedContent, PdfPage, Run, StructureNode
from trendsqa.corpus.readers.pdf.pages.amounts import text_left_out
from trendsqa.corpus.readers.raised_text import superscript
from trendsqa.corpus.readers.tables.document_headers import plain_header_rows
from trendsqa.corpus.readers.tables.merged import SpannedCell, carried, texts_of
from trendsqa.corpus.readers.tables.nested import nested_text

__all__ = ["tagged_blocks", "tagged_contents", "tagged_marks", "tagged_share"]

_Runs = Mapping[tuple[int, int], Sequence[Run]]

# Standard structure types (ISO 32000-1, 14.8.4) that begin and end a paragraph of their own.
_PARAGRAPHS = frozenset({"Art", "BibEntry", "Div", "Figure", "Form", "Formula", "Index", "P", "Part", "Sect"})
# Elements that hold lines of text.
_LINES = frozenset({"Caption", "LBody", "P"})
# Of the paragraphs, those that may also stand inside a line of text.
_INLINE = frozenset({"Figure", "Form", "Formula"})
_NOTES = frozenset({"FENote", "Note"})
# A figure raised inside these is the number of a note.
_REFERENCES = frozenset({"Link", "Reference"})
_GROUPING = frozenset({"Art", "Document", "DocumentFragment", "Part", "Sect"})
_LEFT_OUT = frozenset({"Artifact", "TOC", "TOCI"})
# A list item's label: a number stays in the text, a bullet does not.
_NUMBER_ENDINGS = (".", ")")
# Runs whose baselines differ by less than this share of the letters' size are on one line.
_SAME_LINE = 0.5


def tagged_contents(root: StructureNode, pages: Sequence[PdfPage]) -> tuple[LeftOut, ...]:
    """The text of the contents lists that the tags name, which are left out."""
    runs = _runs(pages)
    marks = {mark for node in _descendants(root, "TOC") for mark in _marks(node)}
    return text_left_out("contents list", (run.text for mark in marks for run in runs.get((mark.page, mark.mark), ())))


def tagged_marks(root: StructureNode) -> frozenset[MarkedContent]:
    """All marked content that the tags name."""
    return frozenset(_marks(root))


def tagged_share(root: StructureNode, pages: Sequence[PdfPage]) -> float:
    """Share of the pages' letters that the tags cover, 0-1."""
    runs = _runs(pages)
    # Fields and notes often have no tag in a file whose text has.
    total = sum(len(run.text.strip()) for page in pages for run in page.runs if run.mark is None or run.mark >= 0)
    marks = (mark for mark in set(_marks(root)) - _loose(root) if mark.mark >= 0)
    tagged = sum(len(run.text.strip()) for mark in marks for run in runs.get((mark.page, mark.mark), ()))
    return tagged / total if total else 0.0


def _loose(node: StructureNode) -> set[MarkedContent]:
    """Marked content directly in a grouping element, which says nothing about what it is."""
    found = {child for child in node.children if isinstance(child, MarkedContent) and node.kind in _GROUPING}
    return found.union(*(_loose(child) for child in node.children if isinstance(child, StructureNode)))


def tagged_blocks(root: StructureNode, pages: Sequence[PdfPage]) -> tuple[ParsedBlock, ...]:
    """The blocks in the order of the tags; the text keeps the page's line breaks."""
    walk = _Walk(_runs(pages))
    walk.node(root)
    return walk.stream.blocks()


def _runs(pages: Sequence[PdfPage]) -> dict[tuple[int, int], list[Run]]:
    found: dict[tuple[int, int], list[Run]] = {}
    for page in pages:
        for run in page.runs:
            if run.mark is not None:
                found.setdefault((page.number, run.mark), []).append(run)
    return found


def _marks(node: StructureNode) -> Iterator[MarkedContent]:
    """All marked content under a node, each once."""
    seen: set[MarkedContent] = set()
    stack: list[StructureNode | MarkedContent] = [node]
    while stack:
        child = stack.pop()
        if isinstance(child, StructureNode):
            stack.extend(child.children)
        elif child not in seen:
            seen.add(child)
            yield child


class _Walk:
    """Walks down the tree and writes its content. Depth is bounded when the tree is built."""

    def __init__(self, runs: _Runs) -> None:
        self.stream = BlockStream()
        self._runs = runs
        self._last: tuple[int, Run | None] = (0, None)
        self._inside: list[str] = []
        self._notes: list[StructureNode] = []

    def node(self, node: StructureNode) -> None:
        """Write an element with everything in it."""
        kind, stream = node.kind, self.stream
        level = _heading_level(kind)
        if kind in _LEFT_OUT:
            return
        if kind in _NOTES:
            self._notes.append(node)
            self._write_notes()
        elif level:
            stream.begin_heading(level)
            self._children(node)
            stream.end_heading()
        elif kind == "L":
            stream.begin_list()
            self._children(node)
            stream.end_list()
        elif kind == "LI":
            self._item(node)
        elif kind == "Table":
            self._table(node)
        elif kind == "Link":
            stream.begin_link(node.address)
            self._children(node)
            stream.end_link()
        else:
            self._plain(node)

    def _plain(self, node: StructureNode) -> None:
        stream = self.stream
        if node.kind in _INLINE and "P" in self._inside:
            self._children(node)
        elif node.kind == "BlockQuote":
            stream.begin_quotation()
            self._children(node)
            stream.end_quotation()
        elif node.kind == "Caption":
            stream.begin_caption()
            self._children(node)
            stream.end_caption()
        elif node.kind in _PARAGRAPHS:
            stream.paragraph_break()
            self._children(node)
            stream.paragraph_break()
        else:
            self._children(node)

    def _children(self, node: StructureNode) -> None:
        self._inside.append("P" if node.kind in _LINES or _heading_level(node.kind) else node.kind)
        for child in node.children:
            if isinstance(child, StructureNode):
                self.node(child)
            else:
                self._write(child)
        self._inside.pop()
        self._write_notes()

    def _write_notes(self) -> None:
        """Write the notes that are waiting for the end of the paragraph that they stand in."""
        if "P" in self._inside or self.stream.in_item:
            return
        waiting, self._notes = self._notes, []
        for note in waiting:
            self.stream.begin_note()
            self._children(note)
            self.stream.end_note()

    def _item(self, node: StructureNode) -> None:
        labels = [child for child in node.children if isinstance(child, StructureNode) and child.kind == "Lbl"]
        label = " ".join("".join(self._texts(labels)).split())
        self.stream.begin_item(label if label.endswith(_NUMBER_ENDINGS) or label.isdecimal() else "")
        for child in node.children:
            if isinstance(child, MarkedContent):
                self._write(child)
            elif child.kind != "Lbl":
                self.node(child)
        self.stream.end_item()

    def _table(self, node: StructureNode) -> None:
        rows = list(_descendants(node, "TR"))
        cells = [[cell for cell in row.children if isinstance(cell, StructureNode)] for row in rows]
        cells = [self._from_left([cell for cell in row if cell.kind in {"TH", "TD"}]) for row in cells]
        spanned = [
            [SpannedCell(self._cell_text(cell), cell.row_span, cell.column_span) for cell in row] for row in cells
        ]
        pages = [next((mark.page for cell in row for mark in _in_order(cell)), None) for row in cells]
        named = [bool(row) and all(cell.kind == "TH" for cell in row) for row in cells]
        header = next((number for number, is_named in enumerate(named) if not is_named), 0)
        first = next((page for page in pages if page), self.stream.page)
        self.stream.page = first
        known = [page or first for page in pages]
        grid = carried(spanned)
        if not any(cell.kind == "TH" for row in cells for cell in row):
            header = plain_header_rows(grid)
        self.stream.table(texts_of(grid), header, known)

    def _cell_text(self, cell: StructureNode) -> str:
        """The words of a cell, with a table inside it on one line."""
        if not any(_descendants(cell, "Table")):
            return "".join(self._texts([cell]))
        parts: list[str] = []
        for child in cell.children:
            if isinstance(child, MarkedContent):
                parts.append("".join(self._texts([replace(cell, children=[child])])))
            elif child.kind == "Table":
                rows = (
                    [one for one in row.children if isinstance(one, StructureNode)] for row in _descendants(child, "TR")
                )
                parts.append(nested_text([self._cell_text(one) for one in row] for row in rows))
            else:
                parts.append(self._cell_text(child))
        return " ".join(parts)

    def _from_left(self, row: list[StructureNode]) -> list[StructureNode]:
        """The cells of a row from the left where all have words, one line apart from the other: some files mix them."""
        runs = [[run for m in _in_order(cell) for run in self._runs.get((m.page, m.mark), ())] for cell in row]
        if (
            not runs
            or not all(runs)
            or any(run.angle or "\u0590" <= run.text[:1] <= "\u08ff" for cell in runs for run in cell)
        ):
            return row
        places = sorted((min(r.x for r in cell), max(r.end for r in cell), n) for n, cell in enumerate(runs))
        level = max(cell[0].y for cell in runs) - min(cell[0].y for cell in runs) < 2 * runs[0][0].size
        apart = all(a[1] <= b[0] for a, b in pairwise(places))
        return [row[number] for _, _, number in places] if level and apart else row

    def _texts(self, nodes: Sequence[StructureNode]) -> Iterator[str]:
        for node in nodes:
            last: Run | None = None
            for mark in _in_order(node):
                for run in self._runs.get((mark.page, mark.mark), ()):
                    yield _between(last, run) + run.text
                    last = run

    def _write(self, mark: MarkedContent) -> None:
        for run in self._runs.get((mark.page, mark.mark), ()):
            if not run.text.strip():
                continue
            last_page, last = self._last
            between = _between(last, run) if last_page == mark.page else "\n"
            self.stream.page = mark.page
            self.stream.write(between if not self.stream.is_blank else "")
            raised = between != "\n" and last is not None and is_raised(run, last)
            text = self._raised(run.text) if raised else run.text
            self.stream.write(text, strong=run.bold or raised)
            if not raised:
                self._last = (mark.page, run)

    def _raised(self, text: str) -> str:
        return f" [{text}]" if any(kind in _REFERENCES for kind in self._inside) else superscript(text)


def _between(last: Run | None, run: Run) -> str:
    """The white space between two runs: a line end, a space or nothing."""
    if last is None:
        return ""
    if run.angle or last.angle or abs(last.y - run.y) >= _SAME_LINE * max(run.size, last.size):
        return "\n" if run.angle == last.angle == 0 or run.after_space else ""
    return " " if parted(last, run) else ""


def _heading_level(kind: str) -> int:
    """Heading level 1-6, else 0; ``H`` and ``Title`` have no level and count as 1."""
    if kind in {"H", "Title"}:
        return 1
    return min(int(kind[1:]), 6) if kind[:1] == "H" and kind[1:].isdecimal() and kind[1:] != "0" else 0


def _descendants(node: StructureNode, kind: str) -> Iterator[StructureNode]:
    for child in node.children:
        if isinstance(child, StructureNode):
            if child.kind == kind:
                yield child
            else:
                yield from _descendants(child, kind)


def _in_order(node: StructureNode) -> Iterator[MarkedContent]:
    for child in node.children:
        if isinstance(child, MarkedContent):
            yield child
        else:
            yield from _in_order(child)
