"""A whole service of fixed keys, for vectors: three root holders, three manned slots of four, two recipients."""

from typing import Any

import msgspec
from vectors.kit import identity, seed

from crypto.batch import batch_hash, encode_batch
from crypto.frame import Frame, encode_frame
from crypto.head import NOTHING, Head, head_hash, period_keys_hash, sign_head
from crypto.keyring import (
    Drop,
    Keyring,
    Line,
    Roots,
    Slot,
    keyring_frame,
    keyring_hash,
    root_of,
)
from crypto.signing import sign, verify_key_of
from crypto.sizes import DROP_SLOT_SIZE
from crypto.slot_statements import PeriodKey, Revocation, revocation_frame, sign_period_key
from crypto.today import Today, encode_today

DAY = 20_780
"""In period 2,968, two days before its last."""
PERIOD = 2_968
SERVICE = seed("service id")[:16]
ROOTS = [seed(f"root holder {i}") for i in range(3)]
SLOTS = [seed(f"slot {i}") for i in range(3)]
STRANGER = seed("stranger")


def keyring(**changes: Any) -> Keyring:
    """Return the body of the keyring, with some of its fields changed."""
    whole = Keyring(
        drop=Drop(
            batch_slots=8, bucket_bits=0, bucket_bits_before=0, bucket_bits_since=0, live_days=42
        ),
        expires=DAY + 170,
        issued=DAY - 10,
        lines={"bedreiging": Line(2, [0, 1]), "integriteit": Line(2, [0, 1, 2])},
        recipients="00" * 32,
        roots=Roots([verify_key_of(s).hex() for s in ROOTS], 2),
        serial=5,
        service=SERVICE.hex(),
        slots=[*[Slot(1, verify_key_of(s).hex()) for s in SLOTS], None],
    )
    return msgspec.structs.replace(whole, **changes)


def signed(frame: Frame, signers: tuple[int, ...], seeds: list[bytes] = ROOTS) -> bytes:
    """Return a frame signed by the holders of these places among the seeds."""
    signatures = tuple(
        sign(frame.type, frame.body, signer=i, signing_seed=seeds[i]) for i in signers
    )
    return encode_frame(Frame(frame.type, frame.body, signatures))


def keyring_raw(*signers: int, **changes: Any) -> bytes:
    """Return a keyring signed by these root holders (the first two by default)."""
    return signed(keyring_frame(keyring(**changes)), signers or (0, 1))


def root() -> bytes:
    """Return the 32 bytes that a reader has compiled in."""
    return root_of(keyring().roots)


def trust() -> dict[str, Any]:
    """Return the inputs `keyring` and `root`, shared by most topics."""
    return {"keyring": keyring_raw(), "root": root()}


def recipient(slot: int, period: int = PERIOD) -> bytes:
    """Return the recipient of a slot in a period."""
    return identity(f"slot {slot} period {period}").recipient.raw


def period_key(slot: int, period: int = PERIOD, **changes: Any) -> bytes:
    """Return the signed period key of a slot; `changes` replace its fields, `by` its signing seed."""
    by = changes.pop("by", None) or SLOTS[slot]
    fields = {"slot": slot, "generation": 1, "period": period, "recipient": recipient(slot, period)}
    return sign_period_key(PeriodKey(**{**fields, **changes}), signing_seed=by)


def revocation(slot: int, *signers: int, service: bytes = SERVICE) -> bytes:
    """Return the revocation of a slot's first generation, signed by these root holders."""
    return signed(revocation_frame(Revocation(service, slot, 1)), signers or (0, 2))


def head(slot: int, *, after: Head | None = None, batch: bytes = b"", **changes: Any) -> Head:
    """Return the next head of a slot; `changes` replace its fields."""
    day = changes.get("day", DAY)
    fields: dict[str, Any] = {
        "slot": slot,
        "generation": 1,
        "sequence": after.sequence + 1 if after else 0,
        "day": day,
        "next_due": day + 7,
        "keyring_serial": 5,
        "keyring_hash": keyring_hash(keyring_raw()),
        "period_keys_hash": period_keys_hash([period_key(slot)] if slot < len(SLOTS) else []),
        "batch_hash": batch_hash(batch) if batch else NOTHING,
        "previous": head_hash(after) if after else NOTHING,
        "previous_day": after.day if after else 0,
    }
    return Head(**{**fields, **changes})


def head_raw(made: Head, *, by: bytes | None = None) -> bytes:
    """Return a signed head."""
    return sign_head(made, signing_seed=by or SLOTS[made.slot])


def batch(number: int) -> bytes:
    """Return a batch of eight drop slots, each one byte over and over: enough where nothing is opened."""
    return encode_batch([bytes([number * 8 + i]) * DROP_SLOT_SIZE for i in range(8)])


def today(**changes: Any) -> bytes:
    """Return `today` with a first head of each slot; `changes` replace its fields."""
    fields: dict[str, Any] = {
        "period": PERIOD,
        "keyring": keyring_raw(),
        "revocations": (),
        "period_keys": tuple(period_key(slot) for slot in range(3)),
        "heads": tuple(head_raw(head(slot)) for slot in range(3)),
    }
    return encode_today(Today(**{**fields, **changes}))
