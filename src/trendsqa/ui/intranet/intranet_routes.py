"""The routes of everything that other people's pages and browsers use, as one router."""

from pathlib import Path

from fastapi import APIRouter

from trendsqa.answering.live_index import LiveIndex
from trendsqa.ui.intranet.open_search import build_open_search
from trendsqa.ui.intranet.widget_files import build_widget_files

__all__ = ["build_intranet"]


def build_intranet(live_index: LiveIndex, folder: Path, *, takes_feedback: bool) -> APIRouter:
    """Routes of the widget's files in ``folder`` and of the search from browsers.

    Raises:
        SettingsError: ``folder`` cannot be read.
    """
    router = APIRouter()
    router.include_router(build_widget_files(folder, takes_feedback=takes_feedback))
    router.include_router(build_open_search(live_index))
    return router
