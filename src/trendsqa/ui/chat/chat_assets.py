"""The files of the pages and the chat. The chat gets the look of answers with selectors that outdo Gradio's."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from trendsqa.ui.frame.asset import Asset, load_assets

__all__ = ["ANSWERS_IN_CHAT", "load_all_assets", "outdoing"]

ANSWERS_IN_CHAT = "answer-in-chat.css"
_ANSWERS = "answer.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HEAD_OF_RULE = re.compile(r"([^{}]+)\{")
_COMMA = re.compile(r",(?![^(]*\))")


def load_all_assets(ui_folder: Path) -> Mapping[str, Asset]:
    """The assets of pages and chat by file name.

    Raises:
        SettingsError: A folder cannot be read or holds no style sheet.
    """
    assets = load_assets(ui_folder / "pages") | load_assets(ui_folder / "chat")
    if _ANSWERS in assets:
        content = outdoing(assets[_ANSWERS].content.decode("utf-8")).encode("utf-8")
        digest = hashlib.sha256(content).hexdigest()[:16]
        assets[ANSWERS_IN_CHAT] = Asset(ANSWERS_IN_CHAT, "text/css", content, digest)
    return assets


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
