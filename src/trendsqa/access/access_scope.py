"""The uses that a caller may be allowed."""

from enum import StrEnum

__all__ = ["AccessScope"]


class AccessScope(StrEnum):
    """Uses that a key is allowed."""

    READ = "read"
    """Ask, search and read."""
    FEEDBACK = "feedback"
    """Say if an answer was useful."""
    ADMIN = "admin"
    """Read metrics and feedback, and maintain the collection."""
