"""The plain pages put together: front page, search, trends, documents and the others, and their files.

They need no JavaScript and no other origin. Every page is a GET that changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter

from trendsqa.answering.live_index import LiveIndex
from trendsqa.feedback.store import FeedbackStore
from trendsqa.pictures.page_pictures import PagePictures
from trendsqa.settings import ServerSettings
from trendsqa.ui.browsing.quality_figures import load_quality
from trendsqa.ui.frame.error_pages import ErrorPages
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRunner
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.site_assets import load_all_assets
from trendsqa.ui.frame.static_files import build_static_files
from trendsqa.ui.frame.wording import load_wordings
from trendsqa.ui.pages.about_page import AboutPage
from trendsqa.ui.pages.ask_pages import AskPages
from trendsqa.ui.pages.compare_page import ComparePage
from trendsqa.ui.pages.documents_pages import DocumentsPages
from trendsqa.ui.pages.feedback_pages import FeedbackPages
from trendsqa.ui.pages.front_page import FrontPage
from trendsqa.ui.pages.pack_download import PackDownload
from trendsqa.ui.pages.picture_file import PictureFile
from trendsqa.ui.pages.read_page import ReadPage
from trendsqa.ui.pages.reference_page import ReferencePage
from trendsqa.ui.pages.sources_page import SourcesPage
from trendsqa.ui.pages.trends_page import TrendsPages

__all__ = ["Site", "build_site"]


@dataclass(frozen=True, slots=True)
class Site:
    """The routes of the pages, the pages of errors for whatever is at no route, and the frame that all stand in."""

    router: APIRouter
    errors: ErrorPages
    frame: PageFrame


def build_site(
    live_index: LiveIndex,
    folder: Path,
    settings: ServerSettings,
    *,
    describe: Callable[[], Mapping[str, Any]] | None = None,
    feedback: FeedbackStore | None = None,
    pictures: PagePictures | None = None,
) -> Site:
    """The pages from the templates and catalogues in ``folder``, with their styles, scripts and icon.

    ``describe`` gives the OpenAPI document of the API; without it there is no page of that. Feedback goes into the
    store ``feedback``; without one, or if it is switched off, nobody is asked for any.
    ``pictures`` are shown beside what is read; without them no page of a PDF is.

    Raises:
        SettingsError: ``folder`` cannot be read.
    """
    templates = folder / "pages"
    assets = load_all_assets(folder)
    renderer = Renderer(templates, assets, load_wordings(folder / "locale"))
    frame = PageFrame(renderer, settings)
    errors = ErrorPages(frame)
    runner, router = PageRunner(live_index, errors), APIRouter()
    taking = feedback is not None and feedback.settings.enabled
    routes = [
        *FrontPage(frame).routes(),
        *AskPages(frame, taking=taking).routes(),
        *ComparePage(frame).routes(),
        *PackDownload(frame, renderer).routes(),
        *ReadPage(frame, pictures).routes(),
        *TrendsPages(frame).routes(),
        *DocumentsPages(frame).routes(),
        *SourcesPage(frame).routes(),
        *AboutPage(frame, load_quality(folder), takes_feedback=taking).routes(),
    ]
    if pictures:
        routes.append(PictureFile(pictures).route())
    if feedback is not None and taking:
        pages = FeedbackPages(frame, feedback)
        routes += pages.routes()
        for form in pages.forms():
            runner.add_form(router, form)
    for route in routes:
        runner.add(router, route)
    if describe:
        router.include_router(ReferencePage(frame, describe).router())
    router.include_router(build_static_files(assets))
    return Site(router, errors, frame)
