"""Connections to checked IP addresses only, each read and write within the time that is left.

httpcore asks this backend for every connection. It resolves the name once, checks every IP address, and connects to one
of them; TLS is still verified for the name. Proxies set in the environment are never used.
"""

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Sequence

import httpcore

from trendsqa.corpus.fetching.address import Resolver, check_numbers
from trendsqa.errors import NetworkError

__all__ = ["BoundedStream", "CheckedBackend", "Deadline", "is_answered", "resolve_by_system", "resolve_in_time"]

# A name may have a dozen IP addresses; after so many without an answer, the host counts as unreachable.
MAX_NUMBERS_TRIED = 4
CONNECT_TIMEOUT_S = 10.0
# More than the largest header block that the HTTP parser accepts (100 KiB), with interim responses before it.
_HEAD_BYTES = 256 * 1024
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1")


class Deadline:
    """A deadline for all waiting; seconds of the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, never less than 0."""
        return max(0.0, self._end - time.monotonic())

    def sleep(self, seconds: float) -> None:
        """Pause, at most until the deadline."""
        time.sleep(min(seconds, self.remaining()))

    def extend(self, seconds: float) -> None:
        """Move the deadline by a pause that we made ourselves."""
        self._end += seconds


def resolve_by_system(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses from the system's resolver, in its order. Raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def resolve_in_time(resolver: Resolver, host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The IP addresses from ``resolver``, if it answers in time.

    Raises:
        NetworkError: The name is unknown, or resolving takes longer.
    """
    answers: list[Sequence[str]] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    # The system's resolver cannot be given a time limit; a thread that hangs is left behind.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if answers:
        return tuple(answers[0])
    reason = str(errors[0]) if errors else f"no answer within {seconds:.0f} s"
    raise NetworkError(
        f"The name {host} cannot be resolved: {reason}. Check the network connection and the spelling of the address."
    )


class BoundedStream(httpcore.NetworkStream):
    """A connection that limits reads and writes to the deadline, and counts the bytes of the body."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline
        self._head = bytearray()
        self._received = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; empty at the end. Raises httpcore.ReadTimeout, httpcore.ReadError."""
        data = self._stream.read(max_bytes, self._time_for(timeout, httpcore.ReadTimeout))
        self._received += len(data)
        if len(self._head) < _HEAD_BYTES:
            self._head += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the bytes. Raises httpcore.WriteTimeout, httpcore.WriteError."""
        self._stream.write(buffer, self._time_for(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted and verified for ``server_hostname``."""
        seconds = self._time_for(timeout, httpcore.ConnectTimeout)
        return BoundedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Details of the connection, for httpcore."""
        return self._stream.get_extra_info(info)

    def body_received(self) -> int | None:
        """Bytes received after the header block of the final response; None if its end was not seen."""
        position = 0
        while found := _END_OF_HEAD.search(self._head, position):
            if not _INTERIM.match(self._head, position):
                return self._received - found.end()
            position = found.end()
        return None

    def _time_for(self, timeout: float | None, expired: type[Exception]) -> float:
        remaining = self._deadline.remaining()
        if not remaining:
            raise expired("the time for one page is used up")
        return remaining if timeout is None else min(timeout, remaining)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked IP addresses, and to nothing else."""

    def __init__(self, resolver: Resolver, deadline: Deadline, *, allow_loopback: bool, only_loopback: bool) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._allow_loopback = allow_loopback
        self._only_loopback = only_loopback

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's IP addresses that answers.

        Raises:
            AddressError: One of the IP addresses is forbidden; none was connected to.
            NetworkError: The name cannot be resolved.
            httpcore.ConnectError: None of the IP addresses answers.
        """
        seconds = min(CONNECT_TIMEOUT_S, timeout or CONNECT_TIMEOUT_S)
        numbers = resolve_in_time(self._resolver, host, port, min(seconds, self._deadline.remaining()))
        check_numbers(host, numbers, allow_loopback=self._allow_loopback, only_loopback=self._only_loopback)
        failure: Exception = httpcore.ConnectTimeout("the time for one page is used up")
        for number in numbers[:MAX_NUMBERS_TRIED]:
            remaining = min(seconds, self._deadline.remaining())
            if not remaining:
                break
            try:
                stream = httpcore.SyncBackend().connect_tcp(number, port, remaining, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return BoundedStream(stream, self._deadline)
        raise failure


def is_answered(backend: CheckedBackend, host: str, port: int) -> bool:
    """True if the host answers, even by refusing the connection. Raises AddressError."""
    try:
        backend.connect_tcp(host, port).close()
    except (NetworkError, httpcore.NetworkError, httpcore.TimeoutException) as error:
        return isinstance(error.__cause__, ConnectionRefusedError)
    return True
