"""Pictures of pages on request: each drawn once, kept for a while, and bounded in number, time and memory."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotReadyError
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from trendsqa.errors import OverloadedError, WorkStoppedError
from trendsqa.pictures.page_picture import PagePicture
from trendsqa.pictures.picture_drawing import PictureDrawing
from trendsqa.pictures.wanted_picture import WantedPicture

__all__ = ["PagePictures"]

_LOG = logging.getLogger(__name__)

_AT_ONCE = 2
_MOST_WAITING = 16
_MOST_KEPT_BYTES = 32 << 20
_MOST_KEPT = 512
_TRY_AGAIN_AFTER_S = 600.0
"""A file that could not be drawn is left alone for so long: trying again is what an attacker would want."""
_RETRY_AFTER_S = 5


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture, or None for one that could not be drawn, and until when that holds."""

    picture: PagePicture | None
    until: float

    @property
    def size(self) -> int:
        return len(self.picture.png) if self.picture else 0


class PagePictures:
    """Pictures of the pages of the library's files. Safe to share between threads.

    Nothing is started before the first picture is wanted.
    """

    def __init__(self, file_of: Callable[[str], bytes | None], drawing: PictureDrawing) -> None:
        """``file_of`` gives the bytes with a SHA-256, and None if they are not there or no longer the same."""
        self._file_of = file_of
        self._drawing = drawing
        self._lock = Lock()
        self._kept: OrderedDict[WantedPicture, _Kept] = OrderedDict()
        self._drawn_now: dict[WantedPicture, Future[PagePicture | None]] = {}
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="page-pictures")

    def picture(self, wanted: WantedPicture, *, wait_s: float) -> PagePicture | None:
        """The picture; None if there is none: its file is not here, was altered, or cannot be drawn.

        Raises:
            WorkStoppedError: It is not ready after ``wait_s`` seconds; it goes on being drawn.
            OverloadedError: Too many others are waited for.
        """
        with self._lock:
            kept = self._fresh(wanted)
            if kept:
                return kept.picture
            drawn = self._drawn_now.get(wanted) or self._begin(wanted)
        try:
            return drawn.result(wait_s)
        except NotReadyError as error:
            raise WorkStoppedError(
                f"The picture of page {wanted.page} is still being drawn. Try again in {_RETRY_AFTER_S} seconds."
            ) from error

    def close(self) -> None:
        """Draw nothing more; what is being drawn ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _fresh(self, wanted: WantedPicture) -> _Kept | None:
        kept = self._kept.get(wanted)
        if kept is None or kept.until < monotonic():
            return None
        self._kept.move_to_end(wanted)
        return kept

    def _begin(self, wanted: WantedPicture) -> "Future[PagePicture | None]":
        if len(self._drawn_now) >= _MOST_WAITING:
            raise OverloadedError(_RETRY_AFTER_S)
        future = self._drawn_now[wanted] = self._threads.submit(self._draw, wanted)
        return future

    def _draw(self, wanted: WantedPicture) -> PagePicture | None:
        picture = None
        try:
            data = self._file_of(wanted.pdf_sha256)
            picture = self._drawing.draw(data, wanted) if data is not None else None
        except WorkStoppedError:
            _LOG.warning("No picture of page %d of the file %s can be drawn", wanted.page, wanted.pdf_sha256)
        finally:
            with self._lock:
                del self._drawn_now[wanted]
                self._keep(wanted, picture)
        return picture

    def _keep(self, wanted: WantedPicture, picture: PagePicture | None) -> None:
        until = float("inf") if picture else monotonic() + _TRY_AGAIN_AFTER_S
        self._kept[wanted] = _Kept(picture, until)
        self._kept.move_to_end(wanted)
        size = sum(kept.size for kept in self._kept.values())
        while self._kept and (size > _MOST_KEPT_BYTES or len(self._kept) > _MOST_KEPT):
            size -= self._kept.popitem(last=False)[1].size
