"""Changes between two generations, arranged for a surface: a terminal or a page.

Every text here can be printed as it is, but nothing is escaped for markup: the templates do that. No more words of a
source are here than its terms allow, which was decided where they were compared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from trendsqa.comparing.generations.answer_change import AnswerChange, AnswerChanges, AnswerOutcome
from trendsqa.comparing.generations.generation_changes import Figure, GenerationChanges
from trendsqa.comparing.generations.question_change import QuestionChange, QuestionKind
from trendsqa.comparing.generations.section_change import SectionChange, SectionKind
from trendsqa.comparing.generations.setting_change import SettingChange
from trendsqa.comparing.generations.source_change import SourceChange, SourceKind
from trendsqa.comparing.generations.word_difference import WordChange
from trendsqa.corpus.documents.text_cleaning import legible
from trendsqa.evaluation.table import Table
from trendsqa.index.generations.manifest import Generation
from trendsqa.ui.frame.rendering import Renderer

__all__ = ["ChangedSectionView", "ChangesView", "Listed", "changes_page", "megabytes", "view_changes"]

_CELL_CHARACTERS = 160
"""A setting or a title that is longer is cut; the JSON object has all of it."""

_BYTES_PER_MEGABYTE = 1_000_000

_Item = TypeVar("_Item")
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Listed(Generic[_Item]):
    """The first items of a list, and how many more there are."""

    items: tuple[_Item, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ChangedSectionView:
    """One section: what became of it in a word and in a sentence, and the places that differ, as far as shown.

    ``where`` is its headings and ``section_id`` its id. ``unseen`` counts differing places that are not shown, and
    ``why_not`` says why no more is shown; empty where all is.
    """

    kind: str
    section_id: str
    where: str
    what: str
    places: tuple[WordChange, ...]
    unseen: int
    why_not: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """All that changed, in words. The tables hold rows of as many cells as they have columns.

    ``before`` and ``after`` name the generations with their time. ``summary`` is a few sentences. What is limited says
    how many more there are. ``answers`` and ``measures`` are None where no question set was asked.
    """

    before: str
    after: str
    summary: tuple[str, ...]
    figures: Table
    settings: Table
    sources: Table
    sections: Listed[ChangedSectionView]
    questions: Table
    answers: Table | None
    measures: Table | None


def view_changes(
    changes: GenerationChanges, answers: AnswerChanges | None = None, *, most: int | None = None
) -> ChangesView:
    """The view of ``changes``, and of the question set that both were asked; lists have ``most`` items, or all."""
    return ChangesView(
        before=_named(changes.before),
        after=_named(changes.after),
        summary=tuple(_summary(changes, answers)),
        figures=Table(("", "before", "now", "difference"), tuple(map(_figure, changes.figures))),
        settings=_limited(("setting", "before", "now"), map(_setting, changes.settings), most),
        sources=_limited(("source", "what", "title", "details"), map(_source, _lost_first(changes.sources)), most),
        sections=_sections(changes.sections, most),
        questions=_limited(
            ("question", "what", "answered before in", "answered now in"),
            map(_question, _lost_first(changes.questions)),
            most,
        ),
        answers=_answers(answers, most) if answers else None,
        measures=_measures(answers) if answers else None,
    )


def megabytes(size: float) -> str:
    """Bytes as people read them."""
    return f"{size / _BYTES_PER_MEGABYTE:.1f} MB"


def _named(generation: Generation) -> str:
    return f"{generation.name}, built {generation.created}"


def _summary(changes: GenerationChanges, answers: AnswerChanges | None) -> Iterator[str]:
    if changes.is_same_content:
        yield "Both were built from the same input: sources, settings and model are the same."
    yield f"Sources: {_counted(SourceKind, [change.kind for change in changes.sources])}."
    yield f"Sections: {_counted(SectionKind, [change.kind for change in changes.sections])}."
    yield f"Curated questions: {_counted(QuestionKind, [change.kind for change in changes.questions])}."
    if changes.asked_of_changed:
        yield (
            f"Curated questions of sections whose words are not what they were: {changes.asked_of_changed:,}. "
            "Check that they are still answered."
        )
    if answers:
        yield f"Question set: {len(answers.changed)} of {answers.questions} fare differently."


def _counted(kinds: type[_Kind], found: Sequence[_Kind]) -> str:
    counts = Counter(found)
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in kinds)


_RANKS = {kind: rank for kinds in (SourceKind, SectionKind, QuestionKind) for rank, kind in enumerate(reversed(kinds))}
"""What was lost comes before what changed, and that before what is new."""

_Change = TypeVar("_Change", SourceChange, SectionChange, QuestionChange)


def _lost_first(changes: Sequence[_Change]) -> list[_Change]:
    return sorted(changes, key=lambda change: _RANKS[change.kind])


def _figure(figure: Figure) -> tuple[str, ...]:
    difference = figure.after - figure.before
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    before, after, size = (_amount(value, figure.unit) for value in (figure.before, figure.after, abs(difference)))
    return figure.name, before, after, sign + size


def _amount(value: float, unit: str) -> str:
    if unit == "bytes":
        return megabytes(value)
    return f"{value:.1f} s" if unit == "seconds" else f"{value:,.0f}"


def _setting(change: SettingChange) -> tuple[str, ...]:
    return change.name.replace("_", " "), _cell(change.before) or "–", _cell(change.after) or "–"


def _source(change: SourceChange) -> tuple[str, ...]:
    return _cell(change.source_id), change.kind.value, _cell(change.title), "; ".join(_details(change))


def _details(change: SourceChange) -> Iterator[str]:
    if change.kind is SourceKind.UPDATED:
        if change.earlier_words != change.words:
            yield f"{_count(change.earlier_words, 'word')} before, {change.words:,} now"
        elif change.text_changed:
            yield f"other words or another order, {_count(change.words, 'word')} as before"
        for one in change.particulars:
            before, after = (_FORMS[value] if one.name == "form" else _cell(value) for value in (one.before, one.after))
            yield f"{one.name.replace('_', ' ')}: {before or 'none'} → {after or 'none'}"
    else:
        yield _count(change.words or change.earlier_words, "word")
        yield from (f"lost in reading: {_cell(loss)}" for loss in change.losses)


def _sections(changes: Sequence[SectionChange], most: int | None) -> Listed[ChangedSectionView]:
    ordered = _lost_first(changes)
    return Listed(tuple(map(_section, ordered[:most])), len(ordered) - len(ordered[:most]))


def _section(change: SectionChange) -> ChangedSectionView:
    difference = change.difference
    shown = difference.shown if difference else ()
    return ChangedSectionView(
        kind=change.kind.value,
        section_id=_cell(change.section_id),
        where=_where(change.heading_path),
        what="; ".join(_what(change)),
        places=tuple(_legible(place) for place in shown),
        unseen=difference.places - len(shown) if difference else 0,
        why_not=change.why_not,
    )


def _what(change: SectionChange) -> Iterator[str]:
    if change.kind in (SectionKind.ADDED, SectionKind.REMOVED):
        yield _count(change.words or change.earlier_words, "word")
        return
    if change.kind is SectionKind.MOVED:
        yield f"it was {_cell(change.earlier_id)}"
    if change.heading_path != change.earlier_heading_path:
        yield f"its headings were {_where(change.earlier_heading_path)}"
    if change.form != change.earlier_form:
        now, before = _FORMS[change.form], _FORMS[change.earlier_form]
        yield f"{now} ({change.words:,} words) in place of {before} ({change.earlier_words:,})"
    elif change.difference:
        difference = change.difference
        yield (
            f"{_count(difference.removed, 'word')} gone and {difference.added:,} new, "
            f"in {_count(difference.places, 'place')}"
        )
    else:
        yield "word for word the same"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


_FORMS = {"full": "the full text", "brief": "our summary", "none": "no text"}


def _where(heading_path: Sequence[str]) -> str:
    return _cell(" › ".join(heading_path))


def _legible(place: WordChange) -> WordChange:
    return replace(
        place,
        before=legible(place.before),
        removed=legible(place.removed),
        added=legible(place.added),
        after=legible(place.after),
    )


def _question(change: QuestionChange) -> tuple[str, ...]:
    lost = "its section is gone" if change.section_gone else "it is not asked of that section any more"
    now = "\n".join(map(_cell, change.sections)) or f"– ({lost})"
    return _cell(change.question), change.kind.value, "\n".join(map(_cell, change.earlier_sections)) or "–", now


def _answers(answers: AnswerChanges, most: int | None) -> Table:
    rows = (_answer(change) for change in answers.changed)
    table = _limited(("question", "type", "what", "answered before from", "answered now from"), rows, most)
    lost, found = len(answers.gold_lost), len(answers.gold_found)
    notes = [
        *([f"Questions with an accepted quote that the collection does not hold any more: {lost:,}."] if lost else []),
        *([f"Questions with an accepted quote that the collection holds only now: {found:,}."] if found else []),
    ]
    return replace(table, notes=(*table.notes, *notes))


def _answer(change: AnswerChange) -> tuple[str, ...]:
    return _cell(change.id), _cell(change.type), "; ".join(change.what), _stood(change.before), _stood(change.after)


def _stood(state: AnswerOutcome) -> str:
    return _cell(state.section_id) if state.answered else "refused"


def _measures(answers: AnswerChanges) -> Table:
    table = answers.comparison.table()
    return replace(table, columns=("measure", *table.columns[1:]), notes=())


def _limited(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]], most: int | None) -> Table:
    """A table of the first ``most`` rows, with a note on the others."""
    every = tuple(rows)
    more = len(every) - len(every[:most])
    return Table(columns, every[:most], (f"… and {more:,} more.",) if more else ())


def _cell(text: str) -> str:
    """``text`` on one line, cut where it is very long."""
    line = legible(" ".join(text.split()))
    return line if len(line) <= _CELL_CHARACTERS else f"{line[:_CELL_CHARACTERS]}…"


def changes_page(view: ChangesView, templates: Path) -> str:
    """The whole page. Raises SettingsError where the template is missing or broken."""
    return Renderer(templates).page("changes.html", view=view)
