"""The plain pages put together: front page, search, embed, compare, read, documents, and their files.

They need no JavaScript and no other origin. Every page is a GET that changes nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter

from trendsqa.answering.live_index import LiveIndex
from trendsqa.settings import ServerSettings
from trendsqa.ui.frame.asset import load_assets
from trendsqa.ui.frame.error_pages import ErrorPages
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRunner
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.static_files import build_static_files
from trendsqa.ui.frame.wording import load_wordings
from trendsqa.ui.pages.ask_pages import AskPages
from trendsqa.ui.pages.compare_page import ComparePage
from trendsqa.ui.pages.documents_pages import DocumentsPages
from trendsqa.ui.pages.front_page import FrontPage
from trendsqa.ui.pages.read_page import ReadPage

__all__ = ["Site", "build_site"]


@dataclass(frozen=True, slots=True)
class Site:
    """The routes of the pages, and the pages of errors for whatever is at no route."""

    router: APIRouter
    errors: ErrorPages


def build_site(live_index: LiveIndex, folder: Path, settings: ServerSettings) -> Site:
    """The pages from the templates and catalogues in ``folder``, with their styles, scripts and icon.

    Raises:
        SettingsError: ``folder`` cannot be read.
    """
    templates = folder / "pages"
    assets = load_assets(templates) | load_assets(folder / "chat")
    frame = PageFrame(Renderer(templates, assets, load_wordings(folder / "locale")), settings)
    errors = ErrorPages(frame)
    runner, router = PageRunner(live_index, errors), APIRouter()
    for pages in (FrontPage(frame), AskPages(frame), ComparePage(frame), ReadPage(frame), DocumentsPages(frame)):
        for route in pages.routes():
            runner.add(router, route)
    router.include_router(build_static_files(assets))
    return Site(router, errors)
