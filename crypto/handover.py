"""Handovers: a redacted report for somebody outside the team (docs/protocol.md section 9).

A frame with the signatures of two different slots of the line inside what is
sealed: the recipient's own workstation verifies them, and shows nothing without.
"""

import hashlib
from typing import Annotated

import msgspec

from crypto import labels
from crypto.errors import Malformed, OtherService, UnknownSigner
from crypto.frame import Frame, Signature, encode_frame, parse_frame
from crypto.handover_attachments import HandoverAttachments, check_attachments
from crypto.keyring import Day, Hex16, Hex32, Keyring, SlotNumber, is_line
from crypto.messages import Key, Short, Text
from crypto.parts import MAX_PARTS, PART_HEADER_SIZE
from crypto.recipients import RecipientId
from crypto.reply import HANDOVER_ROOM
from crypto.schema import encode_struct, parse_struct
from crypto.signing import refuse_mac, sign, verify

SIGNERS = 2
"""Two different confidants: four eyes."""
MAX_HANDOVER = 1 << 16


class Handover(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="handover", tag_field="kind"
):
    """What is handed over: nothing of the original but what a confidant wrote anew.

    `pseudonym` differs for each recipient, `feedback_key` (32 bytes) will prove
    the recipient's answer, `members` are the slots to which that answer is sealed,
    `attachments` the files that go with it.
    """

    attachments: HandoverAttachments
    day: Day
    feedback_key: Hex32
    id: Hex16
    line: Key
    members: list[SlotNumber]
    pseudonym: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
    recipient: RecipientId
    service: Hex16
    subject: Short
    text: Text


def encode_handover(handover: Handover) -> bytes:
    """Return the canonical body that both confidants sign."""
    return encode_struct(handover)


def parse_handover(body: bytes) -> Handover:
    """Return the handover of a canonical body, or raise `Malformed`."""
    handover = parse_struct(body, Handover, limit=MAX_HANDOVER, what="a handover")
    if not is_line(handover.line) or handover.members != sorted(set(handover.members)):
        raise Malformed("a handover names a line or members that cannot be")
    check_attachments(handover.attachments)
    return handover


def draft_hash(body: bytes) -> bytes:
    """Return the SHA-256 by which an approval names the draft: an edit voids it."""
    return hashlib.sha256(body).digest()


def sign_handover(body: bytes, *, slot: int, signing_seed: bytes) -> Signature:
    """Return one confidant's signature of a draft."""
    return sign(labels.HANDOVER, body, signer=slot, signing_seed=signing_seed)


def assemble_handover(body: bytes, signatures: list[Signature]) -> bytes:
    """Return the frame of a handover with its signatures, or raise `ValueError` if they are not two."""
    if len({signature.signer for signature in signatures}) != SIGNERS:
        raise ValueError("a handover needs the signatures of two different confidants")
    return encode_frame(Frame(labels.HANDOVER, body, tuple(signatures)))


def free_room(body: bytes) -> int:
    """Return how many bytes may still be added to a draft (negative: how many are too many)."""
    whole = encode_frame(
        Frame(labels.HANDOVER, body, tuple(Signature(i, bytes(64)) for i in range(SIGNERS)))
    )
    return MAX_PARTS * (HANDOVER_ROOM - PART_HEADER_SIZE) - len(whole)


def open_handover(
    raw: bytes, *, keyring: Keyring, revoked: frozenset[tuple[int, int]] = frozenset()
) -> Handover:
    """Return the handover in `raw` if two members of its case, who serve its line, signed it (section 9.2).

    Raises `Malformed`, `OtherService`, `UnknownSigner` for a signature too few
    or from outside the members, `Tampered`.
    """
    frame = parse_frame(raw, labels.HANDOVER)
    refuse_mac(frame)
    handover = parse_handover(frame.body)
    if handover.service != keyring.service:
        raise OtherService("this handover is of another service")
    if any(stanza >= len(keyring.slots) for a in handover.attachments for stanza in a.stanzas):
        raise Malformed("a handover names a stanza that no file of this service has")
    line = keyring.lines.get(handover.line)
    if line is None or len(frame.signatures) != SIGNERS:
        raise UnknownSigner(f"a handover needs the signatures of {SIGNERS} confidants of its line")
    members = set(handover.members) & set(line.slots)
    for signature in frame.signatures:
        holder = keyring.holder(signature.signer)
        if holder is None or signature.signer not in members:
            raise UnknownSigner("somebody signed this handover who is not a member of its case")
        if (signature.signer, holder.generation) in revoked:
            raise UnknownSigner("somebody signed this handover whose keys were revoked")
        verify(frame, signer=signature.signer, verify_key=bytes.fromhex(holder.verify_key))
    return handover
