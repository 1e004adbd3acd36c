"""Pages of the trends: the grid as a way in, and each trend with all that is held of it."""

from collections.abc import Sequence

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.ui.browsing.moves_chart import draw_moves
from trendsqa.ui.browsing.trend_edition import TrendEdition, choose_edition, find_trend, trend_editions
from trendsqa.ui.browsing.trend_moves import EditionMoves, moves_between
from trendsqa.ui.browsing.trend_view import view_card, view_trend
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["TrendsPages"]


class TrendsPages:
    """The pages at ``/trends`` and below."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Their addresses."""
        return (PageRoute("/trends", self.trends), PageRoute("/trends/{slug}", self.trend))

    def trends(self, request: Request, assistant: Answering) -> Response:
        """The trends of an edition, and how they moved from edition to edition."""
        held = trend_editions(assistant)
        if not held:
            return self._frame.page(request, "trends_empty.html", empty=assistant.status().passages == 0)
        chosen = choose_edition(held, request.query_params.get("edition", ""))
        steps = self._steps(request, assistant, held, chosen)
        return self._frame.page(
            request,
            "trends.html",
            held=held,
            chosen=chosen,
            key=_key(held, chosen),
            cards=[view_card(assistant, trend) for trend in chosen.trends],
            steps=steps,
            chart=draw_moves(steps) if steps else None,
        )

    def trend(self, request: Request, assistant: Answering) -> Response:
        """One trend in full."""
        held = trend_editions(assistant)
        edition, trend = find_trend(held, request.path_params["slug"], request.query_params.get("edition", ""))
        before, after = edition.neighbours(trend)
        moves = [
            (step, move)
            for step in self._steps(request, assistant, held, edition)
            for move in step.moves
            if (edition is step.older and trend in move.older) or (edition is step.newer and trend in move.newer)
        ]
        return self._frame.page(
            request,
            "trend.html",
            held=held,
            chosen=edition,
            key=_key(held, edition),
            view=view_trend(assistant, trend),
            moves=moves,
            before=before,
            after=after,
        )

    def _steps(
        self, request: Request, assistant: Answering, held: Sequence[TrendEdition], chosen: TrendEdition
    ) -> tuple[EditionMoves, ...]:
        """The moves between the editions of the report that ``chosen`` is one of."""
        same = [edition for edition in reversed(held) if edition.series == chosen.series]
        return moves_between(assistant, same, self._frame.words(request))


def _key(held: Sequence[TrendEdition], chosen: TrendEdition) -> str:
    """The edition that links name so that they keep to it; empty if there is one alone."""
    return chosen.key if len(held) > 1 else ""
