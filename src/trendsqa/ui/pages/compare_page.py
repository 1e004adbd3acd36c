"""Page of editions of a report about a topic, side by side."""

from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.comparing.editions.compare import compare
from trendsqa.comparing.editions.held_report import held_reports
from trendsqa.errors import InputError
from trendsqa.ui.asked_text import one_line, too_long
from trendsqa.ui.comparison_view import view_comparison
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["ComparePage"]


class ComparePage:
    """The page at ``/compare``."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Its address."""
        return (PageRoute("/compare", self.compare, asks=True),)

    def compare(self, request: Request, assistant: Answering) -> Response:
        """The form, and under it what the chosen editions say."""
        query = request.query_params
        topic = one_line(query.get("q", ""))
        reports = tuple(report for report in held_reports(assistant.documents()) if report.is_comparable)
        editions = list(dict.fromkeys(held.edition for report in reports for held in report.editions))
        asked = list(dict.fromkeys(query.getlist("edition")))
        problem, view = too_long(topic, self._frame.words(request)), None
        if topic and not problem:
            try:
                view = view_comparison(compare(assistant, topic, asked, report=query.get("report", "")))
            except InputError as error:
                problem = str(error)
        return self._frame.page(
            request,
            "compare.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            topic=topic,
            problem=problem,
            view=view,
            reports=reports,
            report=query.get("report", ""),
            editions=sorted(editions, reverse=True),
            chosen=asked or sorted(editions)[-2:],
        )
