"""``trendsqa index``: build, inspect and verify generations."""

from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import TrendsqaError

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.rebuilding import Built

__all__ = ["app", "build_with_progress"]

app = typer.Typer(help="Build and inspect the index.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def build(
    full: Annotated[
        bool, typer.Option("--full", help="Read and encode everything anew, even what has not changed.")
    ] = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Build a new generation beside the published one from what has changed, then publish it."""
    built = build_with_progress(assemble(corpus, index), full=full)
    generation = built.generation
    if as_json:
        print_json(
            {
                "generation": generation.name,
                "content_hash": generation.content_hash,
                "unchanged": built.unchanged,
                "documents": generation.counts.documents,
                "passages": generation.counts.passages,
                "files_read": built.read,
                "texts": generation.counts.texts,
                "texts_encoded": 0 if built.unchanged else generation.encoded,
                "seconds": 0.0 if built.unchanged else generation.seconds,
                "problems": [{"source": source, "message": str(error)} for source, error in built.problems],
            }
        )
    else:
        plain(_said_of(built))
        if not generation.counts.documents:
            note("The collection is empty. Add a file first: trendsqa corpus add FILE")
    if built.problems:
        raise typer.Exit(1)


def _said_of(built: "Built") -> str:
    generation, counts = built.generation, built.generation.counts
    holds = f"{counts.documents} documents, {counts.sections} sections, {counts.passages} passages"
    if built.unchanged:
        return f"Nothing has changed since {generation.name} was built, so it stays: {holds}. Nothing was encoded."
    return (
        f"Published {generation.name}: {holds} in {generation.seconds:.1f} s. "
        f"{built.read} files were read and {generation.encoded} of {counts.texts} texts encoded; "
        "the others were known."
    )


def build_with_progress(assembly: "Assembly", *, full: bool = False) -> "Built":
    """Export the model if need be, build and publish; problems are told as they are found."""
    from trendsqa.rebuilding import build_index

    if not assembly.exported_model().exists():
        note("Preparing the encoder for this machine (once, about 15 seconds).")
    assembly.export_model()
    with progress("Encoding") as on_progress:
        built = build_index(assembly, full=full, on_progress=on_progress)
    for source, error in built.problems:
        note(f"Left out {source}: {error}")
    return built


@app.command()
def status(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Show which generation answers and what it holds."""
    from trendsqa.index.generation import read_generation
    from trendsqa.index.publishing import published_name

    layout = assemble(corpus, index).layout
    generation = read_generation(layout.generation(published_name(layout)))
    size = sum(record.size for record in generation.files)
    values = {
        "generation": generation.name,
        "created": generation.created,
        "documents": generation.counts.documents,
        "sections": generation.counts.sections,
        "passages": generation.counts.passages,
        "sentences": generation.counts.sentences,
        "curated_questions": generation.counts.questions,
        "made_questions": generation.counts.made_questions,
        "bytes": size,
        "encoder": generation.encoder.model,
        "weights_sha256": generation.encoder.weights_sha256,
        "adapter_sha256": generation.encoder.adapter_sha256 or "none",
        "scores_learned_about": ", ".join(generation.scoring.documents) if generation.scoring else "nothing",
        "content_hash": generation.content_hash,
        "folder": str(layout.generation(generation.name).folder),
    }
    if as_json:
        print_json(values)
    else:
        print_table("", ("", ""), [(name.replace("_", " "), f"{value}") for name, value in values.items()])


@app.command()
def verify(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Compare every file of the published generation with its checksum, and open it."""
    from trendsqa.index.opening import verify_generation
    from trendsqa.index.publishing import published_name

    assembly = assemble(corpus, index)
    try:
        layout = assembly.layout
        generation = verify_generation(layout.generation(published_name(layout)))
        assembly.assistant().close()
    except TrendsqaError as error:
        if as_json:
            print_json({"ok": False, "message": str(error)})
            raise typer.Exit(1) from error
        raise
    if as_json:
        print_json({"ok": True, "generation": generation.name, "files": len(generation.files)})
    else:
        plain(f"{generation.name}: all {len(generation.files)} files match their checksums, and it opens.")
