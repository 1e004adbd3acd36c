"""``trendsqa corpus``: the sources of the collection, with their terms."""

from typing import Annotated

import typer

from trendsqa.cli.console import note, plain, print_json
from trendsqa.cli.corpus import adding, fetching, listing, showing
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

__all__ = ["app"]

app = typer.Typer(
    help="Show, add, fetch, check and remove what the collection holds.", no_args_is_help=True, rich_markup_mode=None
)
app.command()(adding.add)
app.command(name="list")(listing.list_sources)
app.command()(showing.show)
app.command()(fetching.fetch)
app.command()(fetching.check)


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
