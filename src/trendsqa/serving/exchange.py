"""HTTP/1.1 of one connection, as h11 reads and writes it, with a bound on heads that h11 itself does not keep."""

from collections.abc import Iterable

import h11

from trendsqa.serving.raw_answers import HEAD_TOO_LONG, INVALID, TARGET_TOO_LONG

__all__ = ["Exchange"]

EVENT_STREAM = b"text/event-stream"
BYTES_AROUND_HEADER = 4
"""A colon, a space and the end of the line."""
TOO_LARGE = 431
VERSIONS = (b"1.0", b"1.1")


class Exchange(h11.Connection):
    """The server's side of one connection.

    ``receiving`` is true from the first byte of a request until its last; ``is_stream`` if the response at hand is a
    stream of events; ``fault`` is the answer to what could not be read; ``sent_bytes`` counts what went to the client.
    """

    def __init__(self, head_bytes: int) -> None:
        super().__init__(h11.SERVER, head_bytes)
        self._head_bytes = head_bytes
        self.receiving = False
        self.is_stream = False
        self.fault = INVALID
        self.sent_bytes = 0

    @property
    def may_answer(self) -> bool:
        """True if no response has begun to the request at hand, or to what comes in its place."""
        return self.our_state in {h11.IDLE, h11.SEND_RESPONSE}

    def receive_data(self, data: bytes) -> None:
        """Take bytes from the client."""
        # While a response is being sent, what comes belongs to the request after the one at hand.
        if self.their_state is h11.IDLE:
            self.receiving = True
        super().receive_data(data)

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        """The next event of the request.

        Raises:
            h11.RemoteProtocolError: It cannot be read; ``fault`` answers it.
        """
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            if error.error_status_hint == TOO_LARGE:
                # h11 stops in the middle of a head: without the end of its first line, the address is what is long.
                self.fault = HEAD_TOO_LONG if b"\n" in self.trailing_data[0] else TARGET_TOO_LONG
            raise
        if isinstance(event, h11.Request):
            self._check(event)
        elif isinstance(event, h11.EndOfMessage):
            self.receiving = False
        return event

    def _check(self, request: h11.Request) -> None:
        """Refuse another version of HTTP, and a head that came whole, in one piece longer than is read in parts."""
        if request.http_version not in VERSIONS:
            raise h11.RemoteProtocolError("Not HTTP/1.1")
        target = len(request.target)
        head = target + sum(len(name) + len(value) + BYTES_AROUND_HEADER for name, value in request.headers)
        if head > self._head_bytes:
            self.fault = TARGET_TOO_LONG if target > self._head_bytes else HEAD_TOO_LONG
            raise h11.RemoteProtocolError("The head is too long", error_status_hint=TOO_LARGE)

    def start_next_cycle(self) -> None:
        """Go on to the next request of the connection."""
        super().start_next_cycle()
        self.receiving = bool(self.trailing_data[0])

    def send_with_data_passthrough(self, event: h11.Event) -> list[bytes] | None:
        """The bytes that stand for ``event``; ``send`` joins them."""
        if isinstance(event, h11.Response):
            self.is_stream = _is_stream(event.headers)
        written = super().send_with_data_passthrough(event)
        self.sent_bytes += sum(map(len, written or ()))
        return written

    def end_of_stream(self) -> bytes | None:
        """The bytes that end the response at hand; None if its length was told and it is shorter."""
        try:
            return self.send(h11.EndOfMessage())
        except h11.LocalProtocolError:
            return None


def _is_stream(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"content-type" and value.startswith(EVENT_STREAM) for name, value in headers)
