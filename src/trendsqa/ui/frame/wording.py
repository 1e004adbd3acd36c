"""The words of the interface in each of its languages. The only file that imports babel.

English is what stands in templates and code; every other language has a gettext catalogue in ``ui/locale``. Quotes,
titles and questions are never translated: they are somebody's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from trendsqa.errors import SettingsError

__all__ = ["ENGLISH", "Language", "Wording", "choose_language", "load_wordings"]


class Language(StrEnum):
    """Languages of the interface, by their tags in BCP 47."""

    ENGLISH = "en"
    WELSH = "cy"


@dataclass(frozen=True, slots=True)
class Wording:
    """The interface's words in one language."""

    language: Language
    translations: NullTranslations

    @property
    def tag(self) -> str:
        """Tag of the language as pages and files name it (BCP 47)."""
        return "cy" if self.language is Language.WELSH else "en-GB"

    def say(self, text: str) -> str:
        """The English ``text`` in this language, or as it is where it has no translation."""
        return self.translations.gettext(text) if text else ""

    def count(self, one: str, many: str, number: int) -> str:
        """The form of ``one`` or ``many`` that fits ``number``, which takes the place of ``%(num)s``."""
        return self.translations.ngettext(one, many, number) % {"num": f"{number:,}"}

    def partial_date(self, written: str) -> str:
        """A date as precise as ``written`` in ISO 8601, as "May 2031"; as it is written if it is none."""
        known = written.count("-")
        try:
            day = date.fromisoformat(f"{written}{'-01' * (2 - known)}")
        except ValueError:
            return written
        return format_date(day, ("y", "MMMM y", "d MMMM y")[known], locale=self._locale)

    def day(self, day: date) -> str:
        """``day`` in words, as "5 May 2031"."""
        return format_date(day, "d MMMM y", locale=self._locale)

    @property
    def _locale(self) -> str:
        return self.tag.replace("-", "_")


ENGLISH = Wording(Language.ENGLISH, NullTranslations())


def load_wordings(folder: Path) -> Mapping[Language, Wording]:
    """The words in every language; ``folder`` has a catalogue ``cy/LC_MESSAGES/messages.po``.

    Raises:
        SettingsError: A catalogue cannot be read.
    """
    return {Language.ENGLISH: ENGLISH, Language.WELSH: Wording(Language.WELSH, _catalogue(folder, Language.WELSH))}


def _catalogue(folder: Path, language: Language) -> NullTranslations:
    path = folder / language / "LC_MESSAGES" / "messages.po"
    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language.value, abort_invalid=True))
    except (OSError, ValueError, PoFileError) as error:
        raise SettingsError(
            f"The catalogue of words {path} cannot be read: {error}. Set TRENDSQA_UI to the project's ui folder."
        ) from error
    compiled.seek(0)
    return GNUTranslations(compiled)


def choose_language(setting: str, *wishes: str | None, accepted: str = "") -> Language:
    """The language of a page: that of ``setting`` if it names one, else the first that is known of ``wishes``.

    Without a known wish it is the best of ``accepted``, an ``Accept-Language`` header (RFC 9110, section 12.5.4), and
    English if that names none.
    """
    for wish in (setting, *wishes):
        if wish in list(Language):
            return Language(wish)
    ranked = sorted(_weighted(accepted), key=lambda pair: -pair[1])
    tags = (tag.strip().lower().partition("-")[0] for tag, weight in ranked if weight > 0)
    return next((Language(tag) for tag in tags if tag in list(Language)), Language.ENGLISH)


def _weighted(accepted: str) -> list[tuple[str, float]]:
    pairs = []
    for item in accepted.split(",")[:20]:
        tag, _, parameter = item.partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter.strip() else 1.0
        except ValueError:
            weight = 0.0
        pairs.append((tag, weight))
    return pairs
