"""The widget's files: a module that any page may load, a page that shows it, and word of what this server offers.

Nothing here tells anything of the collection: these addresses are open to everybody who reaches the server.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from trendsqa.errors import SettingsError
from trendsqa.ui.frame.asset import Asset, load_assets
from trendsqa.ui.frame.content_policy import page_policy

__all__ = ["build_widget_files"]

DEMO = "demo.html"

# A browser loads a module of another origin with CORS, and a page under COEP asks for the second header too.
FOR_ANY_PAGE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def build_widget_files(folder: Path, *, takes_feedback: bool) -> APIRouter:
    """Routes of the widget, its demonstration and ``offers.json``, which says if the server takes feedback.

    Raises:
        SettingsError: ``folder`` cannot be read.
    """
    files = _WidgetFiles(load_assets(folder), _read_demo(folder), takes_feedback=takes_feedback)
    router = APIRouter(prefix="/widget")
    routes: dict[str, Callable[..., Response]] = {
        "/demo": files.demo,
        "/offers.json": files.offers,
        "/{name}": files.file,
    }
    for path, endpoint in routes.items():
        router.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False, response_model=None)
    return router


class _WidgetFiles:
    """One method per address."""

    def __init__(self, assets: Mapping[str, Asset], demo: str, *, takes_feedback: bool) -> None:
        self._assets = assets
        self._demo = demo
        self._offers = {"feedback": takes_feedback}

    def demo(self) -> Response:
        """Page of an invented intranet with the widget and the frame in it."""
        headers = {"Content-Security-Policy": page_policy(), "Cache-Control": "no-cache"}
        return Response(self._demo, media_type="text/html", headers=headers)

    def offers(self) -> Response:
        """Word of what this server offers beside answers."""
        return JSONResponse(self._offers, headers=FOR_ANY_PAGE | {"Cache-Control": "no-cache"})

    def file(self, request: Request, name: str) -> Response:
        """The script or style sheet ``name``, asked for again each time and sent only if it is new."""
        asset = self._assets.get(name)
        if asset is None:
            return Response("There is no such file.", HTTPStatus.NOT_FOUND, media_type="text/plain")
        headers = FOR_ANY_PAGE | {"Cache-Control": "no-cache", "ETag": f'W/"{asset.digest}"'}
        if asset.digest in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)


def _read_demo(folder: Path) -> str:
    try:
        return (folder / DEMO).read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"The widget's page {folder / DEMO} cannot be read: {error.strerror}. "
            "Set TRENDSQA_UI to the project's ui folder."
        ) from error
