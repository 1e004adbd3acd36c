"""``trendsqa index changes``: changes between generations, as tables, as JSON and as a page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import ModelError

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.comparing.generations.answer_change import AnswerChanges
    from trendsqa.comparing.generations.generation_changes import GenerationChanges
    from trendsqa.evaluation.experiment import Experiment
    from trendsqa.evaluation.questions.question import GoldQuestion
    from trendsqa.evaluation.table import Table
    from trendsqa.ui.changes_view import ChangedSectionView, ChangesView

__all__ = ["changes"]

_ROWS = 10
_ROWS_OF_A_PAGE = 500
"""A page with more rows opens slowly, and nobody reads it."""


def changes(
    before: Annotated[
        str, typer.Argument(help="The earlier generation; its name may be shortened.", show_default="the one before")
    ] = "",
    after: Annotated[str, typer.Argument(help="The later generation.", show_default="the published one")] = "",
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Ask both this question set and tell which answers changed.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write it all as a page of its own into this file.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List everything instead of the first of each.")] = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Tell what changed from one generation to another: sources, sections, curated questions, settings."""
    from trendsqa.comparing.generations.generation_changes import compare_generations
    from trendsqa.evaluation.questions.question import load_questions
    from trendsqa.ui.changes_view import view_changes

    # Invalid input is refused before the long run.
    loaded = load_questions(questions) if questions else None
    assembly = assemble(corpus, index)
    earlier, later = _names(assembly, before, after)
    layout = assembly.layout
    with progress("Comparing") as on_progress:
        found = compare_generations(layout.generation(earlier), layout.generation(later), on_progress=on_progress)
    answers = _ask_both(assembly, found, loaded) if loaded else None
    if html:
        _write_page(html, view_changes(found, answers, most=None if every else _ROWS_OF_A_PAGE), assembly)
    if as_json:
        from trendsqa.comparing.generations.changes_json import changes_to_dict

        print_json(changes_to_dict(found, answers))
    else:
        _print(view_changes(found, answers, most=None if every else _ROWS))


def _names(assembly: "Assembly", before: str, after: str) -> tuple[str, str]:
    """The full names of both generations, by default the one before the published one, and the published one."""
    from trendsqa.index.publishing import find_name, name_before, published_name

    layout = assembly.layout
    later = find_name(layout, after) if after else published_name(layout)
    return find_name(layout, before) if before else name_before(layout, later), later


def _ask_both(
    assembly: "Assembly", found: "GenerationChanges", questions: "tuple[GoldQuestion, ...]"
) -> "AnswerChanges":
    """Changes of the answers to the questions; the generations are loaded one after the other, to save memory."""
    from trendsqa.comparing.generations.answer_change import compare_answers
    from trendsqa.comparing.generations.section_change import moved_sections

    if found.before.encoder != found.after.encoder:
        raise ModelError(
            f"{found.before.name} and {found.after.name} were built with different encoders "
            f"({found.before.encoder.model}, {found.after.encoder.model}; `--json` has every difference), and one at a "
            "time is set up. Leave --questions out, or compare runs: trendsqa eval --json under each, then --against."
        )
    before = _ask(assembly, found.before.name, questions)
    after = _ask(assembly, found.after.name, questions)
    return compare_answers(before, after, moved_sections(found.sections))


def _ask(assembly: "Assembly", name: str, questions: "tuple[GoldQuestion, ...]") -> "Experiment":
    from trendsqa.evaluation.experiment import run_experiment

    assistant = assembly.assistant(generation=name)
    try:
        with progress(f"Asking {name}") as on_progress:
            return run_experiment(assistant, questions, on_progress=on_progress)
    finally:
        assistant.close()


def _write_page(path: Path, view: "ChangesView", assembly: "Assembly") -> None:
    from trendsqa.durable_files import write_durably
    from trendsqa.ui.changes_view import changes_page

    write_durably(path, changes_page(view, assembly.locations.ui / "pages").encode())
    note(f"Wrote {path}.")


def _print(view: "ChangesView") -> None:
    plain(f"Before: {view.before}\nNow:    {view.after}\n")
    for sentence in view.summary:
        plain(sentence)
    _print_table("In figures", view.figures)
    _print_table("Sources", view.sources)
    if view.sections.items:
        plain("\nSections")
    for section in view.sections.items:
        _print_section(section)
    if view.sections.more:
        plain(f"… and {view.sections.more:,} more.")
    _print_table("Curated questions", view.questions)
    for title, table in (("Measures of the question set", view.measures), ("GoldQuestion set", view.answers)):
        if table:
            _print_table(title, table)
    _print_table("Settings", view.settings)
    if view.sections.more or any(table.notes for table in (view.sources, view.questions, view.settings)):
        note("`--all` lists everything, `--html FILE` writes it as a page.")


def _print_table(title: str, table: "Table") -> None:
    if table.rows:
        plain("")
        print_table(title, table.columns, table.rows)
    for line in table.notes:
        plain(line)


def _print_section(section: "ChangedSectionView") -> None:
    plain(f"  {section.kind}: {section.where} ({section.section_id})")
    plain(f"    {section.what}.")
    for place in section.places:
        removed = f"[-{place.removed}-]" if place.removed else ""
        added = f"{{+{place.added}+}}" if place.added else ""
        plain("      " + " ".join(filter(None, (place.before, removed, added, place.after))))
    if section.unseen:
        plain(f"      Places not shown: {section.unseen:,}.")
    if section.why_not:
        plain(f"    {section.why_not}")
