"""Options shared by several commands, worded once."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly

__all__ = [
    "AsJson",
    "CorpusFolder",
    "IndexFolder",
    "OfEdition",
    "OfForm",
    "OfGeneration",
    "OfKind",
    "OfPublisher",
    "OfTrend",
    "ProgressLines",
    "assemble",
]

CorpusFolder = Annotated[
    Path | None,
    typer.Option("--corpus", help="Folder of sources.", show_default="from settings", file_okay=False),
]
IndexFolder = Annotated[
    Path | None,
    typer.Option("--index", help="Folder of the index.", show_default="from settings", file_okay=False),
]
OfGeneration = Annotated[
    str,
    typer.Option(
        "--generation", help="Ask this generation instead of the published one; its name may be shortened.",
        show_default=False,
    ),
]  # fmt: skip
ProgressLines = Annotated[
    bool, typer.Option("--progress-lines", help="Tell progress in lines on stderr, for logs and programs.")
]
OfEdition = Annotated[str, typer.Option("--edition", help="From this edition only, for example 2024.")]
OfTrend = Annotated[str, typer.Option("--trend", help="From the report's sections on this trend only.")]
OfKind = Annotated[str, typer.Option("--kind", help="From sources of this kind only, for example guidance.")]
OfPublisher = Annotated[str, typer.Option("--publisher", help="From what this publisher has published only.")]
OfForm = Annotated[
    Literal["full", "brief"] | None, typer.Option("--form", help="From full texts only, or from our summaries only.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def assemble(corpus: Path | None, index: Path | None) -> "Assembly":
    """The assembly for one command. Raises SettingsError."""
    from trendsqa.assembly import Assembly
    from trendsqa.settings import load_settings

    settings = load_settings()
    logging.getLogger().setLevel(settings.log_level.upper())
    return Assembly(settings, corpus=corpus, index=index)
