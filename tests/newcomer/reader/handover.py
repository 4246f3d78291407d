"""A handover and its files, as the recipient reads them (section 9)."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from newcomer.reader.encoding import UINT32, fits, is_text, parse_json
from newcomer.reader.frame import parse_frame
from newcomer.reader.keyring import LINES, are_members
from newcomer.reader.messages import ATTACHMENT
from newcomer.reader.refused import need
from newcomer.reader.sealed_file import CHUNK, open_slot
from newcomer.reader.stored import unpad

FILE = ATTACHMENT | {
    "stanzas": lambda s: fits(s, [range(16)]) and 1 <= len(s) <= 16 and len(set(s)) == len(s)
}
HANDOVER = {
    "attachments": lambda files: fits(files, [FILE]) and len(files) <= 16,
    "day": UINT32,
    "feedback_key": 32,
    "id": 16,
    "kind": {"handover"},
    "line": LINES,
    "members": are_members,
    "pseudonym": 8,
    "recipient": re.compile("[a-z][a-z0-9-]{1,39}"),
    "service": 16,
    "subject": re.compile("(?s).{0,200}"),
    "text": is_text,
}


def verify_handover(
    raw: bytes, keyring: dict[str, Any], revoked: Sequence[Sequence[int]]
) -> dict[str, Any]:
    """Return a handover that two members of its case signed (9.2)."""
    frame = parse_frame(raw, "sluis/v1/handover")
    need(not frame.mac)
    handover: dict[str, Any] = parse_json(frame.body, 65_536, HANDOVER)
    files = handover["attachments"]
    need(len({file["id"] for file in files}) == len(files), why="ids")
    need(len({len(file["stanzas"]) for file in files}) <= 1, why="the same readers")
    need(handover["service"] == keyring["service"], "OtherService")
    need(all(n < len(keyring["slots"]) for file in files for n in file["stanzas"]), why="S")
    serving = keyring["lines"].get(handover["line"], {"slots": []})["slots"]
    need(serving and len(frame.signatures) == 2, "UnknownSigner", "two of the line")
    for slot in frame.signatures:
        holder = dict(enumerate(keyring["slots"])).get(slot)
        need(holder and slot in serving and slot in handover["members"], "UnknownSigner")
        need([slot, holder["generation"]] not in revoked, "UnknownSigner", "revoked")
        frame.verify(slot, bytes.fromhex(holder["verify_key"]))
    return handover


def padded_attachment(content: int) -> int:
    """Return the step of an attachment of so many bytes (4.3)."""
    step = 16 << 20
    if 8 + content > step:
        return -(-(8 + content) // step) * step
    return max(65_536, 1 << (7 + content).bit_length())


def open_file(identity: bytes, raw: bytes, file: dict[str, Any], reader: int, slots: int) -> bytes:
    """Open a handover's file as the reader of this number (9.4)."""
    padded = padded_attachment(file["size"])
    chunks = -(-padded // CHUNK)
    need(len(raw) == 5 + 22 + 1_557 * slots + 48 + 16 + padded + 16 * chunks, why="size")
    need(raw[0] == 1, why="version")
    content = unpad(open_slot(identity, raw[5:], file["stanzas"][reader], slots))
    named = (file["size"], file["sha256"])
    need((len(content), hashlib.sha256(content).hexdigest()) == named, "Tampered", "another file")
    return content
