"""The files of the pages and the chat, and the bundles that each asks for.

The chat gets the look of answers with selectors that outdo Gradio's.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from trendsqa.errors import SettingsError
from trendsqa.ui.frame.asset import Asset, bundle, load_assets

__all__ = ["ANSWERS_IN_CHAT", "load_all_assets", "outdoing"]

ANSWERS_IN_CHAT = "answer-in-chat.css"
_ANSWERS = "answer.css"
_BUNDLES = {
    "site.css": ("frame.css", _ANSWERS, "pages.css", "filters.css", "suggesting.css"),
    "answers.js": ("copying.js", "feedback.js"),
    "chat.css": ("frame.css", ANSWERS_IN_CHAT, "theme.css", "asking.css", "suggesting.css", "filters.css"),
    "chat.js": (
        "copying.js", "feedback.js", "suggesting.js", "question_box.js", "announcing.js", "rereading.js", "waiting.js",
        "editing.js", "question_list.js", "filtering.js",
    ),
}  # fmt: skip
"""What pages and chat ask for, and the files that each is made of."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEAD_OF_RULE = re.compile(r"([^{}]+)\{")
_COMMA = re.compile(r",(?![^(]*\))")


def load_all_assets(ui_folder: Path) -> Mapping[str, Asset]:
    """The assets of pages and chat by file name, and the bundles of them.

    Raises:
        SettingsError: A folder cannot be read, or lacks a file that a bundle is made of.
    """
    assets = load_assets(ui_folder / "pages") | load_assets(ui_folder / "chat")
    try:
        raised = outdoing(assets[_ANSWERS].content.decode("utf-8")).encode("utf-8")
        assets[ANSWERS_IN_CHAT] = Asset.of(ANSWERS_IN_CHAT, raised)
        return assets | {name: bundle(name, map(assets.__getitem__, parts)) for name, parts in _BUNDLES.items()}
    except KeyError as error:
        raise SettingsError(
            f"The folder {ui_folder} lacks {error.args[0]}. Set TRENDSQA_UI to the project's ui folder."
        ) from error


def outdoing(css: str) -> str:
    """``css`` with every selector as specific as one with an id more; it matches what it matched before.

    Gradio styles whatever stands in its Markdown component, by selectors that our own are too plain for.
    """
    return _HEAD_OF_RULE.sub(_raised, _COMMENT.sub("", css))


def _raised(found: re.Match[str]) -> str:
    head = found[1]
    if head.strip().startswith("@"):
        return found[0]
    return f"{','.join(_raised_selector(part) for part in _COMMA.split(head))}{{"


def _raised_selector(selector: str) -> str:
    plain, space = selector.rstrip(), selector[len(selector.rstrip()) :]
    before, mark, pseudo_element = plain.partition("::")
    return f"{before}:not(#none){mark}{pseudo_element}{space}"
