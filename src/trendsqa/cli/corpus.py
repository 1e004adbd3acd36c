"""``trendsqa corpus``: what the collection holds."""

from pathlib import Path
from typing import Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

__all__ = ["app"]

app = typer.Typer(help="Show, add and remove what the collection holds.", no_args_is_help=True, rich_markup_mode=None)

_INDEX_AGAIN = "Build the index to search it: trendsqa index build"


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A PDF, DOCX, XLSX, HTML, Markdown or text file.", show_default=False)],
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
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Add a file to the library, with its rights. A file of a known source takes that source's place."""
    from trendsqa.corpus.collection import Overrides

    if terms not in {"", "full", "quote"}:
        raise typer.BadParameter("must be full or quote", param_hint="--terms")
    overrides = Overrides(
        id=source_id,
        title=title,
        kind=kind,
        edition=edition,
        publisher=publisher,
        licence=licence,
        terms=terms,
        url=url,
    )
    added = assemble(corpus, index).collection().add(file, overrides)
    source, snapshot = added.entry.source, added.entry.snapshot
    if as_json:
        print_json(
            {
                "id": source.id, "title": source.title, "kind": source.kind, "edition": source.edition,
                "licence": source.licence, "terms": source.terms.value, "media_type": snapshot.media_type,
                "sha256": snapshot.sha256, "words": added.words, "sections": added.sections,
                "recognised": added.recognised, "replaced": added.replaced,
            }
        )  # fmt: skip
        return
    verb = "Replaced" if added.replaced else "Added"
    known = " (recognised)" if added.recognised else ""
    plain(f"{verb} {source.id}{known}: {source.title}, {added.words:,} words in {added.sections} sections.")
    plain(f"Rights: licence {source.licence}, terms {source.terms.value}{_meaning(source.terms.value)}.")
    note(_INDEX_AGAIN)


@app.command(name="list")
def list_sources(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Show every source: the form held, rights and size."""
    items = assemble(corpus, index).collection().items()
    if as_json:
        print_json(
            {
                "sources": [
                    {
                        "id": item.source.id, "title": item.source.title, "kind": item.source.kind,
                        "edition": item.source.edition, "publisher": item.source.publisher,
                        "licence": item.source.licence, "terms": item.source.terms.value, "url": item.source.url,
                        "form": item.form.value if item.form else None,
                        "captured": item.snapshot.captured if item.snapshot else None,
                        "bytes": item.snapshot.size if item.snapshot else None,
                    }
                    for item in items
                ]
            }
        )  # fmt: skip
        return
    if not items:
        plain("The collection is empty. Add a file: trendsqa corpus add FILE")
        return
    rows = [
        (
            item.source.id,
            item.source.title,
            item.form.value if item.form else "none",
            item.snapshot.captured[:10] if item.snapshot else "",
            f"{item.snapshot.size / 1024:,.0f} KiB" if item.snapshot else "",
            item.source.licence,
            item.source.terms.value,
        )
        for item in items
    ]
    print_table("", ("id", "title", "form", "added", "size", "licence", "terms"), rows)


@app.command()
def remove(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The source's id.", show_default=False)],
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Take a source's text out of the library; the next index build leaves it out."""
    entry = assemble(corpus, index).collection().remove(source_id)
    if as_json:
        print_json({"id": entry.source.id, "removed": True, "sha256": entry.snapshot.sha256})
        return
    plain(f"Removed the text of {entry.source.id}: {entry.source.title}.")
    note("Build the index so that it is no longer searched: trendsqa index build")


def _meaning(terms: str) -> str:
    return {
        "quote": " (local use: passages are shown, not the whole text)",
        "full": " (stored and shown)",
    }.get(terms, "")
