"""Somebody at the desk in a real browser."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect
from world import PASSPHRASE

from journalist_ui.workstation.pages.door import Door

MOST_TABS = 60
FOREIGN = r"""() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
    .filter(a => /^\s*([a-z][a-z0-9+.-]*:|\/\/)|url\(/i.test(a.value))
    .map(a => `${a.name}=${a.value}`)
    .filter(said => !said.includes('=' + location.origin + '/'))"""
"""Every attribute of a page that names an address elsewhere, or holds one."""


@dataclass
class AtDesk:
    """A browser in front of a desk; `asked` are the hosts of every request of it."""

    context: BrowserContext
    page: Page
    door: Door
    folder: Path
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self.asked.add(urlsplit(request.url).netloc))

    def unlock(self) -> None:
        """Open the link, and the first vault, without a mouse."""
        self.page.goto(self.door.link())
        self.page.locator("#passphrase").fill(PASSPHRASE)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Vandaag")

    def bring_in(self, bundle: bytes) -> None:
        """Give a bundle to the file field."""
        file = self.folder / "in.bundle"
        file.write_bytes(bundle)
        self.page.locator("#bundle").set_input_files(file)
        self.press("Lees in")

    def write(self, text: str) -> None:
        """Type an answer in place of what is there."""
        self.page.locator("#text").fill(text)

    def go_by(self, way: Locator) -> None:
        """Press what leads to a page, and wait for it: a click on a form may be over before it is sent."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            way.click()

    def press(self, name: str) -> None:
        """Press a button."""
        self.go_by(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.go_by(self.link(name))

    def link(self, name: str) -> Locator:
        """Return a link."""
        return self.page.get_by_role("link", name=name, exact=True)

    def sees(self, *texts: str) -> None:
        """Expect texts on the page."""
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def reads(self, language: str) -> None:
        """Wait until the whole page is there in a language: pressing a button does not."""
        expect(self.page.locator(f"html[lang={language}]")).to_have_count(1)
        self.page.wait_for_load_state()

    def stays_here(self) -> None:
        """Expect that no request of the browser went elsewhere, and that no attribute of the page would send one."""
        assert self.asked == {self.door.host}
        assert self.page.evaluate(FOREIGN) == []
        expect(self.page.locator("script, iframe, object, embed, [style]")).to_have_count(0)

    def width_of_picture(self) -> int:
        """Return how wide the page's picture is in itself, in pixels, once the browser is done with it; 0 is none."""
        picture = self.page.locator("main img")
        expect(picture).to_have_js_property("complete", True)
        return int(picture.evaluate("image => image.naturalWidth"))

    def download(self, name: str) -> bytes:
        """Follow a link to a file and return it."""
        with self.page.expect_download() as download:
            self.link(name).click()
        return Path(download.value.path()).read_bytes()

    def tab_to(self, name: str) -> None:
        """Press Tab until a link, button or field of this name, or id, has the focus."""
        focused = "document.activeElement.id || document.activeElement.innerText.trim()"
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(focused) == name:
                return
        raise AssertionError(f"no way to {name} by the keyboard")
