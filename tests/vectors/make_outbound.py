"""Vectors of outbound bundles: applied once, in order, all or nothing (docs/protocol.md section 10.3)."""

from vectors import service
from vectors.kit import Topic, flip
from vectors.make_inbound import member, tar
from vectors.make_outbound_files import add_files
from vectors.make_places import refuse_heads, refuse_places
from vectors.outgoing import (
    EVENTS,
    NOTHING_KNOWN,
    bundle_with,
    changed_bundle,
    first_bundle,
    second_bundle,
)
from vectors.service import DAY, PERIOD, SLOTS, STRANGER

from crypto.errors import (
    Malformed,
    OtherService,
    ProtocolError,
    Tampered,
    UnknownSigner,
)
from crypto.head import encode_head


def make_outbound() -> Topic:
    """Return the vectors of applying outbound bundles."""
    topic = Topic(
        "bundle-outbound",
        "10.3",
        blobs={
            "keyring": service.keyring_raw(),
            "period-key": service.period_key(0),
            "head": first_bundle().files["head"],
            "list": service.batch(0)[:257],
        },
    )
    topic.base = {**service.trust(), "revoked": [], "day": DAY, "state": NOTHING_KNOWN}
    first, second = first_bundle(), second_bundle()
    output = {
        "slot": 0,
        "sequence": 0,
        "day": DAY,
        "manifest_hash": first.hash,
        "has_batch": True,
        "periods": [PERIOD],
        "attachments": [],
    }
    topic.ok("the-first-bundle", "With a batch and a period key.", output, bundle=first.tar())
    _refuse_signers(topic)
    _refuse_files(topic)
    refuse_heads(topic)
    add_files(topic, output)
    known = {
        "last_head": encode_head(service.head(0, batch=service.batch(0))),
        "last_manifest_hash": first.hash,
        "last_batch_day": DAY,
        "period_keys": [{"period": PERIOD, "statement": service.period_key(0)}],
    }
    topic.base = {**topic.base, "day": DAY + 1, "state": known}
    next_output = {
        **output,
        "sequence": 1,
        "day": DAY + 1,
        "manifest_hash": second.hash,
        "has_batch": False,
        "periods": [],
    }
    topic.ok(
        "the-next-bundle", "It follows, and brings no batch.", next_output, bundle=second.tar()
    )
    refuse_places(topic, known)
    return topic


def _refuse_signers(topic: Topic) -> None:
    good = first_bundle()
    unmanned = changed_bundle(first_bundle(), slot=3, signer=3, by=STRANGER)
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        (
            "signed-by-another-slot-s-key",
            Tampered,
            changed_bundle(first_bundle(), by=SLOTS[1]),
            "Stolen portal credentials publish nothing.",
        ),
        (
            "signed-by-another-slot",
            UnknownSigner,
            changed_bundle(first_bundle(), by=SLOTS[1], signer=1),
            "Slot 1 has no say for slot 0.",
        ),
        ("of-an-unmanned-slot", UnknownSigner, unmanned, "Nobody is there."),
        (
            "of-another-generation",
            UnknownSigner,
            changed_bundle(first_bundle(), generation=2),
            "The keyring does not have it.",
        ),
        (
            "of-another-service",
            OtherService,
            changed_bundle(first_bundle(), service="0" * 32),
            "It says so.",
        ),
        (
            "another-day-than-signed",
            Tampered,
            good.tar().replace(b'{"day":20780', b'{"day":20779'),
            "Every byte is signed.",
        ),
        ("an-inbound-manifest", Malformed, tar(member("manifest", good.body)), "It is not signed."),
    ]
    for name, error, bundle, comment in faults:
        topic.refuse(name, error, comment, bundle=bundle)
    topic.refuse(
        "of-a-revoked-slot",
        UnknownSigner,
        "It may publish no more.",
        bundle=good.tar(),
        revoked=[[0, 1]],
    )


def _refuse_files(topic: Topic) -> None:
    good = first_bundle().tar()
    key = service.period_key(0)
    other = service.period_key(0, recipient=service.recipient(0, PERIOD + 1))
    swapped = first_bundle()
    swapped.files = dict(reversed(swapped.files.items()))
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        ("without-events", Malformed, bundle_with(events=None), "The pack is in every bundle."),
        ("without-a-head", Malformed, bundle_with(head=None), "Every bundle has one."),
        (
            "without-period-keys",
            Malformed,
            bundle_with(period_keys=None),
            "Perhaps empty, but there.",
        ),
        ("a-file-too-many", Malformed, bundle_with(today=b"x"), "Of no known name."),
        ("another-order", Malformed, swapped.tar(), "Head, batch, events, period keys."),
        (
            "without-the-batch-that-the-head-names",
            Malformed,
            bundle_with(batch=None),
            "They belong together.",
        ),
        (
            "events-a-byte-short",
            Malformed,
            bundle_with(events=EVENTS[:-1]),
            "One part for each slot.",
        ),
        (
            "events-for-three-slots",
            Malformed,
            bundle_with(events=EVENTS[65_536:]),
            "One part for each slot.",
        ),
        (
            "an-event-part-of-another-version",
            Malformed,
            bundle_with(events=b"\0" + EVENTS[1:]),
            "1 is the only one.",
        ),
        ("another-batch", Tampered, bundle_with(batch=service.batch(1)), "The head names it."),
        (
            "an-altered-drop-slot",
            Tampered,
            bundle_with(batch=flip(service.batch(0), -1)),
            "The list names it.",
        ),
        (
            "a-period-key-of-another-slot",
            UnknownSigner,
            bundle_with(period_keys=key + service.period_key(1)),
            "Each brings its own.",
        ),
        (
            "a-period-key-of-another-signer",
            Tampered,
            bundle_with(period_keys=service.period_key(0, by=SLOTS[1])),
            "In slot 0's name.",
        ),
        (
            "two-period-keys-for-a-period",
            Tampered,
            bundle_with(period_keys=key + other),
            "One is false.",
        ),
        (
            "a-period-key-more-than-the-head-names",
            Tampered,
            bundle_with(period_keys=key + service.period_key(0, PERIOD + 1)),
            "Their hash is in the head.",
        ),
        (
            "a-period-key-less-than-the-head-names",
            Tampered,
            bundle_with(period_keys=b""),
            "Their hash is in the head.",
        ),
        ("a-period-key-cut-off", Malformed, bundle_with(period_keys=key[:-1]), "It ends early."),
        (
            "altered-on-the-way",
            Tampered,
            flip(good, good.index(service.batch(0)) + 30_000),
            "The manifest holds its hash.",
        ),
        ("cut-off-on-the-way", Malformed, good[:-2000], "Whole or not at all."),
    ]
    for name, error, bundle, comment in faults:
        topic.refuse(name, error, comment, bundle=bundle)
