"""The guide followed in a real browser, by what is printed in it: for the tests, and for the pictures of the README.

Whoever plays begins on the guide's page, clicks its links, and presses what stands
on the pages. What to fill in is read from the guide too, and every label that is
used is noted, so that a test can say that the guide names each of them.
"""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from deploy.guiding import look_up
from deploy.hand import Hand


@dataclass
class Player(Hand):
    """Somebody with one browser and one folder of downloads, who reads the guide in a language."""

    number: str = ""
    """How the workstations name the case."""

    def play(self) -> str:
        """Play the whole case and return the answer that the reporter reads."""
        codename = self.report()
        inbound = self.get("author")
        desk = self.unlock("author", "team_desk")
        self.answer(desk, inbound)
        self.draft(desk)
        self.approve(desk, inbound)
        self.bring(self.hand_over(desk))
        self.receive(self.get("recipient"))
        return self.come_back(codename)

    def report(self) -> str:
        """Report as the guide's first step says, and return the codename."""
        page = self.open("reporters", "melden/" if self.language == "nl" else "report/")
        self.look(page, "reporter")
        page.get_by_label(self.label("site", "Misstand bij de overheid")).check()
        step = page.locator('[data-step="line"]')
        step.get_by_role("button", name=self.label("site", "Verder"), exact=True).click()
        page.get_by_label(self.label("site", "Uw verhaal")).fill(self.value("report_text"))
        self.look(page, "writing")
        self.press(page, "site", "Verder: bekijk wat er wordt verstuurd")
        self.press(page, "site", "Verstuur op slot")
        words = page.locator("[data-codename] li")
        expect(words.first).to_be_visible()
        codename = words.all_inner_texts()
        self.look(page, "codename")
        self.press(page, "site", "Ik heb de woorden opgeschreven")
        for number in (1, 2):
            place = int(page.locator(f'label[for="word-{number}"] [data-place]').inner_text())
            page.locator(f"#word-{number}").fill(codename[place - 1])
        self.press(page, "site", "Klaar")
        expect(page.locator('[data-step="done"]')).to_be_visible()
        page.close()
        return " ".join(codename)

    def get(self, who: str) -> Path:
        """Get the inbound bundle at the portal, sign out, and return where it lies."""
        page = self.sign_in(who, "code_1")
        self.look(page, "portal" if who == "author" else "portal-of-a-recipient")
        bundle = self.save(page, "button", "portal", "Haal het pakket op")
        self.sign_out(page)
        return bundle

    def answer(self, page: Page, inbound: Path) -> None:
        """Read the case and put an answer in the queue."""
        self.look(page, "today")
        self.read_in(page, inbound)
        self.open_new_case(page)
        self.look(page, "case")
        self.follow(page, "desk", "Schrijf een antwoord")
        page.locator("#text").fill(self.value("answer_text"))
        self.press(page, "desk", "Bekijk wat de melder ziet")
        self.look(page, "answer")
        self.press(page, "desk", "Zet in de wachtrij")
        self.follow(page, "desk", "Terug naar de zaak")

    def draft(self, page: Page) -> None:
        """Answer the questions, mark a word, write the new text, and leave it for the second."""
        self.follow(page, "desk", "Overdragen")
        self.follow(page, "desk", "Begin met de twee vragen")
        for said in (
            *("Wat er gebeurde", "Waar het gebeurde", "Hoe de melder dit weet"),
            *("Elf mensen of meer", "De melder heeft de nieuwe tekst niet gezien"),
        ):
            page.get_by_label(self.label("desk", said), exact=True).check()
        self.press(page, "desk", "Bewaar de antwoorden")
        self.follow(page, "desk", "Markeer woorden")
        words = page.get_by_label(self.label("desk", "Uw woorden, op elke regel één"), exact=True)
        words.fill(self.value("marked_word"))
        self.press(page, "desk", "Bewaar de woorden")
        self.follow(page, "desk", "Schrijf de tekst")
        page.get_by_label(self.value("recipient_name"), exact=True).check()
        page.locator("#subject").fill(self.value("subject"))
        text = page.get_by_label(self.label("desk", "Tekst"), exact=True)
        text.fill(self.value("handover_text"))
        apart = self.label("desk", "De ontvanger staat los van degene om wie het gaat.")
        page.get_by_label(apart, exact=True).check()
        self.look(page, "handover")
        self.press(page, "desk", "Teken, en leg voor aan een collega")
        self.press(page, "desk", "Leg klaar, en maak plaats voor mijn collega")

    def approve(self, page: Page, inbound: Path) -> None:
        """Read the draft beside the report in the second vault, approve it, and leave that."""
        self.give_passphrase(page, "second")
        self.read_in(page, inbound)
        self.follow(page, "desk", "Terug naar vandaag")
        self.press(page, "desk", "Neem het aan")
        self.follow(page, "desk", "Naar de zaken")
        self.open_case(page)
        self.follow(page, "desk", "Overdragen")
        self.follow(page, "desk", "Lees de tekst en keur hem")
        self.look(page, "approval")
        self.press(page, "desk", "Keur goed en teken")
        self.follow(page, "desk", "Vandaag")
        self.follow(page, "desk", "Wissel uit met een collega")
        self.press(page, "desk", "Leg klaar, en maak plaats voor mijn collega")

    def hand_over(self, page: Page) -> Path:
        """Hand over with both signatures, and return the outbound bundle."""
        self.give_passphrase(page, "author")
        self.press(page, "desk", "Neem het aan")
        self.follow(page, "desk", "Naar de zaken")
        self.open_case(page)
        self.follow(page, "desk", "Overdragen")
        self.press(page, "desk", "Draag over")
        self.follow(page, "desk", "Naar vandaag")
        self.press(page, "desk", "Maak het pakket")
        return self.save(page, "link", "desk", "Bewaar het pakket")

    def receive(self, inbound: Path) -> None:
        """Read the handover at the recipient's workstation."""
        page = self.unlock("recipient", "recipient_desk")
        self.read_in(page, inbound)
        self.follow(page, "desk", "Naar de overdrachten")
        page.get_by_role("link", name=self.value("subject"), exact=True).first.click()
        expect(page.get_by_text(self.value("handover_text"))).to_be_visible()
        self.look(page, "received")

    def bring(self, outbound: Path) -> None:
        """Bring the outbound bundle to the portal, with a fresh code."""
        page = self.sign_in("author", "code_2")
        page.get_by_label(self.label("portal", "Een nieuwe code")).fill(self.value("author_code_3"))
        field = page.get_by_label(self.label("portal", "Het pakket op de stick"))
        field.set_input_files(outbound)
        self.press(page, "portal", "Breng het pakket")
        self.look(page, "brought")
        expect(page.get_by_role("status")).to_be_visible()
        self.sign_out(page)

    def come_back(self, codename: str) -> str:
        """Return with the codename and return the text of the answer."""
        page = self.open("reporters", "terugkomen/" if self.language == "nl" else "return/")
        page.locator("#codename").fill(codename)
        self.press(page, "site", "Kijk of er een antwoord is")
        answer = page.locator("[data-answers] .text").first
        expect(answer).to_be_visible()
        self.look(page, "read")
        return answer.inner_text()

    def sign_in(self, who: str, code: str) -> Page:
        """Sign in at the portal."""
        page = self.open("portal", "")
        page.locator("#name").fill(self.value(who))
        page.locator("#password").fill(self.value(f"{who}_password"))
        page.locator("#code").fill(self.value(f"{who}_{code}"))
        self.press(page, "portal", "Meld aan")
        return page

    def sign_out(self, page: Page) -> None:
        """Sign out at the portal, and close the page once that is done: Chromium may not close it while it forgets."""
        self.press(page, "portal", "Afmelden")
        said = look_up("portal", "U bent afgemeld", self.language)
        expect(page.get_by_role("heading", level=1)).to_have_text(said)
        page.close()

    def unlock(self, who: str, desk: str) -> Page:
        """Open a workstation by its link, and the vault of somebody."""
        page = self.open(desk)
        self.give_passphrase(page, who)
        return page

    def give_passphrase(self, page: Page, who: str) -> None:
        """Open a vault, where there are several the one of this name."""
        choice = page.get_by_label(self.value(who), exact=True)
        expect(page.locator("#passphrase")).to_be_visible()
        if choice.count():
            choice.check()
        page.locator("#passphrase").fill(self.value(f"{who}_passphrase"))
        self.press(page, "desk", "Open")

    def read_in(self, page: Page, inbound: Path) -> None:
        """Read a bundle in."""
        field = page.get_by_label(self.label("desk", "Het pakket van de blauwe stick"))
        field.set_input_files(inbound)
        self.press(page, "desk", "Lees in")

    def open_new_case(self, page: Page) -> None:
        """Go to the cases, open the one that is new, and remember its number."""
        self.follow(page, "desk", "Naar de zaken")
        new = page.get_by_role("row").filter(has_text=self.label("desk", "Nieuw"))
        self.number = new.first.get_by_role("link").inner_text()
        self.open_case(page)

    def open_case(self, page: Page) -> None:
        """Open the case of this play in the list of cases."""
        page.get_by_role("link", name=self.number, exact=True).click()
