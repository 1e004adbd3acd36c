"""Text that stands on a PDF's page beside its own: typed notes, stamps and filled-in fields.

Comments open by a click and are no part of the page; hidden annotations are not read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PageObject

from trendsqa.corpus.readers.pdf.objects.fonts import FontReader
from trendsqa.corpus.readers.pdf.objects.form_values import BUTTON, field_text, inherited
from trendsqa.corpus.readers.pdf.objects.layers import Layers
from trendsqa.corpus.readers.pdf.objects.resolving import corners, items, mapping, number_of, resolved
from trendsqa.corpus.readers.pdf.page import PageNotes, PlacedText
from trendsqa.corpus.readers.pdf.pages.amounts import text_left_out

__all__ = ["page_notes"]

# Flags of an annotation, ISO 32000-1, 12.5.3: bits 2 and 6.
_HIDDEN = 1 << 1
_NO_VIEW = 1 << 5
_COMMENTS = frozenset({"/Caret", "/Highlight", "/Squiggly", "/StrikeOut", "/Text", "/Underline"})
# These show no text, or that of the page under them.
_TEXTLESS = frozenset({"/FileAttachment", "/Link", "/Movie", "/Popup", "/RichMedia", "/Screen", "/Sound", "/TrapNet"})
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_USUAL_SIZE = 11.0
# A letter's size in a field that sets none, as a share of the field's height.
_SIZE_OF_HEIGHT = 0.7
# In place of the number of an annotation that is no object of its own; files have fewer objects.
_NO_NUMBER = 10**9
_MARKUP = re.compile(r"<[^<>]*>")


def page_notes(page: PageObject, layers: Layers, fonts: FontReader) -> PageNotes:
    """The notes and filled-in fields of ``page``, and its comments as left out."""
    texts: list[PlacedText] = []
    comments: list[str] = []
    buttons: list[str] = []
    for count, annotation in enumerate(_shown(page, layers)):
        kind = annotation.get("/Subtype")
        if kind in _COMMENTS:
            comments.append(_string(annotation.get("/Contents")))
            continue
        text = _text(annotation, page, fonts)
        if kind == "/Widget" and inherited(annotation, "/FT") == BUTTON and field_text(annotation) is None:
            buttons.append(text)
        elif (placed := _placed(annotation, text, _NO_NUMBER + count)) is not None:
            texts.append(placed)
    left_out = (*text_left_out("comments", comments), *text_left_out("buttons of a form", buttons))
    return PageNotes(tuple(texts), left_out)


def _shown(page: PageObject, layers: Layers) -> Iterator[Mapping[str, Any]]:
    for annotation in map(mapping, items(page.get("/Annots"))):
        flags = resolved(annotation.get("/F"))
        hidden = isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)
        if not annotation or hidden or annotation.get("/Subtype") in _TEXTLESS:
            continue
        if not layers.hides(annotation.get("/OC")):
            yield annotation


def _text(annotation: Mapping[str, Any], page: PageObject, fonts: FontReader) -> str:
    """The text that an annotation shows: a field's value, a typed note's words, or what is drawn for it."""
    if annotation.get("/Subtype") == "/Widget":
        value = field_text(annotation)
        # An empty field may show a hint, which is no value.
        return _drawn(annotation, page, fonts) if value is None else value
    if annotation.get("/Subtype") == "/FreeText":
        typed = _string(annotation.get("/Contents")) or _MARKUP.sub(" ", _string(annotation.get("/RC")))
        return typed or _drawn(annotation, page, fonts)
    return _drawn(annotation, page, fonts)


def _string(value: Any) -> str:
    found = resolved(value)
    return str(found) if isinstance(found, str) else ""


def _drawn(annotation: Mapping[str, Any], page: PageObject, fonts: FontReader) -> str:
    """The text of an annotation's appearance."""
    appearance = resolved(mapping(annotation.get("/AP")).get("/N"))
    if isinstance(appearance, Mapping) and not hasattr(appearance, "get_data"):
        appearance = resolved(appearance.get(str(resolved(annotation.get("/AS")))))
    if not hasattr(appearance, "get_data"):
        return ""
    parts: list[str] = []

    def keep(text: str, _cm: Any, _tm: Any, font: Any, _size: Any) -> None:
        parts.append(fonts.text(text, font))

    fonts.mend(mapping(appearance).get("/Resources"))
    page.extract_xform_text(appearance, visitor_text=keep)
    return "".join(parts)


def _placed(annotation: Mapping[str, Any], text: str, substitute: int) -> PlacedText | None:
    """The text in its area; None without text or without an area."""
    lines = tuple(line for line in text.splitlines() if line.strip())
    area = corners(annotation.get("/Rect"))
    if not lines or area is None or area[0] == area[2] or area[1] == area[3]:
        return None
    size = _size(annotation, area[3] - area[1], len(lines))
    return PlacedText(lines, *area, size, number_of(annotation) or substitute)


def _size(annotation: Mapping[str, Any], height: float, lines: int) -> float:
    found = _SIZE.search(_string(inherited(annotation, "/DA")))
    try:
        stored = float(found[1]) if found is not None else 0.0
    except ValueError:
        stored = 0.0
    return stored or min(_USUAL_SIZE, _SIZE_OF_HEIGHT * height / lines)
