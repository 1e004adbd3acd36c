"""Briefs: our summaries of sources in our own words, one Markdown file or one folder of them for each source.

A file begins with TOML between two lines of ``+++``: source, sections, date, author and url. For a source with an
outline every heading names its section in braces, ``## Where to start {#harnessing-data/where-to-start}``, so that
links, questions and filters keep working when the full text takes the brief's place.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from trendsqa.corpus.documents.document import Document, Section
from trendsqa.corpus.documents.kept_reading import ReadDocument
from trendsqa.corpus.documents.outline import Outline, OutlineEntry
from trendsqa.corpus.documents.reading import ReadingLimits, read_document
from trendsqa.corpus.refused_fields import explain
from trendsqa.errors import SourceError

__all__ = ["BRIEFS_FOLDER", "brief_files", "read_brief"]

BRIEFS_FOLDER = "briefs"
_FRONT_MATTER = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^(?P<title>#+ .+?)\s*\{#(?P<id>[^\s{}]+)\}\s*$", re.MULTILINE)


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")
    source: Annotated[str, StringConstraints(min_length=1)]
    sections: tuple[str, ...]
    date: date
    author: Annotated[str, StringConstraints(min_length=1)]
    url: str


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a brief: its front matter and its Markdown."""

    path: Path
    head: _Head
    body: str


def brief_files(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The files of each source's brief under ``folder``, by source id, in the order of their names."""
    files: dict[str, tuple[Path, ...]] = {path.stem: (path,) for path in sorted(folder.glob("*.md"))}
    for inner in sorted(path for path in folder.glob("*") if path.is_dir()):
        if inner.name in files:
            raise SourceError(f"{inner} and {inner}.md are both briefs of {inner.name}. Keep one of them.")
        files[inner.name] = tuple(sorted(inner.glob("*.md")))
    return {source_id: paths for source_id, paths in files.items() if paths}


def read_brief(
    source_id: str,
    paths: tuple[Path, ...],
    outline: Outline | None,
    limits: ReadingLimits,
    read: ReadDocument = read_document,
) -> Document:
    """The brief of a source as one document, with the sections of ``outline`` if there is one.

    ``read`` parses the Markdown into a document.

    Raises:
        SourceError: Front matter is wrong, or a section of a heading does not exist, is repeated or is out of order.
            The message names the file.
    """
    files = [_read(path, source_id) for path in paths]
    body = "\n\n".join(_HEADING.sub(r"\g<title>", file.body) for file in files)
    document = read(body.encode(), name=paths[0].name, document_id=source_id, media_type="text/markdown", limits=limits)
    if outline is None:
        return document
    for file in files:
        _check_sections(file, outline)
    ids = [section_id for file in files for section_id in file.head.sections]
    return _with_outline(document, outline, ids, where=str(paths[0].parent))


def _read(path: Path, source_id: str) -> _File:
    try:
        match = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        if match is None:
            raise SourceError(f"{path} has no front matter: begin it with a line of +++, its facts, and another +++.")
        head = _Head.model_validate(tomllib.loads(match["head"]))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"The brief {path} cannot be read: {error}") from error
    except ValidationError as error:
        raise SourceError(f"The front matter of {path} is not valid: {explain(error)}") from error
    if head.source != source_id:
        raise SourceError(
            f"{path} is the brief of {head.source!r}, but its name says {source_id!r}. Correct one of them."
        )
    return _File(path, head, match["body"])


def _check_sections(file: _File, outline: Outline) -> None:
    named = tuple(match["id"] for match in _HEADING.finditer(file.body))
    if named != file.head.sections:
        odd = sorted(set(named) ^ set(file.head.sections)) or ["their order"]
        raise SourceError(f"{file.path}: headings and the front matter's `sections` differ in {', '.join(odd)}.")
    unknown = sorted(set(named) - {entry.id for entry in outline.entries})
    if unknown:
        raise SourceError(f"{file.path} names sections that the outline does not have: {', '.join(unknown)}.")


def _with_outline(document: Document, outline: Outline, ids: Sequence[str], where: str) -> Document:
    """The document with the outline's sections in place of its literal ones, heading by heading."""
    if len(document.sections) != len(ids):
        raise SourceError(
            f"The brief in {where} has {len(document.sections)} headings, {len(ids)} of them with an id in braces. "
            "Give every heading its section's id and put no text before the first."
        )
    entries = {entry.id: entry for entry in outline.entries}
    order = [entry.id for entry in outline.entries if entry.id in set(ids)]
    if [*ids] != order:
        wrong = next(found for found, expected in zip_longest(ids, order) if found != expected)
        raise SourceError(f"The brief in {where}: section {wrong!r} stands twice or out of the outline's order.")
    return replace(document, sections=tuple(_section(document.id, entries[section_id]) for section_id in ids))


def _section(document_id: str, entry: OutlineEntry) -> Section:
    return Section(f"{document_id}#{entry.id}", entry.title, entry.path, entry.level, entry.trend, entry.facet)
