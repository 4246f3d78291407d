"""Every page of a handover as people see it, in both languages, judged by `looks`."""

from pathlib import Path

import pytest
from desk.at_desk import AtDesk
from desk.flows import (
    bring_in,
    choose,
    fill,
    follow,
    give,
    open_newest,
    play,
    press,
    take_along,
    unfold,
    unlock,
)
from desk.handover_way import (
    ANSWER,
    BETRAYS,
    CASE,
    CHECK,
    CLEAN,
    COPIES,
    DESTROY,
    LEAVE,
    MAKE_ROOM,
    MENDED,
    QUESTIONS,
    STEPS,
    TAKE_IN,
    WHY,
    WORDS,
    WRITE,
    approving,
    arrives,
    handing_over,
    signing,
    starting,
    submitting,
)
from desk.looks import judge
from world import World

EXCHANGE, HOLD = "Wissel uit met een collega", "Vasthouden vanwege de wet"
FEEDBACK, SEALED = "Antwoord aan de vertrouwenspersonen", "Het antwoord is versleuteld"
MARK = "Markeer wat niet mee mag"


@pytest.fixture
def bypass_csp() -> bool:
    """Axe is a script, and these pages let none run."""
    return True


def look(desk: AtDesk, name: str) -> None:
    """Judge a page in Dutch, then the same in English."""
    judge(desk.page, f"nl-{name}")
    desk.press("English")
    judge(desk.page, f"en-{name}")
    desk.press("Nederlands")


def test_pages_of_a_handover(team: AtDesk, reader: AtDesk, world: World, stick: Path) -> None:
    """From the two questions to a case that is gone."""
    play(
        team,
        [
            *starting("anna", arrives(world, 0)),
            (CASE, look, "case"),
            (CASE, follow, "Overdragen"),
            (STEPS, look, "steps-first"),
            (STEPS, follow, "Begin met de twee vragen"),
            ("Twee vragen vooraf", look, "questions"),
            ("Twee vragen vooraf", follow, "Terug naar de stappen"),
            *QUESTIONS,
            (STEPS, follow, "Markeer woorden"),
            (MARK, look, "marks"),
            (MARK, follow, "Terug naar de stappen"),
            *WORDS,
            (STEPS, follow, "Schrijf de tekst"),
            (WRITE, look, "write-first"),
            (WRITE, fill, "Onderwerp", "Geld"),
            *signing(BETRAYS + " " + COPIES),
            (WRITE, look, "write-refused"),
            (WRITE, choose, "Rijksrecherche"),
            (WRITE, unfold, "Bestanden die meegaan"),
            (WRITE, give, "Een bestand van de stick", stick),
            (WRITE, press, "Voeg het bestand toe"),
            (WRITE, look, "write-file"),
            (WRITE, choose, CLEAN),
            *signing(MENDED),
            (STEPS, look, "steps-drafted"),
            (STEPS, press, MAKE_ROOM),
            ("Open de kluis", unlock, "bram"),
            ("Vandaag", bring_in, arrives(world, 1)),
            ("Het pakket is ingelezen", follow, "Vandaag"),
            ("Vandaag", look, "today-pack"),
            *TAKE_IN,
            (STEPS, follow, "Lees de tekst en keur hem"),
            (CHECK, look, "check"),
            (CHECK, press, "Keur goed en teken"),
            (CHECK, look, "check-files-missing"),
            (CHECK, fill, "Waarom niet?", WHY),
            (CHECK, press, "Stuur terug"),
            (STEPS, look, "steps-sent-back"),
            *approving(stick),
            *LEAVE,
            ("Open de kluis", unlock, "anna"),
            ("Vandaag", press, "Neem het aan"),
            (EXCHANGE, look, "exchange"),
            (EXCHANGE, follow, "Naar de zaken"),
            ("Zaken", open_newest),
            (CASE, follow, "Overdragen"),
            (STEPS, look, "steps-approved"),
            (STEPS, follow, "Moet de zaak blijven van de wet?"),
            (HOLD, choose, "Er loopt een klacht over deze zaak"),
            (HOLD, fill, "Tot en met welke dag?", "2027-06-01"),
            (HOLD, press, "Vraag om vasthouden"),
            (HOLD, look, "hold"),
            (HOLD, follow, "Terug naar de zaak"),
            (CASE, follow, "Overdragen"),
            *handing_over(world),
        ],
    )
    play(
        reader,
        [
            ("Open de kluis", unlock, "rijksrecherche"),
            ("Vandaag", bring_in, arrives(world, None)),
            ("Het pakket is ingelezen", follow, "Naar de overdrachten"),
            ("Overdrachten", open_newest),
            ("Geld", look, "recipient-handover"),
            ("Geld", follow, FEEDBACK),
            (FEEDBACK, look, "recipient-answer"),
            (FEEDBACK, fill, "Uw antwoord", ANSWER),
            (FEEDBACK, press, "Versleutel het antwoord"),
            (SEALED, look, "recipient-sealed"),
            (SEALED, take_along, "Bewaar het antwoord", submitting(world)),
        ],
    )
    play(
        team,
        [
            *starting("anna", arrives(world, 0)),
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
