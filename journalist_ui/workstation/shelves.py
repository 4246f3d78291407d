"""Where the vault keeps what: one shelf for each kind of record.

Records of a case lie under the case's own key and go with it; everything else
lies under the vault's key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from journalist_ui.workstation.case_records import (
    Answer,
    CaseFile,
    Message,
    StoredAttachment,
    Summary,
    Tombstone,
)
from journalist_ui.workstation.errors import VaultDamaged
from journalist_ui.workstation.handover_records import (
    DraftFile,
    HandedFile,
    HandedIn,
    HandFile,
    LeavingFile,
    Outgoing,
)
from journalist_ui.workstation.records import (
    Alarm,
    Clock,
    Coverage,
    Damaged,
    Event,
    KeptBundle,
    Owner,
    OwnKey,
    PeerHead,
    PeerKey,
    Published,
    Seen,
    Sequence,
    Service,
    ShownDay,
    ToldDay,
)
from journalist_ui.workstation.vault import Vault

_Record = TypeVar("_Record", bound=msgspec.Struct)


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
            raise VaultDamaged(
                "a record of the vault is of a kind not known here; install the newest version"
            ) from error


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
SHOWN_DAYS = Shelf("shown-days", ShownDay)  # day
TOLD_DAYS = Shelf("told-days", ToldDay)  # slot, generation, day
DAMAGED = Shelf("damaged", Damaged)  # submission id, upload id, hash, place of an event part
WAITING_ATTACHMENTS = Shelf("waiting-attachments", StoredAttachment)  # upload id
TOMBSTONES = Shelf("tombstones", Tombstone)  # case
PUBLISHED = Shelf("published", Published)
KEPT_BUNDLES = Shelf("kept-bundles", KeptBundle)  # sequence
HANDOVERS = Shelf("handovers", HandedIn)  # hash of the body
HANDED_FILES = Shelf("handed-files", HandedFile)  # id in the handover
ALARMS = Shelf("alarms", Alarm)  # hash of the text

# Under a case's key.
CASES = Shelf("cases", CaseFile)  # case
SUMMARIES = Shelf("summaries", Summary)  # case
MESSAGES = Shelf("messages", Message)  # message id
ATTACHMENTS = Shelf("attachments", StoredAttachment)  # case, upload id
ANSWERS = Shelf("answers", Answer)  # message id
OUTBOX = Shelf("outbox", Outgoing)  # number
DRAFT_FILES = Shelf("draft-files", DraftFile)  # case, id in the handover
FILES_AT_HAND = Shelf("files-at-hand", HandFile)  # case, random id
LEAVING_FILES = Shelf("leaving-files", LeavingFile)  # id in the handover

# Raw bytes, without a struct.
SEEDS = "period-seeds"
"""The seeds of period keys by period: the vault's key; deleted when the period key dies."""
BODIES = "event-bodies"
"""Bodies of events by slot, generation, sequence: the case's key, or the vault's for what outlives a case."""
CLOSED_PARTS = "closed-parts"
"""Event parts that no key here opened, by their place: decoys of somebody who had no key of ours yet."""
WAITING_IDENTITY = "waiting-identity"
"""The seed of the identity that opens attachments which no message names yet: the vault's key."""
AWAITED_HEADERS = "awaited-headers"
"""Headers from a colleague's snapshot, by upload id, until the stored object comes: the case's key."""
EXPECTED = "expected-attachments"
"""The case whose message names an attachment that is not here, by upload id: the case's key."""
