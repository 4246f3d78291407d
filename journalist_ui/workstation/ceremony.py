"""The ceremony: making a keyring that enough root holders have signed (docs/protocol.md section 5).

Pure: a draft is a value that goes from holder to holder. It carries the keyring,
the recipients' file that the keyring names, and one revocation for each manned
slot, to be kept by two people and published the moment a slot must go.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from crypto import labels
from crypto.batch import BATCH_SLOTS, LIVE_DAYS
from crypto.canonical import encode, parse_object
from crypto.errors import Malformed, Tampered, UnknownSigner
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.keyring import (
    SERVICE_ID_SIZE,
    VALID_DAYS,
    Drop,
    Keyring,
    Line,
    Roots,
    Slot,
    encode_keyring_frame,
    keyring_frame,
    open_keyring,
    parse_keyring,
    root_of,
)
from crypto.randomness import random_bytes
from crypto.recipients import (
    Authority,
    RecipientsFile,
    encode_recipients,
    open_recipients,
    recipients_hash,
)
from crypto.signing import sign, verify_key_of, verify_threshold
from crypto.slot_statements import Revocation, open_revocation, revocation_frame

MAX_DRAFT = 1 << 21
MAX_KEY_FILE = 4096
DEFAULT_SLOTS = 8
ONE_DROP = Drop(BATCH_SLOTS, 0, 0, 0, LIVE_DAYS)
"""One file for everybody, as every service begins."""


class HolderKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The public half of a root holder's key."""

    kind: Literal["root-holder"]
    verify_key: str


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the root holders sign, in base64: the keyring's frame, the recipients' file, the revocations' frames."""

    keyring: str
    kind: Literal["ceremony"]
    recipients: str
    revocations: list[str]

    @property
    def content(self) -> Keyring:
        """The keyring that is to be signed."""
        return parse_keyring(_frame(self.keyring, labels.KEYRING).body)

    @property
    def signers(self) -> list[int]:
        """The places of the root holders who have signed, counted from 0."""
        return [s.signer for s in _frame(self.keyring, labels.KEYRING).signatures]


class Finished(msgspec.Struct, frozen=True):
    """What leaves the ceremony: encoded keyring, recipients' file, revocations by (slot, generation), the root."""

    keyring: bytes
    recipients: bytes
    revocations: dict[tuple[int, int], bytes]
    root: bytes


def make_draft(
    *,
    roots: Roots,
    slots: Sequence[Slot | None],
    lines: Mapping[str, Line],
    recipients: Sequence[Authority],
    serial: int,
    issued: int,
    service: bytes | None = None,
    drop: Drop = ONE_DROP,
) -> Draft:
    """Return an unsigned draft, of a new service if `service` is None; `Malformed` if it does not add up."""
    service_id = service or random_bytes(SERVICE_ID_SIZE)
    recipients_raw = encode_recipients(RecipientsFile(list(recipients), service_id.hex()))
    keyring = Keyring(
        drop=drop,
        expires=issued + VALID_DAYS,
        issued=issued,
        lines=dict(lines),
        recipients=recipients_hash(recipients_raw),
        roots=roots,
        serial=serial,
        service=service_id.hex(),
        slots=list(slots),
    )
    frame = keyring_frame(keyring)
    parse_keyring(frame.body)
    open_recipients(recipients_raw, keyring=keyring)
    return Draft(
        keyring=_text(encode_frame(frame)),
        kind="ceremony",
        recipients=_text(recipients_raw),
        revocations=[_text(encode_frame(revocation)) for revocation in _revocations(keyring)],
    )


def encode_draft(draft: Draft) -> bytes:
    """Return the canonical bytes of a draft."""
    return encode(msgspec.to_builtins(draft))


def parse_draft(raw: bytes) -> Draft:
    """Return the draft in `raw`, every signature in it checked, or raise `Malformed`, `Tampered`, `UnknownSigner`."""
    try:
        draft = msgspec.convert(parse_object(raw, limit=MAX_DRAFT), Draft)
    except msgspec.ValidationError as error:
        raise Malformed("this is not the draft of a ceremony") from error
    keyring = draft.content
    open_recipients(_bytes(draft.recipients), keyring=keyring)
    frames = _frames(draft)
    if [frame.body for frame in frames[1:]] != [frame.body for frame in _revocations(keyring)]:
        raise Malformed("the revocations of a draft are not those of its slots")
    keys = [bytes.fromhex(key) for key in keyring.roots.keys]
    for frame in frames:
        verify_threshold(frame, verify_keys=keys, threshold=0)
    return draft


def sign_draft(draft: Draft, *, signing_seed: bytes) -> Draft:
    """Return the draft with one more holder's signature on the keyring and on every revocation."""
    key = verify_key_of(signing_seed).hex()
    if key not in draft.content.roots.keys:
        raise UnknownSigner("this key is not one of the root holders of this draft")
    signer = draft.content.roots.keys.index(key)
    if signer in draft.signers:
        raise UnknownSigner("this root holder has signed the draft already; pass it on")
    return _with_frames(
        draft, [_signed(frame, signer=signer, seed=signing_seed) for frame in _frames(draft)]
    )


def merge_drafts(drafts: Sequence[Draft]) -> Draft:
    """Return one draft with the signatures of several copies of it."""
    merged = [_frames(draft) for draft in drafts]
    first = merged[0]
    for other in merged[1:]:
        if [frame.body for frame in other] != [frame.body for frame in first]:
            raise Tampered("these drafts are not copies of the same one")
    frames = [
        Frame(
            copies[0].type,
            copies[0].body,
            tuple({s.signer: s for copy in copies for s in copy.signatures}.values()),
        )
        for copies in zip(*merged, strict=True)
    ]
    return _with_frames(drafts[0], frames)


def finish(draft: Draft) -> Finished:
    """Return what leaves the ceremony, or raise `UnknownSigner` while too few have signed."""
    keyring = draft.content
    root = root_of(keyring.roots)
    keyring_raw = _bytes(draft.keyring)
    open_keyring(keyring_raw, root=root)
    revocations = {}
    for revocation_raw in map(_bytes, draft.revocations):
        revocation = open_revocation(revocation_raw, keyring=keyring)
        revocations[revocation.slot, revocation.generation] = revocation_raw
    return Finished(keyring_raw, _bytes(draft.recipients), revocations, root)


def recipients_in(draft: Draft) -> list[Authority]:
    """Return the recipients of a draft."""
    return open_recipients(_bytes(draft.recipients), keyring=draft.content).recipients


def encode_holder_key(verify_key: bytes) -> bytes:
    """Return the file with a root holder's public key."""
    return encode(msgspec.to_builtins(HolderKey("root-holder", verify_key.hex())))


def parse_holder_key(raw: bytes) -> bytes:
    """Return the 32-byte verify key of a root holder, or raise `Malformed`."""
    try:
        key = msgspec.convert(parse_object(raw, limit=MAX_KEY_FILE), HolderKey)
        verify_key = bytes.fromhex(key.verify_key)
    except (msgspec.ValidationError, ValueError) as error:
        raise Malformed("this is not the public key of a root holder") from error
    if len(verify_key) != 32:
        raise Malformed("the public key of a root holder has 32 bytes")
    return verify_key


def _revocations(keyring: Keyring) -> list[Frame]:
    return [
        revocation_frame(Revocation(keyring.service_id, number, slot.generation))
        for number, slot in enumerate(keyring.slots)
        if slot is not None
    ]


def _frames(draft: Draft) -> list[Frame]:
    revocations = [_frame(text, labels.REVOCATION) for text in draft.revocations]
    return [_frame(draft.keyring, labels.KEYRING), *revocations]


def _with_frames(draft: Draft, frames: Sequence[Frame]) -> Draft:
    return Draft(
        keyring=_text(encode_keyring_frame(frames[0])),
        kind=draft.kind,
        recipients=draft.recipients,
        revocations=[_text(encode_keyring_frame(frame)) for frame in frames[1:]],
    )


def _signed(frame: Frame, *, signer: int, seed: bytes) -> Frame:
    signature = sign(frame.type, frame.body, signer=signer, signing_seed=seed)
    return Frame(frame.type, frame.body, (*frame.signatures, signature))


def _frame(text: str, frame_type: str) -> Frame:
    return parse_frame(_bytes(text), frame_type)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("the draft of a ceremony holds something that is not base64") from error
