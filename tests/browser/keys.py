"""The Tab key, for tests of what the keyboard reaches."""

from playwright.sync_api import Page

MANY = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element; fail if it is never reached."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")
