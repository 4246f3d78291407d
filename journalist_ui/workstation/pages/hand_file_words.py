"""Words for a file that a confidant brings to a handover: it is made anew, there is no reporter to ask for another."""

from journalist_ui.workstation.pages.attachment_warnings import OFFICE
from journalist_ui.workstation.pages.attachment_words import OUTCOMES
from journalist_ui.workstation.sandbox.outcomes import Status
from submitter_ui.speaking.texts import text

INSTEAD = {
    OUTCOMES[Status.KIND_NOT_SHOWN]: text(
        "Zo'n bestand kan hier niet worden getoond. Wie het meebracht, maakt er een PDF, een foto of"
        " een tekst van en kiest die in plaats hiervan."
    ),
    OUTCOMES[Status.DAMAGED]: text(
        "De inhoud van het bestand is kapot, of is niet wat het begin ervan zegt. Wie het meebracht,"
        " maakt het opnieuw, bijvoorbeeld als PDF."
    ),
    OUTCOMES[Status.LOCKED]: text(
        "Er zit een wachtwoord op het document. Wie het meebracht, maakt het opnieuw zonder wachtwoord."
    ),
    OUTCOMES[Status.TOO_LARGE]: text(
        "Het bestand is groter dan hier getoond kan worden. Wie het meebracht, maakt het kleiner,"
        " bijvoorbeeld in delen."
    ),
    OFFICE: text(
        "Dit is een document van een kantoorprogramma. U ziet hier alleen waaruit het bestaat. Wie het"
        " meebracht, maakt er een PDF van en kiest die in plaats hiervan."
    ),
}
"""What is said of a reporter's file, and what is said of one of ours in its place."""


def say_of_ours(said: str) -> str:
    """Return the sentence for a file of ours in place of that for a reporter's."""
    return INSTEAD.get(said, said)
