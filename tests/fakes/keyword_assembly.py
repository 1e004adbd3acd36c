"""An installation over real files whose encoder is computed from content: builds take milliseconds."""

from pathlib import Path
from typing import Any

from fakes.encoder import KeywordEncoder
from trendsqa.assembly import Assembly
from trendsqa.learned_files import LearnedFiles
from trendsqa.settings import Settings


class OwnFiles(LearnedFiles):
    """The files of the corpus folder itself, without those that the project ships."""

    def own_or_shipped(self, file: Path) -> Path:
        return self._locations.listing / file


class KeywordAssembly(Assembly):
    """An ``Assembly`` over an empty corpus folder, with the keyword encoder in place of the exported model."""

    def __init__(self, home: Path, *words: str) -> None:
        super().__init__(Settings(), corpus=home / "corpus", index=home / "index")
        self._encoder = KeywordEncoder(*words)

    @property
    def learned(self) -> LearnedFiles:
        return OwnFiles(self.settings, self.locations)

    def encoder(self) -> Any:
        return self._encoder
