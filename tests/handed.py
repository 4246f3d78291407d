"""Handovers and their attachments as a workstation makes them, for tests: what is said, and the stored object."""

import hashlib
from collections.abc import Sequence

from tiny_service import DAY, SERVICE_ID, SLOTS

from crypto.handover import Handover
from crypto.handover_attachments import HandoverAttachment, wrap_for_readers
from crypto.opening.identity import Identity
from crypto.padding import pad
from crypto.sealing import seal_chunks
from crypto.sizes import padded_attachment_size
from crypto.stored import encode_prefix

READERS = [Identity(bytes([n]) * 32) for n in (1, 2)]
CONTENT = b"a picture made anew " * 4_000


def described(content: bytes = CONTENT, **changes: object) -> HandoverAttachment:
    """Return the description of a file as a handover names it."""
    fields: dict[str, object] = {
        "id": "a" * 32,
        "name": "foto.jpg",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "stanzas": [5, 2],
        "type": "image/jpeg",
    }
    return HandoverAttachment(**{**fields, **changes})  # type: ignore[arg-type]


def handover(*attachments: HandoverAttachment, **changes: object) -> Handover:
    """Return a handover with these files, and with some of its fields changed."""
    fields: dict[str, object] = {
        "attachments": list(attachments),
        "day": DAY,
        "feedback_key": "0" * 64,
        "id": "1" * 32,
        "line": "bedreiging",
        "members": [0, 1],
        "pseudonym": "2" * 16,
        "recipient": "rijksrecherche",
        "service": SERVICE_ID.hex(),
        "subject": "Vermoeden van omkoping",
        "text": "Bij een gemeente is een vergunning verleend na een betaling.",
    }
    return Handover(**{**fields, **changes})  # type: ignore[arg-type]


def sealed(
    content: bytes = CONTENT,
    *,
    stanzas: Sequence[int] = (5, 2),
    readers: Sequence[Identity] = READERS,
    slots: int = SLOTS,
    period: int = DAY // 7,
) -> bytes:
    """Return a stored object of a content for the readers in these stanzas."""
    wrap = wrap_for_readers([reader.recipient for reader in readers], stanzas, slots=slots)
    padded = pad(content, size=padded_attachment_size(len(content)))
    return encode_prefix(period) + b"".join(seal_chunks([padded], wrap=wrap))
