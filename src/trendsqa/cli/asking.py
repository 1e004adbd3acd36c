"""``trendsqa ask`` and ``trendsqa search``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import out, plain, print_json
from trendsqa.cli.options import (
    AsJson,
    CorpusFolder,
    IndexFolder,
    OfEdition,
    OfForm,
    OfGeneration,
    OfKind,
    OfPublisher,
    OfTrend,
    assemble,
)
from trendsqa.cli.packing import check_pack_name, write_pack
from trendsqa.errors import InputError
from trendsqa.limits import MOST_EARLIER_QUESTIONS, MOST_HITS, MOST_QUESTION_CHARACTERS

if TYPE_CHECKING:
    from trendsqa.answering.answer import Answer, Citation, Quote
    from trendsqa.index.texts.records import PassageRecord
    from trendsqa.retrieval.hit import Hit

__all__ = ["ask", "check_length", "print_citation", "search"]

_SNIPPET = 300


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.", show_default=False)],
    history: Annotated[
        Path | None,
        typer.Option(help='Earlier questions, oldest first: a JSON list of strings or of {"question": "…"}.'),
    ] = None,
    edition: OfEdition = "",
    trend: OfTrend = "",
    kind: OfKind = "",
    publisher: OfPublisher = "",
    form: OfForm = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="Passages listed with --json.")] = 10,
    pack: Annotated[
        Path | None,
        typer.Option(
            help="Also write the answer with its evidence into this file: .html, .docx, .bib, .ris or .json.",
            dir_okay=False,
        ),
    ] = None,
    generation: OfGeneration = "",
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Answer a question with quotes and their citations, or say that the collection does not answer it."""
    check_length(question)
    if pack:
        check_pack_name(pack)
    earlier = _read_history(history) if history else ()
    assembly = assemble(corpus, index)
    from trendsqa.retrieval.hit import Filters

    filters = Filters(edition=edition, trend=trend, kind=kind, publisher=publisher, form=form or "")
    assistant = assembly.assistant(generation=generation)
    answer = assistant.ask(question, history=earlier, limit=limit, filters=filters)
    if pack:
        write_pack(pack, answer, assistant, filters=filters, templates=assembly.locations.ui / "pages")
    if as_json:
        from trendsqa.answering.answer_json import answer_to_dict

        print_json(answer_to_dict(answer))
    else:
        _print_answer(answer)


def search(
    query: Annotated[str, typer.Argument(help="The words to look for, in quotation marks.", show_default=False)],
    limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="Passages to list.")] = 10,
    edition: OfEdition = "",
    trend: OfTrend = "",
    kind: OfKind = "",
    publisher: OfPublisher = "",
    form: OfForm = None,
    generation: OfGeneration = "",
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """List the passages closest to a query, best first."""
    check_length(query)
    assembly = assemble(corpus, index)
    from trendsqa.retrieval.hit import Filters

    filters = Filters(edition=edition, trend=trend, kind=kind, publisher=publisher, form=form or "")
    assistant = assembly.assistant(generation=generation)
    ranking = assistant.search(query, limit=limit, filters=filters)
    if as_json:
        from trendsqa.answering.answer_json import ranking_to_dict

        print_json(ranking_to_dict(ranking))
        return
    if not ranking.hits:
        plain("No passage matches.")
    for hit in ranking.hits:
        _print_hit(hit)


def check_length(text: str) -> None:
    """Refuse a question, query or topic that is empty or too long. Raises typer.BadParameter."""
    if not text.strip():
        raise typer.BadParameter("the question is empty")
    if len(text) > MOST_QUESTION_CHARACTERS:
        raise typer.BadParameter(
            f"the question has {len(text)} characters, at most {MOST_QUESTION_CHARACTERS} are read"
        )


def _read_history(path: Path) -> tuple[str, ...]:
    wanted = f'{path} must hold a JSON list of questions: strings, or objects {{"question": "…"}}.'
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        turns = [turn if isinstance(turn, str) else turn["question"] for turn in raw]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{wanted} It cannot be read: {error}") from error
    if not isinstance(raw, list) or not all(isinstance(turn, str) and turn.strip() for turn in turns):
        raise InputError(wanted)
    if len(turns) > MOST_EARLIER_QUESTIONS:
        raise InputError(
            f"{path} holds {len(turns)} questions; at most {MOST_EARLIER_QUESTIONS} are read. Keep the latest."
        )
    return tuple(turns)


def _print_answer(answer: "Answer") -> None:
    from trendsqa.answering.answer import Outcome

    if answer.outcome is Outcome.REPLY:
        _print_reply(answer)
        return
    if answer.interpreted_question != answer.question:
        plain(f"Read as: {answer.interpreted_question}\n")
    if not answer.answered:
        _print_abstention(answer, close=answer.outcome is Outcome.CLOSE)
        return
    for quote in answer.quotes:
        _print_quote(quote)
    for part in answer.open:
        plain(f"Not answered: {part}\n")
    out.print("[bold]Sources[/bold]")
    for citation in answer.citations:
        print_citation(citation)


def _print_reply(answer: "Answer") -> None:
    plain(answer.reason or "")
    if answer.suggestions:
        out.print("\nYou could ask:")
    for suggestion in answer.suggestions:
        plain(f"  {suggestion}")


def _print_abstention(answer: "Answer", *, close: bool) -> None:
    headline = "This may not answer your question." if close else "The documents held here do not answer this."
    out.print(f"[bold]{headline}[/bold]")
    plain(answer.reason or "")
    if close and answer.closest and answer.closest_quote:
        out.print()
        _print_quote(answer.closest_quote)
        out.print("[bold]Source[/bold]")
        print_citation(answer.closest)
    if answer.nearest:
        out.print("\nNearest sections:")
    for near in answer.nearest:
        plain(f"  {near.document.title}: {' › '.join(near.section.heading_path)}{_page(near, near.page)}")


def _print_quote(quote: "Quote") -> None:
    lines = [*quote.table_header.splitlines(), *quote.text.splitlines()]
    plain("\n".join(f"  {line}" for line in lines if line.strip()) + f"  [{quote.citation}]\n")


def print_citation(citation: "Citation") -> None:
    """Print the source of a quote."""
    passage = citation.passage
    where = f"{' › '.join(passage.section.heading_path)}{_page(passage, citation.page)}"
    plain(f"[{citation.n}] {passage.document.title}: {where}")
    if passage.section.form == "brief":
        plain("    Our summary, not the publisher's words.")
    for line in (passage.document.attribution, citation.link):
        if line:
            plain(f"    {line}")


def _print_hit(hit: "Hit") -> None:
    passage = hit.passage
    out.print(f"[bold]{hit.rank}.[/bold] {hit.score:.3f}  ", end="")
    plain(f"{passage.document.title}: {' › '.join(passage.section.heading_path)}{_page(passage, passage.page)}")
    text = " ".join(passage.text.split())
    plain(f"   {text[:_SNIPPET]}{'…' if len(text) > _SNIPPET else ''}\n")


def _page(passage: "PassageRecord", page: int | None) -> str:
    return f", page {passage.document.page_name(page)}" if page else ""
