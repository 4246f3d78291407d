"""The names of the files in bundles (docs/protocol.md sections 10.2 and 10.3).

inbound     today, period-keys, drop, events/SLOT-GENERATION-SEQUENCE,
texts/ID/INDEX, attachments/ID
outbound    head, batch, events, period-keys
"""

import re

from crypto.errors import Malformed

TODAY = "today"
PERIOD_KEYS = "period-keys"
DROP = "drop"
HEAD = "head"
BATCH = "batch"
EVENTS = "events"

_TEXT = re.compile(r"texts/([0-9a-f]{32})/([0-3])")
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{32})")
_EVENTS = re.compile(r"events/([0-9]{1,2})-([0-9]{1,10})-([0-9]{1,10})")


def text_name(submission_id: bytes, index: int) -> str:
    """Return the name of a submission's text part."""
    return f"texts/{submission_id.hex()}/{index}"


def attachment_name(upload_id: bytes) -> str:
    """Return the name of an attachment."""
    return f"attachments/{upload_id.hex()}"


def events_name(*, slot: int, generation: int, sequence: int) -> str:
    """Return the name of the event part that came with a slot's bundle."""
    return f"events/{slot}-{generation}-{sequence}"


def parse_text_name(name: str) -> tuple[bytes, int]:
    """Return (submission id, index) of a text part's name, or raise `Malformed`."""
    match = _TEXT.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return bytes.fromhex(match[1]), int(match[2])


def parse_attachment_name(name: str) -> bytes:
    """Return the upload id of an attachment's name, or raise `Malformed`."""
    match = _ATTACHMENT.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return bytes.fromhex(match[1])


def parse_events_name(name: str) -> tuple[int, int, int]:
    """Return (slot, generation, sequence) of an event part's name, or raise `Malformed`."""
    match = _EVENTS.fullmatch(name)
    if match is None:
        raise Malformed("a file in the bundle has a name that is not known here")
    return int(match[1]), int(match[2]), int(match[3])
