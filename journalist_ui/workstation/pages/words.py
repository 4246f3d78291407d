"""Words for what the workstation names by a key: lines, how a case stands, what was damaged."""

from collections.abc import Mapping
from typing import Any

from journalist_ui.workstation.form_answers import ASK_AN_EXPERT, PASS_ON_IN_SILENCE
from submitter_ui.speaking.texts import text

LINES = {
    "bedreiging": text("Bedreiging"),
    "afpersing": text("Afpersing"),
    "integriteit": text("Integriteit"),
    "klacht": text("Klacht"),
    "contact": text("Contact"),
    "signaal": text("Signaal"),
}
CONSENTS_BEFOREHAND = {
    PASS_ON_IN_SILENCE: text("het door te geven als de melder niet terugkomt"),
    ASK_AN_EXPERT: text("een deskundige uit het netwerk om raad te vragen"),
}
"""What a reporter may allow with the report, by its word; a word that is not here is shown as it came."""
COUNTS = (
    ("reports", text("Nieuwe meldingen")),
    ("followups", text("Vervolgberichten van melders")),
    ("consents", text("Melders die oordelen over een tekst, of intrekken")),
    ("answers", text("Antwoorden van ontvangers")),
    ("handovers", text("Overdrachten aan u")),
    ("attachments", text("Bijlagen")),
    ("attachments_awaited", text("Bijlagen die u nog moet ophalen")),
    ("events", text("Berichten van collega's")),
    ("not_for_me", text("Niet voor u (voor anderen in het team)")),
    ("seen_before", text("Al eerder ingelezen")),
    ("replays", text("Door iemand dubbel gestuurd, niet nog eens getoond")),
    ("damaged", text("Beschadigde meldingen")),
    ("attachments_damaged", text("Beschadigde bijlagen")),
    ("damaged_event_parts", text("Beschadigde berichten van collega's")),
    ("handovers_refused", text("Overdrachten die niet te vertrouwen zijn")),
)
"""The counts of an import that a page shows, in this order, where they are not nought."""
NEW, WRITTEN, ANSWERED = text("Nieuw"), text("Teken gegeven"), text("Beantwoord")
DRAFTED, APPROVED = text("Overdracht in concept"), text("Overdracht goedgekeurd")
HANDED_OVER, FED_BACK = text("Overgedragen"), text("Ontvanger heeft geantwoord")
DESTROYED = text("Vernietigd")
WITHDRAWN = text("Ingetrokken door de melder")
STATES = {
    "received": text("Ontvangen"),
    "assessing": text("Wordt beoordeeld"),
    "in-progress": text("In behandeling"),
    "handed-over": text("Overgedragen"),
    "not-forwarded": text("Niet doorgezet"),
    "advised": text("Advies gegeven"),
    "closed": text("Afgesloten"),
}
"""What confidants say of a case, in the order in which it goes; any may follow any."""


def status_of(case: Mapping[str, Any]) -> str:
    """Return how a case of the list stands, as a text to look up: as a confidant said, or as its events say."""
    if case["destroyed"] is not None:
        return DESTROYED
    if case["consent"] == "withdrawn":
        return WITHDRAWN
    if case["state"] is not None:
        return STATES[case["state"]]
    return _handover_stage(case) or _answer_stage(case)


def stage_of(case: Mapping[str, Any]) -> str | None:
    """Return how far the handover of a case is whose state was said, as a text to look up."""
    if case["destroyed"] is not None or case["state"] is None:
        return None
    return _handover_stage(case)


def _handover_stage(case: Mapping[str, Any]) -> str | None:
    stages = (
        (case["answers_of_recipients"], FED_BACK),
        (case["handed_over"], HANDED_OVER),
        (case["approved_by"], APPROVED),
        (case["drafted_by"] is not None, DRAFTED),
    )
    return next((words for holds, words in stages if holds), None)


def _answer_stage(case: Mapping[str, Any]) -> str:
    return ANSWERED if case["replies"] > 1 else WRITTEN if case["replies"] == 1 else NEW


WARNINGS = {
    "it was sealed to you": text(
        "Dit bericht is voor u versleuteld, maar noemt u niet als lid van de zaak. Overleg met een"
        " collega voor u antwoordt."
    ),
    "it is for the line": text("Dit bericht is voor een lijn waar u niet voor werkt."),
    "it names members who": text(
        "Dit bericht noemt mensen die niet voor deze lijn werken. Overleg met een collega voor u"
        " antwoordt."
    ),
    "it names another line": text(
        "Dit bericht noemt een andere lijn of andere mensen dan de eerste melding van deze zaak."
    ),
}
"""What the workstation warns of in a message, by the beginning of its sentence."""


def warning_of(sentence: str) -> str | None:
    """Return a warning as a text to look up, None for one that has no words of the page's own."""
    return next(
        (words for beginning, words in WARNINGS.items() if sentence.startswith(beginning)), None
    )
