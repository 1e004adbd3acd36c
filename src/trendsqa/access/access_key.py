"""A key as the server knows it."""

from dataclasses import dataclass, field

from trendsqa.access.access_scope import AccessScope

__all__ = ["AccessKey"]


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key without its secret.

    ``created`` and ``revoked`` are times in ISO 8601, UTC; ``revoked`` is empty while the key works. ``hashed`` is
    empty for a revoked key.
    """

    id: str
    name: str
    scopes: frozenset[AccessScope]
    created: str
    revoked: str = ""
    hashed: str = field(default="", repr=False)

    @property
    def is_active(self) -> bool:
        """True until the key is revoked."""
        return not self.revoked
