"""The files that pages ask for, over HTTP: for ever under their digest, with an ETag otherwise."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from trendsqa.ui.frame.asset import Asset

__all__ = ["build_static_files"]

_ONE_YEAR_S = 31_536_000


def build_static_files(assets: Mapping[str, Asset]) -> APIRouter:
    """Routes of the styles, the scripts and the icon."""
    files, router = _Files(assets), APIRouter()
    for path, endpoint in (("/static/{name}", files.serve), ("/favicon.ico", files.icon)):
        router.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False, response_model=None)
    return router


class _Files:
    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self._assets = assets

    def serve(self, request: Request) -> Response:
        """The asset that the path names."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return Response("There is no such file.", HTTPStatus.NOT_FOUND, media_type="text/plain")
        named = request.query_params.get("v") == asset.digest
        caching = f"public, max-age={_ONE_YEAR_S}, immutable" if named else "no-cache"
        headers = {"Cache-Control": caching, "ETag": f'W/"{asset.digest}"', "X-Content-Type-Options": "nosniff"}
        if f'"{asset.digest}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    def icon(self, request: Request) -> Response:
        """The icon, at the address that browsers try by themselves."""
        request.path_params["name"] = "icon.svg"
        return self.serve(request)
