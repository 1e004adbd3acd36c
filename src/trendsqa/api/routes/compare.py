"""``POST /api/v1/compare``: a topic in, what each edition of a report says about it out."""

from fastapi import APIRouter
from starlette.responses import Response

from trendsqa.api.bodies import StrictJsonRoute, json_response
from trendsqa.api.comparison_responses import CompareResponse
from trendsqa.api.problem_docs import documented
from trendsqa.api.schemas import CompareRequest
from trendsqa.api.state import TheAssistant, TheState
from trendsqa.comparing.editions.compare import compare as compare_editions

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", route_class=StrictJsonRoute, tags=["Questions"])


@router.post(
    "/compare",
    response_model=CompareResponse,
    operation_id="compare",
    summary="Compare editions of a report",
    response_description="Quotes in pairs, and what became of the trends.",
    responses=documented(400, 403, 404, 413, 415, 422, 503),
)
async def compare(request: CompareRequest, assistant: TheAssistant, state: TheState) -> Response:
    """What editions of one report say about a topic, oldest first, each searched alone.

    An edition that does not answer has `answered` false, and `nearest` names the sections that come close.
    `pairs` sets quotes side by side whose sections match; `trends` says what became of each trend from one edition to
    the next.
    """

    def compared() -> Response:
        comparison = compare_editions(assistant, request.topic, request.editions, report=request.report)
        return json_response(CompareResponse.of(comparison))

    return await state.threads.run(compared)
