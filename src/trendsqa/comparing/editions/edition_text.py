"""One edition of a report as matching reads it: its sections, its trends, and a direction of meaning for each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trendsqa.corpus.documents.text_cleaning import letters_only
from trendsqa.embedding.encoder import Vectors
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.records import SectionRecord

__all__ = ["ALIKE", "EditionText", "read_edition", "without_year"]

ALIKE = 0.5
"""Cosine from which two sections, or two trends, are taken for one by their meaning alone.

Measured with ``benchmarks/edition_matching.py``. Sections of the report against its account in other words, ids and
headings hidden, two of five sections left out on each side: precision 0.93 and recall 0.99 here, 0.89 and 0.99 at 0.4.
Trends of 2024 against the second edition that the tests hold, names hidden: no error at 0.45 and 0.5, a seventh missed
at 0.55; the untuned encoder misses a fourteenth. A text rewritten from year to year is less alike than one retold, so
the threshold is no higher.
"""

_NUMBER = re.compile(r"^\W*\d+\s*[.):]\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class EditionText:
    """A document's sections in outline order and its trends in the order in which they first appear.

    Row i of ``section_directions`` belongs to ``sections[i]`` and row i of ``trend_directions`` to ``trends[i]``: the
    mean of its passages' vectors less the mean of all passages of the document, of unit length, or zeros without a
    passage. What every page of a report is about is thus left out, so that a cosine means the same for any encoder.
    """

    document_id: str
    sections: tuple[SectionRecord, ...]
    section_directions: Vectors
    trends: tuple[str, ...]
    trend_directions: Vectors


def read_edition(opened: OpenGeneration, document_id: str) -> EditionText:
    """The document ``document_id`` of a generation, which holds it."""
    ordinals = opened.columns.passing({"document_id": document_id})
    if ordinals is None:
        raise ValueError("a document has an id")
    passages = opened.table.passages(ordinals)
    vectors = opened.vectors[VectorKind.PASSAGES].index.rows(ordinals)
    sections = opened.table.sections(document_id)
    trends = tuple(dict.fromkeys(section.trend for section in sections if section.trend))
    return EditionText(
        document_id=document_id,
        sections=sections,
        section_directions=_directions(
            vectors, [passage.section.id for passage in passages], [section.id for section in sections]
        ),
        trends=trends,
        trend_directions=_directions(vectors, [passage.section.trend for passage in passages], trends),
    )


def without_year(title: str) -> str:
    """The title's letters, without case, a number before it and any year in it: the same from edition to edition."""
    return letters_only(_YEAR.sub("", _NUMBER.sub("", title)))


def _directions(vectors: Vectors, groups: Iterable[str], names: Sequence[str]) -> Vectors:
    """A row for each of ``names``: the direction of the rows of ``vectors`` whose group it is."""
    place = {name: row for row, name in enumerate(names)}
    means = np.zeros((len(names), vectors.shape[1]), dtype=np.float32)
    sizes = np.zeros((len(names), 1), dtype=np.float32)
    centre = vectors.mean(axis=0) if len(vectors) else 0.0
    for vector, group in zip(vectors, groups, strict=True):
        if group in place:
            means[place[group]] += vector - centre
            sizes[place[group]] += 1
    means /= np.maximum(sizes, 1)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    # A document of one passage is nothing but what its every page is about.
    directions: Vectors = np.where(lengths > _NO_DIRECTION, means / np.maximum(lengths, _NO_DIRECTION), 0)
    return directions


_NO_DIRECTION = np.float32(1e-6)
"""Shorter differences from the document's mean are rounding."""
