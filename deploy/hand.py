"""The hand of whoever follows the guide in a browser: opens links, presses, follows, saves, reads what to fill in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page

from deploy.guiding import Language, look_up
from deploy.guiding_page import FILES

Look = Callable[[Page, str], None]


@dataclass
class Hand:
    """One browser, the guide's folder, a folder of downloads, and the labels that were used so far."""

    context: BrowserContext
    guide: Path
    language: Language
    stick: Path
    look: Look = lambda _page, _name: None
    labels: set[tuple[str, str]] = field(default_factory=set)

    def open(self, value: str, path: str | None = None) -> Page:
        """Click a link of the guide and return the page that opens."""
        guide = self.open_guide()
        ending = f'[href$="/{self.language}/{path}"]' if path is not None else ""
        with self.context.expect_page() as opened:
            guide.locator(f'a[data-value="{value}"]{ending}').first.click()
        guide.close()
        return opened.value

    def open_guide(self) -> Page:
        """Open the guide's page."""
        page = self.context.new_page()
        page.goto((self.guide / FILES[self.language]).as_uri())
        return page

    def press(self, page: Page, where: str, said: str) -> None:
        """Press a button."""
        self._go_by(
            page, where, page.get_by_role("button", name=self.label(where, said), exact=True)
        )

    def follow(self, page: Page, where: str, said: str) -> None:
        """Follow a link."""
        link = page.get_by_role("link", name=self.label(where, said), exact=True)
        self._go_by(page, where, link.first)

    def save(self, page: Page, role: str, where: str, said: str) -> Path:
        """Press what gives a file, and return where it lies."""
        control = page.get_by_role(role, name=self.label(where, said), exact=True)  # type: ignore[arg-type]
        with page.expect_download() as begun:
            control.click()
        saved = self.stick / begun.value.suggested_filename
        begun.value.save_as(saved)
        return saved

    def label(self, page: str, said: str) -> str:
        """Return what stands on a page, and note that it was used."""
        self.labels.add((page, said))
        return look_up(page, said, self.language)

    def value(self, name: str) -> str:
        """Return what the guide's page gives to fill in."""
        page = self.open_guide()
        said = page.locator(f'[data-value="{name}"]').first.inner_text()
        page.close()
        return said

    def _go_by(self, page: Page, where: str, way: Locator) -> None:
        """Click, and wait for the page that it leads to, where each leads to one: a form is sent after the click."""
        if where == "site":
            way.click()
            return
        with page.expect_navigation(wait_until="domcontentloaded"):
            way.click()
