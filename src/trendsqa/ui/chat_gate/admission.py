"""Admission of requests to the chat: each is checked whole, and Gradio is handed what was checked, written anew.

So Gradio cannot read another thing in the same bytes, and meets nothing that it answers with a traceback.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode

from pydantic import TypeAdapter
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.types import Message, Receive, Scope

from trendsqa.served_path import path_below
from trendsqa.ui.chat_gate.addresses import ChatAddress, Purpose, find_address
from trendsqa.ui.chat_gate.functions import ChatFunction
from trendsqa.ui.chat_gate.messages import CancelMessage, JoinMessage, ResetMessage, SessionHash, read_json
from trendsqa.ui.chat_gate.session_cookie import begins_elsewhere, cookie_of, new_cookie, set_cookie_header
from trendsqa.ui.chat_gate.session_owners import SessionOwners

__all__ = ["Admitted", "ChatAdmission", "HeldSessions"]

MOST_WAITING = 8
"""Calls of one session that may be unanswered, or answered and not fetched; the page makes one at a time."""

ONE_YEAR_S = 31_536_000
ASSETS = "/assets/"

NOT_YOURS = "The session was begun by another browser. Open the chat's page again to begin one of your own."
NO_COOKIE = "The request carries no cookie of the chat. Open the chat's page first; it needs cookies to be allowed."

# A page of another site led here, and the browser has kept the cookie back: asked by this page, it sends it.
OPENING = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Opening the chat</title>
<meta http-equiv="refresh" content="0"></head>
<body><p>The chat opens. If it does not, <a href="">open it here</a>.</p></body></html>
"""

_SESSION: TypeAdapter[str] = TypeAdapter(SessionHash)


class HeldSessions(Protocol):
    """Sessions as Gradio holds them."""

    def knows(self, session: str) -> bool:
        """True if something was asked in the session."""

    def waiting(self, session: str) -> int:
        """Number of its calls that are not answered or not fetched."""

    def abandon(self, session: str) -> None:
        """Forget answers that nobody fetched."""

    def forget(self, session: str) -> None:
        """Forget all of it."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request as Gradio gets it; ``session`` is the one that its response is a stream of, if it is one."""

    scope: Scope
    receive: Receive
    session: str = ""
    is_answers: bool = False
    asked_page: Scope | None = None
    """The request as it came, if it is one for the page, which gets a frame around it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers that the response gets besides Gradio's own."""


class ChatAdmission:
    """Checks of one chat's requests."""

    def __init__(
        self, functions: Mapping[int, ChatFunction], sessions: HeldSessions, owners: SessionOwners, most_bytes: int
    ) -> None:
        self._functions = functions
        self._sessions = sessions
        self._owners = owners
        self._most_bytes = most_bytes

    async def admit(self, scope: Scope, receive: Receive) -> Admitted | Response:
        """The request for Gradio, or the response that needs none of it.

        Raises:
            HTTPException: It is refused.
            ValidationError: It is a message of another form than the page sends.
        """
        address = find_address(path_below(scope))
        if address is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "The chat serves nothing at this address.")
        allowed = {"Allow": ", ".join(address.purpose.methods)}
        if scope["method"] == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers=allowed)
        if scope["method"] not in address.purpose.methods:
            detail = f"This address takes {allowed['Allow']}."
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers=allowed)
        if address.purpose is Purpose.PAGE:
            return _page(scope, receive)
        if address.purpose is Purpose.FILE:
            return Admitted(_asked_anew(scope), receive, headers=_kept(path_below(scope)))
        if address.is_stream:
            return self._stream(scope, receive, address)
        return await self._message(scope, receive, address.purpose)

    def _stream(self, scope: Scope, receive: Receive, address: ChatAddress) -> Admitted:
        cookie = _cookie_of(scope)
        if address.purpose is Purpose.HEARTBEAT:
            session = _SESSION.validate_python(address.rest)
            _refuse_unless(self._owners.claim(session, cookie))
            return Admitted(_asked_anew(scope), receive, session)
        session = _asked_session(scope)
        _refuse_unless(self._owners.owns(session, cookie))
        if not self._sessions.knows(session):
            raise HTTPException(HTTPStatus.NOT_FOUND, "Nothing was asked in this session.")
        return Admitted(_asked_anew(scope, urlencode({"session_hash": session})), receive, session, is_answers=True)

    async def _message(self, scope: Scope, receive: Receive, purpose: Purpose) -> Admitted:
        cookie = _cookie_of(scope)
        _refuse_other_media(scope)
        value = _read(await self._body(receive))
        message: JoinMessage | CancelMessage | ResetMessage
        if purpose is Purpose.JOIN:
            message = self._joined(value, cookie)
        elif purpose is Purpose.CANCEL:
            message = CancelMessage.model_validate(value)
            _refuse_unless(self._owners.owns(message.session_hash, cookie))
        else:
            message = ResetMessage.model_validate(value)
        return _written_anew(scope, receive, message.model_dump_json().encode())

    def _joined(self, value: Any, cookie: str) -> JoinMessage:
        message = JoinMessage.model_validate(value)
        message.check(self._functions)
        _refuse_unless(self._owners.claim(message.session_hash, cookie))
        if self._sessions.waiting(message.session_hash) >= MOST_WAITING:
            detail = f"{MOST_WAITING} questions of this session wait already. Fetch their answers first."
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": "5"})
        return message

    async def _body(self, receive: Receive) -> bytes:
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise HTTPException(HTTPStatus.BAD_REQUEST, "The body is not complete.")
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._most_bytes:
                detail = f"The body is larger than {self._most_bytes} bytes. Ask a shorter question."
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        return bytes(body)


def _kept(path: str) -> Mapping[str, str]:
    """Gradio names its assets by their content but does not say so: a browser need not ask for them twice."""
    return {"Cache-Control": f"public, max-age={ONE_YEAR_S}, immutable"} if path.startswith(ASSETS) else {}


def _page(scope: Scope, receive: Receive) -> Admitted | Response:
    """The page, with a cookie for a browser that has none."""
    kept = {"Cache-Control": "no-store"}
    if cookie_of(scope) or scope["method"] == "HEAD":
        return Admitted(_asked_anew(scope), receive, headers=kept, asked_page=scope)
    if begins_elsewhere(scope):
        return HTMLResponse(OPENING, headers={**kept, "Referrer-Policy": "no-referrer"})
    given = {**kept, "Set-Cookie": set_cookie_header(scope, new_cookie())}
    return Admitted(_asked_anew(scope), receive, headers=given, asked_page=scope)


def _cookie_of(scope: Scope) -> str:
    cookie = cookie_of(scope)
    if not cookie:
        raise HTTPException(HTTPStatus.FORBIDDEN, NO_COOKIE)
    return cookie


def _refuse_unless(theirs: bool) -> None:
    if not theirs:
        raise HTTPException(HTTPStatus.FORBIDDEN, NOT_YOURS)


def _asked_session(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    given = asked.get("session_hash", [])
    if len(given) != 1:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "The address must name one session: session_hash=.")
    return _SESSION.validate_python(given[0])


def _refuse_other_media(scope: Scope) -> None:
    media_type = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        detail = "The body's Content-Type must be application/json."
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, headers={"Accept-Post": "application/json"})


def _read(body: bytes) -> Any:
    try:
        return read_json(body)
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"The body is not valid JSON in UTF-8: {error}.") from error


def _asked_anew(scope: Scope, query: str = "") -> Scope:
    """``scope`` with nothing in its query but ``query``; Gradio answers some other parameters with a traceback."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return {**scope, "method": method, "query_string": query.encode("ascii")}


def _written_anew(scope: Scope, receive: Receive, body: bytes) -> Admitted:
    """The request with ``body`` in place of its own."""
    changed = {**_asked_anew(scope), "headers": list(scope["headers"])}
    headers = MutableHeaders(scope=changed)
    del headers["transfer-encoding"]
    headers["content-type"] = "application/json"
    headers["content-length"] = str(len(body))
    given = False

    async def receive_written() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return Admitted(changed, receive_written)
