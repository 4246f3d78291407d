"""Snapshots: open cases for a colleague's replaced workstation (docs/protocol.md section 11.3).

    frame || records;   record: kind (1) || length (4) || bytes

Sealed to the new workstation's key of the week and signed by the giver, who is
believed for the messages; events in it prove themselves.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from crypto import labels
from crypto.errors import Malformed, Tampered, UnknownSigner
from crypto.events import Entry, encode_entry, parse_entry
from crypto.frame import Frame, Reader, encode_frame
from crypto.hybrid import Recipient
from crypto.keyring import Keyring
from crypto.padding import pad
from crypto.sealing import seal_to
from crypto.signing import sign
from crypto.sizes import LARGE_STEP, padded_attachment_size
from crypto.slot_statements import verify_holder
from crypto.stored import encode_prefix

MAX_SNAPSHOT = 4 * LARGE_STEP
"""Some thousand open cases; more is taken in several snapshots."""
MESSAGE, EVENT, ATTACHMENT = 0, 1, 2
_ID_SIZE = 16


@dataclass(frozen=True, slots=True)
class Message:
    """A report or follow-up as it came: submission id, day of arrival, encoded frame."""

    submission_id: bytes
    day: int
    frame: bytes


@dataclass(frozen=True, slots=True)
class AttachmentHeader:
    """An attachment's upload id, and its header rewrapped for the new workstation."""

    upload_id: bytes
    header: bytes


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one workstation gives another's successor."""

    messages: Sequence[Message]
    events: Sequence[Entry]
    attachments: Sequence[AttachmentHeader]


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gives a snapshot to whom, on which day: (slot, generation) of both."""

    giver: tuple[int, int]
    taker: tuple[int, int]
    day: int


def seal_snapshot(
    snapshot: Snapshot, giving: Giving, *, signing_seed: bytes, recipient: bytes, period: int
) -> bytes:
    """Return the sealed snapshot; `ValueError` if it is too large for one."""
    records = _encode_records(snapshot)
    if len(records) > MAX_SNAPSHOT:
        raise ValueError("these cases are too large for one snapshot")
    body = _encode_giving(giving) + hashlib.sha256(records).digest()
    signature = sign(labels.SNAPSHOT, body, signer=giving.giver[0], signing_seed=signing_seed)
    content = encode_frame(Frame(labels.SNAPSHOT, body, (signature,))) + records
    padded = pad(content, size=padded_attachment_size(len(content)))
    return encode_prefix(period) + seal_to(padded, Recipient(recipient))


def parse_snapshot(
    content: bytes, *, keyring: Keyring, taker: tuple[int, int]
) -> tuple[Giving, Snapshot]:
    """Return who gave an opened snapshot, and what it holds.

    Raises `UnknownSigner` if it is for another workstation or not signed by a
    holder, `Tampered`, `Malformed`.
    """
    reader = Reader(content)
    frame = reader.frame(labels.SNAPSHOT)
    giving, digest = _parse_giving(frame.body)
    slot, generation = giving.giver
    verify_holder(frame, keyring=keyring, slot=slot, generation=generation)
    if giving.taker != taker:
        raise UnknownSigner("this snapshot is for another workstation")
    records = reader.rest()
    if len(records) > MAX_SNAPSHOT:
        raise Malformed("a snapshot is too large")
    if hashlib.sha256(records).digest() != digest:
        raise Tampered("the records of a snapshot are not those that were signed")
    return giving, _parse_records(records, keyring)


def _encode_records(snapshot: Snapshot) -> bytes:
    records = [
        *(
            (MESSAGE, m.submission_id + m.day.to_bytes(4, "big") + m.frame)
            for m in snapshot.messages
        ),
        *((EVENT, encode_entry(entry)) for entry in snapshot.events),
        *((ATTACHMENT, a.upload_id + a.header) for a in snapshot.attachments),
    ]
    return b"".join(
        kind.to_bytes(1, "big") + len(raw).to_bytes(4, "big") + raw for kind, raw in records
    )


def _parse_records(raw: bytes, keyring: Keyring) -> Snapshot:
    messages: list[Message] = []
    events: list[Entry] = []
    attachments: list[AttachmentHeader] = []
    reader = Reader(raw)
    while not reader.at_end:
        kind = reader.integer(1)
        record = Reader(reader.take(reader.integer(4)))
        if kind == MESSAGE:
            messages.append(Message(record.take(_ID_SIZE), record.integer(4), record.rest()))
        elif kind == EVENT:
            events.append(parse_entry(record, keyring=keyring))
            record.end()
        elif kind == ATTACHMENT:
            attachments.append(AttachmentHeader(record.take(_ID_SIZE), record.rest()))
        else:
            raise Malformed("a snapshot holds something that this version does not know")
    return Snapshot(messages, events, attachments)


def _encode_giving(giving: Giving) -> bytes:
    places = (giving.giver, giving.taker)
    return b"".join(
        slot.to_bytes(1, "big") + generation.to_bytes(4, "big") for slot, generation in places
    ) + giving.day.to_bytes(4, "big")


def _parse_giving(body: bytes) -> tuple[Giving, bytes]:
    reader = Reader(body)
    giver = (reader.integer(1), reader.integer(4))
    taker = (reader.integer(1), reader.integer(4))
    giving, digest = Giving(giver, taker, reader.integer(4)), reader.take(32)
    reader.end()
    return giving, digest
