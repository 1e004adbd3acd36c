"""Blocks of a tagged PDF: the tags give the kind of each part and the reading order."""

from collections.abc import Iterator, Mapping, Sequence

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.pdf.glyphs import parted
from trendsqa.corpus.readers.pdf.page import MarkedContent, PdfPage, Run, StructureNode

__all__ = ["tagged_blocks", "tagged_share"]

_Runs = Mapping[tuple[int, int], Sequence[Run]]

# Standard structure types (ISO 32000-1, 14.8.4) that begin and end a paragraph of their own.
_PARAGRAPHS = frozenset({"Art", "BibEntry", "Div", "Figure", "Form", "Formula", "Index", "Note", "P", "Part", "Sect"})
_LEFT_OUT = frozenset({"Artifact", "TOC", "TOCI"})
# A list item's label: a number stays in the text, a bullet does not.
_NUMBER_ENDINGS = (".", ")")
# Runs whose baselines differ by less than this share of the letters' size are on one line.
_SAME_LINE = 0.5


def tagged_share(root: StructureNode, pages: Sequence[PdfPage]) -> float:
    """Share of the pages' letters that the tags cover, 0-1."""
    runs = _runs(pages)
    total = sum(len(run.text.strip()) for page in pages for run in page.runs)
    tagged = sum(len(run.text.strip()) for mark in _marks(root) for run in runs.get((mark.page, mark.mark), ()))
    return tagged / total if total else 0.0


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

    def node(self, node: StructureNode) -> None:
        """Write an element with everything in it."""
        kind, stream = node.kind, self.stream
        level = _heading_level(kind)
        if kind in _LEFT_OUT:
            return
        if level:
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
        if node.kind == "BlockQuote":
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
        for child in node.children:
            if isinstance(child, StructureNode):
                self.node(child)
            else:
                self._write(child)

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
        rows: list[list[str]] = []
        first_page: int | None = None
        for row in _descendants(node, "TR"):
            cells = [cell for cell in row.children if isinstance(cell, StructureNode) and cell.kind in {"TH", "TD"}]
            rows.append(["".join(self._texts([cell])) for cell in cells])
            first_page = first_page or next((mark.page for cell in cells for mark in _in_order(cell)), None)
        self.stream.page = first_page or self.stream.page
        self.stream.table(rows)

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
            self.stream.write(run.text, strong=run.bold)
            self._last = (mark.page, run)


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
