"""A page used by the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 120
_HAS_FOCUS = "one => one.getRootNode().activeElement === one"


def reach(page: Page, control: Locator, key: str = "Tab") -> None:
    """Move the focus to ``control`` by pressing ``key``.

    Raises:
        AssertionError: it is not reached.
    """
    expect(control).to_be_visible()
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        if control.evaluate(_HAS_FOCUS):
            return
    raise AssertionError(f"{control} is not reached by {key}")


def press(page: Page, control: Locator, key: str = "Tab") -> None:
    """Reach ``control`` by ``key`` and press Enter on it."""
    reach(page, control, key)
    page.keyboard.press("Enter")


def opened_by(page: Page, control: Locator, key: str = "Tab") -> Page:
    """The tab that ``control`` opens when it is reached by ``key`` and Enter is pressed on it."""
    with page.expect_popup() as opened:
        press(page, control, key)
    return opened.value
