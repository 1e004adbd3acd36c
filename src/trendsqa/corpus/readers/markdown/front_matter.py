"""Front matter: the title and date that a Markdown file states before its text, in YAML or TOML."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from trendsqa.corpus.readers.changed_date import iso_date

__all__ = ["FrontMatter", "front_matter"]

# A blank line after the fence makes it a thematic break (Pandoc, extension yaml_metadata_block).
_YAML = re.compile(r"\A---[ \t]*\n(?![ \t]*\n)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY_LINE = re.compile(r"^([A-Za-z_][\w\-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Longer front matter is a text between two rules, or an attack on the parser.
_MOST_CHARACTERS = 2**16
# The most exact first: many sites give the day of publication as ``date``.
_CHANGED_KEYS = ("last_modified_at", "last_modified", "lastmod", "last_updated", "updated_at", "updated", "modified")
_DATE_KEYS = (*_CHANGED_KEYS, "public_updated_at", "date")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's front matter as written, with its title and the date of its last change; each may be empty."""

    text: str = ""
    title: str = ""
    changed: str = ""


def front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter, and the text after it; all of the text if it does not begin with front matter."""
    found = _YAML.match(text, endpos=min(len(text), _MOST_CHARACTERS))
    read = _yaml_values
    if found is None:
        found, read = _TOML.match(text, endpos=min(len(text), _MOST_CHARACTERS)), _toml_values
    values = read(found.group(1)) if found else None
    if found is None or values is None:
        return FrontMatter(), text
    named = {str(key).strip().lower().replace("-", "_"): value for key, value in values.items()}
    dates = (iso_date(_scalar(named.get(key))) for key in _DATE_KEYS)
    stated = FrontMatter(found.group(1), _scalar(named.get("title")), next(filter(None, dates), ""))
    return stated, text[found.end() :]


def _yaml_values(matter: str) -> Mapping[Any, Any] | None:
    """The keys and values; None if it is no YAML mapping, as text between two thematic breaks."""
    try:
        # This loader makes only texts, lists and dictionaries: a title of 1.10 or No stays as it is written.
        values = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        # A colon in a title without quotation marks is no valid YAML, and usual.
        return {key: _unquoted(value) for key, value in _KEY_LINE.findall(matter)} or None
    return values if isinstance(values, dict) else None


def _toml_values(matter: str) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(matter)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _scalar(value: object) -> str:
    """The value as one line; empty for a list or a table."""
    return "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
