"""The page that tells what changed, in a real browser, from a file."""

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.comparing.generations.generation_changes import compare_generations
from trendsqa.locations import locate
from trendsqa.ui.changes_view import changes_page, view_changes

pytestmark = pytest.mark.browser

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 9
HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


@pytest.fixture
def address(tmp_path):
    """A written page on which markup, very long words and three kinds of changes stand."""
    encoder = KeywordEncoder("ferry")
    before = held(("h", "Ferries"), ("p", "The ferry leaves at six."), ("h", "Gone"), ("p", f"No more {LONG_WORD}."))
    after = held(("h", "Ferries"), ("p", f"The ferry leaves at {HOSTILE} {LONG_WORD}."), title=f"{HOSTILE}{LONG_WORD}")
    layout, old = build(tmp_path / "index", before, encoder=encoder)
    _, new = build(tmp_path / "index", after, encoder=encoder)
    changes = compare_generations(layout.generation(old.name), layout.generation(new.name))
    path = tmp_path / "changes.html"
    path.write_text(changes_page(view_changes(changes), locate().ui / "pages"), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_fits_the_screen_and_asks_for_nothing(visit, address, width):
    started = visit(address, viewport={"width": width, "height": 800})
    page = started.open("")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert started.requests == [address]
    assert page.title().startswith("What changed")
    assert page.get_by_role("insertion").first.is_visible()
    assert page.get_by_role("deletion").first.inner_text().startswith("removed:")


def test_wide_tables_are_scrolled_by_keyboard(visit, address):
    page = visit(address, viewport={"width": 320, "height": 800}).open("")
    region = page.get_by_role("region", name="Sources that were removed, updated and added")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("element => element.scrollLeft > 0", arg=region.element_handle())
