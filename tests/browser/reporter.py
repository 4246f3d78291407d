"""What a reporter does on the pages, in the words of the pages."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE_S = 30
REPORT = "/nl/melden/"
RETURN = "/nl/terugkomen/"
STORY = "Een wethouder vroeg mij een vergunning te antedateren. MERKWOORD-tulpenbol"

PRESS = """([way, times]) => new Promise((heard) => {
    addEventListener("popstate", () => --times === 0 && heard());
    history[way]();
})"""
"""Goes back or forward in the history; ends once the page has heard so many times that it moved."""


@dataclass
class Reporter:
    """Somebody who writes, sends, keeps the codename and comes back."""

    page: Page

    def step(self, name: str) -> Locator:
        """Return the step of this name."""
        return self.page.locator(f'[data-step="{name}"]')

    def has_no_worker(self) -> None:
        """Expect the worker to be ended, which a browser tells a moment later."""
        until = time.monotonic() + PATIENCE_S
        while self.page.workers:
            assert time.monotonic() < until, "the worker lives on"
            self.page.wait_for_timeout(50)

    def press_back(self) -> None:
        """Press the browser's button, and wait until the page has heard of it, wherever that leads."""
        self.page.evaluate(PRESS, ["back", 1])

    def begin(self, line: str = "integriteit") -> None:
        """Open the reporting page and choose a line."""
        self.page.goto(REPORT)
        self.choose(line)

    def choose(self, line: str) -> None:
        """Choose a line on the open page and go on."""
        self.page.locator(f'[data-step="line"] input[value="{line}"]').check()
        self.step("line").get_by_role("button", name="Verder").click()
        expect(self.step("write")).to_be_visible()

    def write(self, text: str = STORY, files: Sequence[Path] = ()) -> None:
        """Write, add files, and look at what will be sent."""
        self.page.locator("#text").fill(text)
        if files:
            self.page.locator("#files").set_input_files(files)
        self.decide()
        self.step("write").get_by_role("button", name="Verder").click()
        expect(self.step("review")).to_be_visible()

    def decide(self) -> None:
        """Send what cannot be cleaned as it is, and let every file keep its name."""
        if self.page.locator("[data-files] li").count() == 0:
            return
        self.page.get_by_label("Laat de bestanden hun eigen naam houden").check()
        looking = self.page.get_by_text("Wordt op uw apparaat nagekeken.", exact=True)
        expect(looking.filter(visible=True)).to_have_count(0)
        for choice in self.page.get_by_label("Stuur het zoals het is").all():
            if choice.is_visible():
                choice.check()

    def send(self) -> None:
        """Press the button that sends."""
        self.step("review").get_by_role("button", name="Verstuur").click()

    def keep_codename(self, step: str = "codename") -> str:
        """Note the codename, type two of its words back, and return it."""
        expect(self.step(step)).to_be_visible()
        words = self.page.locator("[data-codename] li").all_inner_texts()
        self.page.get_by_role("button", name="Ik heb de woorden opgeschreven").click()
        for field in (1, 2):
            place = int(self.page.locator(f'label[for="word-{field}"] [data-place]').inner_text())
            self.page.locator(f"#word-{field}").fill(words[place - 1])
        self.page.get_by_role("button", name="Klaar").click()
        expect(self.step("done")).to_be_visible()
        return " ".join(words)

    def report(
        self, line: str = "integriteit", text: str = STORY, files: Sequence[Path] = ()
    ) -> str:
        """Send a report from beginning to end and return its codename."""
        self.begin(line)
        self.write(text, files)
        self.send()
        return self.keep_codename()

    def come_back(self, codename: str) -> None:
        """Open the page to come back to and give a codename."""
        self.page.goto(RETURN)
        self.give(codename)
        expect(self.step("answers")).to_be_visible()

    def give(self, codename: str) -> None:
        """Give a codename on the open page."""
        self.page.locator("#codename").fill(codename)
        self.page.get_by_role("button", name="Kijk of er een antwoord is").click()

    def answers(self) -> list[str]:
        """Return the texts of the answers on the page."""
        return self.page.locator("[data-answers] .text").all_inner_texts()

    def expect_told(self, name: str, place: str = '[data-step="review"] [data-notice]') -> None:
        """Expect that a place on the page shows the sentence of this name, whatever is filled in."""
        told = self.page.locator(place)
        expect(told).to_be_visible()
        expect(told).to_have_text(self.sentence(name))

    def sentence(self, name: str) -> re.Pattern[str]:
        """Return the sentence of this name as the page has it, with anything in its gaps."""
        text = self.page.locator(f'[data-sentence="{name}"]').first.text_content() or ""
        pieces = (re.escape(piece) for piece in re.split(r"\{\w+\}", text.strip()))
        return re.compile(f"^{'.+'.join(pieces)}$")

    def notice(self, step: str) -> str:
        """Return what the notice of a step says, once it says something."""
        notice = self.step(step).locator("[data-notice]")
        expect(notice).to_be_visible()
        return notice.inner_text()
