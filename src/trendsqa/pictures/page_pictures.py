"""Pictures of pages on request: each drawn once, kept for a while, and bounded in number, time and memory."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotReadyError
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from time import monotonic

from trendsqa.errors import WorkStoppedError
from trendsqa.pictures.page_picture import PagePicture
from trendsqa.pictures.picture_drawing import PictureDrawing
from trendsqa.pictures.wanted_picture import WantedPicture

__all__ = ["PagePictures", "PictureOutcome", "PictureState"]

_LOG = logging.getLogger(__name__)

_AT_ONCE = 2
_MOST_DRAWN = 16
"""Pictures that are drawn or wait for it; more are asked for again later."""
_MOST_WAITING = 12
"""Requests that wait: each holds a thread that pages need too."""
_MOST_KEPT_BYTES = 32 << 20
_MOST_KEPT = 512
_TRY_AGAIN_AFTER_S = 600.0
"""A file that could not be drawn is left alone for so long: trying again is what an attacker would want."""


class PictureState(StrEnum):
    """Outcome of asking for a picture."""

    DRAWN = "drawn"
    FAILED = "failed"
    """The page cannot be drawn in the time and the memory that there are, or its part cannot be told from the rest."""
    ABSENT = "absent"
    """The file is not here, or is no longer the one that was indexed."""
    PENDING = "pending"
    """It is still being drawn, or too many others are: ask again."""


@dataclass(frozen=True, slots=True)
class PictureOutcome:
    """The picture if it was drawn; otherwise None, and the state says why."""

    state: PictureState
    picture: PagePicture | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.picture.png) if self.picture else 0


_PENDING = PictureOutcome(PictureState.PENDING)
_FAILED = PictureOutcome(PictureState.FAILED)
_ABSENT = PictureOutcome(PictureState.ABSENT)


class PagePictures:
    """Pictures of the pages of the library's files. Safe to share between threads.

    No process and no thread is started before the first picture is wanted.
    """

    def __init__(self, file_of: Callable[[str], bytes | None], drawing: PictureDrawing) -> None:
        """``file_of`` gives the bytes with a SHA-256, and None if they are not there or no longer the same."""
        self._file_of = file_of
        self._drawing = drawing
        self._lock = Lock()
        self._kept: OrderedDict[WantedPicture, tuple[PictureOutcome, float]] = OrderedDict()
        self._drawn_now: dict[WantedPicture, Future[PictureOutcome]] = {}
        self._waiting = 0
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="page-pictures")

    def outcome(self, wanted: WantedPicture, *, wait_s: float) -> PictureOutcome:
        """The picture, or why there is none after ``wait_s`` seconds; it goes on being drawn for whoever asks again."""
        with self._lock:
            kept = self._fresh(wanted)
            if kept:
                return kept
            drawn = self._drawn_now.get(wanted) or self._begin(wanted)
            if drawn is None or self._waiting >= _MOST_WAITING:
                return _PENDING
            self._waiting += 1
        try:
            return drawn.result(wait_s)
        except NotReadyError:
            return _PENDING
        finally:
            with self._lock:
                self._waiting -= 1

    def _fresh(self, wanted: WantedPicture) -> PictureOutcome | None:
        kept, until = self._kept.get(wanted, (None, 0.0))
        if kept is None or until < monotonic():
            return None
        self._kept.move_to_end(wanted)
        return kept

    def _begin(self, wanted: WantedPicture) -> "Future[PictureOutcome] | None":
        if len(self._drawn_now) >= _MOST_DRAWN:
            return None
        future = self._drawn_now[wanted] = self._threads.submit(self._draw, wanted)
        return future

    def _draw(self, wanted: WantedPicture) -> PictureOutcome:
        outcome = _FAILED
        try:
            data = self._file_of(wanted.pdf_sha256)
            picture = self._drawing.draw(data, wanted) if data is not None else None
            outcome = PictureOutcome(PictureState.DRAWN, picture) if picture else _ABSENT
        except WorkStoppedError as error:
            _LOG.warning("No picture of page %d of the file %s: %s", wanted.page, wanted.pdf_sha256, error)
        except Exception:  # noqa: BLE001 - the edge of a thread: whoever waits shows the text without the picture
            _LOG.exception("Page %d of the file %s could not be drawn", wanted.page, wanted.pdf_sha256)
        with self._lock:
            del self._drawn_now[wanted]
            self._keep(wanted, outcome)
        return outcome

    def _keep(self, wanted: WantedPicture, outcome: PictureOutcome) -> None:
        # A file that is not here costs a look at the disk; it may be added at any time.
        if outcome.state is PictureState.ABSENT:
            return
        until = float("inf") if outcome.picture else monotonic() + _TRY_AGAIN_AFTER_S
        self._kept[wanted] = (outcome, until)
        self._kept.move_to_end(wanted)
        size = sum(kept.size for kept, _ in self._kept.values())
        while self._kept and (size > _MOST_KEPT_BYTES or len(self._kept) > _MOST_KEPT):
            size -= self._kept.popitem(last=False)[1][0].size
