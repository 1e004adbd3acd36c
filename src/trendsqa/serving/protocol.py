"""Protocol of one connection: uvicorn's, with bounds on how long a client may take and on how many there are.

What a client does wrong costs it its connection and leaves at most a count: no log line, no traceback.
"""

import asyncio
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from trendsqa.exchanges.receive_time import allowed_receive_time
from trendsqa.serving.exchange import Exchange
from trendsqa.serving.open_connections import OpenConnections
from trendsqa.serving.raw_answers import NO_PLACE, STOPPING, TOO_SLOW

__all__ = ["BoundedProtocol"]

LINGER_S = 1.0
"""Time for a client to take a last answer: if it is closed on unread bytes, its system throws the answer away."""

MOST_LINGERING = 32

LOOKS_AT_SENDING = 4
"""Looks at the progress of a response in the time that a client may read nothing."""

STREAM_GRACE_S = 1.0
"""Time for the event that a stream waits for, an answer in the chat, when the server stops."""


class BoundedProtocol(H11Protocol):
    """One connection of a server whose connections are ``connections``."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        connections: OpenConnections,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._places, self._limits = connections, connections.limits
        self.address = ""
        self.conn: Exchange = Exchange(self._limits.head_bytes)
        # The handler of uvicorn does what is wanted of an idle connection, so its timer serves for all of them.
        self.timeout_keep_alive: float = self._limits.idle_s  # type: ignore[assignment]
        self._receiving_timer: asyncio.TimerHandle | None = None
        self._receiving_since = 0.0
        self._sending_timer: asyncio.TimerHandle | None = None
        self._ended = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or refuse it where there is no place."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        if self._places.admit(self):
            self._end(NO_PLACE)
        else:
            self._await_client()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._places.leave(self)
        self._places.lingering.discard(self)
        self._ended = True
        self._stop_timers()
        if self._sending_timer is not None:
            self._sending_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes of the client; after a last answer they are thrown away."""
        if self._ended:
            return
        super().data_received(data)
        self._await_client()

    def on_response_complete(self) -> None:
        """Go on to the next request, or see that the client takes the last response."""
        super().on_response_complete()
        self._await_client()
        self._watch_sending()

    def pause_writing(self) -> None:
        """The client reads more slowly than the response is made."""
        super().pause_writing()
        self._watch_sending()

    def timeout_keep_alive_handler(self) -> None:
        """No request has come for the longest time."""
        if not self.transport.is_closing():
            self._places.counts.closed["idle"] += 1
            super().timeout_keep_alive_handler()
            self._watch_sending()

    def send_400_response(self, msg: str) -> None:
        """Answer what cannot be read, by its kind; uvicorn's words for all of them, ``msg``, are not used."""
        del msg
        self._places.counts.closed["invalid"] += 1
        self._end(self.conn.fault)

    def make_way(self) -> None:
        """Close at once: a new connection takes the place."""
        self.transport.abort()

    def shutdown(self) -> None:
        """Take nothing more: finish what is being answered, close the rest."""
        if self._ended:
            self.transport.abort()
        elif self.conn.receiving:
            self._end(STOPPING)
        else:
            super().shutdown()
            self.loop.call_later(STREAM_GRACE_S, self._end_stream)

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing: the request is answered as one without an upgrade (RFC 9110, section 7.8)."""

    def _await_client(self) -> None:
        """Set the timers, and the place in the queue of those that make way, by what the client has to do."""
        if self._ended or self.transport.is_closing():
            self._stop_timers()
        elif self.conn.receiving:
            self._places.note_receiving(self)
            if self._receiving_timer is None:
                self._receiving_since = self.loop.time()
                self._receiving_timer = self.loop.call_later(self._limits.receive_s, self._on_slow_request)
        else:
            self._stop_receiving_timer()
            if self._is_answering():
                self._places.note_busy(self)
                return
            self._places.note_idle(self)
            if self.timeout_keep_alive_task is None:
                self.timeout_keep_alive_task = self.loop.call_later(
                    self.timeout_keep_alive, self.timeout_keep_alive_handler
                )

    def _is_answering(self) -> bool:
        # Before the first request there is no cycle.
        return not getattr(self.cycle, "response_complete", True)

    def _on_slow_request(self) -> None:
        self._receiving_timer = None
        if self.flow.read_paused:
            # The client is not slow: the application has not taken what was sent.
            self._await_client()
            return
        # Only behind the head of a request does the scope belong to it.
        allowed = allowed_receive_time(self.scope) if self._is_answering() else 0.0
        if (left := self._receiving_since + allowed - self.loop.time()) > 0:
            self._receiving_timer = self.loop.call_later(left, self._on_slow_request)
            return
        self._places.counts.closed["receive"] += 1
        self._end(TOO_SLOW)

    def _watch_sending(self) -> None:
        """See to it that a client that reads nothing is cut off, while anything is left to be read."""
        if self._sending_timer is None and self.transport.get_write_buffer_size():
            self._look_at_sending(self._taken_bytes(), self.loop.time())

    def _look_at_sending(self, taken: int, since: float) -> None:
        """The client had taken ``taken`` bytes, and no fewer, ``since``."""
        self._sending_timer = None
        if not self.transport.get_write_buffer_size():
            return
        now = self.loop.time()
        if self._taken_bytes() > taken:
            taken, since = self._taken_bytes(), now
        if now - since >= self._limits.send_s:
            self._places.counts.closed["send"] += 1
            self.transport.abort()
            return
        pause = self._limits.send_s / LOOKS_AT_SENDING
        self._sending_timer = self.loop.call_later(pause, self._look_at_sending, taken, since)

    def _taken_bytes(self) -> int:
        """Bytes that the system has taken for the client."""
        return self.conn.sent_bytes - self.transport.get_write_buffer_size()

    def _end(self, answer: bytes) -> None:
        """Close the connection, with ``answer`` where no response has begun."""
        if self._ended or self.transport.is_closing():
            return
        self._ended = True
        self._stop_timers()
        self._places.leave(self)
        self._abandon_request()
        if not self.conn.may_answer:
            self.transport.close()
            self._watch_sending()
            return
        self.transport.write(answer)
        if len(self._places.lingering) >= MOST_LINGERING:
            self.transport.close()
            return
        self._places.lingering.add(self)
        self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_S, self.transport.abort)

    def _abandon_request(self) -> None:
        """Tell the application, if it is answering, that the client is gone."""
        if self._is_answering():
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self.flow.resume_writing()

    def _end_stream(self) -> None:
        """End a stream of events as if it were complete; it would never end by itself."""
        if not (self.conn.is_stream and self._is_answering()) or self.transport.is_closing():
            return
        self._abandon_request()
        rest = self.conn.end_of_stream()
        if rest is None:
            self.transport.abort()
            return
        self.transport.write(rest)
        self.transport.close()
        self._watch_sending()

    def _stop_receiving_timer(self) -> None:
        if self._receiving_timer is not None:
            self._receiving_timer.cancel()
            self._receiving_timer = None

    def _stop_timers(self) -> None:
        self._unset_keepalive_if_required()
        self._stop_receiving_timer()
