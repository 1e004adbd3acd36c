"""``POST /api/v1/ask``: a question in, quotes with citations out."""

from fastapi import APIRouter

from trendsqa.api.bodies import StrictJsonRoute
from trendsqa.api.problem_docs import documented
from trendsqa.api.responses import AskResponse
from trendsqa.api.schemas import AskRequest
from trendsqa.api.state import TheAssistant

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", route_class=StrictJsonRoute, tags=["Questions"])


@router.post(
    "/ask",
    operation_id="ask",
    summary="Ask a question",
    response_description="An answer made of quotes, or why there is none.",
    responses=documented(400, 403, 413, 415, 422, 503),
)
def ask(request: AskRequest, assistant: TheAssistant) -> AskResponse:
    """The answer to a question, made of quotes that stand word for word in the cited documents.

    Where the collection does not answer, `answered` is false, `reason` says so and `nearest` names sections
    that come close. `passages` always holds the ranking, best first.
    """
    answer = assistant.ask(
        request.question,
        history=[turn.question for turn in request.history],
        limit=request.limit,
        filters=request.filters.to_filters(),
    )
    return AskResponse.of(answer)
