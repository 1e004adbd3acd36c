"""``trendsqa compare``: quotes of several editions of a report on a topic, side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.asking import check_length, print_citation
from trendsqa.cli.console import out, plain, print_json, print_table
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, OfGeneration, assemble

if TYPE_CHECKING:
    from trendsqa.comparing.editions.comparison import ComparedEdition, Comparison, EditionStep, Pair, PairCell

__all__ = ["compare"]

_MOST_SIDE_BY_SIDE = 3
"""Columns of text that are still readable in eighty characters; more editions are printed one below the other."""
_OUTCOMES = {
    "carried_on": "carried on",
    "renamed": "renamed",
    "merged": "merged into",
    "split": "split into",
    "regrouped": "regrouped as",
    "appeared": "appeared",
    "went": "went",
}


def compare(
    topic: Annotated[str, typer.Argument(help="A question or a few words, in quotation marks.", show_default=False)],
    editions: Annotated[
        list[str], typer.Argument(metavar="EDITION EDITION…", help="Editions, as 2024 2025.", show_default=False)
    ],
    report: Annotated[
        str, typer.Option(help="Which report, where several are held in these editions, as socitm-trends.")
    ] = "",
    generation: OfGeneration = "",
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Set side by side what editions of a report say about a topic, and what became of their trends."""
    from trendsqa.comparing.editions.compare import compare as compare_editions

    check_length(topic)
    if len(set(editions)) < max(2, len(editions)):
        raise typer.BadParameter("name two different editions or more, each once", param_hint="EDITION")
    assistant = assemble(corpus, index).assistant(generation=generation)
    comparison = compare_editions(assistant, topic, editions, report=report)
    if as_json:
        from trendsqa.comparing.editions.comparison_json import comparison_to_dict

        print_json(comparison_to_dict(comparison))
        return
    _print(comparison)


def _print(comparison: "Comparison") -> None:
    if comparison.reply:
        plain(comparison.reply)
        return
    if comparison.interpreted_topic != comparison.topic:
        plain(f"Read as: {comparison.interpreted_topic}\n")
    for edition in comparison.editions:
        if not edition.answer.answered:
            near = edition.answer.outcome == "close"
            said = "this edition may not answer it" if near else "not in this edition"
            plain(f"{edition.edition}: {said}.{_nearest(edition)}")
    if comparison.pairs:
        _print_pairs(comparison)
        out.print("\n[bold]Sources[/bold]")
        for edition in comparison.editions:
            for citation in edition.answer.citations:
                print_citation(citation)
    for step in comparison.steps:
        _print_step(step)


def _nearest(edition: "ComparedEdition") -> str:
    nearest = edition.answer.nearest[:1]
    return "".join(f" The nearest section is {' › '.join(near.section.heading_path)}." for near in nearest)


def _print_pairs(comparison: "Comparison") -> None:
    names = [edition.edition for edition in comparison.editions]
    rows = [_row(pair, comparison) for pair in comparison.pairs]
    if len(names) <= _MOST_SIDE_BY_SIDE:
        print_table("", names, rows, equal=True)
        return
    for row in rows:
        for name, said in zip(names, row, strict=True):
            plain(f"{name}: {said}\n")


def _row(pair: "Pair", comparison: "Comparison") -> list[str]:
    return [_cell(cell, edition) for cell, edition in zip(pair.cells, comparison.editions, strict=True)]


def _cell(cell: "PairCell", edition: "ComparedEdition") -> str:
    if not cell.section_id:
        return "Not in this edition." if edition.answer.outcome == "not_held" else "No matching section."
    where = " › ".join(cell.heading_path)
    if not cell.citations:
        return f"{where}\n\nThe matching section, not quoted."
    quotes = [quote for quote in edition.answer.quotes if quote.citation in cell.citations]
    return "\n\n".join([where, *(f"“{quote.text}” [{quote.citation}]" for quote in quotes)])


def _print_step(step: "EditionStep") -> None:
    out.print()
    if step.note:
        plain(step.note)
        return
    rows = [
        (", ".join(trend.older), _OUTCOMES[trend.outcome], ", ".join(trend.newer), "yes" if trend.quoted else "")
        for trend in step.trends
    ]
    print_table(f"Trends from {step.older} to {step.newer}", (step.older, "", step.newer, "quoted"), rows)
