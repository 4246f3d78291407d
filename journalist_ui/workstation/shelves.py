"""What the vault holds: one shelf for each kind of record, one struct for each shelf.

Records of a case lie under the case's own key and go with it; everything else
lies under the vault's key. Adding a field with a default is safe; any other
change is a new schema version of `vault_file`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from journalist_ui.workstation.errors import VaultDamaged
from journalist_ui.workstation.vault import Vault


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
    for which it reads; both are fixed at enrolment.
    """

    root: bytes
    keyring: bytes
    recipients: bytes
    enrolled: int
    slot: int = 0
    generation: int = 0
    authority: str = ""
    revoked: list[tuple[int, int]] = []


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
    """What the reporter wrote: `number` is its place in the order of arrival."""

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


class Summary(Struct, frozen=True, omit_defaults=True):
    """A line of the list of cases."""

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


class Tombstone(Struct, frozen=True, omit_defaults=True):
    """A case whose key was destroyed here: who else has it, who destroyed it when, until when a key may open it."""

    line: str
    day: int
    members: list[int]
    handed_over: list[str]
    unreadable_after: int
    destroyed: dict[int, int]


class Seen(Struct, frozen=True, omit_defaults=True):
    """A submission that came before: what became of it, and until when it may come again."""

    outcome: str
    until: int


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


_Record = TypeVar("_Record", bound=Struct)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[_Record]):
    """A shelf of the vault with records of one kind."""

    name: str
    kind: type[_Record]

    def put(self, vault: Vault, name: bytes, record: _Record, *, case: bytes = b"") -> None:
        """Store a record, in place of one of the same name."""
        vault.put(self.name, name, msgspec.msgpack.encode(record), case=case)

    def has(self, vault: Vault, name: bytes) -> bool:
        """Tell whether there is a record of this name."""
        return vault.has(self.name, name)

    def get(self, vault: Vault, name: bytes = b"") -> _Record:
        """Return the record of this name; `KeyError` if there is none."""
        return self._decode(vault.get(self.name, name))

    def get_or(self, vault: Vault, name: bytes, default: _Record) -> _Record:
        """Return the record of this name, or `default`."""
        return self.get(vault, name) if self.has(vault, name) else default

    def items(self, vault: Vault, *, case: bytes | None = None) -> Iterator[tuple[bytes, _Record]]:
        """Yield (name, record), of one case if it is named."""
        for name, content in vault.items(self.name, case=case):
            yield name, self._decode(content)

    def discard(self, vault: Vault, name: bytes) -> None:
        """Delete a record if it is there."""
        vault.discard(self.name, name)

    def count(self, vault: Vault) -> int:
        """Return how many records there are."""
        return vault.count(self.name)

    def _decode(self, content: bytes) -> _Record:
        try:
            return msgspec.msgpack.decode(content, type=self.kind)
        except msgspec.DecodeError as error:
            raise VaultDamaged("a record of the vault is of a kind not known here") from error


# Under the vault's key. The name is the empty string where there is one record only.
OWNER = Shelf("owner", Owner)
SERVICE = Shelf("service", Service)
CLOCK = Shelf("clock", Clock)
COVERAGE = Shelf("coverage", Coverage)
OWN_KEYS = Shelf("own-keys", OwnKey)  # period
PEER_KEYS = Shelf("peer-keys", PeerKey)  # slot, generation, period
PEER_HEADS = Shelf("peer-heads", PeerHead)  # slot, generation
EVENTS = Shelf("events", Event)  # slot, generation, sequence
CHAINS = Shelf("chains", Sequence)  # slot, generation: events
PARTS_SEEN = Shelf("parts-seen", Sequence)  # slot, generation: event parts by bundle
SENT_EVENTS = Shelf("sent-events", Sequence)  # slot: of our own chain
SEEN = Shelf("seen", Seen)  # submission id, message id, upload id
DAMAGED = Shelf("damaged", Damaged)  # submission id, upload id, hash
WAITING_ATTACHMENTS = Shelf("waiting-attachments", StoredAttachment)  # upload id
TOMBSTONES = Shelf("tombstones", Tombstone)  # case
PUBLISHED = Shelf("published", Published)
KEPT_BUNDLES = Shelf("kept-bundles", KeptBundle)  # sequence
HANDOVERS = Shelf("handovers", HandedIn)  # hash of the body
ALARMS = Shelf("alarms", Alarm)  # hash of the text

# Under a case's key.
CASES = Shelf("cases", CaseFile)  # case
SUMMARIES = Shelf("summaries", Summary)  # case
MESSAGES = Shelf("messages", Message)  # message id
ATTACHMENTS = Shelf("attachments", StoredAttachment)  # case, upload id
OUTBOX = Shelf("outbox", Outgoing)  # number

# Raw bytes, without a struct.
SEEDS = "period-seeds"
"""The seeds of period keys by period: the vault's key; deleted when the period key dies."""
BODIES = "event-bodies"
"""Bodies of events by slot, generation, sequence: the case's key, or the vault's for what outlives a case."""
CLOSED_PARTS = "closed-parts"
"""Event parts that did not open, by their hash: decoys of somebody who had no key of ours yet, or damage."""
WAITING_IDENTITY = "waiting-identity"
"""The seed of the identity that opens attachments which no message names yet: the vault's key."""
EXPECTED = "expected-attachments"
"""The case whose message names an attachment that is not here, by upload id: the case's key."""
