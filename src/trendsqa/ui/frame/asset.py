"""The styles, scripts and icon that pages ask for: read once, named by content, served from memory."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trendsqa.errors import SettingsError

__all__ = ["Asset", "bundle", "load_assets"]

_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_DIGEST_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served; ``digest`` names its content."""

    name: str
    media_type: str
    content: bytes
    digest: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "Asset":
        """The asset with this content; the ending of ``name`` tells its media type."""
        digest = hashlib.sha256(content).hexdigest()[:_DIGEST_CHARACTERS]
        return cls(name, _MEDIA_TYPES[Path(name).suffix], content, digest)


def bundle(name: str, parts: Iterable[Asset]) -> Asset:
    """``parts`` in this order as one asset: before a page is painted, each request costs more than its bytes."""
    return Asset.of(name, b"\n".join(part.content for part in parts))


def load_assets(folder: Path) -> dict[str, Asset]:
    """The assets of ``folder`` by file name.

    Raises:
        SettingsError: The folder cannot be read or holds no style sheet.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in _MEDIA_TYPES)
        assets = {path.name: Asset.of(path.name, path.read_bytes()) for path in paths}
    except OSError as error:
        raise SettingsError(
            f"The folder of page templates {folder} cannot be read: {error.strerror}. "
            "Set TRENDSQA_UI to the project's ui folder."
        ) from error
    if not any(name.endswith(".css") for name in assets):
        raise SettingsError(
            f"The folder of page templates {folder} holds no style sheet. Set TRENDSQA_UI to the project's ui folder."
        )
    return assets
