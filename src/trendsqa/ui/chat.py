"""The chat: a Gradio application mounted at ``/chat``. The only file that imports gradio.

It asks no other origin for anything, reports nothing, and writes no question to disk: a conversation lives
in the memory of its session, and an hour later it is gone. The markup comes from ``ui/rendering.py``, escaped
there; Gradio's Markdown component cleans it a second time in the browser and, unlike its HTML component,
needs no eval.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Scope

from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import IndexUnavailableError, SettingsError, TrendsqaError
from trendsqa.limits import MOST_EARLIER_QUESTIONS
from trendsqa.settings import LimitSettings
from trendsqa.ui.asked_text import one_line, too_long
from trendsqa.ui.chat_gate.functions import functions_of
from trendsqa.ui.chat_gate.gate import ChatGate
from trendsqa.ui.chat_gate.gradio_sessions import GradioSessions
from trendsqa.ui.frame.rendering import Renderer, as_one_block
from trendsqa.ui.frame.wording import ENGLISH

__all__ = ["mount_chat"]

_LOG = logging.getLogger(__name__)

CHAT_PATH = "/chat"
# Links out of the chat are relative to its page: they hold under a proxy's path too.
_ROOT = ".."
MAX_EXAMPLES = 6
# Turns shown and kept of one conversation: it bounds what a session can hold of the server's memory.
_TURNS_KEPT = 50
_SESSION_S = 3600
_ASKED_TOGETHER = 4
_WAITING = 100

_UNAVAILABLE = (
    "The collection cannot be searched at the moment. Whoever runs this service finds out why with `trendsqa doctor`."
)
_FAILED = "Something went wrong and the question was not answered. The server's log says why. Please ask again."


@dataclass(frozen=True, slots=True)
class _Turn:
    """One question with what was shown for it; ``number`` counts from 1 within a conversation.

    ``alone`` says that it was asked as it stands: what came before it bears on no later question.
    """

    number: int
    question: str
    markup: str
    alone: bool = False


_Turns = tuple[_Turn, ...]


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def mount_chat(
    app: FastAPI,
    live_index: LiveIndex,
    ui_folder: Path,
    *,
    limits: LimitSettings | None = None,
    address_of: Callable[[Scope], str] = _peer,
) -> FastAPI:
    """``app`` with the chat at ``/chat``; ``ui_folder`` holds ``pages/`` and ``chat/``.

    ``address_of`` tells a client's address if it is not the one that the connection comes from.

    Raises:
        SettingsError: The chat's styles, scripts or templates cannot be read.
    """
    chat, head = _Chat(live_index, Renderer(ui_folder / "pages")), _head(ui_folder)
    # Gradio makes an event loop and never closes it, unless one is running while its objects are made. A thread of
    # its own gives it one, whether or not the caller has a loop running.
    with ThreadPoolExecutor(max_workers=1) as own:
        return own.submit(
            lambda: asyncio.run(_mounted(app, chat, head, limits or LimitSettings(), address_of))
        ).result()


async def _mounted(
    app: FastAPI, chat: "_Chat", head: str, limits: LimitSettings, address_of: Callable[[Scope], str]
) -> FastAPI:
    blocks = chat.blocks()
    gate = Middleware(
        ChatGate,
        functions=functions_of(blocks),
        sessions=GradioSessions(blocks),
        limits=limits,
        address_of=address_of,
    )
    # Gradio lets pages of any origin read the chat, with cookies, unless the application says who may: nobody.
    app.add_middleware(CORSMiddleware)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        CHAT_PATH,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=1,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        head=head,
        app_kwargs={"middleware": [gate]},
    )
    return mounted


def _head(ui_folder: Path) -> str:
    """Styles and scripts as the page's own: Gradio would otherwise rewrite their selectors."""
    styles = (ui_folder / "pages" / "frame.css", ui_folder / "pages" / "answer.css", ui_folder / "chat" / "theme.css")
    scripts = (
        ui_folder / "pages" / "copying.js",
        ui_folder / "chat" / "announcing.js",
        ui_folder / "chat" / "rereading.js",
    )
    try:
        css = "\n".join(path.read_text(encoding="utf-8") for path in styles)
        js = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in scripts)
    except OSError as error:
        raise SettingsError(
            f"A file of the chat cannot be read: {error}. Set TRENDSQA_UI to the project's ui folder."
        ) from error
    return f'<link rel="icon" href="{_ROOT}/favicon.ico"><style>{css}</style>{js}'


class _Chat:
    """Contents and events of the chat; each event takes one lease, so it shows one generation."""

    def __init__(self, live_index: LiveIndex, renderer: Renderer) -> None:
        self._live_index = live_index
        self._renderer = renderer

    def blocks(self) -> Any:
        """The Gradio page."""
        with gr.Blocks(title="Ask – Digital trends answers", analytics_enabled=False) as blocks:
            _markup(self._renderer.page("chat_intro.html", root=_ROOT), "intro")
            transcript = _markup("", "transcript")
            turns = gr.State((), time_to_live=_SESSION_S)
            question = gr.Textbox(
                label="Your question",
                lines=1,
                max_lines=4,
                elem_id="question",
                autofocus=False,
                container=True,
            )
            alone = gr.Checkbox(
                label="Ask as it stands: start a new topic, without the earlier questions",
                value=False,
                container=False,
                elem_id="alone",
                visible=False,
            )
            with gr.Row():
                ask = gr.Button("Ask", variant="primary", elem_classes="ask")
                again = gr.Button("New conversation", elem_classes="again", visible=False)
            with gr.Column(elem_id="examples", visible=False) as examples:
                _markup('<h2 class="examples-heading">Questions you could ask</h2>', "examples-heading")
                buttons = [gr.Button("", elem_classes="example", visible=False) for _ in range(MAX_EXAMPLES)]
            shown = [transcript, turns, question, again, examples, alone]
            _listen([ask.click, question.submit], self.asked, [question, turns, alone], shown)
            for button in buttons:
                _listen([button.click], self.asked, [button, turns], shown)
            opening = [*shown, *buttons]
            _listen([again.click, blocks.load], self.opened, [], opening)
        return blocks.queue(
            api_open=False,
            max_size=_WAITING,
            default_concurrency_limit=_ASKED_TOGETHER,
            status_update_rate="auto",
        )

    def opened(self) -> tuple[Any, ...]:
        """An empty conversation: examples, or why there are none."""
        notice, examples = self._welcome()
        padded = [*examples, *[""] * (MAX_EXAMPLES - len(examples))]
        buttons = [gr.update(value=text, visible=bool(text)) for text in padded]
        hidden = gr.update(visible=False)
        untold = gr.update(value=False, visible=False)
        return notice, (), "", hidden, gr.update(visible=bool(examples)), untold, *buttons

    def asked(self, question: str | None, turns: _Turns, alone: bool = False) -> tuple[Any, ...]:
        """The transcript with ``question`` answered; the question stays in its box where it was not put.

        ``alone`` has it asked as it stands, without the earlier questions.
        """
        text = one_line(question or "")
        if not text:
            return (gr.skip(),) * 6
        number = turns[-1].number + 1 if turns else 1
        markup, put = self._answered(text, () if alone else _topic(turns), number, alone=alone and bool(turns))
        kept = (*turns, _Turn(number, text, markup, alone))[-_TURNS_KEPT:]
        shown = as_one_block("".join(f"{turn.markup}\n" for turn in kept))
        if not put:
            kept = turns
        told = gr.update(value=alone and not put, visible=bool(kept))
        return shown, kept, "" if put else text, gr.update(visible=True), gr.update(visible=False), told

    def _welcome(self) -> tuple[str, tuple[str, ...]]:
        try:
            with self._live_index.lease() as assistant:
                if assistant.status().passages == 0:
                    return as_one_block(self._renderer.page("chat_empty.html")), ()
                return "", assistant.example_questions()[:MAX_EXAMPLES]
        except TrendsqaError as error:
            return self._notice("", _message(error), 0), ()

    def _answered(self, question: str, history: tuple[str, ...], number: int, *, alone: bool) -> tuple[str, bool]:
        """Markup of a turn, and whether the question was put to the collection."""
        if message := too_long(question, ENGLISH):
            return self._notice(f"{question[:80]}…", message, number), False
        try:
            with self._live_index.lease() as assistant:
                answer = assistant.ask(question, history=history[-MOST_EARLIER_QUESTIONS:], as_written=alone)
                turn = self._renderer.turn(answer, number=number, root=_ROOT, alone=alone, read=assistant.section)
            return as_one_block(turn), True
        except TrendsqaError as error:
            return self._notice(question, _message(error), number), False
        except Exception:  # noqa: BLE001 - the edge of a request: the reason goes to the log, never to the page
            _LOG.exception("A question in the chat failed")
            return self._notice(question, _FAILED, number), False

    def _notice(self, question: str, message: str, number: int) -> str:
        return as_one_block(self._renderer.notice(question, message, number=number))


def _topic(turns: _Turns) -> tuple[str, ...]:
    """The questions since the last one that was asked as it stands, oldest first."""
    since = next((n for n in reversed(range(len(turns))) if turns[n].alone), 0)
    return tuple(turn.question for turn in turns[since:])


def _markup(value: str, name: str) -> Any:
    """A place for our own markup: no formulas, nothing but one block of HTML."""
    return gr.Markdown(as_one_block(value), elem_id=name, latex_delimiters=[], sanitize_html=True)


def _listen(events: list[Any], answer: Callable[..., Any], inputs: list[Any], outputs: list[Any]) -> None:
    """Has ``answer`` called on each of ``events``, unseen by Gradio's own API pages and progress overlays."""
    gr.on(events, answer, inputs, outputs, show_progress="hidden", api_visibility="private")


def _message(error: TrendsqaError) -> str:
    if not isinstance(error, IndexUnavailableError):
        return str(error)
    # The reason names folders of the server.
    _LOG.error("The chat could not answer: %s", error)
    return _UNAVAILABLE
