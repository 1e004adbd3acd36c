"""``trendsqa corpus``: the sources of the collection, with their terms."""

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

if TYPE_CHECKING:
    from trendsqa.corpus.collection import CollectionItem
    from trendsqa.corpus.fetching.source_fetching import SourceReport

__all__ = ["app"]

app = typer.Typer(
    help="Show, add, fetch, check and remove what the collection holds.", no_args_is_help=True, rich_markup_mode=None
)

_INDEX_AGAIN = "Build the index to search it: trendsqa index build"
_MEANING = {
    "full": "stored and shown",
    "quote": "local use: passages are shown, not the whole text",
    "link": "never stored: title, address and our own brief",
}
_FORMS = {"full": "full text", "brief": "our brief", "none": "none"}
_Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]…", help="Sources; all where none is named.")]


@app.command()
def add(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL",
            help="A PDF, DOCX, XLSX, HTML, Markdown or text file, or its address.",
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
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Add a file or page to the library, with its rights. One of a known source takes that source's place."""
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
    assembly = assemble(corpus, index)
    if file.startswith(("https://", "http://")):
        from trendsqa.upkeep.publisher_visits import capture_page

        own_page = replace(overrides, url=overrides.url or file)
        added = assembly.collection().add_capture(capture_page(assembly, file), own_page)
    else:
        added = assembly.collection().add(Path(file), overrides)
    source, (snapshot,) = added.entry.source, added.entry.snapshots
    if as_json:
        print_json(
            {
                "id": source.id, "title": source.title, "kind": source.kind, "edition": source.edition,
                "licence": source.licence, "terms": source.terms.value, "media_type": snapshot.media_type,
                "sha256": snapshot.sha256, "words": added.words, "sections": added.sections,
                "recognised": added.recognised, "edition_of": added.edition_of, "replaced": added.replaced,
            }
        )  # fmt: skip
        return
    verb = "Replaced" if added.replaced else "Added"
    told = (
        "recognised" if added.recognised else "",
        f"edition {source.edition} of {added.edition_of}" if added.edition_of else "",
    )
    known = f" ({', '.join(filter(None, told))})" if any(told) else ""
    plain(f"{verb} {source.id}{known}: {source.title}, {added.words:,} words in {added.sections} sections.")
    plain(f"Rights: licence {source.licence}, terms {source.terms.value} ({_MEANING[source.terms.value]}).")
    note(_INDEX_AGAIN)


@app.command(name="list")
def list_sources(
    rights: Annotated[bool, typer.Option("--rights", help="A statement of licences, terms and attributions.")] = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Show every source: whose words are held, since when, on which terms, and how much."""
    items = assemble(corpus, index).collection().items()
    if as_json:
        print_json({"sources": [_item_to_dict(item) for item in items]})
    elif not items:
        plain("The collection is empty. Add a file: trendsqa corpus add FILE")
    elif rights:
        _print_rights(items)
    else:
        columns = ("id", "title", "form", "date", "captured", "size", "licence", "terms", "page")
        print_table("", columns, [_row(item) for item in items])


@app.command()
def fetch(ids: _Ids = None, as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Bring the full texts from their publishers into the library, politely; a second run resumes."""
    from trendsqa.upkeep.publisher_visits import fetch_texts

    assembly = assemble(corpus, index)
    with progress("Fetching") as on_progress:
        reports = fetch_texts(assembly, ids or (), on_progress=on_progress)
    _print_reports(reports, as_json=as_json)
    if any(outcome.status == "fetched" for report in reports for outcome in report.outcomes):
        note(_INDEX_AGAIN)


@app.command()
def check(ids: _Ids = None, as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Report which linked pages changed, moved or died since they were captured. Nothing is stored."""
    from trendsqa.upkeep.publisher_visits import check_pages

    assembly = assemble(corpus, index)
    with progress("Checking") as on_progress:
        reports = check_pages(assembly, ids or (), on_progress=on_progress)
    _print_reports(reports, as_json=as_json)


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
        print_json({"id": entry.source.id, "removed": True, "sha256": [item.sha256 for item in entry.snapshots]})
        return
    plain(f"Removed the text of {entry.source.id}: {entry.source.title}.")
    note("Build the index so that it is no longer searched: trendsqa index build")


def _item_to_dict(item: "CollectionItem") -> dict[str, Any]:
    source = item.source
    plain_fields = [field.name for field in fields(source) if field.name not in {"pages", "mentions"}]
    return {
        **{name: getattr(source, name) for name in plain_fields},
        "attribution": source.attribution,
        "form": item.form,
        "captured": max((snapshot.captured for snapshot in item.snapshots), default=None),
        "bytes": sum(snapshot.size for snapshot in item.snapshots) or None,
        "snapshots": [
            {"asked": one.asked, "got": one.got, "captured": one.captured, "sha256": one.sha256, "bytes": one.size}
            for one in item.snapshots
        ],
    }


def _row(item: "CollectionItem") -> tuple[str, ...]:
    source, size = item.source, sum(snapshot.size for snapshot in item.snapshots)
    page = (
        "none known" if source.status == "unresolved" else f"as {source.same_as}" if source.same_as else source.status
    )
    return (
        source.id,
        source.title,
        _FORMS[item.form.value],
        source.published,
        max((snapshot.captured[:10] for snapshot in item.snapshots), default=""),
        f"{size / 1024:,.0f} KiB" if size else "",
        source.licence,
        source.terms.value,
        page,
    )


def _print_rights(items: "tuple[CollectionItem, ...]") -> None:
    """Print one page on the terms of use of each source, and the attributions."""
    plain("Rights in this collection\n")
    for terms, meaning in _MEANING.items():
        of_terms = [item for item in items if item.source.terms == terms]
        held = sum(item.form == "full" for item in of_terms)
        plain(f"{terms}: {meaning}. {len(of_terms)} sources, the full text of {held} is held.")
    attributions = sorted({item.source.attribution for item in items if item.source.attribution})
    for line in attributions:
        plain(f"\nShown with every citation of the sources it covers: {line}")
    plain("\nBriefs are this project's own words about a source; they are not the publisher's.\n")
    rows = [
        (
            item.source.id,
            item.source.publisher or item.source.organisation,
            item.source.licence,
            item.source.terms.value,
        )
        for item in items
    ]
    print_table("", ("id", "publisher", "licence", "terms"), rows)


def _print_reports(reports: "tuple[SourceReport, ...]", *, as_json: bool) -> None:
    outcomes = [(report.source_id, outcome) for report in reports for outcome in report.outcomes]
    if as_json:
        print_json(
            {
                "pages": [
                    {"source": source_id, "address": one.address, "status": one.status.value, "got": one.got,
                     "reason": one.reason}
                    for source_id, one in outcomes
                ]
            }
        )  # fmt: skip
        return
    rows = [(source_id, one.status.value, one.reason or one.address) for source_id, one in outcomes]
    print_table("", ("source", "outcome", "why, or which page"), rows)
    counts: dict[str, int] = {}
    for _, one in outcomes:
        counts[one.status.value] = counts.get(one.status.value, 0) + 1
    plain(", ".join(f"{count} {status}" for status, count in counts.items()) or "Nothing to fetch.")
