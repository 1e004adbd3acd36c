"""Gate before Gradio's server: only what the chat's page sends gets in, and no error of Gradio's gets out.

A pure ASGI middleware: it also sets the chat's content policy, and bounds the streams that one client has open.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http import HTTPStatus
from urllib.parse import quote

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.settings import LimitSettings
from trendsqa.ui.chat_gate.admission import Admitted, ChatAdmission, HeldSessions
from trendsqa.ui.chat_gate.functions import ChatFunction
from trendsqa.ui.chat_gate.open_streams import OpenStreams
from trendsqa.ui.chat_gate.refusing import field_refusal, refusal_response
from trendsqa.ui.chat_gate.session_owners import SessionOwners
from trendsqa.ui.frame.content_policy import CHAT_POLICY

__all__ = ["ChatGate"]

_LOG = logging.getLogger(__name__)

MOST_PATH_CHARACTERS = 500
MOST_PAGE_BYTES = 4 * 2**20
"""Most of Gradio's page that is held; with all of the chat's components it is a fortieth of that."""
RETRY_S = 5
WEBSOCKET_POLICY_VIOLATION = 1008
"""RFC 6455, section 7.4.1."""

_FAILED = "The chat failed to answer. The server's log says why; trying again may help."
_UPSTREAM = "The chat does not take this request at the moment, or serves nothing at this address."


class ChatGate:
    """Lets through what the chat's page sends and refuses the rest in words."""

    def __init__(
        self,
        app: ASGIApp,
        functions: Mapping[int, ChatFunction],
        sessions: HeldSessions,
        limits: LimitSettings,
        address_of: Callable[[Scope], str],
        around: Callable[[Scope, bytes], Response],
    ) -> None:
        """``address_of`` tells the client's address, behind a proxy too; ``around`` puts a frame around the page."""
        self._app = app
        self._around = around
        self._sessions = sessions
        self._address_of = address_of
        self._owners = SessionOwners(sessions.forget)
        self._streams = OpenStreams(limits.streams_per_address)
        self._admission = ChatAdmission(functions, sessions, self._owners, limits.body_kib * 1024)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": WEBSOCKET_POLICY_VIOLATION, "reason": ""})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        outgoing = _Outgoing(scope, receive, send)
        admitted = await self._admitted(scope, receive)
        try:
            if isinstance(admitted, Response):
                await admitted(scope, receive, outgoing.send_own)
            else:
                await self._pass(admitted, outgoing)
        except Exception:
            if outgoing.begun:
                raise
            _LOG.exception("%s %s failed", scope["method"], quote(scope["path"][:MOST_PATH_CHARACTERS]))
            response = refusal_response(scope, HTTPStatus.INTERNAL_SERVER_ERROR, _FAILED)
            await response(scope, receive, outgoing.send_own)

    async def _admitted(self, scope: Scope, receive: Receive) -> Admitted | Response:
        try:
            return await self._admission.admit(scope, receive)
        except HTTPException as error:
            return refusal_response(scope, error.status_code, error.detail, headers=error.headers)
        except ValidationError as error:
            return field_refusal(scope, error)

    async def _pass(self, admitted: Admitted, outgoing: "_Outgoing") -> None:
        outgoing.headers = admitted.headers
        if admitted.asked_page:
            await self._pass_page(admitted, admitted.asked_page, outgoing)
            return
        if not admitted.session:
            await self._app(admitted.scope, admitted.receive, outgoing.send)
            return
        with ExitStack() as stack:
            if not stack.enter_context(self._streams.opened(self._address_of(admitted.scope))):
                detail = "This client has as many streams open as it may. Close a page of the chat."
                headers = {"Retry-After": str(RETRY_S)}
                response = refusal_response(admitted.scope, HTTPStatus.SERVICE_UNAVAILABLE, detail, headers=headers)
                await response(admitted.scope, admitted.receive, outgoing.send_own)
                return
            stack.enter_context(self._owners.held(admitted.session))
            try:
                await self._app(admitted.scope, admitted.receive, outgoing.send)
            finally:
                if admitted.is_answers and not outgoing.ended:
                    self._sessions.abandon(admitted.session)

    async def _pass_page(self, admitted: Admitted, asked: Scope, outgoing: "_Outgoing") -> None:
        """Gradio's page with the frame around it; an error of Gradio's is told as any other."""
        page = _HeldPage(outgoing.send)
        await self._app(admitted.scope, admitted.receive, page.send)
        if page.is_whole:
            # It waits for what is held here to be told, and must not hold up the streams of others.
            framed = await run_in_threadpool(self._around, asked, bytes(page.body))
            for name, value in admitted.headers.items():
                # The frame may give a cookie of its own: the one for the language.
                if name == "Set-Cookie":
                    framed.headers.append(name, value)
                else:
                    framed.headers[name] = value
            await framed(asked, admitted.receive, outgoing.send_own)


class _HeldPage:
    """A page on its way out, held until all of it is there; anything but a page passes as it is."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._is_page = False
        self.body = bytearray()
        self.is_whole = False

    async def send(self, message: Message) -> None:
        """Keep a part of the page.

        Raises:
            ValueError: It is larger than any page of the chat.
        """
        if message["type"] == "http.response.start":
            self._is_page = message["status"] == HTTPStatus.OK
        if not self._is_page:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.is_whole = not message.get("more_body", False)
            if len(self.body) > MOST_PAGE_BYTES:
                raise ValueError(f"the page of Gradio is larger than {MOST_PAGE_BYTES} bytes")


class _Outgoing:
    """One response on its way out: with the chat's policy, and told as a problem if it is an error of Gradio's."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._is_bare = scope["method"] == "HEAD"
        self._replaced = False
        self.headers: Mapping[str, str] = {}
        self.begun = False
        self.ended = False

    async def send(self, message: Message) -> None:
        """Send a part of Gradio's response."""
        if self._replaced:
            return
        if message["type"] == "http.response.start" and message["status"] >= HTTPStatus.BAD_REQUEST:
            self._replaced = True
            headers = {"Retry-After": str(RETRY_S)} if message["status"] == HTTPStatus.SERVICE_UNAVAILABLE else None
            response = refusal_response(self._scope, message["status"], _UPSTREAM, headers=headers)
            await response(self._scope, self._receive, self.send_own)
            return
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(self.headers)
        await self.send_own(message)

    async def send_own(self, message: Message) -> None:
        """Send a part of a response as it is, with the policy."""
        self.begun = True
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Content-Security-Policy"] = CHAT_POLICY
        else:
            self.ended = not message.get("more_body", False)
            if self._is_bare:
                message = {**message, "body": b""}
        await self._send(message)
