"""Content-Security-Policy values for the pages and for the chat. No value here names a foreign origin.

Only the operator's own ``frame_ancestors`` may add an origin, and only to who may frame ``/embed``.
"""

from collections.abc import Sequence

__all__ = ["CHAT_POLICY", "page_policy"]

_SHARED = ("base-uri 'self'", "form-action 'self'", "object-src 'none'")

# Gradio writes its configuration and its styles into the page. It needs no eval as long as no component
# with a browser-side template (gr.HTML) and no js= handler is used.
CHAT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        *_SHARED,
    )
)


def page_policy(frame_ancestors: Sequence[str] = ()) -> str:
    """The policy of a plain page: all from here, nothing inline, framed by ``frame_ancestors`` only."""
    framing = " ".join(frame_ancestors) if frame_ancestors else "'none'"
    return "; ".join(("default-src 'self'", f"frame-ancestors {framing}", *_SHARED))
