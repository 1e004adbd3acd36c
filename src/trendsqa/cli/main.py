"""The ``trendsqa`` command. Exit codes: 0 done, 1 failed (the message says what to do), 2 wrong usage."""

import logging
import os
import sys
from typing import Annotated

import typer

import trendsqa
from trendsqa.cli import (
    asking,
    comparing,
    doctor,
    evaluating,
    index,
    keys,
    mcp_stdio,
    models,
    serving,
    tuning,
    watching,
)
from trendsqa.cli.console import note, out
from trendsqa.cli.corpus import commands as corpus
from trendsqa.errors import TrendsqaError

__all__ = ["app", "main"]

app = typer.Typer(
    help="Answers from Socitm's Public Sector Digital Trends reports: only quotes, cited, on your own machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(serving.serve)
app.command()(asking.ask)
app.command()(asking.search)
app.command()(comparing.compare)
app.add_typer(corpus.app, name="corpus")
index.app.command()(watching.watch)
app.add_typer(index.app, name="index")
app.command(name="eval")(evaluating.evaluate)
models.app.command()(tuning.tune)
models.app.command()(tuning.weigh)
models.app.command()(tuning.judge)
models.app.command()(tuning.stop)
app.add_typer(models.app, name="models")
app.add_typer(keys.app, name="keys")
app.command()(mcp_stdio.mcp)
app.command()(doctor.doctor)


def _print_version(wanted: bool) -> None:
    if wanted:
        out.print(trendsqa.__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[  # noqa: ARG001 (handled by its callback)
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    # Keep libraries from requests to a hub, before any of them is imported; none reports home (opting_out.py).
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ.setdefault(name, "1")


def main() -> None:
    """Run the command line."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except TrendsqaError as error:
        note(f"trendsqa: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        note("trendsqa: stopped")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has ended (`trendsqa … | head`), so nothing can be reported.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
