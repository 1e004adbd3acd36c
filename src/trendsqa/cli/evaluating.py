"""``trendsqa eval``: measures answers on a set of questions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, OfGeneration, assemble

if TYPE_CHECKING:
    from trendsqa.assembly import Assembly
    from trendsqa.evaluation.experiment import Experiment
    from trendsqa.evaluation.gate import Judgement
    from trendsqa.evaluation.measures.ablated import Ablated
    from trendsqa.evaluation.questions.question import GoldQuestion
    from trendsqa.evaluation.reports.page_part import PagePart
    from trendsqa.evaluation.reports.report import Report

__all__ = ["evaluate"]


def evaluate(
    questions: Annotated[Path, typer.Argument(help="Questions with their answers, one JSON object a line.")],
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the tables as Markdown.")] = False,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="Compare with an earlier run's --json output, question by question."),
    ] = None,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Ask again with each signal turned off in turn (needs trendsqa[tuning]).")
    ] = False,
    into: Annotated[
        Path | None, typer.Option("--into", help="Write the Markdown and its figure into this page, between markers.")
    ] = None,
    part: Annotated[str, typer.Option("--part", help="Name of the markers in that page.")] = "report",
    gate: Annotated[
        Path | None, typer.Option("--gate", help="Exit with 1 where a bar that this file sets for the set is not held.")
    ] = None,
    generation: OfGeneration = "",
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Ask every question of a set and measure the passages, the answers and the abstentions."""
    from trendsqa.evaluation.experiment import run_experiment
    from trendsqa.evaluation.gate import load_gate
    from trendsqa.evaluation.measures.earlier_run import load_run
    from trendsqa.evaluation.measures.run_comparison import compare
    from trendsqa.evaluation.questions.question import load_questions
    from trendsqa.evaluation.reports.page_part import PagePart
    from trendsqa.evaluation.reports.report import Report

    # Invalid input is refused before the long run.
    if ablate:
        from trendsqa.tuning.extra import require_extra

        require_extra("eval --ablate")
    loaded = load_questions(questions)
    earlier = load_run(against) if against else None
    page = PagePart(into, part) if into else None
    gated = load_gate(gate).set_of(loaded) if gate else None
    assembly = assemble(corpus, index)
    assistant = assembly.assistant(generation=generation)
    with progress("Asking") as on_progress:
        experiment = run_experiment(assistant, loaded, on_progress=on_progress)
    assistant.close()
    comparison = compare(earlier, experiment) if earlier else None
    ablation = _ablate(assembly, experiment, loaded, generation) if ablate else ()
    with progress("Drawing questions for the intervals") as on_progress:
        report = Report.of(experiment, comparison=comparison, ablation=ablation, on_progress=on_progress)
    compared = f" --against {against.name}" if against else ""
    command = f"trendsqa eval {questions.name}{compared}{' --ablate' if ablate else ''}"
    if page:
        _write(page, report, command)
    judgement = gated.judge(experiment) if gated else None
    _show(report, judgement, command, as_json=as_json, markdown=markdown)
    if judgement and not judgement.holds:
        raise typer.Exit(1)


def _ablate(
    assembly: "Assembly", experiment: "Experiment", questions: "tuple[GoldQuestion, ...]", generation: str
) -> "tuple[Ablated, ...]":
    from functools import partial

    from trendsqa.tuning.ablation import run_ablation

    makers = {
        signal: partial(assembly.assistant, generation=generation, without=signal) for signal in assembly.signals()
    }
    with progress("Asking with a signal turned off") as on_progress:
        return run_ablation(experiment, questions, makers, on_progress=on_progress)


def _write(page: "PagePart", report: "Report", command: str) -> None:
    from trendsqa.durable_files import write_durably
    from trendsqa.evaluation.reports.reliability_diagram import reliability_diagram
    from trendsqa.evaluation.reports.report import to_markdown

    drawn = reliability_diagram(report.calibration, f"Reliability of the confidence: {page.name}")
    write_durably(page.figure, drawn.encode())
    page.replace(to_markdown(report, command=command, figure=page.figure.relative_to(page.page.parent).as_posix()))
    note(f"Wrote the part {page.name!r} of {page.page} and {page.figure}.")


def _show(report: "Report", judgement: "Judgement | None", command: str, *, as_json: bool, markdown: bool) -> None:
    from trendsqa.evaluation.reports.report import to_markdown, to_tables
    from trendsqa.evaluation.reports.run_json import to_json

    gate = judgement.table() if judgement else None
    if as_json:
        print_json(to_json(report) | ({"gate": judgement.to_json()} if judgement else {}))
    elif markdown:
        plain(to_markdown(report, command=command).rstrip() + (f"\n\n{gate.markdown()}" if gate else ""))
    else:
        for table in (*to_tables(report), *([gate] if gate else [])):
            print_table("", table.columns, table.rows)
            for line in table.notes:
                note(line)
