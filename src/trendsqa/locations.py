"""Locations of corpus/, index/ and ui/: an explicit setting, then the checkout, then the user's data folder.

No folder is created here.
"""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

__all__ = ["Locations", "locate"]

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Locations:
    """The folders of one installation.

    ``corpus`` holds the library. ``listing`` holds the manifest and the briefs of the collection: the corpus folder if
    one was named, else the shipped one. ``shipped_corpus`` holds the project's data *about* sources (manifest,
    outlines, glossary), used for every corpus folder.
    """

    corpus: Path
    listing: Path
    index: Path
    ui: Path
    shipped_corpus: Path


def locate(*, corpus: Path | None = None, index: Path | None = None, ui: Path | None = None) -> Locations:
    """The folders in use; each argument overrides the search for its folder."""
    checkout = _checkout()
    home = checkout or user_data_path("trendsqa", appauthor=False)
    shipped = checkout or _PACKAGE / "shipped"
    return Locations(
        corpus=corpus or home / "corpus",
        listing=corpus or shipped / "corpus",
        index=index or home / "index",
        ui=ui or shipped / "ui",
        shipped_corpus=shipped / "corpus",
    )


def _checkout() -> Path | None:
    """The repository from which this code runs; None if it is installed elsewhere."""
    root = _PACKAGE.parent.parent
    return root if (root / "pyproject.toml").is_file() and (root / "corpus").is_dir() else None
