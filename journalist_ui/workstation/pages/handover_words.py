"""Words for the codes of a handover: answers at the gates, places of a finding, reasons of a hold."""

from journalist_ui.workstation.gates import FEW, MANY, NOT_SHOWN, SEEN, SILENT_GO, SILENT_STOP, SOME
from journalist_ui.workstation.leaving_checks import FILE_NAME, SUBJECT, TEXT
from submitter_ui.speaking.texts import text

FACT_WORDS = {
    "who": text("Wie het deed, of welke functie of afdeling"),
    "what": text("Wat er gebeurde"),
    "where": text("Waar het gebeurde"),
    "when": text("Wanneer het gebeurde, ongeveer"),
    "how": text("Hoe de melder dit weet"),
}
CIRCLE_WORDS = {
    FEW: text("Een tot drie mensen"),
    SOME: text("Vier tot tien mensen"),
    MANY: text("Elf mensen of meer"),
}
CONSENT_WORDS = {
    SEEN: text("De melder heeft de nieuwe tekst gelezen en vindt hem goed"),
    SILENT_GO: text("De melder kwam niet terug, en had gezegd: geef het dan door"),
    SILENT_STOP: text("De melder kwam niet terug, en had niet gezegd: geef het dan door"),
    NOT_SHOWN: text("De melder heeft de nieuwe tekst niet gezien"),
}
PLACE_WORDS = {
    SUBJECT: text("in het onderwerp"),
    TEXT: text("in de tekst"),
    FILE_NAME: text("in de naam van een bestand"),
}
REASONS = {
    "vordering": text("Een rechter of officier van justitie vraagt erom"),
    "klacht": text("Er loopt een klacht over deze zaak"),
    "onderzoek": text("Er loopt een onderzoek waarin dit nodig is"),
    "bewaarplicht": text("De wet schrijft voor dat dit bewaard wordt"),
}
"""Why a case is held, by the word that both confidants give."""
