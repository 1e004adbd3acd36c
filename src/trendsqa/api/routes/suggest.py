"""``GET /api/v1/suggest``: what can be asked, while somebody types.

What is typed is neither logged nor kept, not by a browser either.
"""

from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from trendsqa.api.bodies import json_response
from trendsqa.api.problem_docs import documented
from trendsqa.api.responses import SuggestResponse
from trendsqa.api.schemas import SuggestParameters
from trendsqa.api.state import TheAssistant, TheState

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["Questions"])


@router.head("/suggest", include_in_schema=False)
@router.get(
    "/suggest",
    response_model=SuggestResponse,
    operation_id="suggest",
    summary="Suggest what to ask",
    response_description="Questions, headings and names that fit.",
    responses=documented(400, 414, 422, 503),
)
async def suggest(
    parameters: Annotated[SuggestParameters, Query()],
    assistant: TheAssistant,
    state: TheState,
) -> Response:
    """Curated questions, headings and names for what is typed so far.

    First those that begin like it, then those in which each of its words begins a word, the last one finished or not.
    From about three words on, questions that mean the same follow.
    """

    def suggested() -> Response:
        started = perf_counter()
        found = assistant.suggest(parameters.q, limit=parameters.limit, edition=parameters.edition or "")
        took_ms = (perf_counter() - started) * 1000
        return json_response(SuggestResponse.of(parameters.q, found, assistant.status().generation, took_ms))

    return await state.threads.run(suggested)
