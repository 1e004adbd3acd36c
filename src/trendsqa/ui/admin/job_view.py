"""A job in words for a page: what runs or ran, how it ended, and what it says to do."""

import json
from dataclasses import dataclass

from trendsqa.admin.jobs.job import JobKind, JobReport, JobState
from trendsqa.translatable import translatable

__all__ = ["JobView", "VisitedPage", "view_job"]


_TITLES = {
    (JobKind.ADD, JobState.RUNNING): translatable("Adding a file"),
    (JobKind.ADD, JobState.DONE): translatable("The file was added"),
    (JobKind.ADD, JobState.FAILED): translatable("The file was not added"),
    (JobKind.ADD, JobState.CANCELLED): translatable("Adding was cancelled"),
    (JobKind.FETCH, JobState.RUNNING): translatable("Fetching from publishers"),
    (JobKind.FETCH, JobState.DONE): translatable("Publishers were visited"),
    (JobKind.FETCH, JobState.FAILED): translatable("Fetching failed"),
    (JobKind.FETCH, JobState.CANCELLED): translatable("Fetching was cancelled"),
    (JobKind.CHECK, JobState.RUNNING): translatable("Checking publishers’ pages"),
    (JobKind.CHECK, JobState.DONE): translatable("Publishers’ pages were checked"),
    (JobKind.CHECK, JobState.FAILED): translatable("Checking failed"),
    (JobKind.CHECK, JobState.CANCELLED): translatable("Checking was cancelled"),
    (JobKind.BUILD, JobState.RUNNING): translatable("Building the index"),
    (JobKind.BUILD, JobState.DONE): translatable("The index is up to date"),
    (JobKind.BUILD, JobState.FAILED): translatable("The build failed"),
    (JobKind.BUILD, JobState.CANCELLED): translatable("The build was cancelled"),
}
_BUILT_IN_PART = translatable("The index was built, with problems")
_UNCHANGED = {
    JobKind.ADD: translatable("Nothing was changed."),
    JobKind.BUILD: translatable("What was published before still answers."),
    JobKind.FETCH: translatable("Pages that were fetched before are kept."),
    JobKind.CHECK: "",
}
_HINTS_OF_THE_COMMAND_LINE = ("Build the index to search it:",)
"""Beginnings of notes whose place on a page a button takes."""


@dataclass(frozen=True, slots=True)
class VisitedPage:
    """A publisher's page: the source, its address, the outcome in a word, and why."""

    source: str
    address: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A job with its title, a sentence on what stays if it did not succeed, and its lines.

    ``result`` and ``notes`` are the command's own words, in English; ``pages`` are in the place of ``result`` for
    visits to publishers.
    """

    report: JobReport
    title: str
    stays: str
    result: tuple[str, ...]
    notes: tuple[str, ...]
    pages: tuple[VisitedPage, ...]

    @property
    def leads_to_build(self) -> bool:
        """True if sources may have changed by it."""
        return self.report.state is JobState.DONE and self.report.kind in {JobKind.ADD, JobKind.FETCH}


def view_job(report: JobReport) -> JobView:
    """The view of a job as it stands."""
    is_visit = report.kind in {JobKind.FETCH, JobKind.CHECK}
    pages = _pages(report.result) if is_visit else ()
    built_in_part = report.kind is JobKind.BUILD and report.state is JobState.FAILED and report.result
    unsuccessful = report.state in {JobState.FAILED, JobState.CANCELLED} and not built_in_part
    return JobView(
        report=report,
        title=_BUILT_IN_PART if built_in_part else _TITLES[report.kind, report.state],
        stays=_UNCHANGED[report.kind] if unsuccessful else "",
        result=() if pages or (is_visit and report.is_running) else report.result,
        notes=tuple(note for note in report.notes if not note.startswith(_HINTS_OF_THE_COMMAND_LINE)),
        pages=pages,
    )


def _pages(lines: tuple[str, ...]) -> tuple[VisitedPage, ...]:
    """The pages in the JSON object of a visit; none while it is not whole."""
    try:
        pages = json.loads("\n".join(lines))["pages"]
        return tuple(
            VisitedPage(page["source"], page["address"], page["status"], page["reason"] or "") for page in pages
        )
    except (ValueError, KeyError, TypeError):
        return ()
