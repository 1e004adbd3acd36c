"""When a request is tried again, and how long to wait before."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["RETRIED_STATUSES", "backoff_s", "busy_until", "retry_after_s"]

RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
"""Answers of a server that is busy or fails, and may not the next time."""

# A value beyond a year is no time to come back at, and would not fit a date.
_LONGEST_S = 366 * 24 * 3600.0
_RANDOM = random.SystemRandom()


def retry_after_s(header: str) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110, section 10.2.3); None where it says nothing."""
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
    """Seconds before the next try: doubled each time, and spread by half so that clients do not come back together."""
    return first_s * 2.0 ** (tried - 1) * _RANDOM.uniform(0.5, 1.0)


def busy_until(seconds: float) -> str:
    """The time at which to come back, for a person."""
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.strftime("%d %B %Y at %H:%M UTC")
