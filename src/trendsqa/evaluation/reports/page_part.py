"""Replaces the generated parts of a page that people write: what stands between a part's two markers.

The markers are HTML comments on lines of their own, ``<!-- begin NAME -->`` and ``<!-- end NAME -->``. Everything
outside them stays as it is, to the byte.
"""

import re
from pathlib import Path

from trendsqa.durable_files import write_durably
from trendsqa.errors import QuestionSetError

__all__ = ["PagePart"]


class PagePart:
    """One generated part of one page."""

    def __init__(self, page: Path, name: str) -> None:
        """The part ``name`` of ``page``, checked at once, so that no long run is in vain.

        Raises:
            QuestionSetError: the page cannot be read, or its markers are missing, repeated or in the wrong order.
        """
        self.page = page
        self.name = name
        self._split()

    @property
    def figure(self) -> Path:
        """Path of the part's figure: beside the page, in a folder of figures."""
        return self.page.parent / "figures" / f"{self.name}-reliability.svg"

    def replace(self, content: str) -> None:
        """Put ``content`` between the markers. Raises QuestionSetError as above; then nothing was written."""
        before, after = self._split()
        write_durably(self.page, f"{before}\n\n{content.strip()}\n\n{after}".encode())

    def _split(self) -> tuple[str, str]:
        """The page up to and with the opening marker, and from the closing one on."""
        try:
            text = self.page.read_bytes().decode()
        except OSError as error:
            raise QuestionSetError(f"{self.page}: cannot be read ({error.strerror}); check the path.") from error
        except UnicodeDecodeError as error:
            raise QuestionSetError(f"{self.page}: byte {error.start} is not UTF-8; save it as UTF-8.") from error
        begin, end = f"<!-- begin {self.name} -->", f"<!-- end {self.name} -->"
        places = [
            [found.span() for found in re.finditer(rf"^{re.escape(marker)}(?=\r?$)", text, re.MULTILINE)]
            for marker in (begin, end)
        ]
        if [len(found) for found in places] != [1, 1] or places[0][0][1] > places[1][0][0]:
            raise QuestionSetError(
                f"{self.page}: expected one line '{begin}' and below it one line '{end}', found {len(places[0])} and "
                f"{len(places[1])}; put them where the figures belong, or name another part with --part."
            )
        return text[: places[0][0][1]], text[places[1][0][0] :]
