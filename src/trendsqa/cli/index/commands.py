"""``trendsqa index``: build, inspect, compare and publish generations."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.index.changes import changes
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, ProgressLines, assemble
from trendsqa.errors import TrendsqaError

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.evaluation.gate import Gate
    from trendsqa.index.generations.layout import IndexLayout
    from trendsqa.index.generations.manifest import Generation
    from trendsqa.index.kept_generations import KeptGeneration
    from trendsqa.upkeep.rebuilding import Built

__all__ = ["app", "build_with_progress"]

app = typer.Typer(help="Build and inspect the index.", no_args_is_help=True, rich_markup_mode=None)
app.command()(changes)


@app.command()
def build(
    full: Annotated[
        bool, typer.Option("--full", help="Read and encode everything anew, even what has not changed.")
    ] = False,
    allow_loss: Annotated[
        bool,
        typer.Option("--allow-loss", help="Publish even if text that is published now can no longer be read."),
    ] = False,
    gate: Annotated[
        Path | None,
        typer.Option("--gate", help="Publish only if the question sets of this file hold their floors and ceilings."),
    ] = None,
    progress_lines: ProgressLines = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Build a new generation beside the published one from what has changed, then publish it."""
    # A gate that cannot be read is refused before the long build.
    loaded = _load_gate(gate) if gate else None
    assembly = assemble(corpus, index)
    built = build_with_progress(assembly, full=full, allow_loss=allow_loss, gate=loaded, lines=progress_lines)
    generation = built.generation
    if as_json:
        print_json(
            {
                "generation": generation.name,
                "content_hash": generation.content_hash,
                "unchanged": built.unchanged,
                "published": built.holds or built.unchanged,
                "documents": generation.counts.documents,
                "passages": generation.counts.passages,
                "files_read": built.read,
                "texts": generation.counts.texts,
                "texts_encoded": 0 if built.unchanged else generation.encoded,
                "seconds": 0.0 if built.unchanged else generation.seconds,
                "problems": [{"source": source, "message": str(error)} for source, error in built.problems],
                **({"gate": built.judgement.to_json()} if built.judgement else {}),
            }
        )
    else:
        _print_verdicts(built)
        plain(_said_of(built, assembly.layout))
        if not generation.counts.documents:
            note("The collection is empty. Add a file first: trendsqa corpus add FILE")
    if built.problems or not built.holds:
        raise typer.Exit(1)


def _load_gate(path: Path) -> "Gate":
    from trendsqa.evaluation.gate import load_gate

    return load_gate(path)


def _print_verdicts(built: "Built") -> None:
    if built.judgement:
        table = built.judgement.table()
        print_table("Gate", table.columns, table.rows)
        for line in table.notes:
            note(line)


def _said_of(built: "Built", layout: "IndexLayout") -> str:
    generation, counts = built.generation, built.generation.counts
    holds = f"{counts.documents} documents, {counts.sections} sections, {counts.passages} passages"
    if not built.holds:
        return _said_of_refused(built, layout)
    if built.unchanged:
        return f"Nothing has changed since {generation.name} was built, so it stays: {holds}. Nothing was encoded."
    return (
        f"Published {generation.name}: {holds} in {generation.seconds:.1f} s. "
        f"{built.read} files were read and {generation.encoded} of {counts.texts} texts encoded; "
        "the others were known."
    )


def _said_of_refused(built: "Built", layout: "IndexLayout") -> str:
    """Message on a generation that does not hold the gate, with the commands that a maintainer can run."""
    name = built.generation.name
    if built.unchanged:
        return f"Nothing has changed since {name} was built, so it stays published, but it does not hold the gate."
    published = _published_or_none(layout)
    compare = f"  see what changed:        trendsqa index changes {published} {name}\n" if published else ""
    return (
        f"{name} was built and is not published, since it does not hold the gate. "
        f"{f'{published} still answers.' if published else 'Nothing is published.'}\n{compare}"
        f'  ask it:                  trendsqa ask "QUESTION" --generation {name}\n'
        f"  measure it:              trendsqa eval QUESTIONS --generation {name}\n"
        f"  publish it all the same: trendsqa index rollback {name}"
    )


def _published_or_none(layout: "IndexLayout") -> str:
    """The name of the published generation; empty if there is none."""
    from trendsqa.errors import IndexUnavailableError
    from trendsqa.index.publishing import published_name

    try:
        return published_name(layout)
    except IndexUnavailableError:
        return ""


def build_with_progress(
    assembly: "Assembly",
    *,
    full: bool = False,
    allow_loss: bool = False,
    gate: "Gate | None" = None,
    lines: bool = False,
) -> "Built":
    """Export the model if needed, build and, if ``gate`` holds, publish; problems are printed as notes.

    Progress is told in ``lines``, or as a bar.
    """
    from trendsqa.upkeep.rebuilding import build_index

    if not assembly.exported_model().exists():
        note("Preparing the encoder for this machine (once, about 15 seconds).")
    assembly.export_models()
    with progress("Encoding, then asking" if gate else "Encoding", lines=lines) as on_progress:
        built = build_index(assembly, full=full, allow_loss=allow_loss, gate=gate, on_progress=on_progress)
    for source, error in built.problems:
        note(f"Left out {source}: {error}")
    return built


@app.command()
def status(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Show which generation answers and what it holds."""
    from trendsqa.index.generations.manifest import read_generation
    from trendsqa.index.publishing import published_name

    layout = assemble(corpus, index).layout
    generation = read_generation(layout.generation(published_name(layout)))
    values = {
        "generation": generation.name,
        "created": generation.created,
        "documents": generation.counts.documents,
        "sections": generation.counts.sections,
        "passages": generation.counts.passages,
        "sentences": generation.counts.sentences,
        "curated_questions": generation.counts.questions,
        "made_questions": generation.counts.made_questions,
        "bytes": generation.size,
        "encoder": generation.encoder.model,
        "weights_sha256": generation.encoder.weights_sha256,
        "adapter_sha256": generation.encoder.adapter_sha256 or "none",
        "weights_of_signals": "learned" if generation.scoring else "untuned",
        "when_to_stop": "learned" if generation.stopping else "untuned",
        "content_hash": generation.content_hash,
        "vectors": f"Milvus at {generation.remote.uri}" if generation.remote else "in the folder",
        "dense_search": _said_of_search(generation),
        "lexical_search": "from the folder",
        "folder": str(layout.generation(generation.name).folder),
    }
    if as_json:
        print_json(values)
    else:
        print_table("", ("", ""), [(name.replace("_", " "), f"{value}") for name, value in values.items()])


def _said_of_search(generation: "Generation") -> str:
    """Description of the dense search: exact, or the approximate kinds of text with their measured recall."""
    graphs = [one.kind for one in generation.remote.collections if not one.exact] if generation.remote else []
    approximate = [f"{kind} ({how})" for kind, how in generation.approximate.items()]
    approximate += [f"{kind} (HNSW)" for kind in graphs]
    return f"approximate: {', '.join(approximate)}" if approximate else "exact"


@app.command()
def verify(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Compare every file of the published generation with its checksum, and open it."""
    from trendsqa.index.generations.verifying import verify_generation
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


@app.command(name="list")
def list_kept(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """List every generation that is kept, newest first."""
    from trendsqa.index.kept_generations import list_generations

    layout = assemble(corpus, index).layout
    kept = list_generations(layout)
    if as_json:
        print_json({"generations": [_kept_to_json(one) for one in kept]})
        return
    if not kept:
        plain(f"{layout.folder} holds no generation. Build one: trendsqa index build")
        return
    print_table(
        "", ("generation", "created", "documents", "passages", "size", "state"), [_kept_row(one) for one in kept]
    )
    for one in kept:
        if one.problem:
            note(one.problem)


def _kept_to_json(one: "KeptGeneration") -> dict[str, object]:
    manifest = one.manifest
    return {
        "generation": one.name,
        "created": manifest.created if manifest else None,
        "documents": manifest.counts.documents if manifest else None,
        "passages": manifest.counts.passages if manifest else None,
        "bytes": one.size,
        "published": one.is_published,
        "in_use": one.is_in_use,
        "problem": one.problem or None,
    }


def _kept_row(one: "KeptGeneration") -> tuple[str, ...]:
    from trendsqa.ui.changes_view import megabytes

    manifest = one.manifest
    states = ("published" * one.is_published, "in use" * one.is_in_use, "damaged" * bool(one.problem))
    return (
        one.name,
        manifest.created if manifest else "–",
        f"{manifest.counts.documents}" if manifest else "–",
        f"{manifest.counts.passages}" if manifest else "–",
        megabytes(one.size),
        ", ".join(filter(None, states)),
    )


@app.command()
def rollback(
    generation: Annotated[
        str,
        typer.Argument(
            help="The generation to publish; its name may be shortened.", show_default="the one before the published"
        ),
    ] = "",
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Publish a generation that is kept: an earlier one, or one that a gate held back."""
    from trendsqa.index.generations.builder_lock import sole_builder
    from trendsqa.index.publishing import refuse_missing_folder
    from trendsqa.index.publishing import rollback as go_back

    assembly = assemble(corpus, index)
    layout = assembly.layout
    refuse_missing_folder(layout)
    with sole_builder(layout, "going back to another generation"):
        before = _published_or_none(layout)
        now = go_back(layout, generation, assembly.vector_store)
    if as_json:
        print_json({"published": now, "before": before or None, "changed": now != before})
    elif now == before:
        plain(f"{now} was published already; nothing has changed.")
    else:
        plain(f"Published {now}.")
        if before:
            plain(f"  see what this changed: trendsqa index changes {before} {now}")
            plain(f"  undo it:               trendsqa index rollback {before}")


@app.command()
def prune(
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many of the newest generations stay.")] = 3,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Delete old generations, but never the published one nor one that is open."""
    from trendsqa.index.generations.builder_lock import sole_builder
    from trendsqa.index.kept_generations import list_generations
    from trendsqa.index.pruning import clear_unfinished
    from trendsqa.index.pruning import prune as delete_old
    from trendsqa.index.publishing import refuse_missing_folder
    from trendsqa.ui.changes_view import megabytes

    assembly = assemble(corpus, index)
    layout, store = assembly.layout, assembly.vector_store
    refuse_missing_folder(layout)
    with sole_builder(layout, "deleting old generations"):
        clear_unfinished(layout, store)
        sizes = {one.name: one.size for one in list_generations(layout)}
        deleted = delete_old(layout, keep, store)
    kept = [name for name in sizes if name not in deleted]
    freed = sum(sizes[name] for name in deleted)
    if as_json:
        print_json({"deleted": list(deleted), "kept": kept, "bytes_freed": freed})
        return
    for name in deleted:
        plain(f"Deleted {name}, {megabytes(sizes[name])}.")
    plain(f"{len(deleted)} deleted, {megabytes(freed)} freed; {len(kept)} kept.")
    if len(kept) > keep:
        note("More are kept than asked for: the published one and those in use stay. See: trendsqa index list")
