"""Limits of fetching; the assembly fills them from the settings."""

from dataclasses import dataclass

from trendsqa import __version__

__all__ = ["PRODUCT_TOKEN", "FetchLimits"]

PRODUCT_TOKEN = "trendsqa"  # noqa: S105 - a robot's name (RFC 9309, section 2.2.1), not a secret
"""Product token: our name in robots.txt files."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on one run of fetching; times in seconds.

    ``timeout_s`` is the longest wait for one answer or one piece of it; ``total_s`` the longest time one page may
    take with all redirects and tries, pauses for politeness not counted; ``max_bytes`` counts both before and after
    decompression. The pause before try n is about ``backoff_s`` * 2 ** (n - 1).
    """

    contact: str = ""
    delay_s: float = 2.0
    timeout_s: float = 30.0
    total_s: float = 120.0
    max_bytes: int = 50 * 1024 * 1024
    max_redirects: int = 5
    retries: int = 3
    backoff_s: float = 1.0
    allow_loopback: bool = False

    @property
    def user_agent(self) -> str:
        """User-Agent header of every request: name, version and contact."""
        # Characters outside printable ASCII, and those that end a comment (RFC 9110, section 5.6.5), are left out.
        contact = "".join(
            character for character in self.contact if " " <= character <= "~" and character not in "()\\"
        )
        return f"{PRODUCT_TOKEN}/{__version__} (+{contact.strip() or 'Public Sector Digital Trends assistant'})"
