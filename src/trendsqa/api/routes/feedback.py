"""``/api/v1/feedback``: say if an answer was useful, take that back, and, for admins, read what was said.

The store alone is asked, never the index: feedback that cannot be stored breaks no answer.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.bodies import StrictJsonRoute
from trendsqa.api.guards.caller import caller_of
from trendsqa.api.problem_docs import documented
from trendsqa.api.problems import FEEDBACK_OFF, problem_response
from trendsqa.api.responses import FeedbackBody, FeedbackReceipt
from trendsqa.api.schemas import EntryId, FeedbackParameters, FeedbackRequest
from trendsqa.api.state import TheState
from trendsqa.errors import UnknownItemError

__all__ = ["router"]

router = APIRouter(prefix="/api/v1/feedback", route_class=StrictJsonRoute, tags=["Feedback"])

FeedbackId = Annotated[
    EntryId, Path(description="The id that sending it gave.", examples=["5f0c7d1e9a3b42c68d17e0b94a6f2c38"])
]


def _documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    responses = documented(*statuses, 503)
    responses[503]["description"] = "The feedback cannot be stored or read at present."
    return responses


# A coroutine on purpose: it costs less than the thread pool.
async def _admins_only(request: Request) -> None:
    # The guards say so too; people's words must stay closed even where no guard has looked.
    if AccessScope.ADMIN not in caller_of(request.scope).scopes:
        raise HTTPException(403, "Reading feedback needs a key with the scope 'admin'.")


@router.post(
    "",
    operation_id="send_feedback",
    summary="Say if an answer was useful",
    status_code=201,
    response_description="It is stored.",
    response_model=FeedbackReceipt,
    responses=_documented(400, 403, 413, 415, 422),
)
def send_feedback(feedback: FeedbackRequest, state: TheState, request: Request) -> FeedbackReceipt | Response:
    """Store what is sent, and only that: no address, no name, and of the time only the day.

    Refused with 403 and the type `urn:trendsqa:problem:feedback-off` where the server takes no feedback.
    """
    store = state.feedback
    if store is None or not store.settings.enabled:
        detail = "Feedback is switched off on this server, so nothing was stored."
        return problem_response(request.scope, 403, detail, kind=FEEDBACK_OFF)
    return FeedbackReceipt(id=store.add(feedback.to_feedback()))


@router.delete(
    "/{feedback_id}",
    operation_id="take_feedback_back",
    summary="Take feedback back",
    status_code=204,
    response_description="It is deleted.",
    responses=_documented(400, 403, 404, 422),
)
def take_feedback_back(feedback_id: FeedbackId, state: TheState) -> None:
    """Delete feedback. Whoever holds its id may do so, at any time."""
    if state.feedback is None:
        raise UnknownItemError(f"There is no feedback {feedback_id!r}.")
    state.feedback.take_back(feedback_id)


@router.head("", include_in_schema=False, dependencies=[Depends(_admins_only)])
@router.get(
    "",
    operation_id="list_feedback",
    summary="Read what was said of answers",
    response_description="Feedback, oldest first.",
    responses=_documented(400, 403, 404, 422),
    dependencies=[Depends(_admins_only)],
)
def list_feedback(parameters: Annotated[FeedbackParameters, Query()], state: TheState) -> list[FeedbackBody]:
    """Feedback, oldest first, for callers with the scope `admin`.

    To read on, give the last id as `after`; if that entry has gone meanwhile, the answer is 404: begin anew without it.
    """
    if state.feedback is None:
        return []
    return [
        FeedbackBody.of(entry) for entry in state.feedback.entries(limit=parameters.limit, after=parameters.after or "")
    ]
