"""State of a serving API process: the live index, its settings and its counts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from trendsqa.answering.answering import Answering
from trendsqa.answering.live_index import LiveIndex
from trendsqa.api.metrics import Metrics
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import Settings
from trendsqa.workers.bounded_threads import BoundedThreads

__all__ = ["ApiState", "TheAssistant", "TheState", "attach_state", "the_assistant", "the_state"]


@dataclass(frozen=True, slots=True)
class ApiState:
    """The objects that every request shares; they are safe to use from many threads."""

    live_index: LiveIndex
    settings: Settings
    metrics: Metrics
    threads: BoundedThreads
    feedback: FeedbackStore | None = None
    """None where no feedback is taken."""


def attach_state(app: FastAPI, state: ApiState) -> None:
    """Give ``app`` the state that its routes read."""
    app.state.api = state


# Coroutines on purpose: a plain dependency goes through the thread pool, which costs more than they do.
async def the_state(request: Request) -> ApiState:
    """The state of the application that ``request`` came to."""
    state: ApiState = request.app.state.api
    return state


TheState = Annotated[ApiState, Depends(the_state)]
"""Parameter type of a route that tells about the service itself."""


async def the_assistant(state: TheState) -> AsyncIterator[Answering]:
    """The assistant that answers this request: one for its whole life, whatever is published meanwhile."""
    with state.live_index.lease() as assistant:
        yield assistant


TheAssistant = Annotated[Answering, Depends(the_assistant)]
"""Parameter type of a route that asks the assistant."""
