"""Walk through the tokens of rich text: what is text, in which encoding, and where it goes."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.amounts_left_out import LeftOutTexts, amounts_of
from trendsqa.corpus.readers.changed_date import iso_date
from trendsqa.corpus.readers.raised_text import spell_raised
from trendsqa.corpus.readers.rtf.nested import CellEnd
from trendsqa.corpus.readers.rtf.paragraphs import RtfWriter
from trendsqa.corpus.readers.rtf.state import DESTINATIONS, SKIPPED, SYMBOLS, GroupState
from trendsqa.corpus.readers.rtf.text import RtfText
from trendsqa.corpus.readers.rtf.tokens import RtfKind, RtfToken, rtf_tokens
from trendsqa.errors import UnreadableFileError

__all__ = ["RtfWalk"]

# Starred groups of other programs' data are skipped, those of ``DESTINATIONS`` are not.
# The definition of a row of an inner table, which ends the row and says nothing of the outer one.
_INNER_ROW = "inner row"
_MOST_GROUPS = 2000
_DEEPEST_LIST = 8
_MOST_STAND_INS = 100
# Pieces of text before a raised figure that decide about it.
_NEAR = 3
# Half-points; letters moved by less stand where they do for the look alone.
_LEAST_RAISED = 4
_LINK = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]+)')
_REASONS = {"margin": "headers and footers", "comment": "comments"}
_CODE_PAGES = {"mac": 10000, "pc": 437, "pca": 850}


class RtfWalk:
    """Reads one file; ``document()`` is its content."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._writer = RtfWriter()
        self._text = RtfText()
        self._left_out = LeftOutTexts()
        self._seen: list[str] = []
        self._state = GroupState()
        self._parents: list[GroupState] = []
        self._collected: list[str] = []
        self._styles: dict[int, str] = {}
        self._style_number = 0
        self._title = ""
        self._changed: list[str] = []
        self._link = ""
        self._notes = 0
        self._actions = self._all_actions()

    def read(self, data: bytes) -> None:
        """Read all tokens."""
        for token in rtf_tokens(data):
            if token.kind is RtfKind.BYTES:
                self._text.take_bytes(token.data)
                continue
            if token.kind is RtfKind.WORD and token.word == "u":
                self._text.take_unicode(token.number or 0, self._state.skip_count, self._state.encoding)
                continue
            if token.kind is RtfKind.WORD and self._text.stands_in():
                # A control word may stand in for a Unicode character too.
                continue
            self._put(self._text.finish(self._state.encoding))
            if token.kind is RtfKind.OPEN:
                self._open()
            elif token.kind is RtfKind.CLOSE:
                self._close()
            else:
                self._control(token)
        self._put(self._text.finish(self._state.encoding))

    def document(self) -> ParsedDocument:
        """The file's blocks, title and amounts."""
        blocks = self._writer.blocks()
        writer = self._writer
        return ParsedDocument(
            self._title,
            blocks,
            changed=iso_date("-".join(self._changed)),
            seen=amounts_of(["".join(self._seen)], tables=writer.tables, notes=writer.notes, headings=writer.headings),
            left_out=self._left_out.parts(),
        )

    def _all_actions(self) -> dict[str, Callable[[int | None], None]]:
        writer = self._writer
        return {
            **dict.fromkeys(("par", "sect"), lambda _: self._end(writer.end_paragraph)),
            "page": lambda _: self._put("\n"),
            "cell": lambda _: self._end(writer.end_cell),
            "nestcell": lambda _: self._end(partial(writer.end_inner, CellEnd.CELL)),
            "nestrow": lambda _: self._end_inner_row(),
            "itap": lambda number: self._set_paragraph(table_depth=number or 0),
            "row": lambda _: self._end(writer.end_row),
            "trowd": lambda _: writer.begin_row(),
            "trhdr": lambda _: setattr(writer.row, "is_header", True),
            "clmrg": lambda _: writer.merge("left"),
            "clvmrg": lambda _: writer.merge("above"),
            "cellx": lambda _: writer.define_cell(),
            "pard": lambda _: self._in_body(writer.reset_paragraph),
            "intbl": lambda _: self._set_paragraph(in_table=True),
            "outlinelevel": lambda number: self._set_paragraph(outline_level=number or 0),
            "ls": lambda number: self._set_paragraph(in_list=bool(number)),
            "ilvl": lambda number: self._set_paragraph(depth=min(max(number or 0, 0), _DEEPEST_LIST)),
            "s": self._style,
            "plain": lambda _: self._plain(),
            "v": lambda number: self._set(hidden=number != 0),
            "deleted": lambda number: self._set(deleted=number != 0),
            "b": lambda number: self._set(bold=number != 0),
            "super": lambda number: self._set(raised=number != 0),
            "up": lambda number: self._set(raised=number is None or number >= _LEAST_RAISED),
            **dict.fromkeys(("strike", "striked"), lambda number: self._set(struck=number != 0)),
            **dict.fromkeys(("nosupersub", "sub", "dn"), lambda _: self._set(raised=False)),
            "uc": lambda number: self._set(skip_count=min(max(number or 0, 0), _MOST_STAND_INS)),
            "f": lambda number: self._set(encoding=self._text.use_font(number or 0)),
            "fcharset": lambda number: self._text.declare_charset(number or 0),
            "deff": lambda number: self._text.set_default_font(number or 0),
            **dict.fromkeys(("ansicpg", "mac", "pc", "pca"), lambda _: None),
            "chftn": lambda _: self._note_mark(),
            "yr": self._date_part,
            "mo": self._date_part,
            "dy": self._date_part,
        }

    def _open(self) -> None:
        if len(self._parents) >= _MOST_GROUPS:
            raise UnreadableFileError(
                f"{self._name} nests more than {_MOST_GROUPS} groups, as no word processor does. "
                "Open it in one, save it as DOCX, and add that file."
            )
        self._parents.append(self._state)
        self._state = replace(self._state, is_starred=False, is_new=True)

    def _close(self) -> None:
        ended, self._state = self._state, self._parents.pop() if self._parents else GroupState()
        if ended.destination == "styles" and self._collected:
            self._styles[self._style_number] = "".join(self._collected).strip(" ;")
            self._collected = []
        if ended.destination == self._state.destination:
            return
        text = "".join(self._collected)
        self._collected = []
        if ended.destination == "note":
            self._writer.add_note(text)
        elif ended.destination == "marker":
            self._set_paragraph(marker=text)
        elif ended.destination == "field":
            found = _LINK.search(text)
            self._link = found.group(1) if found else ""
        elif ended.destination == "title":
            self._title = " ".join(text.split())
        elif ended.destination == "result":
            self._link = ""
        elif ended.destination in _REASONS:
            self._seen.append(f" {text} ")
            self._left_out.add(_REASONS[ended.destination], text)

    def _control(self, token: RtfToken) -> None:
        word = token.word
        is_new, self._state.is_new = self._state.is_new, word == "*"
        if word == "*":
            self._state.is_starred = True
        elif self._state.destination == "skip" or (self._state.destination == _INNER_ROW and word != "nestrow"):
            return
        elif word in SYMBOLS:
            self._put(SYMBOLS[word])
        elif word == "'":
            return
        elif is_new and (word in DESTINATIONS or word in SKIPPED or self._state.is_starred):
            self._state.destination = self._destination(word)
            if self._state.destination == "note":
                self._note_started()
        elif action := self._actions.get(word):
            if word in _CODE_PAGES or word == "ansicpg":
                self._text.declare_code_page(_CODE_PAGES.get(word, token.number or 0))
                self._set(encoding=self._text.default_encoding)
            action(token.number)

    def _destination(self, word: str) -> str:
        """The place to which text of a group that begins with ``word`` goes."""
        if word in SKIPPED or (self._state.is_starred and word not in DESTINATIONS):
            return "skip"
        found = DESTINATIONS[word]
        # A text box or a field's result within a note or a margin is part of that.
        outer = self._state.destination
        if found in {"body", "result", _INNER_ROW} and outer not in {"body", "result", "skip"}:
            return outer
        return "comment" if outer == "comment" else found

    def _put(self, text: str) -> None:
        """Take text up, where the group's destination says."""
        if not text:
            return
        state = self._state
        state.is_new = False
        if state.destination == "skip":
            return
        if state.destination == "fonts":
            self._text.declare_name(text)
            return
        if state.destination not in {"body", "result", "note"}:
            self._collected.append(text)
            return
        self._seen.append(text)
        if state.deleted or state.hidden or state.struck:
            self._left_out.add("deleted text" if state.deleted or state.struck else "hidden text", text)
        elif state.destination == "note":
            self._collected.append(spell_raised(text, "".join(self._collected[-_NEAR:])) if state.raised else text)
        else:
            shown = spell_raised(text, self._writer.before) if state.raised else text
            self._writer.write(shown, strong=state.bold, link=self._link if state.destination == "result" else "")

    def _end(self, end: Callable[[], None]) -> None:
        """End a paragraph, a cell or a row of the body; elsewhere a line ends."""
        state = self._state
        state.is_new = False
        if state.destination not in {"body", "result"}:
            self._put(" ")
            return
        self._seen.append(" ")
        if state.deleted or state.hidden:
            # The paragraph goes on: its mark is deleted.
            self._writer.write(" ", strong=False)
            return
        end()

    def _end_inner_row(self) -> None:
        """End a row of a table inside a cell; its definition, in which the end stands, comes after the row's words."""
        if self._state.destination == _INNER_ROW:
            self._writer.end_inner(CellEnd.ROW)
        else:
            self._end(partial(self._writer.end_inner, CellEnd.ROW))

    def _in_body(self, action: Callable[[], None]) -> None:
        if self._state.destination in {"body", "result"}:
            action()

    def _set(self, **changes: object) -> None:
        for name, value in changes.items():
            setattr(self._state, name, value)

    def _set_paragraph(self, **changes: Any) -> None:
        if self._state.destination in {"body", "result"}:
            self._writer.paragraph = replace(self._writer.paragraph, **changes)

    def _style(self, number: int | None) -> None:
        if self._state.destination == "styles":
            self._style_number = number or 0
        else:
            self._set_paragraph(style=self._styles.get(number or 0, ""))

    def _plain(self) -> None:
        encoding = self._text.default_encoding
        self._set(bold=False, hidden=False, deleted=False, struck=False, raised=False, encoding=encoding)

    def _note_started(self) -> None:
        """The number of a note with an automatic mark was written before the note."""
        self._collected = []

    def _note_mark(self) -> None:
        """Write the automatic mark: a number in the text, and the same before the note's text."""
        if self._state.destination == "note":
            self._collected.append(f"[{self._notes}]")
            return
        self._notes += 1
        if not (self._state.deleted or self._state.hidden or self._state.struck):
            self._in_body(lambda: self._writer.write(f" [{self._notes}]", strong=False))

    def _date_part(self, number: int | None) -> None:
        if self._state.destination == "changed" and len(self._changed) < 3:  # noqa: PLR2004 - year, month, day
            self._changed.append(f"{number or 0:02d}")
