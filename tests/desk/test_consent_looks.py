"""The pages on which a draft is shown to its reporter and judged, as people see them, in both languages."""

import pytest
from desk.flows import bring_in, choose, follow, open_newest, play, press, sees
from desk.handover_way import ANSWERS, CASE, MENDED, REPORT, STEPS, TO, arrives, at_case
from desk.looks import look, looking
from playwright.sync_api import Browser
from workstation.letters import Letters
from world import World

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes
from journalist_ui.workstation.handover_work import HandoverWork

pytestmark = pytest.mark.slow

SHOW = "Laat de melder de tekst lezen"


def test_pages_of_a_draft_that_is_judged(chromium: Browser, world: World) -> None:
    """What the reporter will see, until when, and that it is too traceable."""
    letters = Letters(world, random_bytes(32), Identity.generate())
    letters.post(letters.report(REPORT, members=(0, 1)))
    anna, case = world.confidants[0], letters.case
    anna.fetch(again=0)
    HandoverWork(anna.workstation._vault, world.day).answer_gates(case, ANSWERS)
    draft = anna.workstation.draft(case, recipient=TO, subject="Geld", text=MENDED, day=world.day)
    letters.post(letters.consent("traceable", draft, text="Alleen ik was erbij."))
    with looking(chromium, world, "anna", "bram") as desk:
        play(
            desk,
            [
                *at_case("anna"),
                (CASE, follow, "Overdragen"),
                (STEPS, follow, SHOW),
                (SHOW, look, "proposal"),
                (SHOW, choose, "1 week"),
                (SHOW, press, "Zet in de rij voor de melder"),
                (STEPS, look, "steps-shown"),
                (STEPS, sees, "Wacht daarop"),
                (STEPS, follow, "Vandaag"),
                ("Vandaag", bring_in, arrives(world, 0)),
                ("Het pakket is ingelezen", follow, "Naar de zaken"),
                ("Zaken", open_newest),
                (CASE, look, "case-too-traceable"),
            ],
        )
