"""Vectors of outbound bundles whose head or place is not the next one (docs/protocol.md section 10.3)."""

from typing import Any

from vectors import service
from vectors.kit import Topic, seed
from vectors.outgoing import (
    EVENTS,
    bundle_with,
    changed_bundle,
    first_bundle,
    second_bundle,
)
from vectors.service import DAY, PERIOD, SLOTS

from crypto.errors import (
    Gap,
    Malformed,
    NotYetValid,
    ProtocolError,
    Replayed,
    RolledBack,
    Tampered,
)
from crypto.head import Head, encode_head


def refuse_heads(topic: Topic) -> None:
    """Add first bundles whose heads do not fit."""
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        (
            "a-head-of-another-day",
            Malformed,
            changed_bundle(first_bundle(), day=DAY - 1),
            "The same place.",
        ),
        (
            "of-the-day-after-tomorrow",
            NotYetValid,
            first_bundle(day=DAY + 2).tar(),
            "One of the clocks is wrong.",
        ),
        (
            "a-head-that-names-a-newer-keyring",
            RolledBack,
            first_bundle(keyring_serial=6).tar(),
            "The server has an older one.",
        ),
        (
            "a-head-that-names-another-keyring-of-this-serial",
            Tampered,
            first_bundle(keyring_hash=bytes(32)).tar(),
            "Two truths of one number.",
        ),
        (
            "a-head-that-names-other-period-keys",
            Tampered,
            first_bundle(period_keys_hash=bytes(32)).tar(),
            "Their hash is in the head.",
        ),
        (
            "a-head-signed-by-another",
            Tampered,
            bundle_with(
                head=service.head_raw(service.head(0, batch=service.batch(0)), by=SLOTS[1])
            ),
            "In slot 0's name.",
        ),
        (
            "a-head-of-another-slot",
            Malformed,
            bundle_with(head=service.head_raw(service.head(1, batch=service.batch(0)))),
            "The same place.",
        ),
        (
            "a-batch-that-no-head-names",
            Malformed,
            bundle_with(head=service.head_raw(service.head(0))),
            "They belong together.",
        ),
        ("a-second-bundle-first", Gap, second_bundle().tar(), "Bring the one before it first."),
    ]
    for name, error, bundle, comment in faults:
        topic.refuse(name, error, comment, bundle=bundle)


def refuse_places(topic: Topic, known: dict[str, Any]) -> None:
    """Add bundles that are not the next one of a slot of which `known` is known."""
    first = first_bundle()
    edited = first_bundle()
    edited.files["events"] = EVENTS[:-1] + b"\1"
    unlinked = second_bundle(previous=seed("other"))
    third = second_bundle(sequence=2)
    batch = service.batch(1)
    again = second_bundle(batch=batch, day=DAY)
    again.files = {
        "head": again.files["head"],
        "batch": batch,
        **{n: c for n, c in again.files.items() if n != "head"},
    }
    other = service.period_key(0, recipient=service.recipient(0, PERIOD + 1))
    rekeyed = second_bundle()
    rekeyed.files["period-keys"] = other
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        ("brought-twice", Replayed, first.tar(), "Already done; nothing is changed."),
        ("another-bundle-of-the-last-number", RolledBack, edited.tar(), "The number is taken."),
        ("a-number-skipped", Gap, third.tar(), "Bring the one before it first."),
        (
            "another-predecessor",
            Tampered,
            changed_bundle(second_bundle(), previous="0" * 64),
            "It does not follow the last one.",
        ),
        (
            "a-head-with-another-predecessor",
            Tampered,
            unlinked.tar(),
            "It does not follow the last one.",
        ),
        (
            "a-head-with-another-predecessor-s-day",
            Tampered,
            second_bundle(previous_day=DAY - 1).tar(),
            "It does not follow the last one.",
        ),
        (
            "a-head-that-names-an-older-keyring",
            RolledBack,
            second_bundle(keyring_serial=4).tar(),
            "Than the one before it.",
        ),
        ("a-second-batch-on-one-day", Replayed, again.tar(), "The next one goes tomorrow."),
        ("a-second-period-key-for-a-period", Tampered, rekeyed.tar(), "One is false."),
    ]
    for name, error, bundle, comment in faults:
        topic.refuse(name, error, comment, bundle=bundle)
    before = {**known, "last_head": encode_head(_third_head())}
    topic.refuse(
        "older-than-the-last-one",
        RolledBack,
        "Two are behind it.",
        bundle=first.tar(),
        state=before,
    )


def _third_head() -> Head:
    second = service.head(0, after=service.head(0, batch=service.batch(0)), day=DAY + 1)
    return service.head(0, after=second, day=DAY + 1)
