"""Opening what was sent: text parts, attachments, event parts (docs/protocol.md sections 4.4, 8 and 11)."""

import hashlib
from collections.abc import Iterable, Iterator

from crypto.errors import Tampered
from crypto.event_pack import EventPart, Origin, parse_event_part
from crypto.keyring import Keyring
from crypto.messages import Attachment
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import open_single, open_slot
from crypto.padding import unpad, unpad_chunks
from crypto.parts import Part, parse_part
from crypto.sizes import PREFIX_SIZE
from crypto.snapshot import Giving, Snapshot, parse_snapshot
from crypto.stored import parse_prefix, parse_stored_text


def open_text_part(raw: bytes, *, identity: Identity, slot: int, slots: int) -> Part:
    """Return the part in a stored text object; raises as `unwrap_slot` does, and `Malformed` for its padding."""
    parse_stored_text(raw, slots=slots)
    padded = b"".join(open_slot([raw[PREFIX_SIZE:]], identity=identity, slot=slot, slots=slots))
    return parse_part(unpad(padded))


def open_attachment(
    pieces: Iterable[bytes],
    attachment: Attachment,
    *,
    identity: Identity,
    slot: int,
    slots: int,
) -> Iterator[bytes]:
    """Yield the content of a stored attachment's sealed file (its prefix already taken off).

    Raises `Tampered` at the end unless size and SHA-256 are those that the sealed
    message names; the caller shows nothing before the iterator has ended.
    """
    digest, size = hashlib.sha256(), 0
    plaintext = open_slot(pieces, identity=identity, slot=slot, slots=slots)
    for piece in unpad_chunks(plaintext):
        digest.update(piece)
        size += len(piece)
        yield piece
    if (size, digest.hexdigest()) != (attachment.size, attachment.sha256):
        raise Tampered("an attachment is not the one that its message names")


def open_event_part(
    raw: bytes, *, identity: Identity, keyring: Keyring, origin: Origin
) -> EventPart:
    """Return what the event part of this origin tells; raises as `parse_event_part` does."""
    parse_prefix(raw)
    content = unpad(open_single(raw[PREFIX_SIZE:], identity=identity))
    return parse_event_part(content, keyring=keyring, origin=origin)


def open_snapshot(
    raw: bytes, *, identity: Identity, keyring: Keyring, taker: tuple[int, int]
) -> tuple[Giving, Snapshot]:
    """Return who gave a snapshot for the workstation `taker` (slot, generation), and what it holds."""
    parse_prefix(raw)
    content = unpad(open_single(raw[PREFIX_SIZE:], identity=identity))
    return parse_snapshot(content, keyring=keyring, taker=taker)
