"""One HTTP request and its response over a connection of its own, within all limits.

httpcore's exceptions are translated here, to NetworkError (try again) or UnreadableFileError (trying again at once
would not help). Cookies are never sent or kept; redirects and retries are not handled here.
"""

import contextlib
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import httpcore
import httpx

from trendsqa.corpus.fetching.address import Resolver
from trendsqa.corpus.fetching.connecting import BoundedStream, CheckedBackend, Deadline
from trendsqa.corpus.fetching.decompressing import ACCEPTED_ENCODINGS, decompress
from trendsqa.corpus.fetching.fetch_limits import FetchLimits
from trendsqa.errors import NetworkError, UnreadableFileError

__all__ = ["FOREIGN_ERRORS", "AcceptedBody", "Exchanger", "Reply"]

FOREIGN_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
    httpcore.ConnectionNotAvailable,
    ssl.SSLError,
    OSError,
)
"""Exceptions that a connection may raise; a test compares this with all exceptions that httpcore exports."""

_HTTPS_PORT = 443
# A server that respects "Connection: close" ends the connection at once; the others are not waited for.
_SURPLUS_WAIT_S = 0.2
_ANYTHING = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.8"
_TRY_LATER = "Try again later."
_BY_HAND = "Open it in a browser; where it is right there, save it and add it: trendsqa corpus add FILE"


@dataclass(frozen=True, slots=True)
class Reply:
    """A response; ``body`` is decompressed, and empty if the status was not among the wanted ones."""

    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class AcceptedBody:
    """Bodies to read: those of ``statuses``, up to ``max_bytes``; longer ones are cut if ``may_cut``, else refused."""

    statuses: Collection[int]
    max_bytes: int
    may_cut: bool = False
    on_bytes: Callable[[int], None] | None = None


class Exchanger:
    """Sends requests, each over a connection of its own to a checked IP address."""

    def __init__(self, limits: FetchLimits, resolver: Resolver) -> None:
        self._limits = limits
        self._resolver = resolver
        self._ssl_context: ssl.SSLContext | None = None

    def exchange(
        self,
        url: httpx.URL,
        wanted: AcceptedBody,
        deadline: Deadline,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Reply:
        """The response to a GET request.

        Raises:
            AddressError: The host resolves to a forbidden IP address.
            NetworkError: There was no response, or it broke off.
            UnreadableFileError: The body is too large, damaged or not as long as declared.
        """
        if not deadline.remaining():
            raise NetworkError(f"{url} was given up: the time for one page is used up. {_TRY_LATER}")
        try:
            with self._connection(url, deadline) as connection:
                request = self._request(url, headers)
                response = connection.handle_request(request)
                try:
                    return self._read(url, response, wanted)
                finally:
                    response.close()
        except FOREIGN_ERRORS as error:
            raise _translated(url, error, deadline) from error

    @contextlib.contextmanager
    def _connection(self, url: httpx.URL, deadline: Deadline) -> Iterator[httpcore.HTTPConnection]:
        backend = CheckedBackend(
            self._resolver,
            deadline,
            allow_loopback=self._limits.allow_loopback,
            only_loopback=url.scheme != "https" or url.port not in {None, _HTTPS_PORT},
        )
        connection = httpcore.HTTPConnection(_for_wire(url).origin, self._trust(url), network_backend=backend)
        try:
            yield connection
        finally:
            connection.close()

    def _trust(self, url: httpx.URL) -> ssl.SSLContext | None:
        if url.scheme != "https":
            return None
        if self._ssl_context is None:
            # certifi's list, or the operator's own through SSL_CERT_FILE; made once, since it takes tens of
            # milliseconds.
            self._ssl_context = httpx.create_ssl_context()
        return self._ssl_context

    def _request(self, url: httpx.URL, headers: Mapping[str, str]) -> httpcore.Request:
        seconds = self._limits.timeout_s
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._limits.user_agent,
            "Accept": _ANYTHING,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            "Connection": "close",
            **headers,
        }
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        return httpcore.Request("GET", _for_wire(url), headers=list(sent.items()), extensions={"timeout": timeouts})

    def _read(self, url: httpx.URL, response: httpcore.Response, wanted: AcceptedBody) -> Reply:
        headers = httpx.Headers(response.headers)
        if response.status not in wanted.statuses:
            return Reply(response.status, headers, b"")
        declared = _declared_length(headers)
        if declared is not None and declared > wanted.max_bytes and not wanted.may_cut:
            raise _too_large(url, wanted.max_bytes)
        raw = _RawBody(url, response, wanted)
        body = bytearray()
        for piece in decompress(raw.pieces(), headers.get("content-encoding", "")):
            body += piece
            if len(body) > wanted.max_bytes:
                if wanted.may_cut:
                    return Reply(response.status, headers, bytes(body[: wanted.max_bytes]))
                raise _too_large(url, wanted.max_bytes)
        if not raw.was_cut:
            _refuse_surplus(url, response, declared)
        return Reply(response.status, headers, bytes(body))


def _for_wire(url: httpx.URL) -> httpcore.URL:
    """The same URL built from its parts: it is parsed only once, so that no second parser can see another host."""
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


class _RawBody:
    """The body before decompression, with its bytes counted."""

    def __init__(self, url: httpx.URL, response: httpcore.Response, wanted: AcceptedBody) -> None:
        self._url = url
        self._response = response
        self._wanted = wanted
        self.was_cut = False

    def pieces(self) -> Iterator[bytes]:
        received = 0
        for piece in self._response.iter_stream():
            received += len(piece)
            if self._wanted.on_bytes is not None:
                self._wanted.on_bytes(received)
            if received > self._wanted.max_bytes:
                if not self._wanted.may_cut:
                    raise _too_large(self._url, self._wanted.max_bytes)
                self.was_cut = True
                yield piece
                return
            yield piece


def _declared_length(headers: httpx.Headers) -> int | None:
    """The Content-Length, checked by the HTTP parser; None if it does not apply (RFC 9112, section 6.3)."""
    if "transfer-encoding" in headers or "content-length" not in headers:
        return None
    return int(headers["content-length"].partition(",")[0])


def _refuse_surplus(url: httpx.URL, response: httpcore.Response, declared: int | None) -> None:
    """Refuse a body longer than declared: a server's defect or smuggled content, which the parser would drop."""
    stream = response.extensions.get("network_stream")
    if declared is None or not isinstance(stream, BoundedStream):
        return
    received = stream.body_received()
    if received == declared:
        with contextlib.suppress(*FOREIGN_ERRORS):
            received += len(stream.read(1, _SURPLUS_WAIT_S))
    if received is not None and received > declared:
        raise UnreadableFileError(
            f"{url} sent more than the {declared} bytes it announced, so the page may be damaged. {_BY_HAND}"
        )


def _too_large(url: httpx.URL, max_bytes: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{url} is larger than {max_bytes / 2**20:.1f} MiB. "
        f"Where it is the right file, raise the setting fetching.max_mib and fetch again."
    )


def _translated(url: httpx.URL, error: Exception, deadline: Deadline) -> Exception:
    """Our exception for a foreign one; an invalid certificate is not retried, since it stays invalid."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return UnreadableFileError(
                f"{url} was not fetched: its certificate cannot be trusted ({cause.verify_message}). "
                f"Open it in a browser to see whose it is; where your network inspects encrypted traffic, "
                f"name its certificates in SSL_CERT_FILE."
            )
        cause = cause.__cause__ or cause.__context__
    if not deadline.remaining():
        return NetworkError(f"{url} was given up: the time for one page is used up. {_TRY_LATER}")
    if isinstance(error, httpcore.TimeoutException):
        return NetworkError(f"{url} did not answer in time. {_TRY_LATER}")
    if isinstance(error, httpcore.ProtocolError):
        return NetworkError(f"{url} broke off or did not keep to HTTP ({error}). {_TRY_LATER}")
    return NetworkError(f"{url} could not be reached ({error}). {_TRY_LATER}")
