"""What a page warns of beside a file: that it is not what it says, would do something, or tells who made it."""

import mimetypes
from collections.abc import Iterator

from journalist_ui.workstation.kept_files import KeptFile
from journalist_ui.workstation.pages.attachment_words import BETRAYING, size_of
from journalist_ui.workstation.sandbox.claims import is_as_claimed
from journalist_ui.workstation.sandbox.outcomes import (
    FactName,
    Kind,
    Listing,
    Look,
    Refused,
    Status,
)
from submitter_ui.speaking.texts import text

NOT_AS_SAID = text(
    "Het bestand is iets anders dan zijn naam of soort zegt. Dat kan een vergissing zijn, of"
    " bedrog. Open het niet met een ander programma."
)
TWO_THINGS = text(
    "Dit bestand is twee dingen tegelijk, voor wie het anders opent. Open het niet met een ander"
    " programma."
)
PROGRAM = text("Dit is een programma. Start het nooit, ook niet op een andere computer.")
ACTIONS = text(
    "Dit document wil zelf iets doen als het opengaat, of verwijst naar buiten. Hier gebeurt dat"
    " niet. Open het niet met een ander programma."
)
EMBEDDED = text("In dit document zitten andere bestanden. Die zijn hier niet geopend.")
OUTSIDE = text(
    "Namen of verwijzingen in dit archief wijzen naar plekken buiten de map waarin iemand het"
    " uitpakt. Pak het nergens uit."
)
NOT_ALL = text("Dit is niet alles wat erin zit: het archief is kapot, of er zit te veel in.")
SWELLS = text(
    "Uitgepakt wordt dit veel groter dan het is. Het kan gemaakt zijn om een computer vast te"
    " laten lopen. Pak het nergens uit."
)
OFFICE = text(
    "Dit is een document van een kantoorprogramma. U ziet hier alleen waaruit het bestaat. Vraag"
    " de afzender om een PDF ervan als u het wilt lezen."
)
BETRAYS = text(
    "In dit bestand staat iets waaraan te zien kan zijn wie het maakte, of waar. Geef het nooit zo"
    " door: maak het opnieuw."
)
MANY_TIMES, LARGE = 100, 1 << 30
_OFFICE_TYPES = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
)


def warnings_of(file: KeptFile, look: Look) -> list[str]:
    """Return what to warn of, the worst first, as texts to look up."""
    return list(dict.fromkeys((*_of_kind(file, look), *_of_facts(look), *_of_listing(file, look))))


def _of_kind(file: KeptFile, look: Look) -> Iterator[str]:
    if look.kind is Kind.PROGRAM:
        yield PROGRAM
    elif look.kind is Kind.EMPTY or not _was_seen(look):
        return
    elif not all(is_as_claimed(look.kind, claim) for claim in _claims(file)):
        yield NOT_AS_SAID


def _was_seen(look: Look) -> bool:
    """Tell whether it came to saying what a file is; one that is no kind of ours was seen too."""
    if not isinstance(look, Refused):
        return True
    return look.kind is not Kind.UNKNOWN or look.status is Status.KIND_NOT_SHOWN


def _of_facts(look: Look) -> Iterator[str]:
    names = set() if isinstance(look, Refused) else {fact.name for fact in look.facts}
    if FactName.ALSO_LOOKS_LIKE in names:
        yield TWO_THINGS
    if FactName.ACTIONS in names:
        yield ACTIONS
    if FactName.EMBEDDED_FILES in names:
        yield EMBEDDED
    if names & BETRAYING:
        yield BETRAYS


def _of_listing(file: KeptFile, look: Look) -> Iterator[str]:
    if not isinstance(look, Listing):
        return
    unpacked = [size_of(fact) or 0 for fact in look.facts if fact.name is FactName.UNPACKED_SIZE]
    if any(entry.leads_outside for entry in look.entries):
        yield OUTSIDE
    if any(size > max(LARGE, MANY_TIMES * file.size) for size in unpacked):
        yield SWELLS
    if not look.whole:
        yield NOT_ALL
    if look.kind is Kind.ZIP and any(claim.startswith(_OFFICE_TYPES) for claim in _claims(file)):
        yield OFFICE


def _claims(file: KeptFile) -> tuple[str, str]:
    """Return what a file says it is: by the type that came with it, and by its name."""
    return file.type, mimetypes.guess_type(file.name)[0] or ""
