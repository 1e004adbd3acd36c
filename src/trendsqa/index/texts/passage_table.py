"""The passage table of a generation (sqlite3): documents, sections, blocks and passages.

The only file that imports sqlite3 for a generation. A table is written once and then only read: connections are
read-only and immutable, so that any number of processes may open one generation.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.document import Block, BlockKind, PageTurn
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.durable_files import not_written
from trendsqa.errors import IndexDamagedError
from trendsqa.index.texts.recording import record_document, record_passage, record_sections
from trendsqa.index.texts.records import DocumentRecord, MentionRecord, PassageRecord, QuestionRecord, SectionRecord
from trendsqa.index.texts.table_columns import columns_of, create_table, insert_into, listed, row_of

__all__ = ["PassageTable", "write_passage_table"]

# Ordinals count from 0, as the rows of the vector indexes do.
_ORDINAL = {"ordinal": "INTEGER PRIMARY KEY"}
_ID = "TEXT UNIQUE NOT NULL"
_DOCUMENT = columns_of(DocumentRecord, id=_ID)
_SECTION = columns_of(SectionRecord, id=_ID, **_ORDINAL)
_PASSAGE = columns_of(PassageRecord, id=_ID)
_BLOCK = columns_of(Block, section="INTEGER NOT NULL REFERENCES sections")
_TABLES = {
    "documents": _ORDINAL | _DOCUMENT | {"text": "TEXT NOT NULL"},
    "sections": _SECTION,
    "blocks": _ORDINAL | _BLOCK,
    "passages": _ORDINAL | _PASSAGE,
    "mentions": {
        "section": "TEXT NOT NULL",
        "document": "INTEGER NOT NULL REFERENCES documents",
        "text": "TEXT NOT NULL",
    },
    "questions": _ORDINAL | {"passage": "INTEGER NOT NULL REFERENCES passages", "text": "TEXT NOT NULL"},
}
_SCHEMA = "\n".join(create_table(name, columns) for name, columns in _TABLES.items())
_INDEXES = """
CREATE INDEX sections_of_document ON sections (document);
CREATE INDEX mentions_of_section ON mentions (section);
CREATE INDEX blocks_of_section ON blocks (section);
CREATE INDEX passages_of_section ON passages (section);
"""
_INSERT = {name: insert_into(name, columns) for name, columns in _TABLES.items()}
_SELECT_PASSAGE = f"""
SELECT p.ordinal, {listed(_PASSAGE, "p")}, {listed(_SECTION, "s")}
FROM passages p JOIN sections s ON s.ordinal = p.section
"""
_SELECT_SECTION = f"SELECT {listed(_SECTION, 's')} FROM sections s JOIN documents d ON d.ordinal = s.document"
_SELECT_MENTION = "SELECT m.section, m.document, m.text FROM mentions m JOIN documents d ON d.ordinal = m.document"
_MANY = 500
"""Ordinals of one SELECT; SQLite allows 999 parameters in its oldest builds."""
_MAPPED_BYTES = 1 << 40
"""More than any table has: SQLite maps as much of the file as its build allows, two gigabytes by default."""


def write_passage_table(
    path: Path,
    held: Sequence[HeldDocument],
    passages: Sequence[Sequence[Passage]],
    questions: Sequence[Sequence[str]],
) -> None:
    """Write the table; ``passages[i]`` are the passages of ``held[i]``, numbered through in that order.

    ``questions[n]`` are the curated questions of passage n, so numbered.

    Raises:
        StorageError: The disk is full, or the file may not be written.
    """
    try:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(_SCHEMA + _INDEXES)
            _insert(connection, held, passages)
            asked = ((None, passage, text) for passage, texts in enumerate(questions) for text in texts)
            connection.executemany(_INSERT["questions"], asked)
    except sqlite3.OperationalError as error:
        raise not_written(path, error) from error


def _insert(
    connection: sqlite3.Connection, held: Sequence[HeldDocument], passages: Sequence[Sequence[Passage]]
) -> None:
    sections_before = passages_before = 0
    for ordinal, (item, own) in enumerate(zip(held, passages, strict=True)):
        text = item.document.text
        document = record_document(item, len(own))
        sections = record_sections(item, document, sections_before)
        connection.execute(_INSERT["documents"], (ordinal, *row_of(document), text))
        mentions = ((mention.section_id, ordinal, mention.text) for mention in item.source.mentions)
        connection.executemany(_INSERT["mentions"], mentions)
        connection.executemany(_INSERT["sections"], (row_of(section, document=ordinal) for section in sections))
        blocks = ((None, *row_of(block, section=sections[block.section].ordinal)) for block in item.document.blocks)
        connection.executemany(_INSERT["blocks"], blocks)
        for number, passage in enumerate(own, start=passages_before):
            section = sections[passage.section]
            record = record_passage(passage, section, text)
            connection.execute(_INSERT["passages"], (number, *row_of(record, section=section.ordinal)))
        sections_before += len(sections)
        passages_before += len(own)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


class PassageTable:
    """A written table, open for reading. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open ``path``. Raises IndexDamagedError."""
        self._path = path
        self._lock = Lock()
        self._connection = self._connect()

    def reopen(self) -> None:
        """Open the file anew: SQLite forbids to use a connection in a process forked from the one that opened it."""
        self._connection = self._connect()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def passages(self, ordinals: Iterable[int]) -> tuple[PassageRecord, ...]:
        """The passages at ``ordinals``, in that order."""
        wanted = [int(ordinal) for ordinal in ordinals]
        found: dict[int, PassageRecord] = {}
        for first in range(0, len(wanted), _MANY):
            some = wanted[first : first + _MANY]
            for ordinal, *row in self._rows(f"{_SELECT_PASSAGE} WHERE p.ordinal IN ({_marks(some)})", some):
                found[ordinal] = self._passage(row)
        return tuple(found[ordinal] for ordinal in wanted)

    def passages_of(self, section_id: str) -> tuple[PassageRecord, ...]:
        """The passages of a section, in text order."""
        rows = self._rows(f"{_SELECT_PASSAGE} WHERE s.id = ? ORDER BY p.ordinal", [section_id])
        return tuple(self._passage(row[1:]) for row in rows)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Every document, in the order of ids."""
        return tuple(self._documents.values())

    def text(self, document_id: str) -> str | None:
        """The whole text of a document; None if there is no such document."""
        rows = self._rows("SELECT text FROM documents WHERE id = ?", (document_id,))
        return rows[0][0] if rows else None

    def slice(self, document_id: str, char_start: int, char_end: int) -> str:
        """``text[char_start:char_end]`` of a document, empty where there is none."""
        sql = "SELECT substr(text, ?, ?) FROM documents WHERE id = ?"
        rows = self._rows(sql, (char_start + 1, max(char_end - char_start, 0), document_id))
        return rows[0][0] if rows else ""

    def sections(self, document_id: str) -> tuple[SectionRecord, ...]:
        """The sections of a document in outline order; none if there is no such document."""
        sql = f"{_SELECT_SECTION} WHERE d.id = ? ORDER BY s.ordinal"
        return tuple(self._section(row) for row in self._rows(sql, (document_id,)))

    def section(self, section_id: str) -> SectionRecord | None:
        """One section, None if there is no such section."""
        rows = self._rows(f"{_SELECT_SECTION} WHERE s.id = ?", (section_id,))
        return self._section(rows[0]) if rows else None

    def questions(self) -> tuple[QuestionRecord, ...]:
        """Every curated question with each passage that answers it, in passage order."""
        sql = """SELECT q.text, p.id, s.id FROM questions q
                 JOIN passages p ON p.ordinal = q.passage JOIN sections s ON s.ordinal = p.section ORDER BY q.ordinal"""
        return tuple(QuestionRecord(*row) for row in self._rows(sql, ()))

    def mentioned_in(self, section_ids: Sequence[str]) -> tuple[MentionRecord, ...]:
        """The sources that the given sections link to, in the order of the sections."""
        order = {section_id: place for place, section_id in enumerate(section_ids)}
        records: list[MentionRecord] = []
        for first in range(0, len(section_ids), _MANY):
            some = section_ids[first : first + _MANY]
            sql = f"{_SELECT_MENTION} WHERE m.section IN ({_marks(some)}) ORDER BY m.rowid"
            records += [self._mention(row) for row in self._rows(sql, some)]
        return tuple(sorted(records, key=lambda record: order[record.section_id]))

    def mentions_of(self, document_id: str) -> tuple[MentionRecord, ...]:
        """The sections that link to a source."""
        sql = f"{_SELECT_MENTION} WHERE d.id = ? ORDER BY m.rowid"
        return tuple(self._mention(row) for row in self._rows(sql, (document_id,)))

    def blocks(self, section_id: str) -> tuple[Block, ...]:
        """The blocks of a section in text order; ``Block.section`` is the section's ordinal in the table."""
        sql = f"""SELECT {listed(_BLOCK, "b")} FROM blocks b JOIN sections s ON s.ordinal = b.section
                  WHERE s.id = ? ORDER BY b.ordinal"""
        return tuple(_block(row) for row in self._rows(sql, (section_id,)))

    def _connect(self) -> sqlite3.Connection:
        with self._translated():
            uri = f"file:{quote(str(self._path.resolve()))}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
            return connection

    @cached_property
    def _documents(self) -> dict[int, DocumentRecord]:
        """Every document by its ordinal: there are few, and every section and passage shares them."""
        rows = self._rows(f"SELECT d.ordinal, {listed(_DOCUMENT, 'd')} FROM documents d ORDER BY d.id", ())
        return {ordinal: _document(row) for ordinal, *row in rows}

    def _section(self, row: Sequence[Any]) -> SectionRecord:
        values = dict(zip(_SECTION, row, strict=True))
        values["document"] = self._documents[values["document"]]
        values["heading_path"] = tuple(json.loads(values["heading_path"]))
        return SectionRecord(**values)

    def _passage(self, row: Sequence[Any]) -> PassageRecord:
        """The passage of a row that holds its section's columns behind its own."""
        values = dict(zip(_PASSAGE, row, strict=False))
        values["section"] = self._section(row[len(_PASSAGE) :])
        return PassageRecord(**values)

    def _mention(self, row: Sequence[Any]) -> MentionRecord:
        section_id, document, text = row
        return MentionRecord(section_id, self._documents[document], text)

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[Any]:
        with self._translated(), self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise IndexDamagedError(
                f"{self._path} cannot be read ({error}). Build again: trendsqa index build"
            ) from error


def _document(row: Sequence[Any]) -> DocumentRecord:
    values = dict(zip(_DOCUMENT, row, strict=True))
    return DocumentRecord(**values | {name: tuple(json.loads(values[name])) for name in ("page_labels", "losses")})


def _block(row: Sequence[Any]) -> Block:
    values = dict(zip(_BLOCK, row, strict=True))
    turns = tuple(PageTurn(*turn) for turn in json.loads(values["turns"]))
    return Block(**values | {"kind": BlockKind(values["kind"]), "note": bool(values["note"]), "turns": turns})
