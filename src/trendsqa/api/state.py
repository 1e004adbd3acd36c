"""What an API process holds while it serves: one assistant and its settings, and nothing that changes."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from trendsqa.answering.assistant import Assistant
from trendsqa.settings import ServerSettings

__all__ = ["ApiState", "TheAssistant", "attach_state", "the_assistant"]


@dataclass(frozen=True, slots=True)
class ApiState:
    """The objects that every request shares; they are safe to use from many threads."""

    assistant: Assistant
    settings: ServerSettings


def attach_state(app: FastAPI, state: ApiState) -> None:
    """Give ``app`` the state that its routes read."""
    app.state.api = state


# A coroutine on purpose: a plain dependency goes through the thread pool, which costs more than it does.
async def the_assistant(request: Request) -> Assistant:
    """The assistant of the application that ``request`` came to."""
    state: ApiState = request.app.state.api
    return state.assistant


TheAssistant = Annotated[Assistant, Depends(the_assistant)]
"""Parameter type of a route that asks the assistant."""
