"""Markup for the pages and the chat, from the templates in ``ui/pages``; every value is escaped.

The only file that imports jinja2. Templates mark nothing as safe: a document, a question or a title that
holds markup is shown as its characters.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from trendsqa.answering.answer import Answer
from trendsqa.errors import SettingsError
from trendsqa.limits import MOST_QUESTION_CHARACTERS
from trendsqa.retrieval.hit import Filters
from trendsqa.ui.answers.answer_view import BRIEF_NOTE, STILL_OPEN, hit_query, snippet, view_answer
from trendsqa.ui.answers.source_entry import ReadSection, reading_query
from trendsqa.ui.answers.source_kinds import held_words, kind_words
from trendsqa.ui.answers.source_terms import licence_words, terms_words
from trendsqa.ui.frame.asset import Asset
from trendsqa.ui.frame.wording import ENGLISH, Language, Wording

__all__ = ["Renderer", "as_one_block"]


class Renderer:
    """Turns views into markup; ``root`` is the path under which the server is reached, empty at the top."""

    def __init__(
        self,
        templates: Path,
        assets: Mapping[str, Asset] | None = None,
        wordings: Mapping[Language, Wording] | None = None,
    ) -> None:
        """``wordings`` are the languages that pages can be in: English alone if none are given."""
        self._assets = dict(assets or {})
        self._templates = templates
        self._wordings = wordings or {Language.ENGLISH: ENGLISH}
        self._environments = {language: self._environment(words) for language, words in self._wordings.items()}

    def _environment(self, wording: Wording) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self._templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        # Not the new style: it takes whatever is translated for markup, and some of it is somebody's words.
        environment.install_gettext_translations(wording.translations, newstyle=False)  # type: ignore[attr-defined]
        environment.globals.update(
            brief_note=BRIEF_NOTE,
            still_open=STILL_OPEN,
            max_characters=MOST_QUESTION_CHARACTERS,
            asset_path=self._asset_path,
            hit_query=hit_query,
            snippet=snippet,
            reading_query=reading_query,
            wording=wording,
        )
        environment.filters.update(
            on_one_line=_on_one_line,
            terms_words=lambda terms: wording.say(terms_words(terms)),
            path_part=_path_part,
            kind_words=lambda kind, many=False: wording.say(kind_words(kind, many=many)),
            held_words=lambda document: wording.say(held_words(document)),
            licence_words=lambda licence: wording.say(licence_words(licence)),
            day_of=lambda moment: wording.day(datetime.fromisoformat(moment).date()),
        )
        return environment

    def wording(self, language: Language) -> Wording:
        """The interface's words in ``language``, or English if it is not among the languages here."""
        return self._wordings.get(language, ENGLISH)

    def page(self, name: str, *, root: str = "", language: Language = Language.ENGLISH, **context: object) -> str:
        """The whole page ``name`` in ``language``.

        Raises:
            SettingsError: The template is missing or broken.
        """
        environment = self._environments.get(language) or self._environments[Language.ENGLISH]
        try:
            return environment.get_template(name).render(root=root, **context)
        except TemplateError as error:
            raise SettingsError(
                f"The page template {name} cannot be used: {error}. Set TRENDSQA_UI to the project's ui folder."
            ) from error

    def turn(  # noqa: PLR0913 - all that a turn shows
        self,
        answer: Answer,
        *,
        number: int,
        root: str = "",
        read: ReadSection | None = None,
        language: Language = Language.ENGLISH,
        alone: bool = False,
        taking: bool = True,
        among: str = "",
        filters: Filters | None = None,
    ) -> str:
        """One question and its answer as the chat shows it; ``number`` keeps the ids of a page apart.

        ``alone`` says that the question was asked without the earlier ones, and ``among`` which ``filters`` were set,
        in words; both are then told. ``read`` gives what stands around the quotes. ``taking`` is true if feedback is
        taken.
        """
        return self.page(
            "turn.html",
            root=root,
            language=language,
            view=view_answer(answer, read, self.wording(language), filters=filters, as_written=alone),
            prefix=f"t{number}",
            alone=alone,
            taking=taking,
            among=among,
        )

    def notice(self, question: str, message: str, *, number: int, language: Language = Language.ENGLISH) -> str:
        """A question that could not be answered from what is held here, and why."""
        return self.page("notice.html", language=language, question=question, message=message, prefix=f"t{number}")

    def _asset_path(self, name: str) -> str:
        asset = self._assets.get(name)
        return f"/static/{name}?v={asset.digest}" if asset else f"/static/{name}"


def as_one_block(markup: str) -> str:
    """``markup`` without empty lines, so that a Markdown reader takes all of it as one block of HTML."""
    return "\n".join(line.strip() for line in markup.splitlines() if line.strip())


def _on_one_line(text: str) -> Markup:
    """``text`` escaped, its line ends as character references: they survive whatever tidies the markup."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704 - the line above escapes


def _path_part(text: str) -> str:
    return quote(text, safe="")
