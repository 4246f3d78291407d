"""Alarms, and warnings of an import, in the reader's language: what happened, and what to do about it.

The workstation writes them in English, some with the number of a slot in front;
a page finds its words by a part that stays the same.
"""

from submitter_ui.speaking.texts import text

ALARMS = {
    "the server shows an older word of slot": text(
        "De server laat iets ouders zien dan hij eerder deed. Bel de beheerder, en zeg het uw collega's."
    ),
    "signed two different heads": text(
        "De werkplek van een collega is gekopieerd, of de sleutel ervan is gestolen. Bel die collega."
    ),
    "the server shows other reports of": text(
        "De server laat van een dag andere meldingen zien dan eerder. Bel de beheerder, en zeg het uw"
        " collega's."
    ),
    "the server showed slot": text(
        "De server liet een collega van een dag andere meldingen zien dan u. Bel die collega, en de"
        " beheerder."
    ),
    "this vault is older than what was published": text(
        "Deze kluis is een oude kopie. Werk hier niet verder mee. Zoek de nieuwste kluis, of bel een"
        " collega."
    ),
    "somebody published with this workstation's key": text(
        "Iemand heeft met de sleutel van deze werkplek een pakket gemaakt. Werk hier niet verder mee."
        " Bel de sleutelhouders: zij kunnen de sleutel intrekken."
    ),
    "has two period keys for one week": text(
        "Een collega heeft twee sleutels voor dezelfde week. Bel die collega: de werkplek is misschien"
        " gekopieerd."
    ),
    "somebody signed events with this workstation's key": text(
        "Iemand heeft met de sleutel van deze werkplek iets aan het team geschreven. Werk hier niet"
        " verder mee. Bel de sleutelhouders: zij kunnen de sleutel intrekken."
    ),
    "a day to come; call that confidant": text(
        "Een collega schreef iets met een datum die nog moet komen. Bel die collega: de klok van die"
        " werkplek staat verkeerd."
    ),
    "signed two different histories": text(
        "De berichten van een collega spreken elkaar tegen. Bel die collega: de werkplek is gekopieerd,"
        " of de sleutel ervan is gestolen."
    ),
    "the keyring has expired: ask the root holders": text(
        "De sleutelring is verlopen. Vraag de sleutelhouders om een nieuwe."
    ),
    "was destroyed before": text(
        "Een weeksleutel is vernietigd voor alles van die week was ingelezen. Wat toen binnenkwam en"
        " hier niet is, kan hier niemand meer openen. Vraag of een collega het heeft."
    ),
    "period keys are not signed by who holds their slot": text(
        "Sommige weeksleutels van collega's kloppen niet. Ze worden niet gebruikt. Zeg het de"
        " beheerder."
    ),
    "a message was not taken": text(
        "Een collega gaf een bericht door van een zaak die hier niet is. Het is niet overgenomen."
    ),
}
"""By a part of the workstation's sentence."""


def alarm_of(sentence: str) -> str | None:
    """Return an alarm or a warning as a text to look up, None for one that has no words of its own."""
    return next((words for part, words in ALARMS.items() if part in sentence), None)
