"""Days at the desk as lists of screens and actions: two confidants, a lost stick, a damaged report, no mouse."""

import pytest
from desk.at_desk import AtDesk
from desk.flows import (
    Step,
    bring_in,
    fill,
    follow,
    open_newest,
    play,
    press,
    sees,
    sees_no,
    take_along,
    unlock,
)
from desk.handover_way import CASE, MAKE_ROOM, STEPS, arrives, starting
from world import Reporter, World

from crypto.errors import Replayed

QUEUED, PACKET = "Het antwoord staat in de wachtrij", "Pakket nummer 1"
EXCHANGE, NOTE = "Wissel uit met een collega", "Schrijf een notitie"
READ_IN = "Het pakket is ingelezen"
MOST_KEYS = 80


def answering(text: str) -> list[Step]:
    """Write an answer, look at it, queue it."""
    return [
        (CASE, follow, "Schrijf een antwoord"),
        ("Schrijf een antwoord", fill, "Uw antwoord", text),
        ("Schrijf een antwoord", press, "Bekijk wat de melder ziet"),
        ("Dit ziet de melder", press, "Zet in de wachtrij"),
        (QUEUED, follow, "Terug naar vandaag"),
    ]


def test_a_day_of_two_confidants(team: AtDesk, world: World, reporter: Reporter) -> None:
    """One notes, the other reads it a minute later, answers, and takes the bundle along; nothing came by stick."""
    play(
        team,
        [
            *starting("anna", arrives(world, 0)),
            (CASE, follow, "Schrijf een notitie"),
            (NOTE, fill, "Uw notitie", "Ik ken deze wethouder. Wil jij antwoorden?"),
            (NOTE, press, "Bewaar de notitie"),
            (CASE, follow, "Vandaag"),
            ("Vandaag", follow, EXCHANGE),
            (EXCHANGE, press, MAKE_ROOM),
            *starting("bram", arrives(world, 1)),
            (CASE, sees_no, "Ik ken deze wethouder."),
            (CASE, follow, "Vandaag"),
            ("Vandaag", press, "Neem het aan"),
            (EXCHANGE, follow, "Naar de zaken"),
            ("Zaken", open_newest),
            (CASE, sees, "Ik ken deze wethouder."),
            *answering("Dank u wel. Weet u meer?"),
            ("Vandaag", press, "Maak het pakket"),
            (PACKET, take_along, "Bewaar het pakket", world.server.bring),
            (PACKET, follow, "Vandaag"),
            ("Vandaag", follow, EXCHANGE),
            (EXCHANGE, press, MAKE_ROOM),
            ("Open de kluis", unlock, "anna"),
            ("Vandaag", press, "Neem het aan"),
            (EXCHANGE, follow, "Naar de zaken"),
            ("Zaken", open_newest),
            (CASE, sees, "Dank u wel. Weet u meer?"),
        ],
    )
    assert reporter.answers() == ["Dank u wel. Weet u meer?"]


def test_a_lost_stick(team: AtDesk, world: World, reporter: Reporter) -> None:
    """What was on it comes again, both ways; found later, it does no harm."""
    lost_in = world.server.inbound(slot=0, since=world.day)
    lost_out: list[bytes] = []
    play(
        team,
        [
            ("Open de kluis", unlock, "anna"),
            ("Vandaag", bring_in, lambda: world.server.inbound(slot=0, since=world.day + 1)),
            (READ_IN, sees, "Er was niets nieuws."),
            (READ_IN, follow, "Terug naar vandaag"),
            ("Vandaag", bring_in, lambda: world.server.inbound(slot=0, since=world.day - 7)),
            (READ_IN, sees, "Nieuwe meldingen"),
            (READ_IN, follow, "Terug naar vandaag"),
            ("Vandaag", bring_in, lambda: lost_in),
            (READ_IN, sees, "Al eerder ingelezen"),
            (READ_IN, sees_no, "Nieuwe meldingen"),
            (READ_IN, follow, "Naar de zaken"),
            ("Zaken", sees, "1 zaak."),
            ("Zaken", open_newest),
            *answering("Dank u wel."),
            ("Vandaag", press, "Maak het pakket"),
            (PACKET, take_along, "Bewaar het pakket", lost_out.append),
            (PACKET, follow, "Vandaag"),
            ("Vandaag", follow, "Haal het laatste pakket nog eens"),
            (PACKET, take_along, "Bewaar het pakket", world.server.bring),
        ],
    )
    assert reporter.answers() == ["Dank u wel."]
    with pytest.raises(Replayed):
        world.server.bring(lost_out[0])


def test_a_damaged_report(team: AtDesk, world: World) -> None:
    """Counted, kept, named on the first page, and healed by the same days fetched again."""
    (held,) = world.server.submissions.values()
    whole = held.texts
    held.texts = tuple(text[:-1] + bytes([text[-1] ^ 1]) for text in whole)
    play(
        team,
        [
            ("Open de kluis", unlock, "anna"),
            ("Vandaag", bring_in, arrives(world, 0)),
            (READ_IN, sees, "Beschadigde meldingen", "een gave kopie komt er vanzelf"),
            (READ_IN, follow, "Naar de zaken"),
            ("Zaken", sees, "0 zaken."),
            ("Zaken", follow, "Vandaag"),
            ("Vandaag", sees, "1 ding kwam beschadigd aan."),
        ],
    )
    held.texts = whole
    play(
        team,
        [
            ("Vandaag", bring_in, arrives(world, 0)),
            (READ_IN, sees, "Nieuwe meldingen"),
            (READ_IN, follow, "Terug naar vandaag"),
            ("Vandaag", sees_no, "kwam beschadigd aan"),
            ("Vandaag", follow, "Zaken"),
            ("Zaken", open_newest),
            (CASE, sees, "wethouder Karel Janssen"),
        ],
    )


def test_a_text_is_handed_in_by_keyboard_alone(team: AtDesk, world: World) -> None:
    """From the case to a signed text without a mouse."""
    ask, mark, write = "Twee vragen vooraf", "Markeer wat niet mee mag", "Schrijf de nieuwe tekst"
    play(
        team,
        [
            *starting("anna", arrives(world, 0)),
            (CASE, reach, "Overdragen", "Enter"),
            (STEPS, reach, "Begin met de twee vragen", "Enter"),
            *((ask, reach, fact, "Space") for fact in ("what", "where", "how")),
            *((ask, reach, answer, "Space") for answer in ("11-or-more", "not-shown")),
            (ask, reach, "Bewaar de antwoorden", "Enter"),
            (STEPS, reach, "Markeer woorden", "Enter"),
            (mark, reach, "Karel Janssen", "Space"),
            (mark, reach, "Bewaar de woorden", "Enter"),
            (STEPS, reach, "Schrijf de tekst", "Enter"),
            (write, reach, "rijksrecherche", "Space"),
            (write, reach, "subject", "G"),
            (write, reach, "text", "T"),
            (write, reach, "apart", "Space"),
            (write, reach, "Teken, en leg voor aan een collega", "Enter"),
            (STEPS, sees, "Dit is uw eigen tekst."),
        ],
    )


def reach(desk: AtDesk, wanted: str, key: str) -> None:
    """Press Tab, or an arrow among choices, until what is named so has the focus; then press a key there."""
    for _ in range(MOST_KEYS):
        names = desk.page.evaluate(
            "(e => [e.id, e.value, e.name, e.innerText?.trim()])(document.activeElement)"
        )
        if wanted in names:
            desk.page.keyboard.press(key)
            return
        among_radios = desk.page.evaluate("document.activeElement.type === 'radio'")
        more = among_radios and desk.page.evaluate(
            "w => [...document.getElementsByName(document.activeElement.name)]"
            ".some(e => e.value === w)",
            wanted,
        )
        desk.page.keyboard.press("ArrowDown" if more else "Tab")
    raise AssertionError(f"no way to {wanted} by the keyboard")
