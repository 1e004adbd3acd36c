"""Takes what stands on layers switched off out of a page, so that no extractor sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DecodedStreamObject, DictionaryObject, NameObject

from trendsqa.corpus.documents.coverage import LeftOut
from trendsqa.corpus.readers.pdf.objects.layers import Layers
from trendsqa.corpus.readers.pdf.objects.resolving import mapping

__all__ = ["remove_hidden_content"]

# Forms within forms; real files have three or four, and a form that draws itself has no end.
_DEEPEST = 8
_SHOWN_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
# These move to the next line before they show text.
_NEXT_LINE = frozenset({b"'", b'"'})
_DRAWS = _SHOWN_TEXT | {b"Do", b"INLINE IMAGE", b"sh"}
_Operation = tuple[Any, bytes]


def remove_hidden_content(page: PageObject, layers: Layers) -> tuple[LeftOut, ...]:
    """The text of ``page`` on layers switched off, which the page no longer has; nothing if it has none."""
    stored = page.get("/Contents")
    if not layers.off or stored is None:
        return ()
    removal = _Removal(page.pdf, layers)
    content = removal.shown(ContentStream(stored.get_object(), page.pdf, "bytes"), mapping(page.get("/Resources")), 0)
    if content is not None:
        page[NameObject("/Contents")] = content
    return (LeftOut("switched-off layers", removal.words, removal.characters),) if removal.characters else ()


@dataclass(slots=True)
class _Removal:
    """Removes hidden drawing from streams and counts its text, one byte of a string as one character.

    ``done`` has each form, by its identity, with what is shown of it: a form may be drawn many times.
    """

    pdf: Any
    layers: Layers
    words: int = 0
    characters: int = 0
    done: dict[int, tuple[Any, Any]] = field(default_factory=dict)

    def shown(self, content: ContentStream, resources: Mapping[str, Any], depth: int) -> ContentStream | None:
        """The content without what is hidden; None if nothing is."""
        kept: list[_Operation] = []
        marks: list[bool] = []
        changed = False
        for operands, operator in content.operations:
            if operator in {b"BDC", b"BMC"}:
                marks.append(operator == b"BDC" and self._hides(operands, resources))
            elif operator == b"EMC" and marks:
                marks.pop()
            elif operator == b"Do" and operands:
                hidden = any(marks) or self._form_is_hidden(operands[0], resources, depth)
                changed = changed or hidden
                if hidden:
                    continue
            if operator in _DRAWS and any(marks):
                changed = True
                self._count(operands, operator)
                if operator in _NEXT_LINE:
                    kept.append((ArrayObject(), b"T*"))
                continue
            kept.append((operands, operator))
        if changed:
            content.operations = kept
        return content if changed else None

    def _hides(self, operands: Sequence[Any], resources: Mapping[str, Any]) -> bool:
        if len(operands) < 2 or operands[0] != "/OC" or not isinstance(operands[1], str):  # noqa: PLR2004
            return False
        return self.layers.hides(mapping(resources.get("/Properties")).get(operands[1]))

    def _form_is_hidden(self, name: str, resources: Mapping[str, Any], depth: int) -> bool:
        """True if all of a form is hidden; if only a part of it is, the form is replaced by its other part."""
        objects = mapping(resources.get("/XObject"))
        form = mapping(objects.get(name))
        if self.layers.hides(form.get("/OC")):
            self._count_form(form)
            return True
        if form.get("/Subtype") == "/Form" and depth < _DEEPEST and isinstance(objects, DictionaryObject):
            shown = self._shown_form(form, resources, depth)
            if shown is not form:
                objects[NameObject(name)] = shown
        return False

    def _shown_form(self, form: Mapping[str, Any], resources: Mapping[str, Any], depth: int) -> Any:
        """The form without what is hidden in it; itself if nothing is."""
        if id(form) not in self.done:
            self.done[id(form)] = form, form
            inner = ContentStream(form, self.pdf, "bytes")
            content = self.shown(inner, mapping(form.get("/Resources")) or resources, depth + 1)
            shown = form if content is None else _with_content(form, content)
            self.done[id(form)] = form, shown
            self.done[id(shown)] = shown, shown
        return self.done[id(form)][1]

    def _count_form(self, form: Mapping[str, Any]) -> None:
        if form.get("/Subtype") == "/Form":
            for operands, operator in ContentStream(form, self.pdf, "bytes").operations:
                self._count(operands, operator)

    def _count(self, operands: Any, operator: bytes) -> None:
        if operator not in _SHOWN_TEXT or not operands:
            return
        pieces = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
        text = b"".join(piece for piece in pieces if isinstance(piece, bytes)).replace(b"\0", b"")
        self.words += len(text.split())
        self.characters += len(b"".join(text.split()))


def _with_content(form: Mapping[str, Any], content: ContentStream) -> DecodedStreamObject:
    """The form with other operators."""
    replaced = DecodedStreamObject()
    replaced.update({key: value for key, value in form.items() if key not in {"/Filter", "/DecodeParms", "/Length"}})
    replaced.set_data(content.get_data())
    return replaced
