"""Ids of documents that are added: made from the title, or from the file's name, and never one that is taken."""

import hashlib
import unicodedata
from collections.abc import Container
from pathlib import PurePosixPath

__all__ = ["free_id", "id_of"]

_MOST_LENGTH = 60
_DIGEST_LENGTH = 4
"""Hexadecimal digits that tell long titles, and names without Latin letters, apart; ``free_id`` does the rest."""
_FEWEST_LETTERS = 3
"""Fewer Latin letters than these say nothing of a title in another script."""
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "’": "", "'": ""}
)
"""Latin letters that Unicode does not take apart into a plain letter and a mark, and apostrophes within a word."""


def id_of(title: str, name: str) -> str:
    """An id for a document called ``title`` from the file ``name``: always the same, and always a valid one.

    A title without Latin letters gives way to the file's name, and a name without them to a hash of the name.
    """
    file = PurePosixPath(name)
    for text in (title, file.stem):
        if _is_spelt(text):
            return _shortened(_plain(text), text)
    digest = _digest(file.name)
    return f"{_plain(title)}-{digest}" if _plain(title).isdigit() else f"document-{digest}"


def free_id(wanted: str, taken: Container[str]) -> str:
    """``wanted``, or with -2, -3 and so on the first that is not ``taken``."""
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _plain(text: str) -> str:
    """The text's ASCII letters and digits in words with hyphens between them; empty without any."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_SPELT_OUT))
    letters = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in letters).split()
    return "-".join(words)


def _is_spelt(text: str) -> bool:
    """True if an id of the text's Latin letters and digits says about as much as the text does."""
    plain = _plain(text)
    lost = any(char.isalpha() and not _plain(char) for char in text.lower())
    return sum(map(str.isalpha, plain)) >= _FEWEST_LETTERS if lost else bool(plain)


def _shortened(plain: str, text: str) -> str:
    """``plain``, cut after a word with a hash of the whole ``text`` at its end if it is long."""
    if len(plain) <= _MOST_LENGTH:
        return plain
    room = _MOST_LENGTH - _DIGEST_LENGTH - 1
    cut = plain[: room + 1]
    words = cut.rpartition("-")[0] if "-" in cut else cut[:room]
    return f"{words}-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode(errors="replace")).hexdigest()[:_DIGEST_LENGTH]
