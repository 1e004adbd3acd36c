"""One clear error for a file that a format's library cannot parse."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from trendsqa.errors import UnreadableFileError

__all__ = ["check_archive", "damage_reported"]

# An office file unpacks to a few times its size; a hundred times is an attack or an accident.
_MAX_UNPACKED_RATIO = 100
# Small files may have a higher ratio without harm.
_ALWAYS_ALLOWED_BYTES = 64 * 2**20


@contextmanager
def damage_reported(name: str, format_name: str) -> Iterator[None]:
    """Translate all exceptions of a format's library on a damaged file into one error that names the file.

    Raises:
        UnreadableFileError: The library could not read the file.
    """
    try:
        yield
    except UnreadableFileError:
        raise
    # The libraries raise KeyError, TypeError, zlib.error and more on damaged bytes: no closed set exists.
    except Exception as error:
        raise UnreadableFileError(
            f"{name} cannot be read as {format_name}: it is damaged "
            f"({type(error).__name__}: {_short(error)}). "
            "Open it in its own program, save it again, and add the new file."
        ) from error


def check_archive(data: bytes, name: str) -> None:
    """Refuse an office file that would unpack to far more than its size.

    Raises:
        UnreadableFileError: The declared size is too large, or the archive is damaged.
    """
    with damage_reported(name, "an office document"), zipfile.ZipFile(BytesIO(data)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > max(_ALWAYS_ALLOWED_BYTES, _MAX_UNPACKED_RATIO * len(data)):
        raise UnreadableFileError(
            f"{name} unpacks to {unpacked // 2**20} MiB from {len(data) // 2**10} KiB, which no ordinary "
            f"document does. Open it in its own program, save it again, and add the new file."
        )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or "no further word"
