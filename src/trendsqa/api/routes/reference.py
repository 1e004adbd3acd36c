"""``/docs``: the API's description as a page, with every script and style served from here.

The viewer is Swagger UI 5, which reads OpenAPI 3.1, from the package fastapi-offline; FastAPI's own page asks
a CDN.
"""

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, HTMLResponse, Response

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

VIEWER = Path(str(files("fastapi_offline"))) / "static"

VIEWER_FILES = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
"""What is served of the viewer, with media types; nothing else of the package is reachable."""

ONE_HOUR = "public, max-age=3600"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The viewer sets style attributes and draws its icons from data addresses; it runs no inline script."""

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>trendsqa API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<main id="reference">
<noscript>
<p>This page needs JavaScript. The same description is at <a href="openapi.json">openapi.json</a>.</p>
</noscript>
</main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""

START = """\
"use strict";
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
"""


@router.head("/docs")
@router.get("/docs")
async def reference() -> HTMLResponse:
    """The page."""
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})


@router.head("/docs/start.js")
@router.get("/docs/start.js")
async def start() -> Response:
    """The script that starts the viewer; a file of its own, because the page allows no inline script."""
    return Response(START, media_type="text/javascript")


def _add_viewer_file(name: str, media_type: str) -> None:
    async def viewer_file() -> FileResponse:
        return FileResponse(VIEWER / name, media_type=media_type, headers={"Cache-Control": ONE_HOUR})

    router.add_api_route(f"/docs/{name}", viewer_file, methods=["GET", "HEAD"])


for _name, _media_type in VIEWER_FILES.items():
    _add_viewer_file(_name, _media_type)
