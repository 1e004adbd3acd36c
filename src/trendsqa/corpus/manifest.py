"""Reads ``corpus/sources.toml``: every source with its rights. An entry without rights stops everything."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Source, SourcePage
from trendsqa.errors import SourceError

__all__ = ["MANIFEST_FILE", "SOURCE_ID_PATTERN", "load_manifest"]

MANIFEST_FILE = "sources.toml"
SOURCE_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_SourceId = Annotated[str, StringConstraints(pattern=SOURCE_ID_PATTERN, max_length=80)]
_Address = Annotated[str, StringConstraints(pattern=r"^(https://\S+)?$", max_length=2000)]
_Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class _PageEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=2000)]
    title: _Line
    first_section: _Line
    last_section: _Line


class _SourceEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: _SourceId
    title: _Line
    kind: _Line
    publisher: str = ""
    edition: str = ""
    licence: _Line
    terms: Terms
    url: _Address = ""
    page: tuple[_PageEntry, ...] = ()


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    source: tuple[_SourceEntry, ...] = Field(default=())


def load_manifest(path: Path) -> tuple[Source, ...]:
    """The sources of a manifest, in its order; none where the file does not exist.

    Raises:
        SourceError: The file is not TOML, a key is unknown, an id stands twice or rights are missing.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}. Correct the file and build again.") from error
    try:
        manifest = _Manifest.model_validate(raw)
    except ValidationError as error:
        raise SourceError(_explain(path, raw, error)) from error
    _refuse_twice(path, [entry.id for entry in manifest.source])
    return tuple(_to_source(entry) for entry in manifest.source)


def _to_source(entry: _SourceEntry) -> Source:
    pages = tuple(SourcePage(page.url, page.title, page.first_section, page.last_section) for page in entry.page)
    return Source(
        id=entry.id,
        title=entry.title,
        kind=entry.kind,
        edition=entry.edition,
        publisher=entry.publisher,
        licence=entry.licence,
        terms=entry.terms,
        url=entry.url,
        pages=pages,
    )


def _explain(path: Path, raw: dict[str, object], error: ValidationError) -> str:
    entries = raw.get("source")
    lines = []
    for item in error.errors():
        where = list(item["loc"])
        name = ""
        if isinstance(entries, list) and len(where) > 1 and where[0] == "source" and isinstance(where[1], int):
            entry = entries[where[1]]
            name = f"source {entry.get('id', f'number {where[1] + 1}')!r}: " if isinstance(entry, dict) else ""
            where = where[2:]
        lines.append(f"  {name}{'.'.join(map(str, where))}: {item['msg']}")
    return f"{path} is not a valid manifest:\n" + "\n".join(lines) + "\nCorrect these entries and build again."


def _refuse_twice(path: Path, ids: list[str]) -> None:
    twice = sorted({source_id for source_id in ids if ids.count(source_id) > 1})
    if twice:
        raise SourceError(f"{path} names {', '.join(twice)} more than once. Give each source an id of its own.")
