"""Refusals by guards, over HTTP and over websockets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

from trendsqa.api.problems import ProblemKind, problem_response

__all__ = ["Refusal", "refuse"]

WEBSOCKET_POLICY_VIOLATION = 1008
"""RFC 6455, section 7.4.1."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Refusal of a request by a guard."""

    status: int
    kind: ProblemKind
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)


async def refuse(scope: Scope, receive: Receive, send: Send, *, refusal: Refusal) -> None:
    """Answer one connection with ``refusal``."""
    if scope["type"] == "websocket":
        # Closing before accepting makes the server answer the handshake with 403.
        await send({"type": "websocket.close", "code": WEBSOCKET_POLICY_VIOLATION, "reason": ""})
        return
    response = problem_response(scope, refusal.status, refusal.detail, kind=refusal.kind, headers=refusal.headers)
    await response(scope, receive, send)
