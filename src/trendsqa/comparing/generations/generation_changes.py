"""Changes from one generation to another: sources, sections, curated questions, counts and settings.

Reads manifests and passage tables and compares them; nothing is printed, opened for answering or written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from trendsqa.comparing.generations.question_change import QuestionChange, compare_questions, curated_questions
from trendsqa.comparing.generations.section_change import SectionChange, compare_sections, moved_sections
from trendsqa.comparing.generations.setting_change import SettingChange, compare_settings
from trendsqa.comparing.generations.source_change import SourceChange, compare_sources
from trendsqa.errors import IndexDamagedError
from trendsqa.index.generations.checksums import hash_artefact
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Generation, read_generation
from trendsqa.index.generations.open_mark import OpenMark
from trendsqa.index.texts.passage_table import PassageTable

__all__ = ["Figure", "GenerationChanges", "compare_generations"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of each generation; ``unit`` is ``bytes``, ``seconds`` or empty."""

    name: str
    before: float
    after: float
    unit: str = ""


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
        """True if both were built from the same input."""
        return self.before.content_hash == self.after.content_hash


def compare_generations(
    before: GenerationLayout, after: GenerationLayout, *, on_progress: Callable[[int, int], None] | None = None
) -> GenerationChanges:
    """Changes from ``before`` to ``after``; pruning leaves both alone meanwhile.

    ``on_progress`` is told (documents compared, documents in all).

    Raises:
        IndexDamagedError: A manifest or a passage table is missing, altered or of another schema.
    """
    with _reading(before) as earlier, _reading(after) as later:
        sections = compare_sections(earlier.table, later.table, on_progress)
        rewritten = {change.section_id for change in sections if change.is_rewritten}
        asked = curated_questions(later.table)
        return GenerationChanges(
            before=earlier.generation,
            after=later.generation,
            figures=_figures(earlier.generation, later.generation),
            settings=compare_settings(earlier.generation, later.generation),
            sources=compare_sources(earlier.table, later.table),
            sections=sections,
            questions=compare_questions(
                curated_questions(earlier.table), asked, moved_sections(sections), _section_ids(later.table)
            ),
            asked_of_changed=sum(not rewritten.isdisjoint(places) for places in asked.values()),
        )


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


def _section_ids(table: PassageTable) -> set[str]:
    return {section.id for document in table.documents() for section in table.sections(document.id)}
