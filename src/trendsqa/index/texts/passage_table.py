"""The passage table of a generation (sqlite3): documents, sections, blocks and passages.

The only file that imports sqlite3. A table is written once and then only read: connections are read-only and
immutable, so that any number of processes may open one generation.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.document import Block, BlockKind, Document
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.durable_files import not_written
from trendsqa.errors import IndexDamagedError
from trendsqa.index.texts.records import DocumentRecord, MentionRecord, PassageRecord, QuestionRecord, SectionRecord

__all__ = ["PassageTable", "write_passage_table"]

_SCHEMA = """
CREATE TABLE documents (
    ordinal INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, kind TEXT NOT NULL,
    organisation TEXT NOT NULL, country TEXT NOT NULL, published TEXT NOT NULL, edition TEXT NOT NULL,
    publisher TEXT NOT NULL, licence TEXT NOT NULL, attribution TEXT NOT NULL, terms TEXT NOT NULL,
    status TEXT NOT NULL, same_as TEXT NOT NULL, url TEXT NOT NULL, page_count INTEGER,
    words INTEGER NOT NULL, sections INTEGER NOT NULL, passages INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE TABLE sections (
    ordinal INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, id TEXT UNIQUE NOT NULL,
    form TEXT NOT NULL, title TEXT NOT NULL, heading_path TEXT NOT NULL, level INTEGER NOT NULL, trend TEXT NOT NULL,
    facet TEXT NOT NULL, url TEXT NOT NULL, page INTEGER
);
CREATE INDEX sections_of_document ON sections (document);
CREATE TABLE mentions (section TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents, text TEXT NOT NULL);
CREATE INDEX mentions_of_section ON mentions (section);
CREATE TABLE blocks (
    ordinal INTEGER PRIMARY KEY, section INTEGER NOT NULL REFERENCES sections, kind TEXT NOT NULL,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, page INTEGER, list_number INTEGER, depth INTEGER NOT NULL
);
CREATE INDEX blocks_of_section ON blocks (section);
CREATE TABLE passages (
    ordinal INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, section INTEGER NOT NULL REFERENCES sections,
    char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, page INTEGER, text TEXT NOT NULL
);
CREATE INDEX passages_of_section ON passages (section);
CREATE TABLE questions (
    ordinal INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages, text TEXT NOT NULL
);
"""

_DOCUMENT_COLUMNS = (
    "id title form kind organisation country published edition publisher licence attribution terms status same_as url "
    "page_count words sections passages"
)
_SELECT_PASSAGE = """
SELECT p.ordinal, p.id AS passage_id, d.id AS document_id, d.title AS document_title, s.form, d.kind, d.edition,
       d.publisher, d.licence, d.attribution, d.terms, s.url, s.id AS section_id, s.heading_path, s.trend, s.facet,
       p.page, p.char_start, p.char_end, p.text
FROM passages p JOIN sections s ON s.ordinal = p.section JOIN documents d ON d.ordinal = s.document
"""
_SELECT_SECTION = "SELECT s.*, d.id AS document_id FROM sections s JOIN documents d ON d.ordinal = s.document"
_SELECT_MENTION = "SELECT m.*, d.id AS document_id FROM mentions m JOIN documents d ON d.ordinal = m.document"
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
        _write(path, held, passages, questions)
    except sqlite3.OperationalError as error:
        raise not_written(path, error) from error


def _write(
    path: Path,
    held: Sequence[HeldDocument],
    passages: Sequence[Sequence[Passage]],
    questions: Sequence[Sequence[str]],
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        section_base = 0
        for document_ordinal, (item, own) in enumerate(zip(held, passages, strict=True)):
            _insert_document(connection, document_ordinal, item, len(own))
            _insert_sections(connection, document_ordinal, section_base, item)
            _insert_passages(connection, section_base, item.document, own)
            section_base += len(item.document.sections)
        asked = ((passage, text) for passage, texts in enumerate(questions) for text in texts)
        connection.executemany("INSERT INTO questions VALUES (NULL, ?, ?)", asked)


def _insert_document(connection: sqlite3.Connection, ordinal: int, item: HeldDocument, passages: int) -> None:
    source, document = item.source, item.document
    row = (
        ordinal, document.id, source.title, item.form.value, source.kind, source.organisation, source.country,
        source.published, source.edition, source.publisher, source.licence, source.attribution, source.terms.value,
        source.status.value, source.same_as, source.url, document.page_count, len(document.text.split()),
        len(document.sections), passages, document.text,
    )  # fmt: skip
    connection.execute(f"INSERT INTO documents VALUES ({_marks(row)})", row)
    for mention in source.mentions:
        connection.execute("INSERT INTO mentions VALUES (?, ?, ?)", (mention.section_id, ordinal, mention.text))


def _insert_sections(connection: sqlite3.Connection, document: int, base: int, item: HeldDocument) -> None:
    pages = _section_pages(item.document)
    for number, section in enumerate(item.document.sections):
        row = (
            base + number, document, section.id, item.forms[number].value, section.title,
            json.dumps(section.heading_path, ensure_ascii=False), section.level, section.trend, section.facet,
            item.section_urls[number], pages[number],
        )  # fmt: skip
        connection.execute(f"INSERT INTO sections VALUES ({_marks(row)})", row)
    for block in item.document.blocks:
        values = (
            base + block.section, block.kind.value, block.char_start, block.char_end, block.page, block.list_number,
            block.depth,
        )  # fmt: skip
        connection.execute(f"INSERT INTO blocks VALUES (NULL, {_marks(values)})", values)


def _insert_passages(connection: sqlite3.Connection, base: int, document: Document, own: Iterable[Passage]) -> None:
    for passage in own:
        text = document.text[passage.char_start : passage.char_end]
        row = (passage.id, base + passage.section, passage.char_start, passage.char_end, passage.page, text)
        # Ordinals count from 0, as the rows of the vector indexes do.
        ordinal = "(SELECT COALESCE(MAX(ordinal) + 1, 0) FROM passages)"
        connection.execute(f"INSERT INTO passages VALUES ({ordinal}, {_marks(row)})", row)


def _section_pages(document: Document) -> list[int | None]:
    pages: list[int | None] = [None] * len(document.sections)
    for block in reversed(document.blocks):
        pages[block.section] = block.page
    return pages


def _marks(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))


class PassageTable:
    """A written table, open for reading. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open ``path``. Raises IndexDamagedError."""
        self._path = path
        self._lock = Lock()
        with self._translated():
            uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def passages(self, ordinals: Iterable[int]) -> tuple[PassageRecord, ...]:
        """The passages at ``ordinals``, in that order."""
        wanted = [int(ordinal) for ordinal in ordinals]
        found: dict[int, PassageRecord] = {}
        for first in range(0, len(wanted), _MANY):
            some = wanted[first : first + _MANY]
            for row in self._rows(f"{_SELECT_PASSAGE} WHERE p.ordinal IN ({_marks(some)})", some):
                found[row["ordinal"]] = _passage_record(row)
        return tuple(found[ordinal] for ordinal in wanted)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Every document, in the order of ids."""
        columns = ", ".join(_DOCUMENT_COLUMNS.split())
        rows = self._rows(f"SELECT {columns} FROM documents ORDER BY id", ())
        return tuple(_document_record(row) for row in rows)

    def text(self, document_id: str) -> str | None:
        """The whole text of a document; None where there is no such document."""
        rows = self._rows("SELECT text FROM documents WHERE id = ?", (document_id,))
        return rows[0]["text"] if rows else None

    def slice(self, document_id: str, char_start: int, char_end: int) -> str:
        """``text[char_start:char_end]`` of a document, empty where there is none."""
        sql = "SELECT substr(text, ?, ?) FROM documents WHERE id = ?"
        rows = self._rows(sql, (char_start + 1, max(char_end - char_start, 0), document_id))
        return rows[0][0] if rows else ""

    def sections(self, document_id: str) -> tuple[SectionRecord, ...]:
        """The sections of a document in outline order; none where there is no such document."""
        sql = f"{_SELECT_SECTION} WHERE d.id = ? ORDER BY s.ordinal"
        return tuple(_section_record(row) for row in self._rows(sql, (document_id,)))

    def questions(self) -> tuple[QuestionRecord, ...]:
        """Every curated question with each passage that answers it, in passage order."""
        sql = """SELECT q.text, p.id AS passage_id, s.id AS section_id FROM questions q
                 JOIN passages p ON p.ordinal = q.passage JOIN sections s ON s.ordinal = p.section ORDER BY q.ordinal"""
        return tuple(QuestionRecord(row["text"], row["passage_id"], row["section_id"]) for row in self._rows(sql, ()))

    def mentioned_in(self, section_ids: Sequence[str]) -> tuple[MentionRecord, ...]:
        """The sources that the given sections link to, in the order of the sections."""
        order = {section_id: place for place, section_id in enumerate(section_ids)}
        records: list[MentionRecord] = []
        for first in range(0, len(section_ids), _MANY):
            some = section_ids[first : first + _MANY]
            sql = f"{_SELECT_MENTION} WHERE m.section IN ({_marks(some)}) ORDER BY m.rowid"
            records += [_mention(row) for row in self._rows(sql, some)]
        return tuple(sorted(records, key=lambda record: order[record.section_id]))

    def mentions_of(self, document_id: str) -> tuple[MentionRecord, ...]:
        """The sections that link to a source."""
        sql = f"{_SELECT_MENTION} WHERE d.id = ? ORDER BY m.rowid"
        return tuple(_mention(row) for row in self._rows(sql, (document_id,)))

    def section(self, section_id: str) -> SectionRecord | None:
        """One section, None where there is no such section."""
        rows = self._rows(f"{_SELECT_SECTION} WHERE s.id = ?", (section_id,))
        return _section_record(rows[0]) if rows else None

    def blocks(self, section_id: str) -> tuple[Block, ...]:
        """The blocks of a section in text order; ``Block.section`` is the section's ordinal in the table."""
        sql = """SELECT b.* FROM blocks b JOIN sections s ON s.ordinal = b.section
                 WHERE s.id = ? ORDER BY b.ordinal"""
        return tuple(_block(row) for row in self._rows(sql, (section_id,)))

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[sqlite3.Row]:
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


def _passage_record(row: sqlite3.Row) -> PassageRecord:
    values = {name: row[name] for name in row.keys() if name != "ordinal"}  # noqa: SIM118 (a Row iterates values)
    values["heading_path"] = tuple(json.loads(row["heading_path"]))
    return PassageRecord(**values)


def _document_record(row: sqlite3.Row) -> DocumentRecord:
    return DocumentRecord(**{name: row[name] for name in row.keys()})  # noqa: SIM118 (a Row iterates values)


def _section_record(row: sqlite3.Row) -> SectionRecord:
    return SectionRecord(
        ordinal=row["ordinal"],
        id=row["id"],
        document_id=row["document_id"],
        form=row["form"],
        title=row["title"],
        heading_path=tuple(json.loads(row["heading_path"])),
        level=row["level"],
        trend=row["trend"],
        facet=row["facet"],
        url=row["url"],
        page=row["page"],
    )


def _mention(row: sqlite3.Row) -> MentionRecord:
    return MentionRecord(section_id=row["section"], document_id=row["document_id"], text=row["text"])


def _block(row: sqlite3.Row) -> Block:
    return Block(
        kind=BlockKind(row["kind"]),
        char_start=row["char_start"],
        char_end=row["char_end"],
        section=row["section"],
        page=row["page"],
        list_number=row["list_number"],
        depth=row["depth"],
    )
