"""The way of a handover in steps, from a case to the recipient's answer and the end of the case."""

import re
from collections.abc import Callable
from pathlib import Path

from desk.flows import (
    Step,
    bring_in,
    choose,
    fill,
    follow,
    give,
    open_newest,
    press,
    sees,
    sees_no,
    take_along,
    unfold,
    unlock,
)
from world import World

from journalist_ui.workstation.gates import MANY, NOT_SHOWN, Answers

REPORT = (
    "Mijn baas, wethouder Karel Janssen, kreeg op 12 maart in Hotel de Brug een envelop met geld."
    " Ik was de enige die erbij was."
)
REDACTED = "Een bestuurder zou honderd euro hebben aangenomen van een bedrijf."
MENDED = "Een bestuurder zou geld hebben aangenomen van een bedrijf."
BETRAYS = "Wethouder K\u00e1rel Jans-\nsen zou geld hebben aangenomen."
COPIES = "Iemand KREEG op 12 maart in Hotel de Brug een  envelop met geld. Dat was alles."
WHY = "Noem ook het bedrag niet precies."
ANSWER = "Wij zijn een onderzoek begonnen."

CASE = re.compile("Zaak [0-9a-f]{8}")
STEPS, WRITE = "Overdragen", "Schrijf de nieuwe tekst"
CHECK, DESTROY = "Lees mee, en keur de tekst", "Vernietig de melding"
SIGN = "Teken, en leg voor aan een collega"
APART = "De ontvanger staat los van degene om wie het gaat."
CLEAN = re.compile("Ik heb nagekeken wat er in de bestanden staat")
TO, ANSWERS = "rijksrecherche", Answers(("what", "where", "how"), MANY, NOT_SHOWN)
"""To whom a handover goes where that is not the matter, and what was answered beforehand."""
MAKE_ROOM = "Leg klaar, en maak plaats voor mijn collega"


def arrives(world: World, slot: int | None) -> Callable[[], bytes]:
    """Return what gives a bundle of the portal at the moment it is fetched."""
    return lambda: world.server.inbound(slot=slot, since=world.day)


def submitting(world: World) -> Callable[[bytes], None]:
    """Return what brings a sealed answer by the reporters' door."""
    return lambda answer: world.server.submit(world.server.take_ticket(), answer)


def at_case(name: str) -> list[Step]:
    """Open a vault, and its newest case."""
    return [
        ("Open de kluis", unlock, name),
        ("Vandaag", follow, "Zaken"),
        ("Zaken", open_newest),
    ]


def starting(name: str, bundle: Callable[[], bytes]) -> list[Step]:
    """Open a vault, read in what came, and open its case."""
    return [
        ("Open de kluis", unlock, name),
        ("Vandaag", bring_in, bundle),
        ("Het pakket is ingelezen", follow, "Naar de zaken"),
        ("Zaken", open_newest),
    ]


QUESTIONS: list[Step] = [
    (STEPS, follow, "Begin met de twee vragen"),
    ("Twee vragen vooraf", choose, "Wat er gebeurde"),
    ("Twee vragen vooraf", choose, "Waar het gebeurde"),
    ("Twee vragen vooraf", choose, "Hoe de melder dit weet"),
    ("Twee vragen vooraf", choose, "Elf mensen of meer"),
    ("Twee vragen vooraf", choose, "De melder heeft de nieuwe tekst niet gezien"),
    ("Twee vragen vooraf", press, "Bewaar de antwoorden"),
]
WORDS: list[Step] = [
    (STEPS, follow, "Markeer woorden"),
    ("Markeer wat niet mee mag", choose, "Karel Janssen"),
    ("Markeer wat niet mee mag", choose, "12 maart"),
    ("Markeer wat niet mee mag", fill, "Uw woorden, op elke regel één", "de Brug"),
    ("Markeer wat niet mee mag", press, "Bewaar de woorden"),
    (STEPS, sees, "Karel Janssen", "12 maart", "de Brug"),
]


def signing(text: str) -> list[Step]:
    """Write a text, say that the recipient stands apart, and sign."""
    return [
        (WRITE, fill, "Tekst", text),
        (WRITE, choose, APART),
        (WRITE, press, SIGN),
    ]


LEAVE: list[Step] = [
    (STEPS, follow, "Vandaag"),
    ("Vandaag", follow, "Wissel uit met een collega"),
    ("Wissel uit met een collega", press, MAKE_ROOM),
]
"""Leave what was written for a colleague at the same desk."""
TAKE_IN: list[Step] = [
    ("Vandaag", sees, "Er ligt iets klaar van vertrouwenspersoon"),
    ("Vandaag", press, "Neem het aan"),
    ("Wissel uit met een collega", sees, "Aangenomen:"),
    ("Wissel uit met een collega", follow, "Naar de zaken"),
    ("Zaken", open_newest),
    (CASE, follow, "Overdragen"),
]
"""Take in what a colleague left, and see how the handover stands."""


def writing(stick: Path) -> list[Step]:
    """Write the new text: refused for a name, for a sentence, for a file nobody looked through, then signed."""
    return [
        (STEPS, follow, "Schrijf de tekst"),
        (WRITE, choose, "Rijksrecherche"),
        (WRITE, fill, "Onderwerp", "Geld"),
        *signing(BETRAYS),
        (WRITE, sees, "Hier staat een gemarkeerd woord. Zeg het anders.", "in de tekst"),
        *signing(COPIES),
        (WRITE, sees, "Dit staat net zo in de melding.", "KREEG op 12 maart in Hotel de Brug"),
        (WRITE, unfold, "Bestanden die meegaan"),
        (WRITE, give, "Een bestand van de stick", stick),
        (WRITE, press, "Voeg het bestand toe"),
        (WRITE, sees, stick.name),
        *signing(REDACTED),
        (WRITE, sees, "Kijk de bestanden na op wat erin staat"),
        (WRITE, choose, CLEAN),
        *signing(REDACTED),
        (STEPS, sees, "Dit is uw eigen tekst."),
    ]


def sending_back(why: str) -> list[Step]:
    """The second confidant reads it beside the report, and says why not."""
    return [
        (STEPS, follow, "Lees de tekst en keur hem"),
        (CHECK, sees, REDACTED, "Mijn baas, wethouder", "Elf mensen of meer", "de Brug"),
        (CHECK, press, "Keur goed en teken"),
        (CHECK, sees, "die u nog niet bekeken hebt"),
        (CHECK, fill, "Waarom niet?", why),
        (CHECK, press, "Stuur terug"),
        (STEPS, sees, "keurt dit nog niet goed", why),
    ]


def mending(why: str, text: str) -> list[Step]:
    """The first reads why not, and signs another text with the same file."""
    return [
        (STEPS, sees, why),
        (STEPS, follow, "Schrijf een andere tekst"),
        (WRITE, sees, why, "verslag.txt"),
        (WRITE, choose, CLEAN),
        *signing(text),
    ]


def approving(stick: Path) -> list[Step]:
    """The second shows that the same file is in hand, and signs."""
    return [
        (STEPS, follow, "Lees de tekst en keur hem"),
        (CHECK, sees, MENDED, "nog niet gezien"),
        (CHECK, give, "Een bestand van de stick", stick),
        (CHECK, press, "Vergelijk het bestand"),
        (CHECK, sees, "u hebt hetzelfde bestand"),
        (CHECK, press, "Keur goed en teken"),
        (STEPS, sees, "Goedgekeurd door vertrouwenspersoon 1."),
    ]


def handing_over(world: World) -> list[Step]:
    """Queue it, make the bundle, bring it."""
    return [
        (STEPS, press, "Draag over"),
        (STEPS, sees, "Overgedragen aan rijksrecherche.", "De tekst wacht in de rij"),
        (STEPS, follow, "Naar vandaag"),
        ("Vandaag", press, "Maak het pakket"),
        ("Pakket nummer 1", take_along, "Bewaar het pakket", world.server.bring),
        ("Pakket nummer 1", press, "Vergrendel"),
    ]


def reading_and_answering(world: World) -> list[Step]:
    """The recipient sees two signatures and the new text, and answers by the reporters' door."""
    return [
        ("Open de kluis", unlock, "rijksrecherche"),
        ("Vandaag", bring_in, arrives(world, None)),
        ("Het pakket is ingelezen", follow, "Naar de overdrachten"),
        ("Overdrachten", open_newest),
        ("Geld", sees, MENDED, "Beide handtekeningen kloppen: vertrouwenspersonen 0, 1."),
        ("Geld", sees, "verslag.txt"),
        ("Geld", sees_no, "Janssen"),
        ("Geld", follow, "Antwoord aan de vertrouwenspersonen"),
        ("Antwoord aan de vertrouwenspersonen", fill, "Uw antwoord", ANSWER),
        ("Antwoord aan de vertrouwenspersonen", press, "Versleutel het antwoord"),
        ("Het antwoord is versleuteld", take_along, "Bewaar het antwoord", submitting(world)),
    ]


def destroying(world: World) -> list[Step]:
    """The answer is read, and the case goes: where, and when elsewhere."""
    return [
        ("Open de kluis", unlock, "anna"),
        ("Vandaag", bring_in, arrives(world, 0)),
        ("Het pakket is ingelezen", follow, "Naar de zaken"),
        ("Zaken", open_newest),
        (CASE, sees, ANSWER),
        (CASE, follow, "Overdragen"),
        (STEPS, follow, "Bekijk wat er verdwijnt"),
        (DESTROY, sees, "Bij vertrouwenspersoon 1", "nog niet gehoord"),
        (DESTROY, choose, "Ik weet het zeker. Dit kan niemand ongedaan maken."),
        (DESTROY, press, "Vernietig hier"),
        (CASE, sees, "Hier vernietigd op", "Nog niet gehoord van vertrouwenspersoon 1, 2."),
    ]
