"""Words for what the sandbox says of a file, and for a file that is not here; every list of it is complete."""

from collections.abc import Iterator
from dataclasses import dataclass

from journalist_ui.workstation.kept_files import AWAITED, DAMAGED, NOT_FOR_ME
from journalist_ui.workstation.sandbox.outcomes import Fact, FactName, Kind, Status
from submitter_ui.speaking.texts import text

STATES = {
    AWAITED: text(
        "Dit bestand is nog niet hier. Vraag erom bij het loket (een groot bestand komt niet"
        " vanzelf mee), en lees dat pakket hier in."
    ),
    DAMAGED: text(
        "Dit bestand is beschadigd aangekomen. Haal bij het loket dezelfde dagen nog eens op en"
        " lees dat pakket in: een gave kopie komt er vanzelf voor in de plaats. Blijft het zo,"
        " vraag dan of het nog eens gestuurd kan worden."
    ),
    NOT_FOR_ME: text(
        "Dit bestand is niet voor u versleuteld. Een collega van deze zaak kan het misschien wel"
        " openen. Anders kunt u de melder vragen het nog eens te sturen."
    ),
}
"""What to do about a file that cannot be opened here."""

OUTCOMES = {
    Status.NO_BUBBLEWRAP: text(
        "Op deze computer kunt u geen bestanden bekijken: het programma dat ze opsluit ontbreekt."
        " Laat Bubblewrap installeren (op Debian: apt-get install bubblewrap) en kijk dan nog eens."
        " Open het bestand niet met een ander programma."
    ),
    Status.NO_WALLS: text(
        "Op deze computer kunt u geen bestanden bekijken: ze kunnen niet worden opgesloten. Vraag"
        " wie de computer beheert dit te proberen: bwrap --unshare-all --ro-bind / / true. Open"
        " het bestand niet met een ander programma."
    ),
    Status.NOT_READABLE: text(
        "Het bestand is hier niet, of kan niet worden gelezen. Ga terug naar de zaak en probeer"
        " het nog eens."
    ),
    Status.EMPTY: text("Het bestand is leeg: het heeft een naam en geen inhoud."),
    Status.KIND_NOT_SHOWN: text(
        "Zo'n bestand kan hier niet worden getoond. Vraag de afzender om een foto, een PDF of een"
        " tekst ervan, of bewaar het en laat een deskundige kijken."
    ),
    Status.DAMAGED: text(
        "De inhoud van het bestand is kapot, of is niet wat het begin ervan zegt. Vraag de afzender"
        " om het nog eens te sturen."
    ),
    Status.LOCKED: text(
        "Er zit een wachtwoord op het document. Vraag de afzender om een document zonder wachtwoord."
    ),
    Status.TOO_LARGE: text(
        "Het bestand is groter dan hier getoond kan worden. Vraag de afzender om een kleiner bestand,"
        " of bewaar het en laat een deskundige kijken."
    ),
    Status.NO_SUCH_PART: text("Dat deel heeft het bestand niet. Ga terug naar het begin ervan."),
    Status.OUT_OF_MEMORY: text(
        "Het bestand wilde meer geheugen dan het mag hebben, en is gesloten. Het kan gemaakt zijn"
        " om schade te doen. Open het niet met een ander programma."
    ),
    Status.TOOK_TOO_LONG: text(
        "Het openen duurde te lang, en is gestopt. Probeer het nog één keer. Duurt het weer te"
        " lang, dan kan het bestand gemaakt zijn om schade te doen: open het niet met een ander"
        " programma."
    ),
    Status.SAID_TOO_MUCH: text(
        "Uit het bestand kwam meer dan getoond kan worden, en het is gesloten. Het kan gemaakt"
        " zijn om schade te doen. Open het niet met een ander programma."
    ),
    Status.SPOKE_NONSENSE: text(
        "Wat het bestand bekeek, antwoordde niet zoals het hoort, en is gestopt. Het bestand kan"
        " gemaakt zijn om schade te doen. Open het niet met een ander programma, en zeg het uw team."
    ),
    Status.CRASHED: text(
        "Wat het bestand bekeek, liep erop vast. Het bestand kan gemaakt zijn om schade te doen."
        " Open het niet met een ander programma, en zeg het uw team."
    ),
}
"""The sandbox's own sentences, in the words of the page."""
MACHINE = frozenset({Status.NO_BUBBLEWRAP, Status.NO_WALLS})
"""What lies at the machine, not at the file."""

KINDS = {
    Kind.JPEG: text("een foto (JPEG)"),
    Kind.PNG: text("een afbeelding (PNG)"),
    Kind.WEBP: text("een afbeelding (WebP)"),
    Kind.GIF: text("een afbeelding (GIF)"),
    Kind.BMP: text("een afbeelding (BMP)"),
    Kind.TIFF: text("een afbeelding (TIFF)"),
    Kind.PDF: text("een document (PDF)"),
    Kind.TEXT: text("een tekst"),
    Kind.ZIP: text("een archief (zip)"),
    Kind.TAR: text("een archief (tar)"),
    Kind.GZIP: text("een ingepakt bestand (gzip)"),
    Kind.EMPTY: text("een leeg bestand"),
    Kind.SEVEN_ZIP: text("een archief (7-Zip)"),
    Kind.RAR: text("een archief (RAR)"),
    Kind.XZ: text("een ingepakt bestand (xz)"),
    Kind.BZIP2: text("een ingepakt bestand (bzip2)"),
    Kind.ZSTD: text("een ingepakt bestand (zstd)"),
    Kind.OLD_OFFICE: text("een document van een oud kantoorprogramma"),
    Kind.PROGRAM: text("een programma"),
    Kind.SOUND: text("geluid"),
    Kind.FILM: text("een film"),
    Kind.HEIF: text("een foto (HEIF)"),
    Kind.SQLITE: text("een database"),
    Kind.UNKNOWN: text("iets onbekends"),
}

FACTS = {
    FactName.DIMENSIONS: text("Beeldpunten"),
    FactName.MORE_FRAMES: text("Meer beelden"),
    FactName.CAMERA: text("Toestel"),
    FactName.SOFTWARE: text("Programma"),
    FactName.TAKEN: text("Opgenomen"),
    FactName.PLACE: text("Plaats"),
    FactName.SERIAL_NUMBER: text("Serienummer"),
    FactName.TITLE: text("Titel"),
    FactName.AUTHOR: text("Maker"),
    FactName.SUBJECT: text("Onderwerp"),
    FactName.KEYWORDS: text("Trefwoorden"),
    FactName.COMMENT: text("Opmerking"),
    FactName.COPYRIGHT: text("Rechten"),
    FactName.MORE_METADATA: text("Meer gegevens"),
    FactName.CREATOR: text("Gemaakt met"),
    FactName.PRODUCER: text("Omgezet met"),
    FactName.CREATED: text("Gemaakt op"),
    FactName.CHANGED: text("Veranderd op"),
    FactName.PAGES: text("Pagina's"),
    FactName.ACTIONS: text("Opdrachten"),
    FactName.EMBEDDED_FILES: text("Bestanden erin"),
    FactName.ENCODING: text("Tekens"),
    FactName.UNPACKED_SIZE: text("Uitgepakt"),
    FactName.ALSO_LOOKS_LIKE: text("Lijkt ook op"),
}
BETRAYING = frozenset(
    {
        FactName.CAMERA,
        FactName.TAKEN,
        FactName.PLACE,
        FactName.SERIAL_NUMBER,
        FactName.AUTHOR,
        FactName.COMMENT,
        FactName.COPYRIGHT,
        FactName.MORE_METADATA,
    }
)
"""What may tell who made a file, or where."""
_VALUES = {
    "coordinates": text("coördinaten: wie het bestand heeft, kan zien waar het gemaakt is"),
    "GPS data": text("gegevens van een GPS"),
    "yes": text("ja, hier staat alleen het eerste"),
    "EXIF (damaged)": text("EXIF, maar kapot"),
}
"""What the sandbox says of its own accord; all else stands in the file."""
_MAX_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Told:
    """A fact for a page: `name` and `texts` are looked up, `value` stands in the file, `size` is in bytes."""

    name: str
    value: str = ""
    texts: tuple[str, ...] = ()
    size: int | None = None


def tell(facts: tuple[Fact, ...]) -> Iterator[Told]:
    """Yield the facts of a look, each in its own words."""
    for fact in facts:
        name = FACTS[fact.name]
        if fact.name is FactName.UNPACKED_SIZE and (size := size_of(fact)) is not None:
            yield Told(name, size=size)
        elif fact.name is FactName.ALSO_LOOKS_LIKE:
            yield Told(name, texts=tuple(_kinds(fact.value)))
        elif fact.name in (FactName.PLACE, FactName.MORE_FRAMES, FactName.MORE_METADATA):
            known = _VALUES.get(fact.value)
            yield Told(name, texts=(known,)) if known else Told(name, fact.value)
        else:
            yield Told(name, fact.value)


def size_of(fact: Fact) -> int | None:
    """Return the bytes that a fact names, or nothing: who speaks may be in the hands of the file's maker."""
    is_number = fact.value.isascii() and fact.value.isdigit() and len(fact.value) <= _MAX_DIGITS
    return int(fact.value) if is_number else None


def _kinds(value: str) -> Iterator[str]:
    known = {kind.value: words for kind, words in KINDS.items()}
    for name in value.split(", "):
        yield known.get(name, KINDS[Kind.UNKNOWN])
