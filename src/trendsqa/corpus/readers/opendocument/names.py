"""Qualified names of OpenDocument elements and attributes (OpenDocument 1.3, part 3)."""

__all__ = ["qualified"]

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    "office": f"{_BASE}office:1.0",
    "style": f"{_BASE}style:1.0",
    "text": f"{_BASE}text:1.0",
    "table": f"{_BASE}table:1.0",
    "draw": f"{_BASE}drawing:1.0",
    "presentation": f"{_BASE}presentation:1.0",
    "svg": f"{_BASE}svg-compatible:1.0",
    "fo": f"{_BASE}xsl-fo-compatible:1.0",
    "manifest": f"{_BASE}manifest:1.0",
    "meta": f"{_BASE}meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def qualified(name: str) -> str:
    """Lxml's form of ``text:p``."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
