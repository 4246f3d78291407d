"""What stands about a slot beside the keyring: its period keys, and its revocation (docs/protocol.md section 5.2).

    period key   slot (1) || generation (4) || period (4) || recipient (1216), signed by the slot
    revocation   service id (16) || slot (1) || generation (4), signed by the root holders

A reader that sees two different period keys for one slot and period believes neither.
"""

from dataclasses import dataclass

from crypto import labels
from crypto.errors import Malformed, OtherService, UnknownSigner
from crypto.frame import Frame, Reader, encode_frame, parse_frame
from crypto.keyring import SERVICE_ID_SIZE, Keyring
from crypto.signing import refuse_mac, sign, verify, verify_threshold
from crypto.sizes import RECIPIENT_SIZE


@dataclass(frozen=True, slots=True)
class PeriodKey:
    """The recipient of 1,216 bytes that (slot, generation) opens with during one period."""

    slot: int
    generation: int
    period: int
    recipient: bytes


@dataclass(frozen=True, slots=True)
class Revocation:
    """The root holders' word that (slot, generation) is not to be trusted any more."""

    service_id: bytes
    slot: int
    generation: int


def sign_period_key(period_key: PeriodKey, *, signing_seed: bytes) -> bytes:
    """Return the signed statement of a period key."""
    body = (
        period_key.slot.to_bytes(1, "big")
        + period_key.generation.to_bytes(4, "big")
        + period_key.period.to_bytes(4, "big")
        + period_key.recipient
    )
    signature = sign(labels.PERIOD_KEY, body, signer=period_key.slot, signing_seed=signing_seed)
    return encode_frame(Frame(labels.PERIOD_KEY, body, (signature,)))


def open_period_key(raw: bytes, *, keyring: Keyring) -> PeriodKey:
    """Return the period key in `raw` if the slot's holder in `keyring` signed it."""
    frame = parse_frame(raw, labels.PERIOD_KEY)
    reader = Reader(frame.body)
    period_key = PeriodKey(
        slot=reader.integer(1),
        generation=reader.integer(4),
        period=reader.integer(4),
        recipient=reader.take(RECIPIENT_SIZE),
    )
    reader.end()
    verify_holder(frame, keyring=keyring, slot=period_key.slot, generation=period_key.generation)
    return period_key


def revocation_frame(revocation: Revocation) -> Frame:
    """Return the frame of a revocation that nobody has signed yet."""
    body = (
        revocation.service_id
        + revocation.slot.to_bytes(1, "big")
        + revocation.generation.to_bytes(4, "big")
    )
    return Frame(labels.REVOCATION, body)


def open_revocation(raw: bytes, *, keyring: Keyring) -> Revocation:
    """Return the revocation in `raw` if enough root holders of `keyring` signed it."""
    frame = parse_frame(raw, labels.REVOCATION)
    reader = Reader(frame.body)
    revocation = Revocation(reader.take(SERVICE_ID_SIZE), reader.integer(1), reader.integer(4))
    reader.end()
    if revocation.service_id != keyring.service_id:
        raise OtherService("this revocation is of another service")
    keys = [bytes.fromhex(key) for key in keyring.roots.keys]
    verify_threshold(frame, verify_keys=keys, threshold=keyring.roots.threshold)
    return revocation


def verify_holder(frame: Frame, *, keyring: Keyring, slot: int, generation: int) -> None:
    """Raise `UnknownSigner` or `Tampered` unless the holder of (slot, generation), alone, signed the frame."""
    holder = keyring.holder(slot)
    if holder is None or holder.generation != generation:
        raise UnknownSigner("the keyring does not have this slot, or has another holder in it")
    refuse_mac(frame)
    if len(frame.signatures) != 1:
        raise Malformed("exactly one signature belongs here")
    verify(frame, signer=slot, verify_key=bytes.fromhex(holder.verify_key))
