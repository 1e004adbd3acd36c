"""Lines of an untagged document to pieces: each line begins a heading, a paragraph or an item, or goes on."""

import re
from collections.abc import Sequence

from trendsqa.corpus.readers.pdf.untagged.line import Line
from trendsqa.corpus.readers.pdf.untagged.notes import is_marked
from trendsqa.corpus.readers.pdf.untagged.piece import PieceKind, TextPiece, ends_sentence
from trendsqa.corpus.readers.pdf.untagged.style import LARGER, PageStyle
from trendsqa.corpus.readers.pdf.untagged.table import PlacedTable, continued

__all__ = ["PieceBuilder"]

# A gap wider than the usual one between lines by this factor begins a paragraph.
_WIDE_GAP = 1.3
# Lines of one heading may stand further apart.
_HEADING_GAP = 1.9
# A line indented by less than this, in sizes of the body's letters, still belongs to its paragraph.
_INDENT = 0.8
# A line with less than this share of the letters of a full one ends its paragraph.
_SHORT_LINE = 0.75
# A line as long as this share of its column's width is full, even if a short word would still have stood there.
_NEARLY_FULL = 0.85
_HEADING_WORDS = 25
# Lines in large letters that are longer together are an introduction, not a heading.
_MOST_HEADING_WORDS, _SENTENCE_WORDS = 40, 20
# A title in quotation marks has at most so many words; more are somebody's words set large.
_TITLE_WORDS = 5
_BULLET = re.compile(r"^\s*([•◦▪▫‣●○■□➢➤✓\uf0b7\uf0a7\uf0d8·]|\ufffd(?=\s))\s*(?=\S)")
_DASH = re.compile(r"^\s*([*–—\u2212-])\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_SECTION_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|(?:chapter|part|appendix|annex|section)\s+\w+)\s", re.IGNORECASE
)


def _text_starts(line: Line) -> list[float]:
    """The places at which the text of a line begins after its number or after a wide gap."""
    numbered = len(line.runs) > 1 and re.fullmatch(r"\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)]*", line.runs[0].text)
    return [line.runs[1].x] if numbered else line.stops[:1]


class PieceBuilder:
    """Takes lines and tables in reading order; ``pieces`` are the result."""

    def __init__(self, style: PageStyle) -> None:
        self.pieces: list[TextPiece] = []
        self._style = style
        self._last: Line | None = None
        self._markers: list[float] = []
        self._quoted = False

    def table(self, table: PlacedTable) -> None:
        """Add a table, or the rows with which the last one goes on overleaf."""
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.table is not None and last.table.row_pages[-1] + 1 == table.page:
            joined = continued(last.table, table)
            if joined is not None:
                last.table = joined
                return
        self._begin(TextPiece(PieceKind.TABLE, table=table))
        self._markers, self._last = [], None

    def notes(self, lines: Sequence[Line]) -> None:
        """Add the notes of a page or column."""
        for line in lines:
            if is_marked(line) or self.pieces[-1].kind is not PieceKind.NOTE:
                self._begin(TextPiece(PieceKind.NOTE))
            self.pieces[-1].lines.append(line)

    def line(self, line: Line) -> None:
        """Add a line of the text."""
        if self._is_heading(line):
            self._heading(line)
        elif (marked := self._marker(line)) is not None:
            self._item(line, marked)
        else:
            self._plain(line)
        self._last = line

    def finished(self) -> list[TextPiece]:
        """All pieces; what was taken for a heading and is as long as a paragraph is one."""
        for piece in self.pieces:
            words = sum(len(line.text.split()) for line in piece.lines)
            sentence = piece.ends_sentence and piece.lines[-1].text.strip()[-1:] in {".", "!", "”"}
            plain = bool(piece.lines) and piece.lines[-1].size <= self._style.size * LARGER
            if piece.kind is PieceKind.HEADING and plain and sentence and len(piece.lines) > 1:
                piece.kind = PieceKind.PARAGRAPH
            quoted = bool(piece.lines) and piece.lines[0].text.lstrip()[:1] == "“" and words > _TITLE_WORDS
            if piece.kind is PieceKind.HEADING and (
                quoted or words > (_SENTENCE_WORDS if sentence else _MOST_HEADING_WORDS)
            ):
                piece.kind = PieceKind.PARAGRAPH
        return self.pieces

    def _begin(self, piece: TextPiece) -> None:
        self.pieces.append(piece)

    def _current(self) -> TextPiece | None:
        """The piece of the text that the last line belongs to; notes at the foot of a page do not end it."""
        return next((piece for piece in reversed(self.pieces) if piece.kind is not PieceKind.NOTE), None)

    def _is_heading(self, line: Line) -> bool:
        words = len(line.text.split())
        if not any(map(str.isalnum, line.text)) or _BULLET.match(line.text):
            return False
        if line.size > self._style.size * LARGER:
            return words <= _HEADING_WORDS
        current = self._current()
        in_heading = current is not None and current.kind is PieceKind.HEADING
        alone = self._begins_paragraph(line) or in_heading
        # The last line of a heading may end its sentence: ``finished`` tells if all of it is a paragraph.
        ends = ends_sentence(line.text) and not line.text.strip().endswith(":") and not in_heading
        # A name in bold under a quotation is the speaker's.
        return line.bold and alone and not ends and words <= _HEADING_WORDS // 2 and not self._quoted

    def _heading(self, line: Line) -> None:
        kind = (round(line.size, 1), line.bold)
        current, last = self._current(), self._last
        goes_on = (
            current is not None
            and current.kind is PieceKind.HEADING
            and last is not None
            and (round(last.size, 1), last.bold) == kind
            and last.region == line.region
            and 0 < last.y - line.y < max(self._style.gap * _WIDE_GAP, _HEADING_GAP) * line.size
            and not _SECTION_NUMBER.match(line.text)
        )
        if goes_on and current is not None:
            current.lines.append(line)
            return
        self._markers = []
        headings = self._style.headings
        level = headings.index(kind) + 1 if kind in headings else len(headings) + 1
        self._begin(TextPiece(PieceKind.HEADING, [line], level))

    def _marker(self, line: Line) -> "re.Match[str] | None":
        """The marker with which the line begins an item; None for a dash or number that only begins a wrapped line."""
        marked = _BULLET.match(line.text)
        if marked is not None:
            return marked
        marked = _DASH.match(line.text) or _NUMBER.match(line.text)
        if marked is None or self._is_wrapped(line):
            return None
        return marked

    def _is_wrapped(self, line: Line) -> bool:
        """True if the last line is full and unfinished, and the line goes on below it at the paragraph's edge."""
        last, current = self._last, self._current()
        if last is None or current is None or current.kind not in {PieceKind.PARAGRAPH, PieceKind.ITEM}:
            return False
        if last.text.strip().endswith(":") or self._wide_gap(line):
            return False
        if current.kind is PieceKind.ITEM:
            # In a list the markers stand at one edge, and wrapped lines at the text's.
            beside = any(abs(line.x - place) <= self._indent() / 2 for place in self._markers)
            return not beside and self._is_full(last, line) and not ends_sentence(last.text)
        if line.x > last.x + self._indent() and last.region == line.region:
            return False
        if ends_sentence(last.text):
            return self._is_full(last, line) and len(current.lines) > 1 and not self._opens_list(line)
        return self._is_full(last, line)

    def _opens_list(self, line: Line) -> bool:
        return re.match(r"\s*\(?(?:1|a|i)[.)]|\s*[*–—-]", line.text) is not None

    def _item(self, line: Line, marked: "re.Match[str]") -> None:
        if self._markers and not self._same_region(line):
            known = any(abs(line.x - place) <= self._indent() for place in self._markers)
            # In the next column the list goes on where that column begins.
            self._markers = self._markers if known else []
        while self._markers and line.x < self._markers[-1] - self._indent():
            self._markers.pop()
        if not self._markers or line.x > self._markers[-1] + self._indent():
            self._markers.append(line.x)
        number = marked.group(1) if _NUMBER.match(line.text) else ""
        piece = TextPiece(PieceKind.ITEM, [line], len(self._markers) - 1, number, marked.end())
        self._begin(piece)

    def _plain(self, line: Line) -> None:
        current = self._current()
        if self._markers:
            same = self._same_region(line)
            outside = line.x <= self._markers[0] + 1 if same else line.x - line.left < 1 and not self._goes_over(line)
            new = self._begins_paragraph(line) or self._last_is_short(line)
            if (outside and new) or self._wide_gap(line):
                self._markers = []
                current = None
        in_text = current is not None and current.kind in {PieceKind.PARAGRAPH, PieceKind.ITEM}
        if current is None or not in_text or (not self._markers and self._begins_paragraph(line)):
            self._begin(TextPiece(PieceKind.PARAGRAPH))
            current = self.pieces[-1]
            self._quoted = line.text.lstrip()[:1] in {"“", "„", '"'}
        current.lines.append(line)

    def _begins_paragraph(self, line: Line) -> bool:
        last = self._last
        if last is None:
            return True
        if not self._same_region(line):
            return not self._goes_over(line)
        if self._wide_gap(line) or abs(last.size - line.size) > last.size * (LARGER - 1):
            return True
        # A full line with a number or a heading in its margin goes on where its text began.
        hangs = self._is_full(last, line) and any(abs(line.x - x) <= self._indent() / 2 for x in _text_starts(last))
        return line.x > last.x + self._indent() and not hangs and not self._markers

    def _goes_over(self, line: Line) -> bool:
        """True if an unfinished paragraph goes on in the next column or overleaf."""
        last = self._last
        if last is None or ends_sentence(last.text) or abs(last.size - line.size) > last.size * (LARGER - 1):
            return False
        begins_small = not line.text.strip()[:1].isupper()
        return begins_small or (self._is_full(last, line) and last.bold == line.bold)

    def _wide_gap(self, line: Line) -> bool:
        last = self._last
        if last is None or not self._same_region(line):
            return False
        return last.y - line.y > self._style.gap * _WIDE_GAP * max(line.size, self._style.size)

    def _same_region(self, line: Line) -> bool:
        last = self._last
        return last is not None and last.page == line.page and last.region == line.region and line.y <= last.y

    def _last_is_short(self, line: Line) -> bool:
        return self._last is not None and not self._is_full(self._last, line)

    def _is_full(self, last: Line, line: Line) -> bool:
        """True if the first word of ``line`` would not have stood at the end of ``last``."""
        if last.right - last.left > 0 and last.known_edge:
            word = line.runs[0]
            fits = last.right - last.end > word.end - word.x + 0.5 * last.size
            return not fits or last.end - last.left >= _NEARLY_FULL * (last.right - last.left)
        return len(last.text.strip()) >= self._style.width * _SHORT_LINE

    def _indent(self) -> float:
        return self._style.size * _INDENT
