"""Names of files as a stranger's browser sends them, made fit for a folder and a page."""

import unicodedata

__all__ = ["fit_name"]

_MOST_STEM_BYTES = 150
_MOST_ENDING_BYTES = 20
"""Systems take 255 bytes; the title in the library is the document's own, so nobody misses the rest of a long name."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
"""Characters that Windows takes in no name; a colon even leads into another stream of a file."""
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
_NAMELESS = "file"


def fit_name(given: str) -> str:
    """The last part of the path ``given``, without what no name should have, and shortened: never empty, no path.

    It begins with no dot, so that it is neither hidden nor a way up, and has no character that is not shown or that
    turns the direction of writing. Its ending stays, since readers are chosen by it.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if char.isprintable())
    plain = " ".join(shown.translate(_NOT_IN_NAMES).split()).strip(". ~$")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending.encode()) > _MOST_ENDING_BYTES:
        stem, dot, ending = plain, "", ""
    stem = stem.encode()[:_MOST_STEM_BYTES].decode(errors="ignore").rstrip(". ")
    if not stem or stem.lower() in _DEVICES:
        stem = f"{_NAMELESS}-{stem}" if stem else _NAMELESS
    return f"{stem}{dot}{ending}"
