"""The keyring and the period keys under it (sections 5.1, 5.2 and 7.1, without rotations)."""

import hashlib
import re
from typing import Any

from newcomer.reader.encoding import UINT32, Cursor, canonical, fits, parse_json
from newcomer.reader.frame import Frame, parse_frame, take_frame
from newcomer.reader.refused import need


def are_members(value: Any) -> bool:
    """Tell whether these are slots, sorted, each once, and not none (8.2)."""
    return fits(value, [range(16)]) and value != [] and value == sorted(set(value))


# Where the page names no words or bounds, this is what the vectors hold to.
LINES = re.compile(r"bedreiging|integriteit|klacht|x_[a-z0-9_]{1,38}")
BITS = range(17)
KEYRING = {
    "drop": {
        "batch_slots": range(8, 9),
        "bucket_bits": BITS,
        "bucket_bits_before": BITS,
        "bucket_bits_since": UINT32,
        "live_days": range(42, 43),
    },
    "expires": UINT32,
    "issued": UINT32,
    "kind": {"keyring"},
    "lines": lambda lines: isinstance(lines, dict),
    "recipients": 32,
    "roots": {"keys": [32], "threshold": range(1, 16)},
    "serial": UINT32,
    "service": 16,
    "slots": [lambda slot: slot is None or fits(slot, {"generation": UINT32, "verify_key": 32})],
}
LINE = {"minimum": range(1, 17), "slots": are_members}


def parse_keyring(body: bytes) -> dict[str, Any]:
    """Return a keyring that could be one; who signed it is another question (5.1)."""
    keyring: dict[str, Any] = parse_json(body, 65_536, KEYRING)
    roots, slots = keyring["roots"], keyring["slots"]
    keys = roots["keys"] + [slot["verify_key"] for slot in slots if slot]
    need(roots["threshold"] <= len(roots["keys"]) <= 15 and len(set(keys)) == len(keys))
    need(1 <= keyring["expires"] - keyring["issued"] <= 180 and 1 <= len(slots) <= 16)
    manned = {number for number, slot in enumerate(slots) if slot}
    for name, line in keyring["lines"].items():
        need(bool(LINES.fullmatch(name)) and fits(line, LINE))
        need(line["minimum"] <= len(line["slots"]) and manned.issuperset(line["slots"]))
    return keyring


def verify_keyring(raw: bytes, root: bytes, day: int, newest_serial: int = 0) -> dict[str, Any]:
    """Return a keyring that this root vouches for on this day (7.1, without rotations)."""
    frame = parse_frame(raw, "sluis/v1/keyring")
    need(not frame.mac)
    keyring = parse_keyring(frame.body)
    roots = keyring["roots"]
    need(hashlib.sha256(canonical(roots)).digest() == root, "OtherService")
    frame.verify_threshold([bytes.fromhex(key) for key in roots["keys"]], roots["threshold"])
    need(day >= keyring["issued"] - 1, "NotYetValid")
    need(day <= keyring["expires"], "Expired")
    need(keyring["serial"] >= newest_serial, "RolledBack")
    return keyring


def verify_slot(frame: Frame, slot: int, generation: int, keyring: dict[str, Any]) -> None:
    """Demand the signature of the holder of (slot, generation) in the keyring (5.2, 6.1)."""
    holder = dict(enumerate(keyring["slots"])).get(slot)
    need(holder and holder["generation"] == generation, "UnknownSigner", "nobody is there")
    frame.verify(slot, bytes.fromhex(holder["verify_key"]))


def take_statement(cursor: Cursor, kind: str) -> tuple[Frame, Cursor]:
    """Return the frame of a statement that stands here, with one signature, and its body (5.2)."""
    frame = take_frame(cursor, kind)
    need(len(frame.signatures) == 1 and not frame.mac, why="exactly one signature")
    return frame, Cursor(frame.body)


def verify_period_key(raw: bytes, keyring: dict[str, Any]) -> dict[str, Any]:
    """Return what a period key says (5.2)."""
    outer = Cursor(raw)
    frame, body = take_statement(outer, "sluis/v1/period-key")
    outer.end()
    key: dict[str, Any] = {"slot": body.number(1), "generation": body.number(4)}
    key |= {"period": body.number(4), "recipient": body.take(1_216)}
    body.end()
    verify_slot(frame, key["slot"], key["generation"], keyring)
    return key
