"""The written form of an API key: ``tq_<id>_<secret>``. The secret is never stored, logged or shown again."""

import re
import secrets
import string
from dataclasses import dataclass, field
from typing import Self

__all__ = ["KEY_PREFIX", "KeyText", "holds_key"]

KEY_PREFIX = "tq_"

_ID_CHARACTERS = 8
_ID_ALPHABET = string.ascii_lowercase + string.digits
_SECRET_CHARACTERS = 32
"""190 bits: no memory of guesses helps, whatever the speed."""
_SECRET_ALPHABET = string.ascii_letters + string.digits
_FORM = re.compile(rf"{KEY_PREFIX}([a-z0-9]{{{_ID_CHARACTERS}}})_([A-Za-z0-9]{{{_SECRET_CHARACTERS}}})")
# Wider than the form, since a key that was cut off or retyped must not travel in an address either.
_LIKE_A_KEY = re.compile(rf"{KEY_PREFIX}[a-z0-9]{{4,}}_[a-z0-9]{{8,}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyText:
    """A key as its holder has it."""

    id: str
    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        """A key that nobody has had."""
        return cls(
            "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_CHARACTERS)),
            "".join(secrets.choice(_SECRET_ALPHABET) for _ in range(_SECRET_CHARACTERS)),
        )

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The key that ``text`` is; None if it has another form."""
        found = _FORM.fullmatch(text)
        return cls(found[1], found[2]) if found else None

    def written(self) -> str:
        """The key as it is sent."""
        return f"{KEY_PREFIX}{self.id}_{self.secret}"


def holds_key(text: str) -> bool:
    """True if something in ``text`` looks like a key."""
    return _LIKE_A_KEY.search(text) is not None
