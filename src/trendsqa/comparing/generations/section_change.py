"""Sections that came, went, moved or changed between two passage tables, as far as their rights allow.

Sections are matched by id. One that went and one that came with nearly the same text are one section that moved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from trendsqa.comparing.generations.moved_text import match_moved
from trendsqa.comparing.generations.word_difference import (
    FREELY,
    IN_PART,
    NOT_AT_ALL,
    Showing,
    WordDifference,
    differing_words,
)
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import SectionRecord

__all__ = ["SectionChange", "SectionKind", "compare_sections", "moved_sections"]

_SHOWN = {
    Terms.LINK: (NOT_AT_ALL, "The source's terms allow a link only, so no words are shown."),
    Terms.QUOTE: (IN_PART, "The source's terms allow passages only, so changes are shown in part."),
    Terms.FULL: (FREELY, ""),
}
"""What each of the terms lets be seen of a change, and what is said of it; strictest first."""


class SectionKind(StrEnum):
    """Outcome of a section."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section in two generations; what begins with ``earlier`` is empty, or 0, for one that was added.

    For one that was removed, ``words`` is 0 and ``heading_path`` and ``form`` are as they were. ``words`` counts the
    body without its heading. ``difference`` is None where nothing differs or nothing was compared: ``why_not`` says
    why the words of a change are not shown in full, and is empty where they are.
    """

    kind: SectionKind
    section_id: str
    earlier_id: str
    document_id: str
    heading_path: tuple[str, ...]
    earlier_heading_path: tuple[str, ...]
    form: str
    earlier_form: str
    words: int
    earlier_words: int
    difference: WordDifference | None
    why_not: str

    @property
    def is_rewritten(self) -> bool:
        """True if it was and is, in other words: edited, or a summary in place of the full text or the reverse."""
        stayed = self.kind in (SectionKind.CHANGED, SectionKind.MOVED)
        return stayed and (self.difference is not None or self.form != self.earlier_form)


@dataclass(frozen=True, slots=True)
class _Body:
    """A section with its words and what its document's terms allow."""

    record: SectionRecord
    text: str
    terms: Terms

    @property
    def words(self) -> int:
        return len(self.text.split())


def compare_sections(
    before: PassageTable, after: PassageTable, on_progress: Callable[[int, int], None] | None = None
) -> tuple[SectionChange, ...]:
    """Changes of sections, by document and in the order of its outline.

    ``on_progress`` is told (documents compared, documents in all).
    """
    changed: list[SectionChange] = []
    removed: dict[str, _Body] = {}
    added: dict[str, _Body] = {}
    places: dict[str, int] = {}
    earlier_terms, terms = _terms(before), _terms(after)
    documents = sorted(earlier_terms.keys() | terms.keys())
    for done, document_id in enumerate(documents, start=1):
        if on_progress:
            on_progress(done, len(documents))
        old, new = before.sections(document_id), after.sections(document_id)
        if _signs(old) == _signs(new) and before.text(document_id) == after.text(document_id):
            continue
        old_bodies = {body.record.id: body for body in _bodies(before, document_id, old, earlier_terms)}
        new_bodies = {body.record.id: body for body in _bodies(after, document_id, new, terms)}
        places |= {section.id: section.ordinal for section in (*old, *new)}
        removed |= {section_id: body for section_id, body in old_bodies.items() if section_id not in new_bodies}
        added |= {section_id: body for section_id, body in new_bodies.items() if section_id not in old_bodies}
        pairs = ((old_bodies[section_id], body) for section_id, body in new_bodies.items() if section_id in old_bodies)
        changed += [_pair(*pair) for pair in pairs if _differ(*pair)]
    moved = match_moved(_texts(removed), _texts(added))
    changed += [replace(_pair(removed[old], added[new]), kind=SectionKind.MOVED) for old, new in moved.items()]
    changed += [_removed(body) for section_id, body in removed.items() if section_id not in moved]
    came = set(moved.values())
    changed += [_added(body) for section_id, body in added.items() if section_id not in came]
    return tuple(sorted(changed, key=lambda change: (change.document_id, places[change.section_id])))


def moved_sections(changes: Iterable[SectionChange]) -> dict[str, str]:
    """The new id of each section that moved, by its earlier id."""
    return {change.earlier_id: change.section_id for change in changes if change.kind is SectionKind.MOVED}


def _texts(bodies: Mapping[str, _Body]) -> dict[str, str]:
    return {section_id: body.text for section_id, body in bodies.items()}


def _terms(table: PassageTable) -> dict[str, Terms]:
    return {document.id: Terms(document.terms) for document in table.documents()}


def _signs(sections: Sequence[SectionRecord]) -> list[tuple[object, ...]]:
    """Values that tell sections apart: not their numbers in the whole table, nor addresses of the publisher."""
    return [(one.id, one.form, one.title, one.heading_path, one.level, one.trend, one.facet) for one in sections]


def _bodies(
    table: PassageTable, document_id: str, sections: Sequence[SectionRecord], terms: dict[str, Terms]
) -> Iterator[_Body]:
    text = table.text(document_id) or ""
    for section in sections:
        blocks = (block for block in table.blocks(section.id) if block.kind is not BlockKind.HEADING)
        body = "\n".join(text[block.char_start : block.char_end] for block in blocks)
        yield _Body(section, body, terms[document_id])


def _differ(old: _Body, new: _Body) -> bool:
    same_place = (old.record.heading_path, old.record.form) == (new.record.heading_path, new.record.form)
    return not same_place or old.text.split() != new.text.split()


def _pair(old: _Body, new: _Body) -> SectionChange:
    """The change of a section that was and is."""
    difference, why_not = _difference(old, new)
    return SectionChange(
        kind=SectionKind.CHANGED,
        section_id=new.record.id,
        earlier_id=old.record.id,
        document_id=new.record.document.id,
        heading_path=new.record.heading_path,
        earlier_heading_path=old.record.heading_path,
        form=new.record.form,
        earlier_form=old.record.form,
        words=new.words,
        earlier_words=old.words,
        difference=difference,
        why_not=why_not,
    )


def _difference(old: _Body, new: _Body) -> tuple[WordDifference | None, str]:
    """The difference, shown as the stricter of both terms allows, and the reason if it is not shown in full."""
    if old.record.form != new.record.form:
        return None, "Our summary and the publisher's own words are not compared word by word."
    showing, why_not = _allowed(old, new)
    difference = differing_words(old.text, new.text, showing)
    return (difference, why_not) if difference.places else (None, "")


def _allowed(old: _Body, new: _Body) -> tuple[Showing, str]:
    if old.record.form == new.record.form == Form.BRIEF:
        return FREELY, ""  # Our own words.
    return next(shown for terms, shown in _SHOWN.items() if terms in (old.terms, new.terms))


def _removed(body: _Body) -> SectionChange:
    record = body.record
    return SectionChange(
        kind=SectionKind.REMOVED,
        section_id=record.id,
        earlier_id=record.id,
        document_id=record.document.id,
        heading_path=record.heading_path,
        earlier_heading_path=record.heading_path,
        form=record.form,
        earlier_form=record.form,
        words=0,
        earlier_words=body.words,
        difference=None,
        why_not="",
    )


def _added(body: _Body) -> SectionChange:
    record = body.record
    return SectionChange(
        kind=SectionKind.ADDED,
        section_id=record.id,
        earlier_id="",
        document_id=record.document.id,
        heading_path=record.heading_path,
        earlier_heading_path=(),
        form=record.form,
        earlier_form="",
        words=body.words,
        earlier_words=0,
        difference=None,
        why_not="",
    )
