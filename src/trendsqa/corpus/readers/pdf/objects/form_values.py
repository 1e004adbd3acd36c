"""Values filled into the fields of a PDF's form (AcroForm), as it is shown; XFA forms show the same fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from trendsqa.corpus.readers.pdf.objects.resolving import items, mapping, resolved

__all__ = ["BUTTON", "field_text", "inherited"]

BUTTON = "/Btn"
_TICKED = "[x]"
_NOT_TICKED = "[ ]"
# Flags of a field, ISO 32000-1, 12.7.4: bits 14 and 17.
_PASSWORD = 1 << 13
_PUSH_BUTTON = 1 << 16
# A field's entries may stand on fields above it; real forms nest a few levels.
_DEEPEST = 20


def field_text(widget: Mapping[str, Any]) -> str | None:
    """The value of a field as text: "[x]" or "[ ]" for a box; empty if nothing is filled in; None if it has no value.

    A field without a value, such as a signature, may still show text.
    """
    kind = inherited(widget, "/FT")
    flags = inherited(widget, "/Ff")
    flags = int(flags) if isinstance(flags, int) else 0
    if kind == "/Tx":
        return "" if flags & _PASSWORD else _text(inherited(widget, "/V"))
    if kind == "/Ch":
        return _chosen(widget)
    if kind == BUTTON:
        return None if flags & _PUSH_BUTTON else _ticked(widget)
    return None


def inherited(widget: Mapping[str, Any], key: str) -> Any:
    """An entry of a field, from itself or the nearest field above it; None if none has it."""
    field: Mapping[str, Any] = widget
    for _ in range(_DEEPEST):
        if key in field:
            return resolved(field[key])
        field = mapping(field.get("/Parent"))
    return None


def _text(value: Any) -> str:
    """A value as text; long ones are streams."""
    if hasattr(value, "get_data"):
        data = value.get_data()
        return str(data.decode("utf-16" if data[:2] in {b"\xfe\xff", b"\xff\xfe"} else "cp1252", "replace"))
    if isinstance(value, bytes):
        return value.decode("cp1252", "replace")
    return str(value) if isinstance(value, str | int | float) else ""


def _chosen(widget: Mapping[str, Any]) -> str:
    """The chosen entries of a list, as it shows them: a file may store a code for each."""
    value = inherited(widget, "/V")
    chosen = [_text(part) for part in (items(value) if isinstance(value, list) else [value])]
    shown = dict(_options(inherited(widget, "/Opt")))
    return "\n".join(shown.get(part, part) for part in chosen if part)


def _options(options: Any) -> Iterator[tuple[str, str]]:
    for option in items(options):
        pair = [_text(part) for part in items(option)] if isinstance(option, list) else []
        if len(pair) == 2:  # noqa: PLR2004
            yield pair[0], pair[1]


def _ticked(widget: Mapping[str, Any]) -> str:
    state = resolved(widget.get("/AS"))
    if state is None:
        shown = {str(key) for key in mapping(mapping(widget.get("/AP")).get("/N"))} - {"/Off"}
        state = inherited(widget, "/V")
        return _TICKED if str(state) in shown else _NOT_TICKED
    return _NOT_TICKED if state == "/Off" else _TICKED
