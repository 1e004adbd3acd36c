"""Reads ``corpus/sources.toml``: every source with its rights. An entry without rights is an error.

Errors name the file, the line and the source, since the file is edited by hand.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import ENGLISH_TAG, Mention, Source, SourcePage, Status
from trendsqa.errors import SourceError

__all__ = ["MANIFEST_FILE", "SOURCE_ID_PATTERN", "load_manifest"]

MANIFEST_FILE = "sources.toml"
SOURCE_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_SourceId = Annotated[str, StringConstraints(pattern=SOURCE_ID_PATTERN, max_length=80)]
_Address = Annotated[str, StringConstraints(pattern=r"^(https://|http://127\.0\.0\.1[:/])[^\s@]+$", max_length=2000)]
"""HTTPS only, except for a publisher on this machine, for tests, which the fetcher refuses by default."""
_Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
_Date = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
_LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)]
"""A language, perhaps with a script, a region and so on: the well-formed tags of BCP 47 that pages are written in."""
_HEADER = re.compile(r"^\s*\[\[source(?P<inner>\.\w+)?\]\]")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _PageEntry(_Entry):
    url: _Address
    title: _Line
    first_section: str
    last_section: str


class _MentionEntry(_Entry):
    section: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+#\S+$")]
    text: _Line


class _SourceEntry(_Entry):
    id: _SourceId
    title: _Line
    kind: _Line
    organisation: str = ""
    country: str = ""
    language: _LanguageTag = ENGLISH_TAG
    publisher: str = ""
    published: _Date = ""
    edition: str = ""
    licence: _Line
    terms: Terms
    status: Status = Status.RESOLVED
    url: _Address | None = None
    same_as: _SourceId | None = None
    page: tuple[_PageEntry, ...] = ()
    linked_from: tuple[_MentionEntry, ...] = ()


class _Manifest(_Entry):
    source: tuple[_SourceEntry, ...] = Field(default=())


def load_manifest(path: Path) -> tuple[Source, ...]:
    """The sources of a manifest, in its order; empty if the file does not exist.

    Raises:
        SourceError: The file is not TOML, a key is unknown, rights are missing, an id or an address is repeated, or an
            entry contradicts itself. The message names each with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}. Correct the file and build again.") from error
    lines = _Lines(text)
    try:
        entries = _Manifest.model_validate(raw).source
    except ValidationError as error:
        raise _refusal(path, [_explain(raw, lines, item) for item in error.errors()]) from error
    if problems := [*_contradictions(entries, lines)]:
        raise _refusal(path, problems)
    return tuple(_to_source(entry) for entry in entries)


class _Lines:
    """Line numbers of a manifest's entries and of their keys, 1-based."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        headers = [
            (number, match["inner"]) for number, line in enumerate(self._lines, 1) if (match := _HEADER.match(line))
        ]
        self._starts = [number for number, inner in headers if inner is None]

    def of(self, entry: int, key: str = "") -> int:
        """The line of a key of entry number ``entry`` (from 0), or of the entry if the key is missing."""
        if entry >= len(self._starts):
            return 1
        start = self._starts[entry]
        end = self._starts[entry + 1] if entry + 1 < len(self._starts) else len(self._lines) + 1
        for number in range(start, end):
            if key and re.match(rf"\s*{re.escape(key)}\s*=", self._lines[number - 1]):
                return number
        return start


def _refusal(path: Path, problems: Sequence[str]) -> SourceError:
    return SourceError(f"{path} is not a valid manifest:\n" + "\n".join(problems) + "\nCorrect these and build again.")


def _explain(raw: dict[str, Any], lines: _Lines, item: Any) -> str:
    where = [*item["loc"]]
    if len(where) < 2 or where[0] != "source" or not isinstance(where[1], int):  # noqa: PLR2004 (source, number, key)
        return f"  {'.'.join(map(str, where))}: {item['msg']}"
    entry = raw["source"][where[1]]
    name = entry.get("id", f"number {where[1] + 1}") if isinstance(entry, dict) else f"number {where[1] + 1}"
    key = ".".join(map(str, where[2:]))
    return f"  line {lines.of(where[1], str(where[-1]))}, source {name!r}: {key}: {item['msg']}"


def _contradictions(entries: Sequence[_SourceEntry], lines: _Lines) -> Iterator[str]:
    """Messages on contradictions between entries or within one."""
    ids: set[str] = set()
    addresses: dict[str, str] = {}
    for number, entry in enumerate(entries):
        if entry.id in ids:
            yield f"  line {lines.of(number, 'id')}: source {entry.id!r} stands twice. Give each an id of its own."
        ids.add(entry.id)
        own = {*([entry.url] if entry.url else []), *(page.url for page in entry.page)}
        for address in sorted(own):
            if address in addresses:
                yield (
                    f"  line {lines.of(number, 'url')}: source {entry.id!r} has the address of "
                    f"{addresses[address]!r}: {address}. Write same_as = {addresses[address]!r} instead."
                )
            addresses[address] = entry.id
        if entry.status is Status.UNRESOLVED and own:
            yield f"  line {lines.of(number, 'status')}: source {entry.id!r} is unresolved but has an address."
    for number, entry in enumerate(entries):
        if entry.same_as and (entry.same_as not in ids or entry.url):
            yield (
                f"  line {lines.of(number, 'same_as')}: source {entry.id!r}: same_as must name another source, and "
                "the entry may have no address of its own."
            )


def _to_source(entry: _SourceEntry) -> Source:
    same = {
        field.name: getattr(entry, field.name) for field in fields(Source) if field.name in _SourceEntry.model_fields
    }
    empty = {"url": entry.url or "", "same_as": entry.same_as or ""}
    return Source(
        **same | empty,
        pages=tuple(SourcePage(page.url, page.title, page.first_section, page.last_section) for page in entry.page),
        mentions=tuple(Mention(mention.section, mention.text) for mention in entry.linked_from),
    )
