"""``POST /api/v1/ask``: a question in, quotes with citations out."""

from fastapi import APIRouter
from starlette.responses import Response

from trendsqa.api.bodies import StrictJsonRoute, json_response
from trendsqa.api.problem_docs import documented
from trendsqa.api.responses import AskResponse
from trendsqa.api.schemas import AskRequest
from trendsqa.api.state import TheAssistant, TheState

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", route_class=StrictJsonRoute, tags=["Questions"])


@router.post(
    "/ask",
    response_model=AskResponse,
    operation_id="ask",
    summary="Ask a question",
    response_description="An answer made of quotes, or why there is none.",
    responses=documented(400, 403, 413, 415, 422, 503),
)
async def ask(request: AskRequest, assistant: TheAssistant, state: TheState) -> Response:
    """The answer to a question, made of quotes that stand word for word in the cited documents.

    Where the collection does not answer, `answered` is false, `reason` says so and `nearest` names sections
    that come close. `passages` always holds the ranking, best first.
    """

    def answered() -> Response:
        answer = assistant.ask(
            request.question,
            history=[turn.question for turn in request.history],
            limit=request.limit,
            filters=request.filters.to_filters(),
        )
        return json_response(AskResponse.of(answer))

    return await state.threads.run(answered)
