"""The chat as a Gradio application mounted at ``/chat``. The only file that imports gradio.

It asks no other origin for anything, reports nothing, and writes no question to disk: a conversation lives
in the memory of its session, and an hour later it is gone. The markup comes from ``ui/frame/rendering.py``, escaped
there; Gradio's Markdown component cleans it a second time in the browser and, unlike its HTML component,
needs no eval.
"""

import asyncio
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
from trendsqa.settings import LimitSettings, ServerSettings
from trendsqa.ui.asked_text import one_line
from trendsqa.ui.chat.conversation import Conversation
from trendsqa.ui.chat.conversing import MAX_EXAMPLES, Conversing
from trendsqa.ui.chat.page_around import CHAT_PATH, PageAround
from trendsqa.ui.chat_gate.functions import functions_of
from trendsqa.ui.chat_gate.gate import ChatGate
from trendsqa.ui.chat_gate.gradio_sessions import GradioSessions
from trendsqa.ui.frame.page_frame import PageFrame, language_of
from trendsqa.ui.frame.rendering import Renderer, as_one_block
from trendsqa.ui.frame.site_assets import load_all_assets
from trendsqa.ui.frame.wording import ENGLISH, Language, Wording, load_wordings

__all__ = ["mount_chat"]

_SESSION_S = 3600
_ASKED_TOGETHER = 4
_WAITING = 100


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def mount_chat(
    app: FastAPI,
    live_index: LiveIndex,
    ui_folder: Path,
    *,
    settings: ServerSettings | None = None,
    limits: LimitSettings | None = None,
    address_of: Callable[[Scope], str] = _peer,
    taking_feedback: bool = False,
) -> FastAPI:
    """``app`` with the chat at ``/chat``; ``ui_folder`` holds ``pages/``, ``chat/`` and ``locale/``.

    ``taking_feedback`` is true if the server takes feedback on answers. ``address_of`` tells a client's address if it
    is not the one that the connection comes from.

    Raises:
        SettingsError: The chat's styles, scripts or templates cannot be read.
    """
    server, templates = settings or ServerSettings(), ui_folder / "pages"
    renderer = Renderer(templates, load_all_assets(ui_folder), load_wordings(ui_folder / "locale"))
    chat = _Chat(Conversing(live_index, renderer, taking=taking_feedback), server.language)
    frame = PageAround(PageFrame(renderer, server), live_index)

    async def mounted() -> FastAPI:
        blocks = chat.blocks()
        gate = Middleware(
            ChatGate,
            functions=functions_of(blocks),
            sessions=GradioSessions(blocks),
            limits=limits or LimitSettings(),
            address_of=address_of,
            around=frame.around,
        )
        return _mounted(app, blocks, gate)

    # Gradio makes an event loop and never closes it, unless one is running while its objects are made. A thread of
    # its own gives it one, whether or not the caller has a loop running.
    with ThreadPoolExecutor(max_workers=1) as own:
        return own.submit(lambda: asyncio.run(mounted())).result()


def _mounted(app: FastAPI, blocks: Any, gate: Middleware) -> FastAPI:
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
        app_kwargs={"middleware": [gate]},
    )
    return mounted


@dataclass(frozen=True, slots=True)
class _Labels:
    """Words on the components, in one language."""

    question: str
    alone: str
    replacing: str
    ask: str
    again: str
    retry: str
    edit: str
    stop: str
    filters: str

    @classmethod
    def of(cls, words: Wording) -> "_Labels":
        return cls(
            question=words.say("Enter a question"),
            alone=words.say("Start a new topic"),
            replacing=words.say("Replace my last question and its answer"),
            ask=words.say("Ask"),
            again=words.say("New conversation"),
            retry=words.say("Retry"),
            edit=words.say("Edit question"),
            stop=words.say("Stop"),
            filters=words.say("Filters"),
        )


class _Chat:
    """Components and events of the chat."""

    def __init__(self, conversing: Conversing, language_setting: str = "auto") -> None:
        self._conversing = conversing
        self._language_setting = language_setting

    def blocks(self) -> Any:
        """The Gradio page."""
        labels = _Labels.of(ENGLISH)
        with gr.Blocks(title="Chat", analytics_enabled=False) as blocks:
            intro = _markup(self._conversing.part("chat_intro.html", Language.ENGLISH), "intro")
            transcript = _markup("", "transcript")
            conversation = gr.State(Conversation(), time_to_live=_SESSION_S)
            with gr.Row(elem_id="last-answer", visible=False) as last_answer:
                retry = gr.Button(labels.retry, elem_id="retry", elem_classes="quiet")
                edit = gr.Button(labels.edit, elem_id="edit", elem_classes="quiet")
            with gr.Row(elem_id="waiting-row"):
                _markup('<div id="waiting" role="status"></div>', "waiting-place")
                stop = gr.Button(labels.stop, elem_id="stop", elem_classes="quiet")
            question = gr.Textbox(
                label=labels.question, lines=1, max_lines=4, elem_id="question", autofocus=False, container=True
            )
            replacing = gr.Checkbox(label=labels.replacing, value=False, container=False, elem_id="replacing")
            alone = gr.Checkbox(label=labels.alone, value=False, container=False, elem_id="alone", visible=False)
            _markup('<div class="filters-place"></div>', "filters-place")
            filters = gr.Textbox(label=labels.filters, elem_id="chosen-filters", max_lines=1)
            with gr.Row(elem_id="asking"):
                ask = gr.Button(labels.ask, variant="primary", elem_id="ask")
                again = gr.Button(labels.again, elem_id="again", elem_classes="quiet", visible=False)
            _markup('<div class="question-list-place"></div>', "question-list-place")
            with gr.Column(elem_id="examples", visible=False) as examples:
                heading = _markup(self._conversing.part("chat_examples.html", Language.ENGLISH), "examples-heading")
                buttons = [gr.Button("", elem_classes="example", visible=False) for _ in range(MAX_EXAMPLES)]
            shown = [transcript, conversation, question, alone, replacing, last_answer, again, examples]
            events = [
                _listen(
                    [ask.click, question.submit],
                    self.asked,
                    [question, conversation, filters, alone, replacing],
                    shown,
                ),
                _listen([retry.click], self.retried, [conversation], shown),
                *(_listen([button.click], self.asked, [button, conversation, filters], shown) for button in buttons),
            ]
            stop.click(None, None, None, cancels=events, show_progress="hidden", api_visibility="private")
            opening = [*shown, intro, heading, ask, retry, edit, stop, *buttons]
            _listen([blocks.load], self.opened, [], opening)
            _listen([again.click], self.begun_anew, [conversation], opening)
        return blocks.queue(
            api_open=False,
            max_size=_WAITING,
            default_concurrency_limit=_ASKED_TOGETHER,
            status_update_rate="auto",
        )

    def opened(self, event: gr.Request) -> tuple[Any, ...]:
        """An empty conversation in the language of the request: examples, or why there are none."""
        scope = event.request.scope if event.request else {"type": "http", "headers": [], "query_string": b""}
        return self.begun(language_of(scope, self._language_setting))

    def begun_anew(self, conversation: Conversation) -> tuple[Any, ...]:
        """An empty conversation in place of ``conversation``, and an empty box."""
        transcript, begun, question, *rest = self.begun(conversation.language)
        return transcript, begun, {**question, "value": ""}, *rest

    def begun(self, language: Language) -> tuple[Any, ...]:
        """An empty conversation in ``language``; what somebody has typed already stays."""
        welcome, labels = self._conversing.welcome(language), _Labels.of(self._conversing.words(language))
        padded = [*welcome.examples, *[""] * (MAX_EXAMPLES - len(welcome.examples))]
        return (
            as_one_block(welcome.notice),
            Conversation(language),
            gr.update(label=labels.question),
            gr.update(value=False, label=labels.alone, visible=False),
            gr.update(value=False, label=labels.replacing),
            gr.update(visible=False),
            gr.update(value=labels.again, visible=False),
            gr.update(visible=bool(welcome.examples)),
            as_one_block(self._conversing.part("chat_intro.html", language)),
            as_one_block(self._conversing.part("chat_examples.html", language)),
            labels.ask,
            labels.retry,
            labels.edit,
            labels.stop,
            *(gr.update(value=text, visible=bool(text)) for text in padded),
        )

    def asked(
        self,
        question: str | None,
        conversation: Conversation,
        filters: str | None = "",
        alone: bool | None = False,
        replacing: bool | None = False,
    ) -> tuple[Any, ...]:
        """The transcript with ``question`` answered; the question stays in its box where it could not be.

        ``filters`` are those that are set, as the end of an address. ``alone`` has it begin a topic; ``replacing`` puts
        it in place of the question before it.
        """
        text = one_line(question or "")
        if not text:
            return (gr.skip(),) * 8
        alone, replacing = bool(alone), bool(replacing and conversation.turns)
        said = self._conversing.say(text, conversation, filters=filters or "", alone=alone, replacing=replacing)
        begun = bool(said.conversation.turns)
        return (
            as_one_block(said.markup),
            said.conversation,
            "" if said.put else text,
            gr.update(value=alone and not said.put, visible=begun),
            replacing and not said.put,
            gr.update(visible=said.put),
            gr.update(visible=True),
            gr.update(visible=False),
        )

    def retried(self, conversation: Conversation) -> tuple[Any, ...]:
        """The transcript with its last question asked again, in its place; what is in the box stays there."""
        last = conversation.last
        if last is None:
            return (gr.skip(),) * 8
        said = self._conversing.say(last.question, conversation, filters=last.filters, alone=last.alone, replacing=True)
        return as_one_block(said.markup), said.conversation, *(gr.skip(),) * 6


def _markup(value: str, name: str) -> Any:
    """A place for our own markup: no formulas, nothing but one block of HTML."""
    return gr.Markdown(as_one_block(value), elem_id=name, latex_delimiters=[], sanitize_html=True)


def _listen(events: list[Any], answer: Callable[..., Any], inputs: list[Any], outputs: list[Any]) -> Any:
    """Has ``answer`` called on each of ``events``, unseen by Gradio's own API pages and progress overlays."""
    return gr.on(events, answer, inputs, outputs, show_progress="hidden", api_visibility="private")
