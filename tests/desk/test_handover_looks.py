"""Every page of a handover as people see it, in both languages, judged by `looks`."""

from pathlib import Path

import pytest
from desk.at_desk import AtDesk
from desk.flows import (
    choose,
    fill,
    follow,
    give,
    open_newest,
    play,
    press,
    unfold,
    unlock,
)
from desk.handover_way import (
    ANSWER,
    ANSWERS,
    BETRAYS,
    CASE,
    CHECK,
    COPIES,
    DESTROY,
    MAKE_ROOM,
    MENDED,
    QUESTIONS,
    REPORT,
    STEPS,
    TO,
    WHY,
    WORDS,
    WRITE,
    arrives,
    at_case,
    signing,
    starting,
)
from desk.looks import look, looking
from playwright.sync_api import Browser
from world import World

from journalist_ui.workstation.handover_work import HandoverWork

pytestmark = pytest.mark.slow

EXCHANGE, HOLD = "Wissel uit met een collega", "Vasthouden vanwege de wet"
FEEDBACK, SEALED = "Antwoord aan de vertrouwenspersonen", "Het antwoord is versleuteld"
MARK, ASK = "Markeer wat niet mee mag", "Twee vragen vooraf"


def test_pages_of_the_writer(team: AtDesk, world: World, stick: Path) -> None:
    """The steps, the two questions, the words, the text."""
    play(
        team,
        [
            *starting("anna", arrives(world, 0)),
            (CASE, follow, "Overdragen"),
            (STEPS, look, "steps-first"),
            (STEPS, follow, "Begin met de twee vragen"),
            (ASK, look, "questions"),
            (ASK, follow, "Terug naar de stappen"),
            *QUESTIONS,
            (STEPS, follow, "Markeer woorden"),
            (MARK, look, "marks"),
            (MARK, follow, "Terug naar de stappen"),
            *WORDS,
            (STEPS, follow, "Schrijf de tekst"),
            (WRITE, fill, "Onderwerp", "Geld"),
            (WRITE, unfold, "Bestanden die meegaan"),
            (WRITE, give, "Een bestand van de stick", stick),
            *signing(f"{BETRAYS} {COPIES}"),
            (WRITE, look, "write-refused"),
            (WRITE, follow, "verslag.txt"),
            ("Bestand van de stick", look, "file"),
        ],
    )


@pytest.fixture
def case(world: World) -> str:
    """Give the number of a case of Anna's and Bram's."""
    world.reporter().send(REPORT)
    for confidant in world.confidants:
        confidant.fetch(again=0)
    return world.confidants[0].cases()[0]


def test_pages_of_the_second(chromium: Browser, world: World, case: str, stick: Path) -> None:
    """What was left, the text beside the report, a file that is missing, an objection, a hold."""
    anna = world.confidants[0]
    work = HandoverWork(anna.workstation._vault, world.day)
    work.answer_gates(case, ANSWERS)
    work.mark(case, ["Karel Janssen", "de Brug"])
    anna.workstation.draft(
        case, recipient=TO, subject="Geld", text=MENDED, day=world.day, files=[stick]
    )
    with looking(chromium, world, "anna", "bram") as desk:
        play(
            desk,
            [
                *at_case("anna"),
                (CASE, follow, "Overdragen"),
                (STEPS, look, "steps-drafted"),
                (STEPS, press, MAKE_ROOM),
                ("Open de kluis", unlock, "bram"),
                ("Vandaag", look, "today-pack"),
                ("Vandaag", press, "Neem het aan"),
                (EXCHANGE, look, "exchange"),
                (EXCHANGE, follow, "Naar de zaken"),
                ("Zaken", open_newest),
                (CASE, follow, "Overdragen"),
                (STEPS, follow, "Lees de tekst en keur hem"),
                (CHECK, press, "Keur goed en teken"),
                (CHECK, look, "check"),
                (CHECK, fill, "Waarom niet?", WHY),
                (CHECK, press, "Stuur terug"),
                (STEPS, look, "steps-sent-back"),
                (STEPS, follow, "Moet de zaak blijven van de wet?"),
                (HOLD, choose, "Er loopt een klacht over deze zaak"),
                (HOLD, fill, "Tot en met welke dag?", "2030-06-01"),
                (HOLD, press, "Vraag om vasthouden"),
                (HOLD, look, "hold"),
            ],
        )


def test_pages_at_the_end(chromium: Browser, world: World, case: str, stick: Path) -> None:
    """Two have signed; it has left; the recipient answers; the case goes."""
    anna, bram = world.confidants[:2]
    HandoverWork(anna.workstation._vault, world.day).answer_gates(case, ANSWERS)
    anna.hand_over(case, MENDED, with_help_of=bram, to=TO, files=[stick])
    anna.bring()
    world.recipients[TO].fetch()
    with looking(chromium, world, TO, "anna") as desk:
        play(
            desk,
            [
                ("Open de kluis", unlock, TO),
                ("Vandaag", follow, "Overdrachten"),
                ("Overdrachten", open_newest),
                ("Melding", look, "recipient-handover"),
                ("Melding", follow, FEEDBACK),
                (FEEDBACK, look, "recipient-answer"),
                (FEEDBACK, fill, "Uw antwoord", ANSWER),
                (FEEDBACK, press, "Versleutel het antwoord"),
                (SEALED, look, "recipient-sealed"),
                (SEALED, press, "Vergrendel"),
                *at_case("anna"),
                (CASE, look, "case-handed-over"),
                (CASE, follow, "Overdragen"),
                (STEPS, look, "steps-handed-over"),
                (STEPS, follow, "Bekijk wat er verdwijnt"),
                (DESTROY, look, "destroy"),
                (DESTROY, choose, "Ik weet het zeker. Dit kan niemand ongedaan maken."),
                (DESTROY, press, "Vernietig hier"),
                (CASE, look, "gone"),
            ],
        )
