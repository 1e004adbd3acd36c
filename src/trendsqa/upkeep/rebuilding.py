"""Rebuilds the index of a collection and publishes it, for `trendsqa index build`.

Composed like ``assembly``, from one assembly. Heavy libraries are imported inside the functions.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trendsqa.assembly import Assembly
from trendsqa.corpus.source import Form
from trendsqa.errors import IndexUnavailableError, LostTextError, TrendsqaError

if TYPE_CHECKING:
    from trendsqa.corpus.documents.held_document import HeldDocument
    from trendsqa.evaluation.gate import Gate, Judgement
    from trendsqa.index.generations.layout import GenerationLayout, IndexLayout
    from trendsqa.index.generations.manifest import Generation
    from trendsqa.index.texts.records import SectionRecord
    from trendsqa.index.vectors.vector_store import VectorStore

__all__ = ["Built", "build_index"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """Result of a build: the generation, and the sources that could not be read into it (id and reason).

    ``unchanged`` is true if nothing had changed since the generation was built, so that nothing was written. ``read``
    is the number of files that had to be parsed; the others had not changed. ``judgement`` is None without a gate; if
    it does not hold, a new generation is kept and not published.
    """

    generation: "Generation"
    problems: tuple[tuple[str, TrendsqaError], ...]
    unchanged: bool
    read: int
    judgement: "Judgement | None"

    @property
    def holds(self) -> bool:
        """True if the gate holds, or if there is none."""
        return self.judgement is None or self.judgement.holds


def build_index(
    assembly: Assembly,
    *,
    full: bool = False,
    allow_loss: bool = False,
    gate: "Gate | None" = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Build a generation from the collection and publish it, if ``gate`` holds. The model must be exported.

    Unchanged parts are reused from the published generation and from cached documents, unless ``full`` is true; if
    nothing has changed at all, the published generation stays. A source that cannot be read is left out; if the
    published generation has its text, nothing is built, unless ``allow_loss`` allows the loss.

    Raises:
        BuilderBusyError: Another process builds.
        LostTextError: Published text can no longer be read.
        IndexUnavailableError: There is a gate and the collection is empty; nothing was published.
    """
    from trendsqa.corpus.documents.kept_reading import KeptReadings
    from trendsqa.index.build.building import build_generation
    from trendsqa.index.generations.builder_lock import sole_builder
    from trendsqa.index.pruning import clear_unfinished
    from trendsqa.index.publishing import publish

    layout, scoring, store = assembly.layout, assembly.learned.scoring(), assembly.vector_store
    problems: list[tuple[str, TrendsqaError]] = []
    with sole_builder(layout, "building"):
        clear_unfinished(layout, store)
        readings = KeptReadings(layout.readings)
        if full:
            readings.drop_unused()
        collection = assembly.collection(readings.read)
        held = list(collection.documents(lambda source, error: problems.append((source, error))))
        readings.drop_unused()
        if problems and not allow_loss:
            _refuse_loss(layout, held, dict(problems))
        earlier = None if full else _sound_generation(layout, store)
        generation = build_generation(
            layout,
            held,
            assembly.encoder(),
            max_passage_tokens=assembly.settings.chunking.max_tokens,
            scoring=scoring,
            stopping=assembly.learned.stopping(),
            earlier=earlier,
            store=store,
            on_progress=on_progress,
        )
        unchanged = earlier is not None and generation.name == earlier.folder.name
        judgement = _judge(assembly, gate, generation.name, on_progress) if gate else None
        built = Built(generation, tuple(problems), unchanged, readings.read_anew, judgement)
        if built.holds and not unchanged:
            publish(layout, generation.name, store)
    return built


def _judge(assembly: Assembly, gate: "Gate", name: str, on_progress: Callable[[int, int], None] | None) -> "Judgement":
    """Judgement of ``gate`` on the generation ``name``, which need not be published."""
    from trendsqa.evaluation.gate import judge

    try:
        assistant = assembly.assistant(generation=name)
        try:
            return judge(assistant, gate, on_progress=on_progress)
        finally:
            assistant.close()
    except TrendsqaError:
        _LOG.warning("Generation %s could not be judged; what was published stays published.", name)
        raise


def _refuse_loss(layout: "IndexLayout", held: "Sequence[HeldDocument]", problems: dict[str, TrendsqaError]) -> None:
    """Raise LostTextError if the published generation has text of a source in ``problems`` that ``held`` lacks."""
    from trendsqa.index.publishing import published_name
    from trendsqa.index.texts.passage_table import PassageTable

    if not layout.pointer.exists():
        return
    try:
        with closing(PassageTable(layout.generation(published_name(layout)).passage_table)) as table:
            published = {source: table.sections(source) for source in problems}
    except IndexUnavailableError as error:
        _LOG.warning("What is published cannot be read, so nothing can be lost from it: %s", error)
        return
    now = {item.source.id: item for item in held}
    lost = {source: _lost(sections, now.get(source)) for source, sections in published.items()}
    told = [f"  {source} (sections lost: {count}): {problems[source]}" for source, count in lost.items() if count]
    if told:
        raise LostTextError(
            "Nothing was built, since text that is published can no longer be read, and what was published goes on "
            "answering.\n" + "\n".join(told) + "\nMend the source and build again, or publish without that text: "
            "trendsqa index build --allow-loss"
        )


def _lost(published: "Iterable[SectionRecord]", now: "HeldDocument | None") -> int:
    """Number of a source's sections that are gone, or were the source's own words and are now our summary."""
    forms = dict(zip((section.id for section in now.document.sections), now.forms, strict=True)) if now else {}
    return sum(forms.get(section.id) not in {section.form, Form.FULL} for section in published)


def _sound_generation(layout: "IndexLayout", store: "VectorStore") -> "GenerationLayout | None":
    """The published generation if all of it is unaltered and readable; else None, with a log entry."""
    from trendsqa.index.generations.verifying import verify_generation
    from trendsqa.index.publishing import published_name

    if not layout.pointer.exists():
        return None
    try:
        published = layout.generation(published_name(layout))
        store.open(published, verify_generation(published))
    except IndexUnavailableError as error:
        _LOG.warning("Everything is built anew, since the published generation cannot be used: %s", error)
        return None
    return published
