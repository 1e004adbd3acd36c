"""References as BibTeX, for LaTeX and for reference managers, in UTF-8.

A writer of our own: what the libraries write for LaTeX changes quotation marks and accents beyond what LaTeX asks for.
"""

from collections.abc import Iterable, Iterator, Sequence

from trendsqa.corpus.documents.text_cleaning import slug
from trendsqa.packs.reference import Reference

__all__ = ["bibtex"]

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Braces count as braces for BibTeX even behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
_REPORTS = {"report", "research"}


def bibtex(references: Sequence[Reference]) -> str:
    """One entry for each of ``references``, with keys that tell them apart."""
    return "\n".join(
        f"@{_kind(reference)}{{{key},\n{_lines(reference)}\n}}\n"
        for key, reference in zip(_keys(references), references, strict=True)
    )


def _kind(reference: Reference) -> str:
    return "techreport" if reference.kind in _REPORTS else "misc"


def _lines(reference: Reference) -> str:
    return ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(reference) if value)


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    # Inner braces keep an organisation from being read as a person's names, and a title's capitals.
    for name, value in (("author", reference.author), ("title", reference.title)):
        yield name, f"{{{_escaped(value)}}}" if value else ""
    yield "year", reference.year
    yield "date", reference.published if reference.published != reference.year else ""
    yield "edition", _escaped(reference.edition)
    yield "institution" if _kind(reference) == "techreport" else "publisher", _escaped(reference.publisher)
    yield "pages", _escaped(", ".join(reference.pages))
    # An address is taken as it stands: it holds no brace and no backslash any more.
    yield "url", reference.url
    yield "note", _escaped(". ".join(note.rstrip(".") for note in reference.notes))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _keys(references: Iterable[Reference]) -> list[str]:
    keys: list[str] = []
    for reference in references:
        wanted = slug(reference.document_id) + ("-summary" if reference.summary else "")
        taken = sum(key == wanted or key.startswith(f"{wanted}-again-") for key in keys)
        keys.append(f"{wanted}-again-{taken}" if taken else wanted)
    return keys
