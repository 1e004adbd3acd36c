"""Curated questions, each tied to the section that answers it (``corpus/questions/*.jsonl``).

They are used for retrieval and suggestions; they are never shown as a source's words. A line is an object with
``document``, ``section`` (a path of the document's outline, empty for the whole document), ``questions``, and, if the
text is known, ``blocks``: the first and last answering block of the section's full text, counted from 0 without the
heading.

Questions that a maintainer promotes from feedback stand in a file of their own, tied to sections as they were then. The
project never ships that file, and what it names may go: such lines wait without failing a build.
"""

import json
from collections.abc import Collection as Group
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from trendsqa.corpus.refused_fields import explain
from trendsqa.durable_files import write_durably
from trendsqa.errors import QuestionSetError

__all__ = [
    "NEAR_MISSES_FOLDER",
    "PROMOTED_FILE",
    "QUESTIONS_FOLDER",
    "BankEntry",
    "add_promoted",
    "load_promoted",
    "load_question_bank",
    "reads_the_same",
]

QUESTIONS_FOLDER = "questions"
PROMOTED_FILE = "promoted.jsonl"
NEAR_MISSES_FOLDER = "near-misses"
"""Folder of questions in the same form that are similar to their section, but not answered by the document."""

_Question = Annotated[str, StringConstraints(min_length=3, max_length=1000, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class BankEntry:
    """Questions that one place in a document answers.

    ``section_id`` is the section's full id, or the document's id if the whole document answers. ``blocks`` are the
    first and last answering block, counted from 0 without the heading, or None if the whole section answers. ``file``
    is the name of the entry's file.
    """

    document_id: str
    section_id: str
    blocks: tuple[int, int] | None
    questions: tuple[str, ...]
    file: str = ""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    document: Annotated[str, StringConstraints(min_length=1)]
    section: str
    blocks: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]] | None = None
    questions: Annotated[tuple[_Question, ...], Field(min_length=1)]


def load_question_bank(files: Iterable[Path], sections: Mapping[str, Group[str]]) -> tuple[BankEntry, ...]:
    """The bank in all of ``files``, in their order.

    ``sections`` holds the outline paths of each known document; a document without an outline has none.

    Raises:
        QuestionSetError: A line is malformed, names a document or section that does not exist, or repeats a question.
            The message names file and line.
    """
    entries: list[BankEntry] = []
    seen: dict[str, str] = {}
    for path in files:
        for where, line in _lines(path):
            entry = _entry(path.name, where, line, sections)
            for question in entry.questions:
                key = _folded(question)
                if key in seen:
                    raise QuestionSetError(f"{where} repeats the question of {seen[key]}: {question!r}. Drop one.")
                seen[key] = where
            entries.append(entry)
    return tuple(entries)


def load_promoted(path: Path, known: Group[str], bank: Iterable[BankEntry]) -> tuple[BankEntry, ...]:
    """The promoted questions in ``path`` on documents in ``known``, but those that ``bank`` has too; none without it.

    Raises:
        QuestionSetError: A line is malformed. The message names file and line.
    """
    if not path.is_file():
        return ()
    curated = {_folded(question) for entry in bank for question in entry.questions}
    entries: dict[str, BankEntry] = {}
    for where, line in _lines(path):
        read = _read(where, line)
        for question in read.questions if read.document in known else ():
            if _folded(question) not in curated:
                one = BankEntry(read.document, _section_id(read), read.blocks, (question,), path.name)
                entries.setdefault(_folded(question), one)
    return tuple(entries.values())


def add_promoted(path: Path, section_id: str, question: str) -> None:
    """Add ``question`` to the promoted ones in ``path``. Raises QuestionSetError if it cannot be one, StorageError."""
    document_id, _, section = section_id.partition("#")
    line = json.dumps({"document": document_id, "section": section, "questions": [question]}, ensure_ascii=False)
    _read("The question", line)
    earlier = path.read_text(encoding="utf-8") if path.is_file() else ""
    if earlier and not earlier.endswith("\n"):
        earlier += "\n"
    write_durably(path, f"{earlier}{line}\n".encode())


def reads_the_same(question: str, bank: Iterable[BankEntry]) -> BankEntry | None:
    """The entry of ``bank`` that has ``question`` already, in any case and spacing; None if none has."""
    return next((entry for entry in bank if _folded(question) in map(_folded, entry.questions)), None)


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(f"The question bank {path} cannot be read: {error}") from error
    yield from ((f"{path}:{number}", line) for number, line in enumerate(lines, 1) if line.strip())


def _entry(file: str, where: str, line: str, sections: Mapping[str, Group[str]]) -> BankEntry:
    read = _read(where, line)
    if read.document not in sections:
        raise QuestionSetError(f"{where} names the document {read.document!r}, which no manifest lists.")
    if read.section and read.section not in sections[read.document]:
        raise QuestionSetError(f"{where} names the section {read.section!r}, which {read.document!r} does not have.")
    return BankEntry(read.document, _section_id(read), read.blocks, read.questions, file)


def _read(where: str, line: str) -> _Line:
    try:
        return _Line.model_validate(json.loads(line))
    except ValidationError as error:
        raise QuestionSetError(f"{where} is not a line of a question bank: {explain(error)}") from error
    except ValueError as error:
        raise QuestionSetError(f"{where} is not a line of a question bank: {error}") from error


def _section_id(read: _Line) -> str:
    return f"{read.document}#{read.section}" if read.section else read.document
