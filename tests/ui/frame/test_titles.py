"""A document's title with its language."""

from dataclasses import replace

import pytest
from lxml import html

from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import ENGLISH, Language, Wording

HOSTILE = '"><script>alert(1)</script> & {{ 7 * 7 }}'


@pytest.fixture
def title_of(tmp_path, ui_folder, assistant):
    """Sets the title of a document in a page of its own."""
    (document,) = assistant.documents()
    (tmp_path / "titles.html").write_text((ui_folder / "pages" / "titles.html").read_text("utf-8"), "utf-8")
    (tmp_path / "one.html").write_text(
        "{% from 'titles.html' import title_of %}<p>{{ title_of(document) }}</p>", "utf-8"
    )
    wordings = {Language.ENGLISH: ENGLISH, Language.WELSH: Wording(Language.WELSH, ENGLISH.translations)}
    renderer = Renderer(tmp_path, wordings=wordings)

    def make(title, language, page=Language.ENGLISH):
        shown = replace(document, title=title, language=language)
        return html.fromstring(renderer.page("one.html", language=page, document=shown))

    return make


@pytest.mark.parametrize(
    ("language", "page", "told"),
    [
        ("en", Language.ENGLISH, []),
        ("en-GB", Language.ENGLISH, []),
        ("sv", Language.ENGLISH, ["sv"]),
        ("en", Language.WELSH, ["en"]),
        ("cy", Language.WELSH, []),
    ],
)
def test_a_title_names_its_language_where_that_is_not_the_pages(title_of, language, page, told):
    """A title that is not in the language of its page says in which it is."""
    shown = title_of("Tio trender", language, page)
    assert shown.xpath("//@lang") == told
    assert shown.text_content() == "Tio trender"


def test_a_title_that_holds_markup_comes_out_as_its_characters(title_of):
    """A title of whatever characters is shown as they are, with a language and without."""
    for language in ("en", "sv"):
        shown = title_of(HOSTILE, language)
        assert not shown.xpath("//script")
        assert shown.text_content() == HOSTILE
