"""The list of documents: those that a filter leaves, in groups by kind with the report first."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trendsqa.corpus.documents.text_cleaning import slug
from trendsqa.index.texts.records import DocumentRecord
from trendsqa.ui.answers.source_kinds import kind_place

__all__ = ["DocumentGroup", "DocumentList", "by_title", "list_documents"]

_MOST_SHOWN = 500
"""Rows of one page; a longer list is of no use to a reader, and slow."""


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """The documents of one kind that are shown, and ``count`` of all that pass the filter; ``anchor`` is its id."""

    kind: str
    anchor: str
    count: int
    documents: tuple[DocumentRecord, ...]


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Groups of the documents that pass; ``found`` counts them over all groups, ``held`` those without a filter."""

    groups: tuple[DocumentGroup, ...]
    found: int
    held: int

    @property
    def shown(self) -> int:
        """Rows on the page, fewer than were found where there are too many."""
        return sum(len(group.documents) for group in self.groups)


def list_documents(documents: Sequence[DocumentRecord], wanted: str = "", *, most: int = _MOST_SHOWN) -> DocumentList:
    """``documents`` whose title, organisation and publisher hold each word of ``wanted``, whatever case and accents."""
    words = _plain(wanted).split()
    passing = by_title(document for document in documents if all(word in _searched(document) for word in words))
    by_kind: defaultdict[str, list[DocumentRecord]] = defaultdict(list)
    for document in passing:
        by_kind[document.kind].append(document)
    left = most
    groups = []
    for number, (kind, own) in enumerate(by_kind.items(), start=1):
        groups.append(DocumentGroup(kind, f"kind-{number}-{slug(kind)}", len(own), tuple(own[:left])))
        left -= len(groups[-1].documents)
    return DocumentList(tuple(groups), len(passing), len(documents))


def by_title(documents: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """Documents by kind, the report first; within a kind the newest edition first, and then by title."""
    ordered = sorted(documents, key=lambda document: (_plain(document.title), document.id))
    ordered.sort(key=lambda document: document.edition, reverse=True)
    return sorted(ordered, key=lambda document: kind_place(document.kind))


def _searched(document: DocumentRecord) -> str:
    return _plain(f"{document.title} {document.organisation} {document.publisher}")


def _plain(text: str) -> str:
    """``text`` without case and accents, as people type it."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
