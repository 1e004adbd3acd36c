"""The one house that every page stands in: its header and footer, its language, its address and its policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Self

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.types import Scope

from trendsqa.answering.answering import Answering
from trendsqa.answering.catalogue import CollectionStatus
from trendsqa.comparing.editions.held_report import held_reports
from trendsqa.served_path import path_below
from trendsqa.settings import ServerSettings
from trendsqa.ui.frame.content_policy import page_policy
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import Language, Wording, choose_language

__all__ = ["LANGUAGE_COOKIE", "SENDS_FORMS", "HeldNow", "PageFrame", "language_of", "root_of"]

LANGUAGE_COOKIE = "trendsqa-language"
SENDS_FORMS = MappingProxyType({"Referrer-Policy": "same-origin"})
"""Headers of a page whose forms are posted: with the site's own "no-referrer" a browser sends "Origin: null" with them,
which the guards refuse."""
_ONE_YEAR_S = 31_536_000


@dataclass(frozen=True, slots=True)
class HeldNow:
    """The documents that one request is answered from; ``comparable`` if editions of a report can be compared."""

    status: CollectionStatus
    comparable: bool

    @classmethod
    def of(cls, assistant: Answering) -> Self:
        """The documents that ``assistant`` answers from."""
        comparable = any(report.is_comparable for report in held_reports(assistant.documents()))
        return cls(assistant.status(), comparable)


class PageFrame:
    """Makes pages. Safe to share between threads."""

    def __init__(self, renderer: Renderer, settings: ServerSettings) -> None:
        self._renderer = renderer
        self.settings = settings
        self.framed_policy = page_policy(("'self'", *settings.frame_ancestors))

    def page(
        self,
        request: Request,
        name: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        policy: str = "",
        headers: Mapping[str, str] | None = None,
        **context: object,
    ) -> HTMLResponse:
        """The page of the template ``name``, in the language of the request.

        An ``policy`` that is not given lets no page frame this one. What the request is answered from, a
        ``HeldNow``, is read from ``request.state.held_now``; an error page may have none.
        """
        language = language_of(request.scope, self.settings.language)
        markup = self._renderer.page(
            name,
            language=language,
            root=root_of(request.scope),
            path=path_below(request.scope),
            chat=self.settings.chat,
            framed_by=self.settings.frame_ancestors,
            held_now=getattr(request.state, "held_now", None),
            other_language=self._other_language(request, language),
            **context,
        )
        # Answers are private and change with what is held: nothing in between may keep them.
        fixed = {
            "Content-Security-Policy": policy or page_policy(),
            "Cache-Control": "no-store",
            "Content-Language": language.value,
        }
        response = HTMLResponse(markup, status, {**fixed, **(headers or {})})
        if request.query_params.get("lang") == language and self.settings.language == "auto":
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=_ONE_YEAR_S,
                path=f"{root_of(request.scope)}/",
                secure=request.url.scheme == "https",
                httponly=True,
                samesite="lax",
            )
        return response

    def words(self, request: Request) -> Wording:
        """The interface's words in the language of ``request``."""
        return self._renderer.wording(language_of(request.scope, self.settings.language))

    def _other_language(self, request: Request, language: Language) -> str:
        """The query string that shows the same page in the other language; empty if the settings fix one."""
        if self.settings.language != "auto":
            return ""
        other = Language.ENGLISH if language is Language.WELSH else Language.WELSH
        return str(request.url.include_query_params(lang=other.value).query)


def language_of(scope: Scope, setting: str) -> Language:
    """The language of a request: the setting's, the one that its address or its cookie asks for, or a browser's."""
    request = Request(scope)
    return choose_language(
        setting,
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        accepted=request.headers.get("accept-language", ""),
    )


def root_of(scope: Scope) -> str:
    """The path under which the server is reached, empty at the top of a host."""
    return str(scope.get("root_path", "")).rstrip("/")
