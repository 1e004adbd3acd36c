"""The true outline of a known source, and the correction of a file's literal outline by it.

A file may give a heading the wrong level, or set one as a plain paragraph. The outline gives the headings and their
nesting; matching them in order against the file's blocks gives their positions.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.text_cleaning import letters_only
from trendsqa.errors import SourceError

__all__ = [
    "Outline",
    "OutlineEntry",
    "apply_outline",
    "load_outline",
    "load_outlines",
    "outline_gaps",
    "recognise_outline",
]

_ENTRY_KEYS = frozenset({"id", "title", "path", "trend", "facet"})
_REQUIRED_KEYS = frozenset({"id", "title", "path"})
# A match with a heading of the file counts for more than one with a paragraph of the same words.
_HEADING_WEIGHT = 4
_PARAGRAPH_WEIGHT = 3
# Share of an outline's headings, in order, from which a file is that source and not another with similar headings.
_RECOGNISED_SHARE = 0.6
# A title repeated more often than this is not a heading; the bound keeps the table of matches small.
_MOST_CANDIDATES = 10_000


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One heading: ``id`` is the part of a section's id after ``#``, ``level`` the length of ``path``."""

    id: str
    title: str
    path: tuple[str, ...]
    trend: str
    facet: str
    level: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of one source, in order."""

    source_id: str
    entries: tuple[OutlineEntry, ...]


def load_outline(path: Path) -> Outline:
    """The outline in a TOML file: ``source`` and one ``[[section]]`` for each heading.

    Raises:
        SourceError: The file cannot be read, or an entry is wrong; the message names both.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"The outline {path} cannot be read: {error}. Mend the file or remove it.") from error
    unknown = set(content) - {"source", "section"}
    if unknown or not isinstance(content.get("source"), str) or not isinstance(content.get("section"), list):
        raise SourceError(
            f'The outline {path} has to hold `source = "..."` and [[section]] entries and nothing else; '
            f"it holds {', '.join(sorted(content)) or 'nothing'}."
        )
    entries = tuple(_entry(path, number, raw) for number, raw in enumerate(content["section"], start=1))
    _check_ids(path, entries)
    return Outline(content["source"], entries)


def load_outlines(folder: Path) -> dict[str, Outline]:
    """All outlines of a folder by their source's id; empty if the folder does not exist.

    Raises:
        SourceError: A file is wrong, or two files are for the same source.
    """
    outlines: dict[str, Outline] = {}
    for path in sorted(folder.glob("*.toml")):
        outline = load_outline(path)
        if outline.source_id in outlines:
            raise SourceError(f"The outline {path} is the second for source {outline.source_id}: remove one of them.")
        outlines[outline.source_id] = outline
    return outlines


def apply_outline(document: Document, outline: Outline) -> Document:
    """The document with the outline's sections in place of its own; text and offsets are unchanged.

    A paragraph with the words of a missing heading becomes that heading. A heading that is not in the outline becomes a
    paragraph of its section. An entry without a match gives no section: ``outline_gaps`` lists these.
    """
    matched = _match(document, outline)
    sections: list[Section] = []
    blocks: list[Block] = []
    for position, block in enumerate(document.blocks):
        entry = matched.get(position)
        if entry is not None:
            sections.append(_section(document.id, outline.entries[entry]))
            kind = BlockKind.HEADING
        else:
            if not sections:
                sections.append(Section(f"{document.id}#opening", document.title, (document.title,), 1))
            kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
        blocks.append(replace(block, kind=kind, section=len(sections) - 1))
    return replace(document, sections=tuple(sections), blocks=tuple(blocks))


def outline_gaps(document: Document, outline: Outline) -> tuple[str, ...]:
    """The ids of the outline's entries that the document has no heading for, in order."""
    found = set(_match(document, outline).values())
    return tuple(entry.id for position, entry in enumerate(outline.entries) if position not in found)


def recognise_outline(document: Document, outlines: Mapping[str, Outline]) -> Outline | None:
    """The outline whose headings the document has, in order; None if there is none."""
    best: Outline | None = None
    best_share = _RECOGNISED_SHARE
    for source_id in sorted(outlines):
        outline = outlines[source_id]
        share = len(_match(document, outline)) / max(len(outline.entries), 1)
        if share > best_share or (best is None and share == best_share):
            best, best_share = outline, share
    return best


def _entry(path: Path, number: int, raw: Any) -> OutlineEntry:
    where = f"The outline {path}, section {number}"
    if not isinstance(raw, dict):
        raise SourceError(f"{where}: found {raw!r}, expected a [[section]] table.")
    where += f" ({raw.get('id', 'without id')})"
    missing, unknown = _REQUIRED_KEYS - set(raw), set(raw) - _ENTRY_KEYS
    if missing or unknown:
        raise SourceError(
            f"{where}: missing {', '.join(sorted(missing)) or 'nothing'}, "
            f"unknown {', '.join(sorted(unknown)) or 'nothing'}."
        )
    titles = raw["path"]
    if not isinstance(titles, list) or not titles or not all(isinstance(title, str) and title for title in titles):
        raise SourceError(f"{where}: `path` is {titles!r}, expected the titles from the outermost to this one.")
    texts = {key: raw.get(key, "") for key in ("id", "title", "trend", "facet")}
    for key, value in texts.items():
        if not isinstance(value, str) or (key in _REQUIRED_KEYS and not value.strip()):
            raise SourceError(f"{where}: `{key}` is {value!r}, expected text.")
    return OutlineEntry(**texts, path=tuple(titles), level=len(titles))


def _check_ids(path: Path, entries: Sequence[OutlineEntry]) -> None:
    if not entries:
        raise SourceError(f"The outline {path} has no [[section]]: add the headings or remove the file.")
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise SourceError(f"The outline {path} has the id {entry.id!r} twice: ids have to differ.")
        seen.add(entry.id)


def _section(document_id: str, entry: OutlineEntry) -> Section:
    return Section(f"{document_id}#{entry.id}", entry.title, entry.path, entry.level, entry.trend, entry.facet)


def _match(document: Document, outline: Outline) -> dict[int, int]:
    """Map of block positions to entry positions: the heaviest matching that keeps both in order.

    A weighted longest common subsequence, the earliest among equals. Only blocks with the words of an entry's title
    take part, so the table has about as many rows as the outline has entries.
    """
    keys = [letters_only(entry.title) for entry in outline.entries]
    candidates = _candidates(document, frozenset(keys))
    best = [[0] * (len(keys) + 1) for _ in range(len(candidates) + 1)]
    for row in range(len(candidates) - 1, -1, -1):
        _, key, weight = candidates[row]
        for column in range(len(keys) - 1, -1, -1):
            value = max(best[row + 1][column], best[row][column + 1])
            if keys[column] == key:
                value = max(value, weight + best[row + 1][column + 1])
            best[row][column] = value
    matched: dict[int, int] = {}
    row = column = 0
    while row < len(candidates) and column < len(keys):
        position, key, weight = candidates[row]
        if keys[column] == key and best[row][column] == weight + best[row + 1][column + 1]:
            matched[position] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return matched


def _candidates(document: Document, keys: frozenset[str]) -> list[tuple[int, str, int]]:
    """The blocks that may be a heading of the outline: position, key and weight."""
    longest = max(map(len, keys), default=0)
    found: list[tuple[int, str, int]] = []
    for position, block in enumerate(document.blocks):
        # A block longer than this cannot be a title; case folding it would be wasted time.
        if (
            block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH}
            or block.char_end - block.char_start > 4 * longest + 40
        ):
            continue
        key = letters_only(document.quote(block))
        if key in keys:
            weight = _HEADING_WEIGHT if block.kind is BlockKind.HEADING else _PARAGRAPH_WEIGHT
            found.append((position, key, weight))
            if len(found) == _MOST_CANDIDATES:
                break
    return found
