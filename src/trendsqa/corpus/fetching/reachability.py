"""Check for a network connection before any request is sent."""

import threading
import time
from collections.abc import Sequence
from queue import Empty, Queue

import httpx

from trendsqa.corpus.fetching.address import Resolver, parse_address
from trendsqa.corpus.fetching.connecting import CheckedBackend, Deadline, is_answered
from trendsqa.errors import AddressError

__all__ = ["any_reachable"]

TIME_S = 3.0
"""Well under the 5 seconds, start-up included, in which a machine without network must get an answer."""
MAX_HOSTS = 8
"""Hosts that are tried in parallel: any of them may be down, but hardly all."""
_DEFAULT_PORTS = {"https": 443, "http": 80}


def any_reachable(addresses: Sequence[str], resolver: Resolver, *, allow_loopback: bool) -> bool:
    """True if a connection to any of the hosts succeeds, or if no address can be tested this way.

    A host with forbidden IP addresses counts as reachable: its own outcome says what is wrong.
    """
    hosts = _hosts(addresses, allow_loopback=allow_loopback)
    if not hosts:
        return True
    answers: Queue[bool] = Queue()
    for url in hosts:
        arguments = (url, resolver, answers, allow_loopback)
        threading.Thread(target=_try_one, args=arguments, daemon=True).start()
    end = time.monotonic() + TIME_S
    for _ in hosts:
        try:
            if answers.get(timeout=max(0.0, end - time.monotonic())):
                return True
        except Empty:
            return False
    return False


def _hosts(addresses: Sequence[str], *, allow_loopback: bool) -> list[httpx.URL]:
    hosts: dict[bytes, httpx.URL] = {}
    for address in addresses:
        try:
            url = parse_address(address, allow_loopback=allow_loopback)
        except AddressError:
            continue
        hosts.setdefault(url.netloc, url)
    return list(hosts.values())[:MAX_HOSTS]


def _try_one(url: httpx.URL, resolver: Resolver, answers: "Queue[bool]", allow_loopback: bool) -> None:
    only_loopback = url.scheme != "https" or url.port is not None
    backend = CheckedBackend(resolver, Deadline(TIME_S), allow_loopback=allow_loopback, only_loopback=only_loopback)
    try:
        answers.put(is_answered(backend, url.host, url.port or _DEFAULT_PORTS[url.scheme]))
    except AddressError:
        answers.put(item=True)
