"""``trendsqa corpus add``: files, folders and pages into the library, with their rights and what was stored of them."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trendsqa.cli.console import note, plain, print_json, progress
from trendsqa.cli.corpus.rights_statement import MEANING
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.corpus.adding.adding import Added, Overrides
    from trendsqa.corpus.adding.folder_files import FoundFile, FoundFiles
    from trendsqa.upkeep.adding_files import AddingOutcome

__all__ = ["INDEX_AGAIN", "add"]

INDEX_AGAIN = "Build the index to search it: trendsqa index build"
_MOST_NAMED = 5
_OF_ONE_FILE = {"id": "--id", "title": "--title", "replaces": "--replace", "url": "--url"}
"""Options, by field, that say something of one file only."""


def add(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|URL",
            help="PDF, Office, OpenDocument, HTML, Markdown, CSV, email or text files, folders, or addresses.",
            show_default=False,
        ),
    ],
    source_id: Annotated[
        str, typer.Option("--id", help="Source id; by default recognised or made from the title.")
    ] = "",
    title: Annotated[str, typer.Option(help="Title; by default from the file.")] = "",
    kind: Annotated[str, typer.Option(help="Kind, for example report, guidance or impact-case.")] = "",
    edition: Annotated[str, typer.Option(help="Edition, for example 2024.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    licence: Annotated[str, typer.Option(help="Licence, for example OGL-UK-3.0.")] = "",
    terms: Annotated[str, typer.Option(help="full: store and show; quote: local use, show passages.")] = "",
    url: Annotated[str, typer.Option(help="The publisher's own page.")] = "",
    replaces: Annotated[str, typer.Option("--replace", metavar="ID", help="The held source that it replaces.")] = "",
    allow_loss: Annotated[
        bool, typer.Option("--allow-loss", help="Take a file as it is, even if much of it cannot be stored.")
    ] = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Add files, folders or pages to the library, with their rights. A file that is held already is updated."""
    from trendsqa.corpus.adding.adding import Overrides
    from trendsqa.corpus.adding.web_address import check_web_address, names_other_scheme

    for scheme in filter(None, map(names_other_scheme, files)):
        raise typer.BadParameter(f"begins with {scheme}://; pages are fetched from https:// addresses only")
    if terms not in {"", "full", "quote"}:
        raise typer.BadParameter("must be full or quote", param_hint="--terms")
    if source_id and replaces:
        raise typer.BadParameter("names a document, and so does --id: give one of them", param_hint="--replace")
    overrides = Overrides(
        id=source_id,
        title=title,
        kind=kind,
        edition=edition,
        publisher=publisher,
        licence=licence,
        terms=terms,
        url=url,
        replaces=replaces,
        allow_loss=allow_loss,
    )
    several = len(files) > 1 or Path(files[0]).is_dir()
    for field, option in _OF_ONE_FILE.items():
        if several and getattr(overrides, field):
            raise typer.BadParameter("is for one file: add that one by itself", param_hint=option)
    if url:
        check_web_address(url)
    assembly = assemble(corpus, index)
    if several:
        _add_several(assembly, files, overrides, as_json=as_json)
    else:
        _add_one(assembly, files[0], overrides, as_json=as_json)


def _add_one(assembly: "Assembly", file: str, overrides: "Overrides", *, as_json: bool) -> None:
    from trendsqa.upkeep.added_words import loss_lines
    from trendsqa.upkeep.adding_files import add_capture, add_file

    if _is_address(file):
        from trendsqa.upkeep.publisher_visits import capture_page

        added = add_capture(assembly.collection(), capture_page(assembly, file), overrides)
    else:
        added = add_file(assembly.collection(), Path(file), overrides)
    if as_json:
        print_json(_added_to_dict(added))
        return
    _print_added(added)
    for line in loss_lines(added):
        note(f"Warning: {line}")
    note(INDEX_AGAIN)


def _print_added(added: "Added") -> None:
    from trendsqa.corpus.adding.coverage_words import stored_line
    from trendsqa.upkeep.added_words import added_line, replaced_names

    source = added.entry.source
    told = (
        "recognised" if added.recognised else "",
        f"edition {source.edition} of {added.edition_of}" if added.edition_of else "",
    )
    plain(_safe(added_line(added, f" ({', '.join(filter(None, told))})" if any(told) else "")))
    if before := replaced_names(added):
        plain(_safe(f"It was {before} before."))
    if added.coverage:
        plain(_safe(f"Stored {stored_line(added.coverage)}."))
    plain(f"Rights: licence {source.licence}, terms {source.terms.value} ({MEANING[source.terms.value]}).")


def _add_several(assembly: "Assembly", given: list[str], overrides: "Overrides", *, as_json: bool) -> None:
    """Add each file; raises typer.Exit with 1 if one was refused."""
    from trendsqa.corpus.adding.folder_files import find_files
    from trendsqa.upkeep.adding_files import add_each
    from trendsqa.upkeep.publisher_visits import capture_page

    found = find_files([Path(one) for one in given if not _is_address(one)])
    wanted: list[FoundFile | str] = [*found.files, *(one for one in dict.fromkeys(given) if _is_address(one))]
    outcomes: list[AddingOutcome] = []
    collection = assembly.collection()
    try:
        with progress("Adding") as on_progress:
            for outcome in add_each(
                collection, wanted, overrides, capture=lambda address: capture_page(assembly, address)
            ):
                outcomes.append(outcome)
                on_progress(len(outcomes), len(wanted))
    finally:
        # What was added before an interrupt or a full disk is told too.
        if as_json:
            print_json([_outcome_to_dict(outcome) for outcome in outcomes])
        else:
            _print_outcomes(outcomes, found)
    _note_what_was_left_out(found)
    if any(outcome.added for outcome in outcomes):
        note(INDEX_AGAIN)
    if found.unlisted or not all(outcome.added for outcome in outcomes):
        raise typer.Exit(1)


def _print_outcomes(outcomes: "list[AddingOutcome]", found: "FoundFiles") -> None:
    from trendsqa.upkeep.added_words import added_line, loss_lines, replaced_names

    for outcome in outcomes:
        if outcome.added is None:
            plain(_safe(f"Refused: {outcome.reason}"))
            continue
        before = replaced_names(outcome.added)
        line = added_line(outcome.added, f" ({outcome.name})")
        plain(_safe(f"{line} It was {before} before." if before else line))
        for line in loss_lines(outcome.added):
            note(_safe(f"Warning: {outcome.name}: {line}"))
    updated = sum(bool(outcome.added and outcome.added.replaced) for outcome in outcomes)
    refused = sum(outcome.added is None for outcome in outcomes) + len(found.unlisted)
    plain(f"{len(outcomes) + len(found.unlisted) - updated - refused} added, {updated} updated, {refused} refused.")


def _note_what_was_left_out(found: "FoundFiles") -> None:
    for error in found.unlisted:
        note(_safe(f"{error.filename} cannot be listed: {error.strerror}. Check its rights and add it again."))
    if others := found.unsupported:
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        note(_safe(f"Left out, since their format is not read: {', '.join(others[:_MOST_NAMED])}{more}."))
    if not found.files and not found.unlisted and not found.unsupported:
        note("No file was found there.")


def _is_address(given: str) -> bool:
    return given.lower().startswith(("https://", "http://"))


def _safe(line: str) -> str:
    """The line as one line of legible characters: a file's name may contain any."""
    from trendsqa.corpus.documents.text_cleaning import legible

    return legible(line.replace("\n", " "))


def _outcome_to_dict(outcome: "AddingOutcome") -> dict[str, Any]:
    if outcome.added is None:
        return {"file": _safe(outcome.name), "refused": _safe(outcome.reason)}
    return _added_to_dict(outcome.added)


def _added_to_dict(added: "Added") -> dict[str, Any]:
    source, (snapshot,) = added.entry.source, added.entry.snapshots
    return {
        "id": source.id, "title": source.title, "kind": source.kind, "edition": source.edition,
        "licence": source.licence, "terms": source.terms.value, "media_type": snapshot.media_type,
        "sha256": snapshot.sha256, "words": added.words, "sections": added.sections,
        "recognised": added.recognised, "edition_of": added.edition_of, "replaced": added.replaced,
        "file": snapshot.asked, "unchanged": added.unchanged, "namesakes": list(added.namesakes),
        "published": source.published, "coverage": asdict(added.coverage) if added.coverage else None,
    }  # fmt: skip
