"""An installation over real files whose encoder is computed from content: builds take milliseconds."""

from pathlib import Path
from typing import Any

from fakes.encoder import KeywordEncoder
from trendsqa.assembly import Assembly
from trendsqa.settings import Settings


class KeywordAssembly(Assembly):
    """An ``Assembly`` over an empty corpus folder, with the keyword encoder in place of the exported model."""

    def __init__(self, home: Path, *words: str) -> None:
        super().__init__(Settings(), corpus=home / "corpus", index=home / "index")
        self._encoder = KeywordEncoder(*words)

    def encoder(self) -> Any:
        return self._encoder

    def scoring_path(self) -> None:
        return None
