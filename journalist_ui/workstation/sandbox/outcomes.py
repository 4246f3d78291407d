"""What comes of looking at a file: pictures, a text, a listing, or a refusal; all lists are closed.

Both sides of the wall use these words; nothing here reads a file. What is shown stays
out of `repr`, and so out of any log.
"""

from dataclasses import dataclass, field
from enum import StrEnum, unique


@unique
class Kind(StrEnum):
    """What a file is by its first bytes, whatever its name says."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    PDF = "pdf"
    TEXT = "text"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    EMPTY = "empty"
    # These are told apart only to be named: nothing here opens them.
    SEVEN_ZIP = "7z"
    RAR = "rar"
    XZ = "xz"
    BZIP2 = "bzip2"
    ZSTD = "zstd"
    OLD_OFFICE = "old-office"
    PROGRAM = "program"
    SOUND = "sound"
    FILM = "film"
    HEIF = "heif"
    SQLITE = "sqlite"
    UNKNOWN = "unknown"


@unique
class Status(StrEnum):
    """Why a file is not shown."""

    # Before the sandbox.
    NO_BUBBLEWRAP = "no-bubblewrap"
    NO_WALLS = "no-walls"
    NOT_READABLE = "not-readable"
    # What the program in the sandbox may say.
    EMPTY = "empty"
    KIND_NOT_SHOWN = "kind-not-shown"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_LARGE = "too-large"
    NO_SUCH_PART = "no-such-part"
    OUT_OF_MEMORY = "out-of-memory"
    # What became of the program in the sandbox.
    TOOK_TOO_LONG = "took-too-long"
    SAID_TOO_MUCH = "said-too-much"
    SPOKE_NONSENSE = "spoke-nonsense"
    CRASHED = "crashed"


@unique
class FactName(StrEnum):
    """What is told of a file beside its content."""

    DIMENSIONS = "dimensions"
    MORE_FRAMES = "more-frames"
    CAMERA = "camera"
    SOFTWARE = "software"
    TAKEN = "taken"
    PLACE = "place"
    SERIAL_NUMBER = "serial-number"
    TITLE = "title"
    AUTHOR = "author"
    SUBJECT = "subject"
    KEYWORDS = "keywords"
    COMMENT = "comment"
    COPYRIGHT = "copyright"
    MORE_METADATA = "more-metadata"
    CREATOR = "creator"
    PRODUCER = "producer"
    CREATED = "created"
    CHANGED = "changed"
    PAGES = "pages"
    ACTIONS = "actions"
    EMBEDDED_FILES = "embedded-files"
    ENCODING = "encoding"
    UNPACKED_SIZE = "unpacked-size"
    ALSO_LOOKS_LIKE = "also-looks-like"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that stands in a file beside its content; `value` is one line without anything invisible."""

    name: FactName
    value: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, three bytes each (red, green, blue), rows from the top; `number` counts pages from 1."""

    number: int
    width: int
    height: int
    rgb: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that an archive lists; `size` (bytes) is what the archive says it has."""

    name: str
    size: int
    is_folder: bool
    is_link: bool
    is_locked: bool
    leads_outside: bool


@dataclass(frozen=True, slots=True)
class Pictures:
    """An image, or pages of a document; `part` of `parts`, counted from 0."""

    kind: Kind
    facts: tuple[Fact, ...]
    part: int
    parts: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A portion of a text, in which only line breaks and tabs are left of what cannot be seen."""

    kind: Kind
    facts: tuple[Fact, ...]
    part: int
    parts: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """What an archive says it holds; not `whole` if a limit ended the search."""

    kind: Kind
    facts: tuple[Fact, ...]
    part: int
    parts: int
    whole: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing is shown; `kind` is what the file is, as far as it came to that."""

    status: Status
    kind: Kind = Kind.UNKNOWN


Look = Pictures | Text | Listing | Refused
