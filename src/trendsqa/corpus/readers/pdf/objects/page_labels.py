"""Printed page numbers of a PDF (page labels, ISO 32000-1, 12.4.2)."""

from typing import Any

from trendsqa.corpus.readers.pdf.objects.resolving import mapping

__all__ = ["page_labels"]


def page_labels(reader: Any) -> tuple[str, ...]:
    """The label of each page of the file open in ``reader``; none if it labels no page.

    A page whose label is empty, such as a cover, has its place in the file as its label.
    """
    if not mapping(mapping(reader.trailer["/Root"]).get("/PageLabels")):
        return ()
    return tuple(
        " ".join(str(label).split()) or str(number) for number, label in enumerate(reader.page_labels, start=1)
    )
