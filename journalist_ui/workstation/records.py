"""The records of a vault: one struct for each kind, as `journalist_ui.workstation.shelves` keeps them.

One list of plain records, and so longer than other modules. Adding a field with
a default is safe; any other change is a new schema version of
`journalist_ui.workstation.vault_file`.
"""

import msgspec


class Struct(msgspec.Struct, frozen=True, omit_defaults=True):
    """The base of all records."""


class Owner(Struct, frozen=True, omit_defaults=True):
    """Who uses this vault: `seed` is the signing seed of a confidant, or the reader identity of a recipient."""

    role: str
    name: str
    seed: bytes


class Service(Struct, frozen=True, omit_defaults=True):
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


class Clock(Struct, frozen=True, omit_defaults=True):
    """The newest signed day seen: no clock is before it."""

    floor: int


class Coverage(Struct, frozen=True, omit_defaults=True):
    """The days that were imported from the portal, as spans that do not touch."""

    spans: list[tuple[int, int]] = []


class OwnKey(Struct, frozen=True, omit_defaults=True):
    """A period key of this workstation: its signed statement, whether a bundle carried it, the day its seed died."""

    statement: bytes
    published: bool = False
    died: int | None = None


class PeerKey(Struct, frozen=True, omit_defaults=True):
    """A period key of another slot, as its signed statement."""

    statement: bytes


class PeerHead(Struct, frozen=True, omit_defaults=True):
    """The newest head of another slot, and the day on which it was seen."""

    frame: bytes


class Sequence(Struct, frozen=True, omit_defaults=True):
    """Which numbers of a chain are here: all from `first` to before `next`, and some beyond."""

    first: int
    next: int
    beyond: list[int] = []


class Event(Struct, frozen=True, omit_defaults=True):
    """The signed link of a team event as its frame says it; `case` is empty where its body is not here."""

    frame: bytes
    slot: int
    generation: int
    sequence: int
    day: int
    previous: bytes
    body_hash: bytes
    case: bytes = b""


class Attached(Struct, frozen=True, omit_defaults=True):
    """A file that a message names: upload id, the reporter's name for it, SHA-256, bytes, MIME type."""

    id: bytes
    name: str
    sha256: str
    size: int
    type: str


class CaseFile(Struct, frozen=True, omit_defaults=True):
    """What the report of a case says of it, and the seed of the identity that opens its attachments here."""

    line: str
    members: list[int]
    language: str
    thread_key: bytes
    recipient: bytes
    identity: bytes
    opened: int
    consents: list[str]


class Message(Struct, frozen=True, omit_defaults=True):
    """What the reporter wrote: `day` is that of arrival at the server, `number` its place in the order of import.

    `submission` is the id under which the server had it.
    """

    id: bytes
    number: int
    kind: str
    day: int
    period: int
    line: str
    members: list[int]
    language: str
    text: str
    answers: dict[str, str] = {}
    attachments: list[Attached] = []
    warnings: list[str] = []
    submission: bytes = b""


class Answer(Struct, frozen=True, omit_defaults=True):
    """A recipient's answer to a handover of the case: its id in hex, who answered, days as in `Message`."""

    handover: str
    recipient: str
    day: int
    period: int
    text: str


class Summary(Struct, frozen=True, omit_defaults=True):
    """A line of the list of cases; `heard` is how many messages whoever stated the state had."""

    line: str
    opened: int
    messages: int
    last_message: int
    replies: int = 0
    notes: int = 0
    drafted_by: int | None = None
    approved_by: list[int] = []
    handed_over: list[str] = []
    destroyed: dict[int, int] = {}
    answers: int = 0
    last_reply: int | None = None
    assigned: int | None = None
    state: str = ""
    heard: int = 0
    held_until: int | None = None


class Tombstone(Struct, frozen=True, omit_defaults=True):
    """A case whose key was destroyed here: who else has it, who destroyed it when, until when a key may open it."""

    line: str
    day: int
    members: list[int]
    handed_over: list[str]
    unreadable_after: int
    destroyed: dict[int, int]


class Seen(Struct, frozen=True, omit_defaults=True):
    """Something that came before: what became of it, and until when it may come again.

    `sha256` is that of an attachment's stored bytes in hex, so that other bytes of the same name are noticed.
    """

    outcome: str
    until: int
    sha256: str = ""


class ShownDay(Struct, frozen=True, omit_defaults=True):
    """The submissions that the portal showed of a day of arrival, and whether that day was over."""

    submissions: list[bytes]
    over: bool


class ToldDay(Struct, frozen=True, omit_defaults=True):
    """The digest of a day's submissions that another slot was shown."""

    digest: bytes


class Damaged(Struct, frozen=True, omit_defaults=True):
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


class StoredAttachment(Struct, frozen=True, omit_defaults=True):
    """An attachment in the vault: its header, sealed anew for this vault, and how many chunks its payload has."""

    header: bytes
    chunks: int
    size: int


class Outgoing(Struct, frozen=True, omit_defaults=True):
    """A message that waits for a batch: parts of a reply, or of a handover for one reader."""

    kind: str
    case: bytes
    parts: list[bytes]
    recipient: bytes
    thread_key: bytes = b""


class DraftFile(Struct, frozen=True, omit_defaults=True):
    """A file of a draft, copied into the vault: how many chunks, and the bytes of its content."""

    chunks: int
    size: int


class HandFile(Struct, frozen=True, omit_defaults=True):
    """A file that a confidant brought to a case, to hand it over or to compare: `number` is its place in the order.

    `sha256` is that of its content in hex.
    """

    number: int
    name: str
    type: str
    chunks: int
    size: int
    sha256: str


class LeavingFile(Struct, frozen=True, omit_defaults=True):
    """A sealed file of a handover that waits for a bundle: its place in the queue, and whose it is.

    `size` is that of the sealed file, without the clear bytes that it leaves with.
    """

    number: int
    case: bytes
    handover: bytes
    chunks: int
    size: int


class HandedFile(Struct, frozen=True, omit_defaults=True):
    """A file of a handover on a recipient's workstation, as it came: `reason` says why it cannot be used, if so.

    `sha256` is that of the stored bytes in hex; no chunks are kept of what has another size than it should.
    """

    chunks: int
    size: int
    sha256: str
    reason: str = ""


class Published(Struct, frozen=True, omit_defaults=True):
    """The last outbound bundle: its head's frame, the hash of its manifest, and the day of the last batch."""

    sequence: int
    head: bytes
    manifest_hash: bytes
    last_batch_day: int | None


class KeptBundle(Struct, frozen=True, omit_defaults=True):
    """An outbound bundle, kept until the portal has shown its head."""

    day: int
    chunks: int
    size: int


class HandedIn(Struct, frozen=True, omit_defaults=True):
    """A verified handover on a recipient's workstation: the frame with both signatures, and the day it came."""

    frame: bytes
    day: int


class Alarm(Struct, frozen=True, omit_defaults=True):
    """Something that should be impossible, as a sentence."""

    text: str
    day: int
