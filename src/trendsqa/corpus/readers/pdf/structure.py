"""The structure tree of a tagged PDF as plain nodes. Works on pypdf's objects without importing pypdf."""

from collections.abc import Mapping
from typing import Any

from trendsqa.corpus.readers.pdf.objects.resolving import mapping, number_of, resolved
from trendsqa.corpus.readers.pdf.page import MarkedContent, StructureNode

__all__ = ["structure_tree"]

# Real files nest a few dozen levels; more is damage, and Python's stack is limited.
_DEEPEST = 200
# A cell over more rows or columns is damage.
_MOST_SPANNED = 200


def structure_tree(reader: Any) -> StructureNode | None:
    """The structure tree of the file open in ``reader``; None if it is not tagged."""
    catalogue = reader.trailer["/Root"].get_object()
    root = resolved(catalogue.get("/StructTreeRoot"))
    if not isinstance(root, Mapping):
        return None
    roles = resolved(root.get("/RoleMap"))
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, start=1)}
    builder = _Builder(pages, {str(key): str(roles[key]) for key in roles} if isinstance(roles, Mapping) else {})
    node = StructureNode("Document")
    builder.add_children(node, root.get("/K"), page=None, depth=0)
    return node


class _Builder:
    """Turns structure elements into nodes, each once, to a bounded depth."""

    def __init__(self, pages: Mapping[int, int], roles: Mapping[str, str]) -> None:
        self._pages = pages
        self._roles = roles
        self._seen: set[int] = set()

    def add_children(self, node: StructureNode, children: Any, page: int | None, depth: int) -> None:
        """Append ``children``: elements, marked content and object references."""
        children = resolved(children)
        if children is None or depth > _DEEPEST:
            return
        for reference in children if isinstance(children, list) else [children]:
            child = resolved(reference)
            if isinstance(child, int):
                if page is not None:
                    node.children.append(MarkedContent(page, int(child)))
            elif isinstance(child, Mapping):
                self._add(node, child, page, depth)

    def _add(self, node: StructureNode, child: Mapping[str, Any], page: int | None, depth: int) -> None:
        own_page = self._page_number(child, page)
        if child.get("/Type") == "/MCR":
            if own_page is not None and isinstance(child.get("/MCID"), int):
                node.children.append(MarkedContent(own_page, int(child["/MCID"])))
        elif child.get("/Type") == "/OBJR":
            node.address = node.address or _address(child)
            number = _annotation_number(child)
            if own_page is not None and number is not None:
                node.children.append(MarkedContent(own_page, -number))
        elif id(child) not in self._seen:
            self._seen.add(id(child))
            inner = StructureNode(self._role(str(child.get("/S", ""))))
            inner.row_span, inner.column_span = _spans(child)
            node.children.append(inner)
            self.add_children(inner, child.get("/K"), own_page, depth + 1)

    def _page_number(self, element: Mapping[str, Any], inherited: int | None) -> int | None:
        # The reference itself names the page; pypdf's mapping would resolve it.
        raw = element.raw_get("/Pg") if "/Pg" in element and hasattr(element, "raw_get") else None
        return self._pages.get(getattr(raw, "idnum", -1), inherited)

    def _role(self, kind: str) -> str:
        """The standard type for a custom type of the file (its role map)."""
        for _ in range(10):
            if kind not in self._roles:
                break
            kind = self._roles[kind]
        return kind.removeprefix("/")


def _spans(element: Mapping[str, Any]) -> tuple[int, int]:
    """The rows and columns that a cell of a table covers (ISO 32000-1, table 349)."""
    attributes = resolved(element.get("/A"))
    rows = columns = 1
    for reference in attributes if isinstance(attributes, list) else [attributes]:
        own = resolved(reference)
        if isinstance(own, Mapping):
            rows = _span(own.get("/RowSpan"), rows)
            columns = _span(own.get("/ColSpan"), columns)
    return rows, columns


def _span(value: Any, known: int) -> int:
    value = resolved(value)
    return min(max(int(value), 1), _MOST_SPANNED) if isinstance(value, int) else known


def _address(reference: Mapping[str, Any]) -> str:
    annotation = resolved(reference.get("/Obj"))
    action = resolved(annotation.get("/A")) if isinstance(annotation, Mapping) else None
    return str(action.get("/URI") or "") if isinstance(action, Mapping) else ""


def _annotation_number(reference: Mapping[str, Any]) -> int | None:
    """The number of a field's or a note's object: its text has minus this number as its mark."""
    kind = mapping(reference.get("/Obj")).get("/Subtype")
    return number_of(resolved(reference.get("/Obj"))) if kind not in {None, "/Link"} else None
