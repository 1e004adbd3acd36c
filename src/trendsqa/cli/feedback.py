"""``trendsqa feedback``: what people said of answers, and making use of it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trendsqa.cli.console import note, plain, print_json, print_table
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import InputError

if TYPE_CHECKING:
    from trendsqa.feedback.entry import FeedbackEntry

__all__ = ["app"]

app = typer.Typer(
    help="List, export, delete and make use of what people said of answers.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_NONE = "There is no feedback."
EntryName = Annotated[str, typer.Argument(metavar="ID", help="The entry's id, as `feedback list` has it.")]


@app.command(name="list")
def list_entries(
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="Most entries listed.")] = 50,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Show the newest feedback first."""
    entries = assemble(corpus, index).feedback.newest(limit)
    if as_json:
        print_json({"feedback": [_entry_to_dict(entry) for entry in entries]})
    elif not entries:
        plain(_NONE)
    else:
        columns = ("id", "day", "useful", "outcome", "question", "about", "words")
        print_table("", columns, [_row(entry) for entry in entries])


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write, which is replaced.", dir_okay=False)],
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Write all feedback as a CSV file for a spreadsheet, oldest first."""
    from trendsqa.durable_files import write_durably
    from trendsqa.feedback.exporting import feedback_to_csv

    entries = assemble(corpus, index).feedback.entries()
    if entries:
        write_durably(file, feedback_to_csv(entries))
    if as_json:
        print_json({"entries": len(entries), "file": str(file) if entries else None})
    else:
        plain(f"Wrote {len(entries)} entries to {file}." if entries else f"{_NONE} Nothing was written.")


@app.command()
def delete(
    entry_id: EntryName,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Delete one entry for good."""
    assemble(corpus, index).feedback.take_back(entry_id)
    if as_json:
        print_json({"id": entry_id, "deleted": True})
    else:
        plain(f"Deleted {entry_id}.")


@app.command()
def promote(
    entry_id: EntryName,
    section: Annotated[
        str, typer.Option(help="The section that answers, if not the one that the feedback names.", show_default=False)
    ] = "",
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Make an entry's question a curated one of the section that answers it."""
    assembly = assemble(corpus, index)
    said = assembly.feedback.entry(entry_id).feedback
    section_id = section or said.section_id or ""
    if not section_id:
        raise InputError(f"The feedback {entry_id} names no section. Name one: --section DOCUMENT#PATH")
    file = assembly.collection().promote(said.question, section_id)
    if as_json:
        print_json({"id": entry_id, "question": said.question, "section_id": section_id, "file": str(file)})
        return
    plain(f"Added to {file}, as a question that {section_id} answers: {said.question}")
    note("Build the index so that it is used: trendsqa index build")


def _entry_to_dict(entry: "FeedbackEntry") -> dict[str, Any]:
    return {"id": entry.id, "day": entry.day.isoformat(), **asdict(entry.feedback)}


def _row(entry: "FeedbackEntry") -> tuple[str, ...]:
    said = entry.feedback
    about = " ".join(filter(None, (f"[{said.citation}]" if said.citation else "", said.section_id)))
    useful = "yes" if said.useful else "no"
    return (entry.id, entry.day.isoformat(), useful, said.outcome or "", said.question, about, said.words or "")
