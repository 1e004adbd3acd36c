"""Fields: codes that Word replaces by a result, as a page number, a link or a list of contents."""

import re
from dataclasses import dataclass, field

from trendsqa.corpus.readers.docx.parts.namespaces import Element, child_value, qualified, switched_on

__all__ = ["CONTENTS_LIST", "FIELD_CODES", "Fields", "form_value", "link_address"]

CONTENTS_LIST = "contents list"
FIELD_CODES = "field codes"
# HYPERLINK "address", perhaps with \l "place in it"; without an address it leads to the same document.
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"(?:.*\\l\s+"([^"]+)")?', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*TO[CA]\b", re.IGNORECASE)
_FORMULA = re.compile(r"\s*EQ\b", re.IGNORECASE)
# Word shows no field that is nested deeper.
_DEEPEST = 20
_TYPE = qualified("w:fldCharType")


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    in_result: bool = False


class Fields:
    """The fields that are open while the runs of a part are read in order."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._unseen: str | None = ""
        self._address: str | None = ""
        self._whole: set[Element] = set()

    def learn(self, root: Element) -> None:
        """Find the fields of a part that have an end; others are damage, and hide nothing."""
        begun: list[Element] = []
        for mark in root.iter(qualified("w:fldChar")):
            if mark.get(_TYPE) == "begin":
                begun.append(mark)
            elif mark.get(_TYPE) == "end" and begun:
                opened = begun.pop()
                if len(begun) < _DEEPEST:
                    self._whole.update((opened, mark))

    def pass_mark(self, mark: Element) -> None:
        """Go past the begin, the middle or the end of a field."""
        self._unseen = self._address = None
        kind = mark.get(_TYPE)
        if kind == "begin" and mark in self._whole:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open and mark in self._whole:
            self._open.pop()

    def add_code(self, text: str) -> None:
        """Take a piece of the innermost field's code."""
        self._unseen = self._address = None
        if self._open:
            self._open[-1].code.append(text)

    @property
    def unseen(self) -> str:
        """The reason why text at this place is not read; empty if it is."""
        if self._unseen is None:
            lists = any(_CONTENTS.match("".join(one.code)) for one in self._open)
            is_code = any(not one.in_result for one in self._open)
            self._unseen = FIELD_CODES if is_code else CONTENTS_LIST if lists else ""
        return self._unseen

    @property
    def is_formula(self) -> bool:
        """True in a field that draws an equation from its code."""
        return bool(self._open) and _FORMULA.match("".join(self._open[-1].code)) is not None

    @property
    def address(self) -> str:
        """The address of the innermost open link; empty outside links."""
        if self._address is None:
            addresses = (link_address("".join(one.code)) for one in reversed(self._open))
            self._address = next(filter(None, addresses), "")
        return self._address


def link_address(code: str) -> str:
    """The address in a link's code; empty if it is no link or leads to the same document."""
    found = _LINK.match(code)
    if found is None:
        return ""
    address, place = found.groups()
    return f"{address}#{place}" if place else str(address)


def form_value(mark: Element) -> str:
    """The state of a form's box or the chosen entry of its list; empty at any other field."""
    form = mark.find(qualified("w:ffData"))
    if form is None:
        return ""
    box = form.find(qualified("w:checkBox"))
    if box is not None:
        state = box.find(qualified("w:checked"))
        state = box.find(qualified("w:default")) if state is None else state
        return "☒" if switched_on(state) else "☐"
    choice = form.find(qualified("w:ddList"))
    if choice is None:
        return ""
    entries = [entry.get(qualified("w:val")) or "" for entry in choice.iterchildren(qualified("w:listEntry"))]
    chosen = child_value(choice, "w:result") or child_value(choice, "w:default") or "0"
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
