"""The page that tells what changed between two generations: one file that asks nothing of anybody.

It has no script and its styles are in it, so it can be kept, mailed and opened anywhere.
"""

from pathlib import Path

from trendsqa.ui.changes_view import ChangesView
from trendsqa.ui.rendering import Renderer

__all__ = ["changes_page"]


def changes_page(view: ChangesView, templates: Path) -> str:
    """The whole page. Raises SettingsError where the template is missing or broken."""
    return Renderer(templates).page("changes.html", view=view)
