"""The folder where files from a browser wait: on the library's disk, closed to others, and empty in the end."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from trendsqa.admin.uploading.file_name import fit_name
from trendsqa.durable_files import writing

__all__ = ["Upload", "UploadFolder"]

_FOLDER = ".uploads"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a folder of its own, under the name that it is to have in the library."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def drop(self) -> None:
        """Delete the file and its folder, if they are there."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        with suppress(OSError):
            self.path.parent.parent.rmdir()  # Other uploads may wait there.


class UploadFolder:
    """Waiting places in ``library``, the folder that the files are added to, so that one disk has to have room."""

    def __init__(self, library: Path) -> None:
        self.folder = library / _FOLDER

    def new(self, given_name: str) -> Upload:
        """A place for a file that a browser calls ``given_name``; there is no file yet. Raises StorageError."""
        with writing(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return Upload(Path(tempfile.mkdtemp(dir=self.folder)) / fit_name(given_name))

    def clear(self) -> None:
        """Delete what an earlier server left."""
        shutil.rmtree(self.folder, ignore_errors=True)
