"""Sources that came, went or changed between two passage tables: their words and their particulars."""

from dataclasses import dataclass, fields
from enum import StrEnum

from trendsqa.comparing.generations.setting_change import SettingChange, differing
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import DocumentRecord

__all__ = ["SourceChange", "SourceKind", "compare_sources"]

_OF_ITS_TEXT = {"id", "words", "sections", "passages", "page_labels", "pdf_sha256", "pdf_url"}
_PARTICULARS = tuple(field.name for field in fields(DocumentRecord) if field.name not in _OF_ITS_TEXT)
"""Fields of a source that are compared, beside its words."""


class SourceKind(StrEnum):
    """Outcome of a source."""

    ADDED = "added"
    UPDATED = "updated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class SourceChange:
    """One source: its words before and now (0 where it was or is not held), and which of its particulars changed.

    ``losses`` are lines on what was lost when its file was read.
    """

    kind: SourceKind
    source_id: str
    title: str
    earlier_words: int
    words: int
    text_changed: bool
    particulars: tuple[SettingChange, ...]
    losses: tuple[str, ...]


def compare_sources(before: PassageTable, after: PassageTable) -> tuple[SourceChange, ...]:
    """The sources that are not as they were, in the order of their ids."""
    earlier = {document.id: document for document in before.documents()}
    later = {document.id: document for document in after.documents()}
    changes = []
    for source_id in sorted(earlier.keys() | later.keys()):
        old, new = earlier.get(source_id), later.get(source_id)
        text_changed = before.text(source_id) != after.text(source_id) if old and new else False
        particulars = differing(_particulars(old), _particulars(new)) if old and new else ()
        if not (old and new) or text_changed or particulars:
            changes.append(_source(source_id, old, new, text_changed=text_changed, particulars=particulars))
    return tuple(changes)


def _particulars(document: DocumentRecord) -> dict[str, str]:
    values = {name: getattr(document, name) for name in _PARTICULARS}
    values["losses"] = "; ".join(document.losses)
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _source(
    source_id: str,
    old: DocumentRecord | None,
    new: DocumentRecord | None,
    *,
    text_changed: bool,
    particulars: tuple[SettingChange, ...],
) -> SourceChange:
    held = new or old
    return SourceChange(
        kind=SourceKind.ADDED if not old else SourceKind.UPDATED if new else SourceKind.REMOVED,
        source_id=source_id,
        title=held.title if held else "",
        earlier_words=old.words if old else 0,
        words=new.words if new else 0,
        text_changed=text_changed,
        particulars=particulars,
        losses=new.losses if new else (),
    )
