"""``/metrics``: what was counted, for Prometheus."""

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from trendsqa.api.problem_docs import documented
from trendsqa.api.state import TheState

__all__ = ["router"]

router = APIRouter(tags=["Service"])

EXAMPLE = """\
# HELP trendsqa_questions_total Questions by outcome, from API, pages and chat.
# TYPE trendsqa_questions_total counter
trendsqa_questions_total{outcome="answered"} 12.0
"""


# A coroutine, so that it answers even when every thread of the pool is busy.
@router.head("/metrics", include_in_schema=False)
@router.get(
    "/metrics",
    operation_id="metrics",
    summary="Read what was counted",
    response_class=PlainTextResponse,
    response_description="The counts, in the text format of Prometheus.",
    responses=documented(400) | {200: {"content": {PlainTextResponse.media_type: {"example": EXAMPLE}}}},
)
async def metrics(state: TheState) -> Response:
    """Requests, latencies, which generation answers and how it stands with what is published; never a question."""
    return state.metrics.response()
