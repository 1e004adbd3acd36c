"""``/healthz`` and ``/readyz``: whether the process lives, and whether it can answer."""

from fastapi import APIRouter, Request

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.collection_responses import HealthResponse, ReadyResponse
from trendsqa.api.guards.caller import caller_of
from trendsqa.api.problem_docs import documented
from trendsqa.api.state import TheAssistant, TheState

__all__ = ["router"]

router = APIRouter(tags=["Service"])


# A coroutine, so that it answers even when every thread of the pool is busy.
@router.head("/healthz", include_in_schema=False)
@router.get(
    "/healthz",
    operation_id="health",
    summary="Ask whether the process lives",
    response_description="It does.",
    responses=documented(400),
)
async def health() -> HealthResponse:
    """Says that the process answers, and nothing about the index."""
    return HealthResponse()


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    operation_id="readiness",
    summary="Ask whether an index is open",
    response_description="Which index is open and how much it holds.",
    responses=documented(400, 503),
)
def readiness(assistant: TheAssistant, state: TheState, request: Request) -> ReadyResponse:
    """Which generation of the index answers, and how much it holds.

    `degraded` where a newer one is published that cannot be opened, so that an earlier one answers in its place.
    """
    return ReadyResponse.of(
        assistant.status(),
        state.live_index.state().failure,
        # The message names folders of this machine.
        tell_why=AccessScope.ADMIN in caller_of(request.scope).scopes,
    )
