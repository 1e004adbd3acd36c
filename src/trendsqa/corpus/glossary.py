"""Abbreviations and plain-English synonyms of the field (``corpus/glossary.toml``)."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from trendsqa.corpus.refused_fields import explain
from trendsqa.errors import SourceError

__all__ = ["GLOSSARY_FILE", "Glossary", "Term", "load_glossary"]

GLOSSARY_FILE = "glossary.toml"

_Words = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its full name, its abbreviations, and the plain words that people type for it."""

    name: str
    abbreviations: tuple[str, ...]
    synonyms: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms of the term, the name first."""
        return (self.name, *self.abbreviations, *self.synonyms)


class _TermEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Words
    abbreviations: tuple[_Words, ...] = ()
    synonyms: tuple[_Words, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    term: tuple[_TermEntry, ...] = ()


class Glossary:
    """Finds the terms of a text. Abbreviations are case-sensitive: "it" is not IT, "us" is not US."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_form = {form.casefold(): term for term in self.terms for form in (term.name, *term.synonyms)}
        self._by_abbreviation = {form: term for term in self.terms for form in term.abbreviations}
        self._words = _pattern(self._by_form, re.IGNORECASE)
        self._abbreviations = _pattern(self._by_abbreviation, 0)

    def find(self, text: str) -> tuple[Term, ...]:
        """The terms in ``text``, in any form, each once, in the order of first occurrence."""
        found = [(match.start(), self._by_form[match[0].casefold()]) for match in self._words.finditer(text)]
        found += [(match.start(), self._by_abbreviation[match[0]]) for match in self._abbreviations.finditer(text)]
        return tuple(dict.fromkeys(term for _, term in sorted(found, key=lambda pair: pair[0])))

    def other_forms(self, text: str) -> list[str]:
        """Query expansion: names and abbreviations, as documents write them, of the terms in ``text`` that it lacks.

        Synonyms are not included: people type them and documents do not.
        """
        lowered = text.casefold()
        return [
            form
            for term in self.find(text)
            for form in (term.name, *term.abbreviations)
            if form.casefold() not in lowered
        ]


def load_glossary(path: Path) -> Glossary:
    """The glossary from a TOML file; empty if the file does not exist.

    Raises:
        SourceError: The file is malformed, or a form belongs to two terms.
    """
    try:
        entries = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).term
    except FileNotFoundError:
        return Glossary(())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"The glossary {path} cannot be read: {error}") from error
    except ValidationError as error:
        raise SourceError(f"The glossary {path} is not valid: {explain(error)}") from error
    terms = [Term(entry.name, entry.abbreviations, entry.synonyms) for entry in entries]
    owner: dict[str, str] = {}
    for term in terms:
        for form in term.forms:
            key = form if form in term.abbreviations else form.casefold()
            if key in owner:
                raise SourceError(f"The glossary {path} gives {form!r} to both {owner[key]!r} and {term.name!r}.")
            owner[key] = term.name
    return Glossary(terms)


def _pattern(forms: Iterable[str], flags: int) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    inner = "|".join(re.escape(form) for form in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)", flags)
