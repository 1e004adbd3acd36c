"""What a host's robots.txt allows us, after RFC 9309. The file comes from the caller; nothing is fetched here."""

from dataclasses import dataclass

import httpx
from protego import Protego

from trendsqa.corpus.fetching.fetch_limits import PRODUCT_TOKEN

__all__ = ["MAX_ROBOTS_BYTES", "MAX_ROBOTS_REDIRECTS", "RobotsRules", "robots_address"]

MAX_ROBOTS_BYTES = 500 * 1024
"""As much of the file as must be read (RFC 9309, section 2.5); what follows is left out."""
MAX_ROBOTS_REDIRECTS = 5
"""As many as must be followed (RFC 9309, section 2.3.1.2)."""
MAX_CRAWL_DELAY_S = 30.0
"""A longer Crawl-delay is shortened to this: it is no part of the RFC, and a run is tens of pages, not thousands."""

_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host.

    ``refusal`` says why nothing may be fetched from it for now; empty where ``rules`` decide, which are None where
    everything is allowed.
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
        # A redirect too many counts as no file (section 2.3.1.2); a server that is busy or fails, as "not now".
        if httpx.codes.is_redirect(status):
            return cls(None)
        return cls.unreachable(f"its server answered {status}")

    @classmethod
    def unreachable(cls, reason: str) -> "RobotsRules":
        """Everything is disallowed for now (RFC 9309, section 2.3.1.4)."""
        return cls(None, reason)

    def allows(self, url: httpx.URL) -> bool:
        """Whether the file lets us fetch ``url``."""
        if self.refusal:
            return False
        return self.rules is None or self.rules.can_fetch(str(url), PRODUCT_TOKEN)

    @property
    def crawl_delay_s(self) -> float:
        """Seconds between two requests that the host asks for; 0 where it asks for none."""
        delay = self.rules.crawl_delay(PRODUCT_TOKEN) if self.rules is not None else None
        return min(max(delay or 0.0, 0.0), MAX_CRAWL_DELAY_S)


def robots_address(url: httpx.URL) -> httpx.URL:
    """Where the rules for ``url`` stand: at the root of its scheme, host and port."""
    return url.copy_with(raw_path=b"/robots.txt", fragment=None)
