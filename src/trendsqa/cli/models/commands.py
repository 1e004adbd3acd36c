"""``trendsqa models``: the encoder and its weights."""

from pathlib import Path
from typing import Any

import typer

from trendsqa.cli.console import note, plain, print_json, print_table
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble
from trendsqa.errors import ModelError

__all__ = ["app"]

app = typer.Typer(help="Show, verify and tune the encoder.", no_args_is_help=True, rich_markup_mode=None)

_PARITY_TEXTS = [
    "Where should we start?",
    "Data quality, standards and governance come before automation.",
    "5G, IoT & AI: what changed by 2024 (and at what cost: £200,000 or 43 %)?",
    "A longer passage names a council, a project and a result, and then goes on to say why it mattered. " * 4,
]


@app.command(name="list")
def list_models(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Show the model in the settings and the models that were prepared for serving."""
    assembly = assemble(corpus, index)
    judge = assembly.exported_judge()
    chosen = {assembly.exported_model().folder, *([judge.folder] if judge else [])}
    folders = [folder for folder in sorted(assembly.layout.models.glob("*")) if not folder.name.startswith(".")]
    rows = [{**_told(folder), "folder": str(folder), "in_use": folder in chosen} for folder in folders]
    if as_json:
        print_json({"setting": assembly.settings.encoder.model, "models": rows})
        return
    plain(f"encoder.model = {assembly.settings.encoder.model}")
    if not rows:
        plain("No model was prepared yet; `trendsqa index build` does it.")
    for row in rows:
        print_table("", ("", ""), [(name.replace("_", " "), str(value)) for name, value in row.items()])


def _told(folder: Path) -> dict[str, Any]:
    """The description of the model in ``folder`` as it is listed."""
    from trendsqa.embedding.exported_model import ExportedModel

    exported = ExportedModel(folder)
    judge = exported.describe().get("judge_sha256")
    if judge:
        return {"model": "judge", "weights_sha256": judge}
    identity = exported.identity()
    return {
        "model": identity.model,
        "dimension": identity.dimension,
        "max_tokens": identity.max_tokens,
        "weights_sha256": identity.weights_sha256,
    }


@app.command()
def verify(as_json: AsJson = False, corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Check the weights against their published SHA-256, and serving against the reference."""
    from trendsqa.embedding.models import find_model, hash_weights

    assembly = assemble(corpus, index)
    files = find_model(assembly.settings.encoder.model)
    sha256 = hash_weights(files.folder)
    if assembly.export_models():
        note("The model was prepared for serving.")
    parity = assembly.parity(_PARITY_TEXTS)
    if as_json:
        print_json(
            {
                "model": files.name,
                "weights_sha256": sha256,
                "least_cosine": parity.least_cosine,
                "ok": parity.holds,
            }
        )
    else:
        plain(f"{files.name}: weights {sha256}")
        plain(f"Serving against reference over {parity.texts} texts: least cosine {parity.least_cosine:.6f}.")
    if not parity.holds:
        raise ModelError(
            f"Serving differs from the reference (least cosine {parity.least_cosine:.6f}). "
            f"Delete {assembly.exported_model().folder} and build again: trendsqa index build"
        )
