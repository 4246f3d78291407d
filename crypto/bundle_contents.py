"""The names of the files in bundles (docs/protocol.md sections 10.2 and 10.3).

    inbound     today, period-keys, drop, snapshot, events/SLOT-GENERATION-SEQUENCE,
                texts/DAY/ID/INDEX, attachments/DAY/ID
    outbound    head, batch, events, period-keys, attachments/ID

Anything else in a bundle is refused before its content is looked at.
"""

import re
from dataclasses import dataclass

from crypto.errors import Malformed

TODAY = "today"
PERIOD_KEYS = "period-keys"
DROP = "drop"
HEAD = "head"
BATCH = "batch"
EVENTS = "events"
SNAPSHOT = "snapshot"
ATTACHMENTS = "attachments/"
"""How the names of attachments begin, in both directions."""

_DAY = "[1-9][0-9]{0,9}"
_TEXT = re.compile(f"texts/({_DAY})/([0-9a-f]{{32}})/([0-3])")
_ATTACHMENT = re.compile(f"attachments/({_DAY})/([0-9a-f]{{32}})")
_HANDED = re.compile("attachments/([0-9a-f]{32})")
_EVENTS = re.compile(r"events/([0-9]{1,2})-([0-9]{1,10})-([0-9]{1,10})")


@dataclass(frozen=True, slots=True)
class Arrived:
    """The place of a stored object: the day on which it came, its 16-byte id, which part of it."""

    day: int
    id: bytes
    index: int = 0


def text_name(text: Arrived) -> str:
    """Return the name of a submission's text part."""
    return f"texts/{text.day}/{text.id.hex()}/{text.index}"


def attachment_name(attachment: Arrived) -> str:
    """Return the name of an attachment."""
    return f"attachments/{attachment.day}/{attachment.id.hex()}"


def handed_name(attachment_id: bytes) -> str:
    """Return the name of a handover's attachment in the bundle that brings it."""
    return f"attachments/{attachment_id.hex()}"


def events_name(*, slot: int, generation: int, sequence: int) -> str:
    """Return the name of the event part that came with a slot's bundle."""
    return f"events/{slot}-{generation}-{sequence}"


def parse_text_name(name: str) -> Arrived:
    """Return the place of the text part of this name, or raise `Malformed`."""
    match = _TEXT.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return Arrived(int(match[1]), bytes.fromhex(match[2]), int(match[3]))


def parse_attachment_name(name: str) -> Arrived:
    """Return the place of the attachment of this name, or raise `Malformed`."""
    match = _ATTACHMENT.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return Arrived(int(match[1]), bytes.fromhex(match[2]))


def parse_handed_name(name: str) -> bytes:
    """Return the 16-byte id of the handover's attachment of this name, or raise `Malformed`."""
    match = _HANDED.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return bytes.fromhex(match[1])


def parse_events_name(name: str) -> tuple[int, int, int]:
    """Return (slot, generation, sequence) of an event part's name, or raise `Malformed`."""
    match = _EVENTS.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return int(match[1]), int(match[2]), int(match[3])
