"""Why something was refused, on a page: by its kind in the reader's language, the program's own sentence beneath.

The sentences of the workstation are written for its command line, in English;
whoever works at the desk reads what happened and what to do, in words of this page.
"""

from dataclasses import dataclass

from crypto.errors import (
    Expired,
    Gap,
    Malformed,
    NotForThisKey,
    NotYetValid,
    OtherService,
    ProtocolError,
    Replayed,
    RolledBack,
    Tampered,
    TooFewMembers,
    UnknownSigner,
    Untrusted,
    WrongClock,
)
from journalist_ui.workstation.errors import (
    NameTaken,
    NoSuchCase,
    NotWritten,
    OtherFile,
    Refused,
    ReportersFile,
    StickGone,
    UnconfirmedDay,
    UnusableFile,
    VaultDamaged,
    VaultInUse,
    VaultTooNew,
    WrongPassphrase,
)
from journalist_ui.workstation.pages.handover_refusals import HANDOVER_SENTENCES
from submitter_ui.speaking.texts import text

BY_KIND: dict[type[Exception], str] = {
    WrongPassphrase: text("Dit is niet de wachtzin. De kluis zelf is heel. Probeer het nog eens."),
    VaultDamaged: text(
        "De kluis is beschadigd. Aan uw wachtzin ligt het niet. Er is niets veranderd:"
        " laat het bestand zoals het is, werk met de kluis van een collega en vraag om hulp."
    ),
    VaultInUse: text("De kluis is al ergens anders open. Sluit dat andere venster eerst."),
    VaultTooNew: text("De kluis is van een nieuwere versie. Installeer die versie eerst."),
    UnconfirmedDay: text(
        "De klok van deze computer kan niet kloppen. Zoek op welke dag het is, en vul die in."
    ),
    UnusableFile: text(
        "Dit bestand kan niet mee: het is leeg, groter dan 512 MiB, of niet te lezen. Kies een ander,"
        " of maak het kleiner."
    ),
    ReportersFile: text(
        "Dit is het bestand van de melder zelf. Dat gaat nooit mee. Maak het opnieuw, zonder wat kan"
        " verraden, en neem dat mee."
    ),
    OtherFile: text(
        "Een van de bestanden hoort niet bij dit concept. Haal het weg, en neem de bestanden van de"
        " stick van uw collega."
    ),
    TooFewMembers: text(
        "Er zijn deze week te weinig vertrouwenspersonen bereikbaar. Lees eerst het nieuwste pakket"
        " in, of bel hen."
    ),
    NoSuchCase: text("Deze zaak is hier niet. Kijk in de lijst met zaken."),
    NameTaken: text(
        "Op de stick staat al een bestand met die naam. Het blijft zoals het is. Neem een andere"
        " stick, of haal dat bestand er eerst af."
    ),
    NotWritten: text(
        "Het bestand kon niet heel op de stick worden gezet, en er is niets van achtergebleven."
        " Maak ruimte of neem een andere stick, en probeer het nog eens."
    ),
    StickGone: text("Die stick is er niet meer. Doe hem er weer in, en kies opnieuw."),
    Malformed: text(
        "Dit is niet het goede bestand, of het is niet heel overgekomen. Kopieer het nog eens, of"
        " haal het opnieuw op bij het loket."
    ),
    NotForThisKey: text("Dit is voor een andere werkplek. Vraag er een voor deze."),
    Tampered: text(
        "Dit bestand is veranderd nadat het gemaakt is. Haal het opnieuw op. Blijft het zo, bel dan"
        " de beheerder en zeg het een collega."
    ),
    UnknownSigner: text(
        "De ondertekenaar van dit bestand is hier niet bekend. Gebruik het niet. Lees eerst het"
        " nieuwste pakket in, of bel een sleutelhouder."
    ),
    Expired: text(
        "De sleutelring is verlopen. Kijk of de dag klopt. Klopt die, vraag dan de sleutelhouders"
        " om een nieuwe."
    ),
    NotYetValid: text("Dit geldt nog niet. Kijk of de dag klopt onderaan de pagina."),
    WrongClock: text(
        "Dit pakket is van een andere tijd dan de dag onderaan de pagina. Klopt die dag niet, vergrendel"
        " dan de kluis en kies bij het openen de goede. Klopt hij wel, haal dan een nieuw pakket op."
    ),
    RolledBack: text(
        "Dit is ouder dan wat hier al is. Haal het nieuwste op. Geeft het loket niets nieuwers,"
        " bel dan de beheerder."
    ),
    Replayed: text("Dit is hier al eens geweest. Ga door met het volgende."),
    Gap: text("Hier hoort iets voor. Breng dat eerst."),
    OtherService: text("Dit is van een andere dienst. Kijk welk bestand en welke kluis het zijn."),
    Untrusted: text("Dit bestand is niet te vertrouwen. Gebruik het niet en bel een collega."),
    ProtocolError: text("Dit kan niet worden gebruikt. Vraag om hulp voor u verdergaat."),
}
"""The nearest kind counts: a subclass before its base."""
BY_SENTENCE = {
    "the text is empty": text("Er staat nog geen tekst. Schrijf eerst iets."),
    "the reply is about": text("Het antwoord is te lang. Maak het korter, of stuur er twee."),
    "this vault does not know its service yet": text(
        "Deze kluis kent de dienst nog niet. Maak hem eerst bekend met sluis-workstation enrol."
    ),
    "the disk is full": text("De schijf is vol. Maak ruimte en probeer het opnieuw."),
    "the disk cannot be read": text("De schijf kan niet worden gelezen of geschreven."),
    "there is no vault at that place": text("Op die plek is geen kluis."),
    "this workstation has no slot": text(
        "Deze werkplek staat niet meer in de sleutelring en kan alleen nog lezen. Bel de"
        " sleutelhouders."
    ),
    "this slot was revoked": text(
        "Deze werkplek is ingetrokken en kan alleen nog lezen. Bel de sleutelhouders."
    ),
    "this vault is an older copy": text(
        "Deze kluis is een oude kopie. Er is al meer verstuurd dan hier bekend is. Gebruik de"
        " nieuwste."
    ),
    "no bundle was exported": text("Er is nog geen pakket gemaakt."),
    "that bundle has arrived": text("Dat pakket is aangekomen en wordt niet meer bewaard."),
    "the report of this case is not here": text(
        "De melding van deze zaak is hier nog niet. Lees eerst het nieuwste pakket in."
    ),
    "whoever sees to a case must be": text(
        "Deze persoon hoort niet bij de zaak, of niet meer bij het team. Kies iemand anders."
    ),
    "a case is in one of these states": text("Deze stand bestaat niet. Kies er een uit de lijst."),
    "this is a recipient's workstation": text(
        "Dit is de werkplek van een ontvanger. Dit kan alleen bij een vertrouwenspersoon."
    ),
    "this is a confidant's workstation": text(
        "Dit is de werkplek van een vertrouwenspersoon. Dit kan alleen bij een ontvanger."
    ),
    **HANDOVER_SENTENCES,
    "this case has": text("Deze bijlage is er niet. Kijk in de zaak welke er zijn."),
    "this handover has": text("Dit bestand is er niet. Kijk in de overdracht welke er zijn."),
    "this case was destroyed here": text("Deze zaak is hier vernietigd."),
}
"""By the beginning of a sentence that has no kind of its own."""
OTHERWISE = text("Dit ging niet door. Er is niets veranderd.")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of a refusal: a text to look up, and the program's sentence, in English."""

    text: str
    detail: str


def say(error: Refused | ProtocolError) -> Said:
    """Return what a page says of a refusal."""
    if type(error) is Refused:
        for beginning, sentence in BY_SENTENCE.items():
            if str(error).startswith(beginning):
                return Said(sentence, str(error))
        return Said(OTHERWISE, str(error))
    kinds = [kind for kind in type(error).__mro__ if kind in BY_KIND]
    return Said(BY_KIND[kinds[0]] if kinds else OTHERWISE, str(error))
