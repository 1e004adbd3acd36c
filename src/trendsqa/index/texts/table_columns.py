"""SQL of a table derived from the fields of the record that its rows are read into: a column is declared once."""

import json
from collections.abc import Mapping
from dataclasses import astuple, fields
from enum import Enum
from typing import Any, get_type_hints

from trendsqa.corpus.documents.document import BlockKind, PageTurn
from trendsqa.index.texts.records import DocumentRecord, SectionRecord

__all__ = ["Columns", "columns_of", "create_table", "insert_into", "listed", "row_of"]

Columns = Mapping[str, str]
"""SQL type by column name, in order."""

_SQL_TYPES: dict[Any, str] = {
    str: "TEXT NOT NULL",
    int: "INTEGER NOT NULL",
    bool: "INTEGER NOT NULL",
    int | None: "INTEGER",
    tuple[str, ...]: "TEXT NOT NULL",
    tuple[PageTurn, ...]: "TEXT NOT NULL",
    BlockKind: "TEXT NOT NULL",
    DocumentRecord: "INTEGER NOT NULL REFERENCES documents",
    SectionRecord: "INTEGER NOT NULL REFERENCES sections",
}


def columns_of(record: type, **special: str) -> dict[str, str]:
    """A column for each field of ``record``; ``special`` are SQL types that the annotations do not tell."""
    annotations = get_type_hints(record)
    return {field.name: special.get(field.name) or _SQL_TYPES[annotations[field.name]] for field in fields(record)}


def create_table(name: str, columns: Columns) -> str:
    """The statement that creates the table ``name``."""
    return f"CREATE TABLE {name} ({', '.join(f'{column} {declared}' for column, declared in columns.items())});"


def insert_into(name: str, columns: Columns) -> str:
    """The statement that inserts one row into the table ``name``, a value for each of ``columns``."""
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def listed(columns: Columns, table: str) -> str:
    """The columns of ``table``, an alias in the statement, as SELECT lists them."""
    return ", ".join(f"{table}.{column}" for column in columns)


def row_of(record: Any, **references: int) -> tuple[object, ...]:
    """The values of the fields of ``record`` for SQL; ``references`` are the ordinals of the records it holds."""
    return tuple(
        references[field.name] if field.name in references else _plain(getattr(record, field.name))
        for field in fields(record)
    )


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False, default=astuple)
    return value.value if isinstance(value, Enum) else value
