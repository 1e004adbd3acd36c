"""``trendsqa eval``: measures answers on a set of questions."""

from pathlib import Path
from typing import Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, assemble

__all__ = ["evaluate"]


def evaluate(
    questions: Annotated[Path, typer.Argument(help="Questions with their answers, one JSON object a line.")],
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the tables as Markdown.")] = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Ask every question of a set and measure the passages, the answers and the abstentions."""
    from trendsqa.evaluation.experiment import run_experiment
    from trendsqa.evaluation.question import load_questions
    from trendsqa.evaluation.report import to_json, to_markdown, to_table

    loaded = load_questions(questions)
    assistant = assemble(corpus, index).assistant()
    with progress("Asking") as on_progress:
        experiment = run_experiment(assistant, loaded, on_progress=on_progress)
    if as_json:
        print_json(to_json(experiment))
    elif markdown:
        plain(to_markdown(experiment))
    else:
        table = to_table(experiment)
        print_table("", table.columns, table.rows)
        for line in table.notes:
            note(line)
