"""What changed from one generation to another: sources, sections, curated questions, counts and settings.

Reads manifests and passage tables and compares them; nothing is printed, opened for answering or written.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum

from trendsqa.comparing.generations.section_change import SectionChange, SectionKind, compare_sections
from trendsqa.errors import IndexDamagedError
from trendsqa.index.generations.checksums import hash_artefact
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Generation, read_generation
from trendsqa.index.generations.open_mark import OpenMark
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import DocumentRecord

__all__ = [
    "Figure",
    "GenerationChanges",
    "QuestionChange",
    "QuestionKind",
    "SettingChange",
    "SourceChange",
    "SourceKind",
    "compare_generations",
]

_PARTICULARS = (
    "title", "form", "kind", "organisation", "country", "published", "edition", "publisher", "licence", "attribution",
    "terms", "status", "same_as", "url", "page_count",
)  # fmt: skip
"""What is compared of a source, beside its words."""


class SourceKind(StrEnum):
    """What became of a source."""

    ADDED = "added"
    UPDATED = "updated"
    REMOVED = "removed"


class QuestionKind(StrEnum):
    """What became of a curated question."""

    APPEARED = "appeared"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A named value that is no longer what it was; both are written out, empty where there was or is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of each generation; ``unit`` is ``bytes``, ``seconds`` or empty."""

    name: str
    before: float
    after: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """One source: its words before and now (0 where it was or is not held), and which of its particulars changed."""

    kind: SourceKind
    source_id: str
    title: str
    earlier_words: int
    words: int
    text_changed: bool
    particulars: tuple[SettingChange, ...]


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One curated question and the sections that answered it and answer it now.

    ``section_gone``: it was lost because no section that answered it is held any more; otherwise it is not among the
    curated questions of those sections any longer.
    """

    kind: QuestionKind
    question: str
    earlier_sections: tuple[str, ...]
    sections: tuple[str, ...]
    section_gone: bool


@dataclass(frozen=True, slots=True)
class GenerationChanges:
    """All that differs.

    ``asked_of_changed`` counts the curated questions of sections whose words are not what they were: their answers are
    worth a look.
    """

    before: Generation
    after: Generation
    figures: tuple[Figure, ...]
    settings: tuple[SettingChange, ...]
    sources: tuple[SourceChange, ...]
    sections: tuple[SectionChange, ...]
    questions: tuple[QuestionChange, ...]
    asked_of_changed: int

    @property
    def is_same_content(self) -> bool:
        """Whether both were built from the same input."""
        return self.before.content_hash == self.after.content_hash

    def moved_sections(self) -> dict[str, str]:
        """The new id of each section that moved, by its earlier id."""
        return _moved(self.sections)


def compare_generations(
    before: GenerationLayout, after: GenerationLayout, *, on_progress: Callable[[int, int], None] | None = None
) -> GenerationChanges:
    """What changed from ``before`` to ``after``; pruning leaves both alone meanwhile.

    ``on_progress`` is told (documents compared, documents in all).

    Raises:
        IndexDamagedError: A manifest or a passage table is missing, altered or of another schema.
    """
    with _reading(before) as earlier, _reading(after) as later:
        sections = compare_sections(earlier.table, later.table, on_progress)
        rewritten = {change.section_id for change in sections if change.is_rewritten}
        asked = _asked(later.table)
        return GenerationChanges(
            before=earlier.generation,
            after=later.generation,
            figures=_figures(earlier.generation, later.generation),
            settings=_settings(earlier.generation, later.generation),
            sources=_sources(earlier.table, later.table),
            sections=sections,
            questions=_questions(_asked(earlier.table), asked, _moved(sections), _section_ids(later.table)),
            asked_of_changed=sum(not rewritten.isdisjoint(places) for places in asked.values()),
        )


def _moved(sections: Sequence[SectionChange]) -> dict[str, str]:
    return {change.earlier_id: change.section_id for change in sections if change.kind is SectionKind.MOVED}


@dataclass(frozen=True, slots=True)
class _Opened:
    generation: Generation
    table: PassageTable


@contextmanager
def _reading(layout: GenerationLayout) -> Iterator[_Opened]:
    """A generation's manifest and passage table, checked and marked as in use."""
    generation = read_generation(layout)
    try:
        use = OpenMark(layout)
    except OSError as error:
        raise IndexDamagedError(
            f"{layout.manifest} cannot be opened ({error.strerror}). `trendsqa index list` names what is kept."
        ) from error
    try:
        _check_table(layout, generation)
        table = PassageTable(layout.passage_table)
        try:
            yield _Opened(generation, table)
        finally:
            table.close()
    finally:
        use.close()


def _check_table(layout: GenerationLayout, generation: Generation) -> None:
    path = layout.passage_table
    recorded = next((record.xxh3 for record in generation.files if layout.folder / record.path == path), "")
    if not path.is_file() or hash_artefact(path) != recorded:
        raise IndexDamagedError(
            f"{path} is missing or does not match its checksum, so generation {generation.name} cannot be compared. "
            "`trendsqa index list` names the others."
        )


def _figures(before: Generation, after: Generation) -> tuple[Figure, ...]:
    earlier, later = asdict(before.counts), asdict(after.counts)
    return (
        *(Figure(name.replace("_", " "), earlier[name], later[name]) for name in earlier),
        Figure("size", before.size, after.size, "bytes"),
        Figure("time to build", before.seconds, after.seconds, "seconds"),
    )


def _settings(before: Generation, after: Generation) -> tuple[SettingChange, ...]:
    """What made the two that is not the same, by dotted names."""
    return _differing(dict(_made_by(before)), dict(_made_by(after)))


def _made_by(generation: Generation) -> Iterator[tuple[str, str]]:
    yield "code_version", generation.code_version
    yield "max_passage_tokens", str(generation.max_passage_tokens)
    yield from _flat("encoder", asdict(generation.encoder))
    for kind, how in generation.approximate.items():
        yield f"approximate.{kind}", str(how)
    if generation.scoring:
        # How it was learned is told at length in the manifest; what counts is what it gave.
        yield from _flat("scoring", {name: value for name, value in asdict(generation.scoring).items()
                                     if name not in ("report", "encoder")})  # fmt: skip


def _flat(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _flat(f"{name}.{key}", held)
    else:
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _differing(before: dict[str, str], after: dict[str, str]) -> tuple[SettingChange, ...]:
    names = dict.fromkeys((*before, *after))
    return tuple(
        SettingChange(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) != after.get(name)
    )


def _sources(before: PassageTable, after: PassageTable) -> tuple[SourceChange, ...]:
    earlier = {document.id: document for document in before.documents()}
    later = {document.id: document for document in after.documents()}
    changes = []
    for source_id in sorted(earlier.keys() | later.keys()):
        old, new = earlier.get(source_id), later.get(source_id)
        text_changed = before.text(source_id) != after.text(source_id) if old and new else False
        particulars = _differing(_particulars(old), _particulars(new)) if old and new else ()
        if not (old and new) or text_changed or particulars:
            changes.append(_source(source_id, old, new, text_changed=text_changed, particulars=particulars))
    return tuple(changes)


def _particulars(document: DocumentRecord) -> dict[str, str]:
    values = {name: getattr(document, name) for name in _PARTICULARS}
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
    )


def _asked(table: PassageTable) -> dict[str, tuple[str, ...]]:
    """The sections that answer each curated question."""
    places: dict[str, dict[str, None]] = {}
    for record in table.questions():
        places.setdefault(record.text, {})[record.section_id] = None
    return {question: tuple(sections) for question, sections in places.items()}


def _section_ids(table: PassageTable) -> set[str]:
    return {section.id for document in table.documents() for section in table.sections(document.id)}


def _questions(
    before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]], moved: dict[str, str], held: set[str]
) -> tuple[QuestionChange, ...]:
    """What became of the questions that are not answered where they were; a section that moved is the same place."""
    changes = []
    for question in dict.fromkeys((*before, *after)):
        earlier, now = before.get(question, ()), after.get(question, ())
        followed = [moved.get(section_id, section_id) for section_id in earlier]
        if set(followed) != set(now):
            kind = QuestionKind.APPEARED if not earlier else QuestionKind.MOVED if now else QuestionKind.LOST
            gone = kind is QuestionKind.LOST and held.isdisjoint(followed)
            changes.append(QuestionChange(kind, question, earlier, now, gone))
    return tuple(changes)
