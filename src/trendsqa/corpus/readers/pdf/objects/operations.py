"""The operators of a page in drawing order, those of the forms it draws included, each with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream

from trendsqa.corpus.readers.pdf.objects.resolving import items, mapping

__all__ = ["DrawnOperation", "Matrix", "drawn_operations"]

Matrix = tuple[float, float, float, float, float, float]
_Operators = Sequence[tuple[Any, bytes]]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Forms within forms; real files have three or four, and a form that draws itself has no end.
_DEEPEST = 8
# Operators of one page; a page of maps has some hundred thousand.
_MOST = 500_000


@dataclass(frozen=True, slots=True)
class DrawnOperation:
    """An operator, the transformation in force, and the object that a ``Do`` draws (else empty)."""

    operator: bytes
    matrix: Matrix
    drawn: Mapping[str, Any]


def drawn_operations(page: PageObject) -> Iterator[DrawnOperation]:
    """The operators of ``page``, up to half a million; a form's follow the ``Do`` that draws it."""
    contents = page.get_contents()
    if contents is not None:
        walk = _Walk(page.pdf).operations(contents.operations, mapping(page.get("/Resources")), _IDENTITY, 0)
        yield from islice(walk, _MOST)


class _Walk:
    """Walks through a page and its forms, and parses each form once, however often it is drawn."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._forms: dict[int, _Operators] = {}

    def operations(
        self, operators: "_Operators", resources: Mapping[str, Any], matrix: Matrix, depth: int
    ) -> Iterator[DrawnOperation]:
        """The operators with their places, those of the forms within included."""
        saved: list[Matrix] = []
        for operands, operator in operators:
            if operator == b"q":
                saved.append(matrix)
            elif operator == b"Q" and saved:
                matrix = saved.pop()
            elif operator == b"cm":
                matrix = multiplied(as_matrix(operands), matrix)
            named = mapping(resources.get("/XObject")) if operator == b"Do" and operands else {}
            drawn = mapping(named.get(operands[0])) if named else {}
            yield DrawnOperation(operator, matrix, drawn)
            if drawn.get("/Subtype") == "/Form" and depth < _DEEPEST:
                own = multiplied(as_matrix([*items(drawn.get("/Matrix"))]), matrix)
                yield from self.operations(
                    self._form(drawn), mapping(drawn.get("/Resources")) or resources, own, depth + 1
                )

    def _form(self, form: Mapping[str, Any]) -> "_Operators":
        if id(form) not in self._forms:
            self._forms[id(form)] = ContentStream(form, self._pdf, "bytes").operations
        return self._forms[id(form)]


def as_matrix(numbers: Sequence[Any]) -> Matrix:
    """The six numbers of a transformation; no transformation if they are not six numbers."""
    if len(numbers) != len(_IDENTITY) or not all(isinstance(number, int | float) for number in numbers):
        return _IDENTITY
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that applies ``first`` and ``then`` after it."""
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r
