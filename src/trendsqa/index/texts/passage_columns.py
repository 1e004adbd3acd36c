"""Columns for filters, as numbers in memory: the section of each passage, and the values of each section.

A filter over a million passages then takes milliseconds; the passage table would take as long as everything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.durable_files import writing
from trendsqa.errors import IndexDamagedError
from trendsqa.index.rows import Ordinals

__all__ = ["PassageColumns"]

_COLUMNS = ("edition", "kind", "publisher", "trend", "facet", "document_id", "form")
_SECTIONS = "sections"


@dataclass(frozen=True, slots=True)
class PassageColumns:
    """Passage i is of section ``sections[i]``, by ordinal; section s has ``values[name][codes[name][s]]``."""

    sections: NDArray[np.int32]
    codes: Mapping[str, NDArray[np.int32]]
    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, held: Sequence[HeldDocument], sections_of_passages: Sequence[Iterable[int]]) -> "PassageColumns":
        """The columns of documents; ``sections_of_passages`` has for each its passages' sections, by position in it."""
        first, sections = 0, []
        for item, positions in zip(held, sections_of_passages, strict=True):
            sections += [first + position for position in positions]
            first += len(item.document.sections)
        codes, values = {}, {}
        for name in _COLUMNS:
            of_sections = [value for item in held for value in _of_sections(item, name)]
            known = {value: code for code, value in enumerate(dict.fromkeys(of_sections))}
            codes[name] = np.array([known[value] for value in of_sections], dtype=np.int32)
            values[name] = tuple(known)
        return cls(np.array(sections, dtype=np.int32), codes, values)

    @classmethod
    def open(cls, path: Path) -> "PassageColumns":
        """The columns written at ``path``. Raises IndexDamagedError."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
                return cls(
                    archive[_SECTIONS],
                    {name: archive[name] for name in _COLUMNS},
                    {name: tuple(archive[f"{name}_values"].tolist()) for name in _COLUMNS},
                )
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise IndexDamagedError(f"{path} cannot be opened. Build again: trendsqa index build") from error

    def write(self, path: Path) -> None:
        """Write the columns at ``path``. Raises StorageError."""
        values = {f"{name}_values": np.array(values, dtype=np.str_) for name, values in self.values.items()}
        with writing(path):
            # The library's own signature takes its keyword arguments for something else.
            np.savez(path, **{_SECTIONS: self.sections}, **self.codes, **values)  # type: ignore[arg-type]

    def passing(self, filters: Mapping[str, str], *, without_editions: Sequence[str] = ()) -> Ordinals | None:
        """Ordinals of the passages that pass, ascending; None where nothing is asked.

        A passage passes whose columns equal all of ``filters`` and whose edition is none of ``without_editions``; an
        empty filter asks for nothing.
        """
        wanted = {name: value for name, value in filters.items() if value}
        if not wanted and not without_editions:
            return None
        passes = np.ones(len(self.codes["edition"]), dtype=bool)
        for name, value in wanted.items():
            passes &= self.codes[name] == self._code(name, value)
        for edition in without_editions:
            passes &= self.codes["edition"] != self._code("edition", edition)
        return np.flatnonzero(passes[self.sections]).astype(np.int64)

    def of_passages(self) -> dict[str, list[str]]:
        """For each column the value of every passage, by ordinal."""
        return {
            name: [self.values[name][code] for code in codes[self.sections].tolist()]
            for name, codes in self.codes.items()
        }

    def _code(self, name: str, value: str) -> int:
        """The place of ``value``; one that no section has where it is unknown."""
        values = self.values[name]
        return values.index(value) if value in values else len(values)


def _of_sections(item: HeldDocument, name: str) -> list[str]:
    sections = item.document.sections
    if name in ("trend", "facet"):
        return [getattr(section, name) for section in sections]
    if name == "form":
        return [form.value for form in item.forms]
    value = item.document.id if name == "document_id" else getattr(item.source, name)
    return [value] * len(sections)
