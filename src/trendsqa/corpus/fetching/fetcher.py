"""Fetches one address after another, politely: robots.txt, pauses, retries and redirects.

The only part of the project that sends requests to other people's servers; it runs when a maintainer asks for it. It
writes nothing to disk: the caller stores the pages.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

import httpx

from trendsqa.corpus.fetching.address import Resolver, join_address, parse_address
from trendsqa.corpus.fetching.connecting import Deadline, resolve_by_system
from trendsqa.corpus.fetching.exchange import AcceptedBody, Exchanger, Reply
from trendsqa.corpus.fetching.fetch_limits import FetchLimits
from trendsqa.corpus.fetching.fetch_outcome import FetchOutcome, FetchStatus
from trendsqa.corpus.fetching.page_judging import Visit, judge_page, judge_presence, validators_for
from trendsqa.corpus.fetching.reachability import any_reachable
from trendsqa.corpus.fetching.robots import MAX_ROBOTS_BYTES, MAX_ROBOTS_REDIRECTS, RobotsRules, robots_address
from trendsqa.corpus.snapshot import Snapshot
from trendsqa.errors import AddressError, NetworkError, UnreadableFileError

__all__ = ["RETRIED_STATUSES", "Fetcher", "Pacer", "backoff_s", "busy_until", "retry_after_s"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_PAGE = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
_NO_BODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Order:
    """Options of the requests for one page; ``known`` is the stored snapshot to compare with."""

    wanted: AcceptedBody
    deadline: Deadline
    known: Snapshot | None = None


class Fetcher:
    """A run of fetching, which keeps robots.txt rules and request times of hosts. For one thread."""

    def __init__(self, limits: FetchLimits, *, resolver: Resolver = resolve_by_system) -> None:
        self._limits = limits
        self._resolver = resolver
        self._exchanger = Exchanger(limits, resolver)
        self._pacer = Pacer(limits.delay_s)
        self._robots: dict[str, RobotsRules] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the robots.txt rules; every connection was closed after its response."""
        self._robots.clear()

    def fetch(
        self, address: str, *, known: Snapshot | None = None, on_bytes: Callable[[int], None] | None = None
    ) -> FetchOutcome:
        """The page at ``address``; never raises for what a server does.

        ``known`` is the stored snapshot of the same address: an unchanged page then costs one short response.
        ``on_bytes`` is called with the bytes of the body received so far.
        """
        wanted = AcceptedBody(_PAGE, self._limits.max_bytes, on_bytes=on_bytes)
        order = _Order(wanted, Deadline(self._limits.total_s), known)
        return self._outcome(address, order, lambda visit: judge_page(visit, known))

    def probe(self, address: str) -> FetchOutcome:
        """The outcome of a request for ``address`` without reading the body."""
        order = _Order(AcceptedBody(_NO_BODY, 0), Deadline(self._limits.total_s))
        return self._outcome(address, order, judge_presence)

    def is_online(self, addresses: tuple[str, ...]) -> bool:
        """True if any of the hosts can be reached; takes at most 5 seconds and sends no request."""
        return any_reachable(addresses, self._resolver, allow_loopback=self._limits.allow_loopback)

    def _outcome(self, address: str, order: _Order, judge: Callable[[Visit], FetchOutcome]) -> FetchOutcome:
        try:
            return judge(self._visit(address, order))
        except AddressError as error:
            return FetchOutcome(address, FetchStatus.REFUSED, str(error))
        except (NetworkError, UnreadableFileError) as error:
            return FetchOutcome(address, FetchStatus.FAILED, str(error))

    def _visit(self, address: str, order: _Order) -> Visit:
        """The final response, after all redirects."""
        loopback = self._limits.allow_loopback
        url = parse_address(address, allow_loopback=loopback)
        seen = {url}
        moved_to = ""
        is_permanent = True
        while True:
            self._obey_robots(url)
            reply = self._ask(url, order, validators_for(order.known, url))
            if reply.status not in _REDIRECTS:
                return Visit(address, url, reply, moved_to)
            target = _redirect_target(url, reply, allow_loopback=loopback)
            if target in seen:
                raise NetworkError(f"{address} redirects in a circle, by way of {target}. Look at it in a browser.")
            if len(seen) > self._limits.max_redirects:
                raise NetworkError(
                    f"{address} redirects more than {self._limits.max_redirects} times. "
                    f"Look at it in a browser and give the address that it ends at."
                )
            seen.add(target)
            # Only an unbroken series of permanent redirects from the start gives the page's new address.
            is_permanent = is_permanent and reply.status in _PERMANENT
            moved_to = str(target) if is_permanent else moved_to
            url = target

    def _obey_robots(self, url: httpx.URL) -> None:
        """Check that the host's robots.txt allows ``url``. Raises AddressError, NetworkError."""
        where = str(robots_address(url))
        if where not in self._robots:
            rules = self._fetch_robots(robots_address(url))
            self._robots[where] = rules
            self._pacer.slow_down(url.host, rules.crawl_delay_s)
        rules = self._robots[where]
        if rules.refusal:
            raise NetworkError(
                f"{url} was not fetched: {where} could not be read ({rules.refusal}), which forbids everything "
                f"on that host for now. Try again later."
            )
        if not rules.allows(url):
            raise AddressError(
                f"{url} was not fetched: {where} asks programs to leave it alone. Ask the publisher, or save the "
                f"page with a browser where its terms allow that, and add it: trendsqa corpus add FILE"
            )

    def _fetch_robots(self, url: httpx.URL) -> RobotsRules:
        order = _Order(AcceptedBody(_PAGE, MAX_ROBOTS_BYTES, may_cut=True), Deadline(self._limits.total_s))
        is_redirected = False
        for _ in range(MAX_ROBOTS_REDIRECTS + 1):
            try:
                reply = self._ask(url, order, {})
                if reply.status not in _REDIRECTS:
                    break
                is_redirected = True
                url = _redirect_target(url, reply, allow_loopback=self._limits.allow_loopback)
            except (AddressError, NetworkError, UnreadableFileError) as error:
                # A host that must not be connected to is refused itself, not because of its robots.txt.
                if isinstance(error, AddressError) and not is_redirected:
                    raise
                return RobotsRules.unreachable(str(error))
        return RobotsRules.from_answer(reply.status, reply.body)

    def _ask(self, url: httpx.URL, order: _Order, headers: Mapping[str, str]) -> Reply:
        """The response of one address; busy and failing servers are retried within the limits of time and tries."""
        tried = 0
        while True:
            tried += 1
            failure: NetworkError | None = None
            pause = backoff_s(self._limits.backoff_s, tried)
            self._pacer.wait_for_turn(url.host, order.deadline)
            try:
                reply = self._exchanger.exchange(url, order.wanted, order.deadline, headers)
                if reply.status not in RETRIED_STATUSES:
                    return reply
                asked = retry_after_s(reply.headers.get("retry-after", ""))
                failure = _busy(url, reply.status, asked)
                pause = max(pause, asked or 0.0)
            except NetworkError as error:
                failure = error
            finally:
                self._pacer.note_finished(url.host)
            # A wait longer than the page's time limit is the maintainer's decision; the message says when to try again.
            if tried > self._limits.retries or pause >= order.deadline.remaining():
                raise failure
            order.deadline.sleep(pause)


def _redirect_target(url: httpx.URL, reply: Reply, *, allow_loopback: bool) -> httpx.URL:
    location = reply.headers.get("location", "")
    if not location:
        raise NetworkError(f"{url} redirects ({reply.status}) without saying where to. Look at it in a browser.")
    try:
        return join_address(url, location, allow_loopback=allow_loopback)
    except AddressError as error:
        raise AddressError(f"{url} redirects to an address that is not fetched. {error}") from error


def _busy(url: httpx.URL, status: int, asked_s: float | None) -> NetworkError:
    when = "later" if asked_s is None else f"after {busy_until(asked_s)}"
    phrase = HTTPStatus(status).phrase.lower()
    return NetworkError(f"{url} was not fetched: its server answered {status} ({phrase}). Try again {when}.")


class Pacer:
    """Rate limiter: pauses between the requests to each host of a run. For one thread."""

    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s
        self._host_delays: dict[str, float] = {}
        self._finished: dict[str, float] = {}

    def slow_down(self, host: str, delay_s: float) -> None:
        """Let at least ``delay_s`` pass between two requests to ``host``."""
        self._host_delays[host] = max(delay_s, self._host_delays.get(host, 0.0))

    def wait_for_turn(self, host: str, deadline: Deadline) -> None:
        """Wait until ``host`` may be requested again; the pause is our own, so it extends the deadline."""
        if host not in self._finished:
            return
        delay = max(self._delay_s, self._host_delays.get(host, 0.0))
        pause = self._finished[host] + delay - time.monotonic()
        if pause > 0:
            deadline.extend(pause)
            time.sleep(pause)

    def note_finished(self, host: str) -> None:
        """Record that a request to ``host`` has just ended."""
        self._finished[host] = time.monotonic()


RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
"""Statuses that are retried: the server is busy or failed, perhaps only for now."""

# A wait of more than a year is meaningless, and the time might not fit a date.
_LONGEST_S = 366 * 24 * 3600.0
_RANDOM = random.SystemRandom()


def retry_after_s(header: str) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, section 10.2.3); None without a valid value."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _LONGEST_S)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_S)


def backoff_s(first_s: float, tried: int) -> float:
    """Exponential backoff in seconds, with a random factor of 0.5-1 so that clients do not all retry at once."""
    return first_s * 2.0 ** (tried - 1) * _RANDOM.uniform(0.5, 1.0)


def busy_until(seconds: float) -> str:
    """The time to try again, formatted for a person."""
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.strftime("%d %B %Y at %H:%M UTC")
