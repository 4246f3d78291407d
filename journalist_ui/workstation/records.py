"""The records of a vault: one struct for each kind, as `journalist_ui.workstation.shelves` keeps them.

Here those of the workstation itself: who it is, whom it trusts, what it has seen and
sent. Those of cases and handovers have modules of their own. Adding a field with a
default is safe; any other change is a new schema version of
`journalist_ui.workstation.vault_file`.
"""

import msgspec


class Owner(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who uses this vault: `seed` is the signing seed of a confidant, or the reader identity of a recipient."""

    role: str
    name: str
    seed: bytes


class Service(msgspec.Struct, frozen=True, omit_defaults=True):
    """The service as this workstation knows it: the root it trusts, the newest keyring, the recipients' file.

    A confidant's place is (slot, generation), a recipient's the id of the authority
    for which it reads; both are fixed at enrolment. `signing_root` is the root behind
    the keyring: `root` until the root holders change.
    """

    root: bytes
    keyring: bytes
    recipients: bytes
    enrolled: int
    slot: int = 0
    generation: int = 0
    authority: str = ""
    revoked: list[tuple[int, int]] = []
    signing_root: bytes = b""

    @property
    def keyring_root(self) -> bytes:
        """The root whose holders signed the keyring."""
        return self.signing_root or self.root


class Clock(msgspec.Struct, frozen=True, omit_defaults=True):
    """The newest signed day seen: no clock is before it."""

    floor: int


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True):
    """The days that were imported from the portal, as spans that do not touch."""

    spans: list[tuple[int, int]] = []


class OwnKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A period key of this workstation: its signed statement, whether a bundle carried it, the day its seed died."""

    statement: bytes
    published: bool = False
    died: int | None = None


class PeerKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A period key of another slot, as its signed statement."""

    statement: bytes


class PeerHead(msgspec.Struct, frozen=True, omit_defaults=True):
    """The newest head that the portal showed of a slot, this one's own among them, as its frame."""

    frame: bytes


class Sequence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which numbers of a chain are here: all from `first` to before `next`, and some beyond."""

    first: int
    next: int
    beyond: list[int] = []


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """The signed link of a team event as its frame says it; `case` is empty where its body is not here."""

    frame: bytes
    slot: int
    generation: int
    sequence: int
    day: int
    previous: bytes
    body_hash: bytes
    case: bytes = b""


OPEN, REPLAY, NOT_FOR_ME, CAME_DAMAGED = "open", "replay", "not-for-me", "damaged"
"""What became of a message or an attachment when it came."""


class Seen(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that came before: what became of it, and until when it may come again.

    `sha256` is that of an attachment's stored bytes in hex, so that other bytes of the same name are noticed.
    """

    outcome: str
    until: int
    sha256: str = ""


class ShownDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """The submissions that the portal showed of a day of arrival, and whether that day was over."""

    submissions: list[bytes]
    over: bool


class ToldDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """The digest of a day's submissions that another slot was shown."""

    digest: bytes


class Damaged(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that could not be used, kept as it came; `opened` is what was inside, if that much worked."""

    what: str
    name: str
    reason: str
    day: int
    period: int
    parts: list[bytes] = []
    opened: bytes = b""
    thread: bytes = b""
    chunks: int = 0


class Published(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last outbound bundle: its head's frame, the hash of its manifest, and the day of the last batch."""

    sequence: int
    head: bytes
    manifest_hash: bytes
    last_batch_day: int | None


class KeptBundle(msgspec.Struct, frozen=True, omit_defaults=True):
    """An outbound bundle, kept until the portal has shown its head."""

    day: int
    chunks: int
    size: int


class Alarm(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that should be impossible, as a sentence."""

    text: str
    day: int
