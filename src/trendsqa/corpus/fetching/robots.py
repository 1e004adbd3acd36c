"""Rules of a host's robots.txt (RFC 9309). The caller fetches the file; nothing is fetched here."""

from dataclasses import dataclass

import httpx
from protego import Protego

from trendsqa.corpus.fetching.fetch_limits import PRODUCT_TOKEN

__all__ = ["MAX_ROBOTS_BYTES", "MAX_ROBOTS_REDIRECTS", "RobotsRules", "robots_address"]

MAX_ROBOTS_BYTES = 500 * 1024
"""The size that must be parsed (RFC 9309, section 2.5); the rest is left out."""
MAX_ROBOTS_REDIRECTS = 5
"""The redirects that must be followed (RFC 9309, section 2.3.1.2)."""
MAX_CRAWL_DELAY_S = 30.0
"""Longest Crawl-delay that we respect: it is not part of the RFC, and a run is tens of pages, not thousands."""

_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host.

    ``refusal`` is the reason why nothing may be fetched from it for now; if it is empty, ``rules`` decide. ``rules`` is
    None if everything is allowed.
    """

    rules: Protego | None
    refusal: str = ""

    @classmethod
    def from_answer(cls, status: int, body: bytes) -> "RobotsRules":
        """The rules by the final answer for robots.txt (RFC 9309, section 2.3.1)."""
        if status == httpx.codes.OK:
            return cls(Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")))
        if httpx.codes.is_client_error(status) and status != _TOO_MANY_REQUESTS:
            return cls(None)
        # Too many redirects count as no file (section 2.3.1.2); a busy or failing server, as "not now".
        if httpx.codes.is_redirect(status):
            return cls(None)
        return cls.unreachable(f"its server answered {status}")

    @classmethod
    def unreachable(cls, reason: str) -> "RobotsRules":
        """Rules that disallow everything for now (RFC 9309, section 2.3.1.4)."""
        return cls(None, reason)

    def allows(self, url: httpx.URL) -> bool:
        """True if robots.txt allows us to fetch ``url``."""
        if self.refusal:
            return False
        return self.rules is None or self.rules.can_fetch(str(url), PRODUCT_TOKEN)

    @property
    def crawl_delay_s(self) -> float:
        """Crawl-delay of the host: seconds between two requests; 0 without one."""
        delay = self.rules.crawl_delay(PRODUCT_TOKEN) if self.rules is not None else None
        return min(max(delay or 0.0, 0.0), MAX_CRAWL_DELAY_S)


def robots_address(url: httpx.URL) -> httpx.URL:
    """Address of the robots.txt for ``url``: at the root of its scheme, host and port."""
    return url.copy_with(raw_path=b"/robots.txt", fragment=None)
