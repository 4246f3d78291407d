"""The records of what leaves the team: messages for a batch, and handovers with their files, on both sides."""

import msgspec


class Outgoing(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message that waits for a batch: parts of a reply, or of a handover for one reader."""

    kind: str
    case: bytes
    parts: list[bytes]
    recipient: bytes
    thread_key: bytes = b""


class DraftFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of a draft, copied into the vault: how many chunks, and the bytes of its content."""

    chunks: int
    size: int


class HandFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that a confidant brought to a case, to hand it over or to compare: `number` is its place in the order.

    `sha256` is that of its content in hex.
    """

    number: int
    name: str
    type: str
    chunks: int
    size: int
    sha256: str


class LeavingFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sealed file of a handover that waits for a bundle: its place in the queue, and whose it is.

    `size` is that of the sealed file, without the clear bytes that it leaves with.
    """

    number: int
    case: bytes
    handover: bytes
    chunks: int
    size: int


class HandedFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of a handover on a recipient's workstation, as it came: `reason` says why it cannot be used, if so.

    `sha256` is that of the stored bytes in hex; no chunks are kept of what has another size than it should.
    """

    chunks: int
    size: int
    sha256: str
    reason: str = ""


class HandedIn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A verified handover on a recipient's workstation: the frame with both signatures, and the day it came."""

    frame: bytes
    day: int
