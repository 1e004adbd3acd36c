"""``trendsqa corpus fetch`` and ``check``: visits to the publishers' pages."""

from typing import TYPE_CHECKING, Annotated

import typer

from trendsqa.cli.console import note, plain, print_json, print_table, progress
from trendsqa.cli.corpus.adding import INDEX_AGAIN
from trendsqa.cli.options import AsJson, CorpusFolder, IndexFolder, ProgressLines, assemble

if TYPE_CHECKING:
    from trendsqa.corpus.fetching.source_fetching import SourceReport

__all__ = ["check", "fetch"]

_Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]…", help="Sources; all where none is named.")]


def fetch(
    ids: _Ids = None,
    progress_lines: ProgressLines = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Bring the full texts from their publishers into the library, politely; a second run resumes."""
    from trendsqa.upkeep.publisher_visits import fetch_texts

    assembly = assemble(corpus, index)
    with progress("Fetching", lines=progress_lines) as on_progress:
        reports = fetch_texts(assembly, ids or (), on_progress=on_progress)
    _print_reports(reports, as_json=as_json)
    if any(outcome.status == "fetched" for report in reports for outcome in report.outcomes):
        note(INDEX_AGAIN)


def check(
    ids: _Ids = None,
    progress_lines: ProgressLines = False,
    as_json: AsJson = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Report which linked pages changed, moved or died since they were captured. Nothing is stored."""
    from trendsqa.upkeep.publisher_visits import check_pages

    assembly = assemble(corpus, index)
    with progress("Checking", lines=progress_lines) as on_progress:
        reports = check_pages(assembly, ids or (), on_progress=on_progress)
    _print_reports(reports, as_json=as_json)


def _print_reports(reports: "tuple[SourceReport, ...]", *, as_json: bool) -> None:
    outcomes = [(report.source_id, outcome) for report in reports for outcome in report.outcomes]
    if as_json:
        print_json(
            {
                "pages": [
                    {"source": source_id, "address": one.address, "status": one.status.value, "got": one.got,
                     "reason": one.reason}
                    for source_id, one in outcomes
                ]
            }
        )  # fmt: skip
        return
    rows = [(source_id, one.status.value, one.reason or one.address) for source_id, one in outcomes]
    print_table("", ("source", "outcome", "why, or which page"), rows)
    counts: dict[str, int] = {}
    for _, one in outcomes:
        counts[one.status.value] = counts.get(one.status.value, 0) + 1
    plain(", ".join(f"{count} {status}" for status, count in counts.items()) or "Nothing to fetch.")
