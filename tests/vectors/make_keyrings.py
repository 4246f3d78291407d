"""Vectors of the keyring (docs/protocol.md sections 5.1 and 7.1)."""

from collections.abc import Callable
from typing import Any

import msgspec
from vectors import service
from vectors.kit import Topic, flip, seed
from vectors.service import DAY, ROOTS

from crypto.canonical import encode
from crypto.errors import (
    Expired,
    Malformed,
    NotYetValid,
    OtherService,
    ProtocolError,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from crypto.frame import Frame
from crypto.keyring import Line, Roots, Slot, keyring_frame
from crypto.signing import verify_key_of

_NEW_ROOTS = [seed(f"new root holder {i}") for i in range(2)]


def make_keyrings() -> Topic:
    """Return the vectors of keyrings."""
    good = service.keyring_raw()
    topic = Topic("keyring", "5.1", blobs={"good": good})
    topic.base = {"keyring": good, "root": service.root(), "day": DAY, "newest_serial": 5}
    listed = {"keyring": msgspec.to_builtins(service.keyring())}
    ring = service.keyring()
    topic.ok("signed-by-two-of-three", "Enough.", listed)
    topic.ok(
        "the-day-before-it-is-issued",
        "A clock may be a day off.",
        listed,
        day=ring.issued - 1,
        spec="7.1",
    )
    topic.ok("its-last-day", "Included.", listed, day=ring.expires, spec="7.1")
    topic.ok(
        "newer-than-one-seen", "Who remembers goes forward.", listed, newest_serial=4, spec="7.1"
    )
    own = {"lines": {**ring.lines, f"x_{'y' * 38}": Line(1, [0])}}
    topic.ok(
        "a-line-of-a-service-s-own",
        "Forty characters are the longest.",
        {"keyring": msgspec.to_builtins(service.keyring(**own))},
        keyring=service.keyring_raw(**own),
    )
    for name, error, wrong, comment in [*_wrong_signers(), *_wrong_bytes(good)]:
        topic.refuse(name, error, comment, keyring=wrong)
    _refuse_days(topic)
    for name, changes, comment in _wrong_numbers():
        topic.refuse(name, Malformed, comment, keyring=service.keyring_raw(**changes))
    for name, lines, comment in _wrong_lines():
        topic.refuse(name, Malformed, comment, keyring=service.keyring_raw(lines=lines))
    _refuse_forms(topic)
    return topic


def _wrong_signers() -> list[tuple[str, type[ProtocolError], bytes, str]]:
    frame = keyring_frame(service.keyring())
    others = Roots([verify_key_of(s).hex() for s in _NEW_ROOTS], 2)
    stranger = service.signed(frame, (0, 1, 3), [*ROOTS, service.STRANGER])
    posing = service.signed(frame, (0, 1), [ROOTS[0], service.STRANGER])
    foreign = service.signed(keyring_frame(service.keyring(roots=others)), (0, 1), _NEW_ROOTS)
    lower = service.keyring_raw(0, roots=Roots(service.keyring().roots.keys, 1))
    return [
        ("signed-by-one", UnknownSigner, service.signed(frame, (2,)), "Two are needed."),
        ("signed-by-nobody", UnknownSigner, service.signed(frame, ()), "Two are needed."),
        ("a-stranger-signs-beside-two", UnknownSigner, stranger, "Nothing foreign rides along."),
        ("a-stranger-in-the-name-of-a-holder", Tampered, posing, "A wrong signature."),
        ("one-holder-signs-twice", Malformed, service.signed(frame, (0, 0)), "One person."),
        ("other-roots", OtherService, foreign, "Well signed, by others than the reader's."),
        ("a-lower-threshold", OtherService, lower, "The threshold is part of the root."),
    ]


def _wrong_bytes(good: bytes) -> list[tuple[str, type[ProtocolError], bytes, str]]:
    body = keyring_frame(service.keyring()).body
    other_serial = good.replace(b'"serial":5', b'"serial":4')
    head = service.signed(Frame("sluis/v1/head", body), (0, 1))
    return [
        ("a-flipped-bit-in-the-body", Tampered, other_serial, "Every byte is signed."),
        (
            "a-flipped-bit-in-a-signature",
            Tampered,
            flip(good, -40),
            "Enough others are not enough.",
        ),
        ("another-type", Malformed, head, "A keyring's type."),
        ("a-byte-behind-the-end", Malformed, good + b"\0", "Nothing behind."),
        ("cut-off", Malformed, good[:-1], "It ends early."),
    ]


def _refuse_days(topic: Topic) -> None:
    ring = service.keyring()
    topic.spec = "7.1"
    topic.refuse(
        "two-days-before-it-is-issued", NotYetValid, "One day of slack.", day=ring.issued - 2
    )
    topic.refuse("the-day-after-its-last", Expired, "No slack behind.", day=ring.expires + 1)
    topic.refuse("a-clock-at-zero", NotYetValid, "1970.", day=0)
    topic.refuse(
        "older-than-one-seen", RolledBack, "Who remembers does not go back.", newest_serial=6
    )
    topic.spec = "5.1"


def _wrong_numbers() -> list[tuple[str, dict[str, Any], str]]:
    ring = service.keyring()
    replace = msgspec.structs.replace
    roots, drop, slots = ring.roots, ring.drop, ring.slots
    key = roots.keys[0]
    many = Roots([seed(f"many {i}").hex() for i in range(16)], 2)
    return [
        ("a-threshold-of-zero", {"roots": replace(roots, threshold=0)}, "At least one."),
        (
            "a-threshold-above-the-number-of-holders",
            {"roots": replace(roots, threshold=4)},
            "Three at most.",
        ),
        ("sixteen-root-keys", {"roots": many}, "At most fifteen."),
        ("no-root-keys", {"roots": Roots([], 0)}, "At least one."),
        (
            "a-root-key-twice",
            {"roots": replace(roots, keys=[key, key, roots.keys[1]])},
            "One person.",
        ),
        ("valid-for-181-days", {"expires": ring.issued + 181}, "180 at most."),
        ("valid-for-no-day", {"expires": ring.issued}, "At least one."),
        ("expires-before-it-is-issued", {"expires": ring.issued - 1}, "The wrong way round."),
        ("no-slots", {"slots": [], "lines": {}}, "At least one."),
        ("seventeen-slots", {"slots": [*slots, *[None] * 13]}, "At most sixteen."),
        ("a-slot-s-key-twice", {"slots": [slots[0], slots[0], slots[2], None]}, "One person."),
        (
            "a-root-s-key-in-a-slot",
            {"slots": [Slot(1, key), *slots[1:]]},
            "Root holders are not confidants.",
        ),
        ("batches-of-nine", {"drop": replace(drop, batch_slots=9)}, "Eight."),
        ("batches-of-none", {"drop": replace(drop, batch_slots=0)}, "Eight."),
        ("a-drop-of-41-days", {"drop": replace(drop, live_days=41)}, "42."),
        ("a-serial-below-zero", {"serial": -1}, "No number."),
        ("a-serial-of-33-bits", {"serial": 2**32}, "Four bytes in a head."),
        ("a-service-id-of-15-bytes", {"service": "00" * 15}, "16."),
        ("a-service-id-with-a-newline", {"service": "ab" * 16 + "\n"}, "Nothing behind it."),
        ("a-service-id-in-upper-case", {"service": "AB" * 16}, "Hexadecimal is lower case."),
        ("a-hash-of-31-bytes", {"recipients": "00" * 31}, "32."),
    ]


def _wrong_lines() -> list[tuple[str, dict[str, Line], str]]:
    return [
        ("a-line-outside-the-six", {"overig": Line(1, [0])}, "The six are fixed."),
        ("a-line-in-upper-case", {"Klacht": Line(1, [0])}, "The six are fixed."),
        ("a-line-of-its-own-without-a-name", {"x_": Line(1, [0])}, "At least a letter."),
        ("a-line-of-its-own-in-upper-case", {"x_Eigen": Line(1, [0])}, "Small letters."),
        ("a-line-of-its-own-of-41-characters", {"x_" + "y" * 39: Line(1, [0])}, "Forty."),
        ("a-line-of-its-own-with-a-newline", {"x_y\n": Line(1, [0])}, "Nothing behind it."),
        ("a-line-s-slots-not-sorted", {"klacht": Line(1, [1, 0])}, "Sorted."),
        ("a-line-s-slot-twice", {"klacht": Line(2, [0, 0])}, "One person."),
        ("a-line-with-an-unmanned-slot", {"klacht": Line(1, [0, 3])}, "Nobody is there."),
        ("a-line-with-a-slot-that-does-not-exist", {"klacht": Line(1, [0, 4])}, "There are four."),
        (
            "a-line-that-needs-more-than-it-has",
            {"klacht": Line(3, [0, 1])},
            "It could never be sent to.",
        ),
        ("a-line-that-needs-nobody", {"klacht": Line(0, [0, 1])}, "At least one."),
        ("a-line-of-nobody", {"klacht": Line(1, [])}, "At least one."),
    ]


def _refuse_forms(topic: Topic) -> None:
    whole = msgspec.to_builtins(service.keyring())
    for field in whole:
        without = {key: value for key, value in whole.items() if key != field}
        topic.refuse(
            f"without-{field}", Malformed, "Every field is required.", keyring=_raw(without)
        )
    faults: list[tuple[str, Callable[[], dict[str, Any]], str]] = [
        ("an-unknown-field", lambda: {**whole, "more": 1}, "Nothing unknown is allowed."),
        ("another-kind", lambda: {**whole, "kind": "recipients"}, "A keyring's kind."),
        ("a-serial-in-quotes", lambda: {**whole, "serial": "5"}, "A number."),
        (
            "a-threshold-of-true",
            lambda: {**whole, "roots": {**whole["roots"], "threshold": True}},
            "A number.",
        ),
        (
            "a-slot-without-a-generation",
            lambda: {**whole, "slots": [{"verify_key": "0" * 64}]},
            "Every field is required.",
        ),
        ("longer-than-64-kib", lambda: {**whole, "service": "0" * 65_536}, "Length first."),
    ]
    for name, make, comment in faults:
        topic.refuse(name, Malformed, comment, keyring=_raw(make()))
    blank = encode(whole).replace(b":", b": ", 1)
    topic.refuse(
        "a-blank-in-the-json", Malformed, "Canonical, though well signed.", keyring=_frame(blank)
    )


def _raw(body: dict[str, Any]) -> bytes:
    return _frame(encode(body))


def _frame(body: bytes) -> bytes:
    return service.signed(Frame("sluis/v1/keyring", body), (0, 1))
