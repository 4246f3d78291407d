"""Rules that no vector has alone: the browser and Python refuse alike, with the outcome of the page."""

from typing import Any

import msgspec
import pytest
from client_vectors.client import Client
from vectors import service
from vectors.kit import seed
from vectors.operations import run

from crypto.frame import Frame, Signature, encode_frame, parse_frame
from crypto.keyring import Roots, keyring_frame
from crypto.root_rotation import NEW, Rotation, rotation_frame
from crypto.signing import verify_key_of
from crypto.words import dutch, english

NEW_ROOTS = [seed(f"new root holder {i}") for i in range(2)]
ROOTS_AFTER = Roots([verify_key_of(s).hex() for s in NEW_ROOTS], 2)
KEYRING = {"root": service.root(), "day": service.DAY, "newest_serial": 0}
TODAY = {
    "root": service.root(),
    "day": service.DAY,
    "build_day": 0,
    "line": "integriteit",
    "excluded": [],
}


def with_mac(raw: bytes, frame_type: str) -> bytes:
    """Return a frame with a MAC that nothing covers."""
    frame = parse_frame(raw, frame_type)
    return encode_frame(Frame(frame.type, frame.body, frame.signatures, bytes(32)))


def drop(**changes: int) -> dict[str, Any]:
    """Return the inputs of a keyring with other numbers of the drop."""
    numbers = msgspec.structs.replace(service.keyring().drop, **changes)
    return {**KEYRING, "keyring": service.keyring_raw(drop=numbers)}


def rotated(*, rotation: dict[str, Any], serial: int) -> dict[str, Any]:
    """Return the inputs of `today` after a change of root holders, to the same people's keyring."""
    fields = {"serial": 6, "service": service.SERVICE.hex(), **rotation}
    change = rotation_frame(Rotation(new=ROOTS_AFTER, old=service.keyring().roots, **fields))
    seeds = [*service.ROOTS, *[bytes(32)] * (NEW - len(service.ROOTS)), *NEW_ROOTS]
    keyring = keyring_frame(service.keyring(roots=ROOTS_AFTER, serial=serial))
    today = service.today(
        keyring=service.signed(keyring, (0, 1), NEW_ROOTS),
        rotations=(service.signed(change, (0, 1, NEW, NEW + 1), seeds),),
    )
    return {**TODAY, "today": today}


def heavy_today() -> dict[str, Any]:
    """Return the inputs of a `today` of more than 256 KiB, in which every frame is well formed."""
    revocation = parse_frame(service.revocation(0), "sluis/v1/revocation")
    signatures = tuple(Signature(i, bytes(64)) for i in range(16))
    frame = encode_frame(Frame(revocation.type, revocation.body, signatures))
    return {**TODAY, "today": service.today(revocations=(frame,) * 255)}


def with_numbers(low: int, high: int) -> dict[str, Any]:
    """Return the inputs of wrapping to a recipient whose last two of 768 numbers are these."""
    raw = service.recipient(0)
    numbers = (low | high << 12).to_bytes(3, "little")
    return {"operation": "wrap", "recipient": raw[:1149] + numbers + raw[1152:]}


CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "17 bits of a bucket": ("keyring", "Malformed", drop(bucket_bits=17)),
    "17 bits before": ("keyring", "Malformed", drop(bucket_bits_before=17)),
    "fewer than no bits": ("keyring", "Malformed", drop(bucket_bits=-1)),
    "16 bits of a bucket": ("keyring", "ok", drop(bucket_bits=16)),
    "a MAC on a keyring": (
        "keyring",
        "Malformed",
        {**KEYRING, "keyring": with_mac(service.keyring_raw(), "sluis/v1/keyring")},
    ),
    "a MAC on a head": (
        "head",
        "Malformed",
        {
            **service.trust(),
            "day": service.DAY,
            "head": with_mac(service.head_raw(service.head(0)), "sluis/v1/head"),
        },
    ),
    "other root holders": ("today", "ok", rotated(rotation={}, serial=6)),
    "root holders of another service": (
        "today",
        "OtherService",
        rotated(rotation={"service": "00" * 16}, serial=6),
    ),
    "a keyring from before its root holders": (
        "today",
        "RolledBack",
        rotated(rotation={}, serial=5),
    ),
    "the largest numbers of a recipient": ("hybrid-stanza", "ok", with_numbers(3_328, 3_328)),
    "a number as large as the modulus": ("hybrid-stanza", "Malformed", with_numbers(3_329, 0)),
    "the last number as large as the modulus": (
        "hybrid-stanza",
        "Malformed",
        with_numbers(0, 3_329),
    ),
    "the day on which the client was built": (
        "today",
        "ok",
        {**TODAY, "today": service.today(), "build_day": service.DAY},
    ),
    "a today that is too long": ("today", "Malformed", heavy_today()),
    "a codename of more than a thousand characters": (
        "codename",
        "Malformed",
        {"typed": " " * 1_001},
    ),
    "seventeen words": ("codename", "Malformed", {"typed": "aalbes " * 17}),
    "seventeen doubtful words": ("codename", "Malformed", {"typed": "aalbe " * 17}),
    "as many Dutch words as English ones": (
        "codename",
        "Malformed",
        {"typed": " ".join((*dutch.WORDS[:3], *english.WORDS[:3], "aalbe", "abilit"))},
    ),
    "a thousand characters of two code units": (
        "codename",
        "Malformed",
        {"typed": "aalbe " + "\U00010400" * 994},
    ),
}


@pytest.mark.parametrize(("topic", "outcome", "inputs"), CASES.values(), ids=CASES)
def test_both_judge_alike(client: Client, topic: str, outcome: str, inputs: dict[str, Any]) -> None:
    """By the outcome, and by what comes out."""
    here = run(topic, inputs)
    assert here[0] == outcome
    assert client.run(topic, inputs) == here
