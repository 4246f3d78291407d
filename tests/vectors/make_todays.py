"""Vectors of `today` (docs/protocol.md sections 6.3 and 7.1 to 7.3)."""

from vectors import service
from vectors.kit import Topic
from vectors.service import DAY, PERIOD, SLOTS

from crypto.errors import (
    Expired,
    Malformed,
    NotYetValid,
    OtherService,
    Overdue,
    ProtocolError,
    RolledBack,
    Tampered,
    TooFewMembers,
    UnknownSigner,
    WrongClock,
)


def make_todays() -> Topic:
    """Return the vectors of `today` as a reporter judges it before sending."""
    topic = Topic("today", "6.3", blobs=_blobs())
    topic.base = {
        "root": service.root(),
        "day": DAY,
        "build_day": DAY - 100,
        "line": "integriteit",
        "excluded": [],
    }
    whole = {
        "period": PERIOD,
        "serial": 5,
        "members": [0, 1, 2],
        "heads": [[0, 0], [1, 0], [2, 0]],
        "silent": [],
    }
    topic.ok(
        "everybody-is-there", "Three members, three fresh heads.", whole, today=service.today()
    )
    revoked = service.today(revocations=(service.revocation(2),))
    topic.ok(
        "a-revoked-slot-is-left-out",
        "Neither its key nor its head counts, and it is named as silent.",
        {**whole, "members": [0, 1], "heads": [[0, 0], [1, 0]], "silent": [2]},
        today=revoked,
        spec="7.2",
    )
    late = tuple(
        service.head_raw(service.head(slot, day=DAY - (11 if slot else 10))) for slot in range(3)
    )
    topic.ok(
        "one-fresh-head-is-enough",
        "An illness does not frighten visitors; two are named as silent.",
        {**whole, "silent": [1, 2]},
        today=service.today(heads=late),
        spec="7.3",
    )
    _refuse_forms(topic)
    _refuse_clocks(topic)
    _refuse_keys(topic)
    _refuse_heads(topic)
    return topic


def _blobs() -> dict[str, bytes]:
    keys = {f"period-key-{slot}": service.period_key(slot) for slot in range(3)}
    heads = {f"head-{slot}": service.head_raw(service.head(slot)) for slot in range(3)}
    return {"keyring": service.keyring_raw(), **keys, **heads}


def _refuse_forms(topic: Topic) -> None:
    good = service.today()
    faults = [
        ("nothing-at-all", b"", "No version."),
        ("another-version", b"\0" + good[1:], "1 is the only one."),
        ("a-byte-missing", good[:-1], "It ends early."),
        ("heads-missing", good[: good.rindex(b"\3\x0dsluis/v1/head")], "Not even their number."),
        ("a-byte-behind-the-end", good + b"\0", "Nothing behind."),
        ("longer-than-256-kib", good + bytes(1 << 18), "Length first."),
        (
            "a-head-among-period-keys",
            service.today(period_keys=(service.head_raw(service.head(0)),)),
            "Each in its list.",
        ),
    ]
    for name, raw, comment in faults:
        topic.refuse(name, Malformed, comment, today=raw)


def _refuse_clocks(topic: Topic) -> None:
    topic.spec = "7.1"
    good = service.today()
    ring = service.keyring()
    topic.refuse(
        "a-clock-before-the-build-day", WrongClock, "No clock is.", today=good, build_day=DAY + 1
    )
    topic.refuse("other-roots", OtherService, "Another service's.", today=good, root=bytes(32))
    topic.refuse(
        "a-keyring-signed-by-one",
        UnknownSigner,
        "Two are needed.",
        today=service.today(keyring=service.keyring_raw(0)),
    )
    topic.refuse(
        "a-keyring-of-the-day-after-tomorrow",
        NotYetValid,
        "One day of slack.",
        today=service.today(keyring=service.keyring_raw(issued=DAY + 2)),
    )
    topic.refuse(
        "a-keyring-that-ended-yesterday",
        Expired,
        "No slack behind.",
        today=service.today(keyring=service.keyring_raw(issued=DAY - 100, expires=DAY - 1)),
    )
    topic.spec = "7.2"
    topic.refuse(
        "two-days-before-its-period",
        WrongClock,
        "One day of slack.",
        today=good,
        day=7 * PERIOD - 2,
        build_day=0,
    )
    topic.refuse(
        "two-days-after-its-period", WrongClock, "One day of slack.", today=good, day=7 * PERIOD + 8
    )
    topic.refuse(
        "a-year-late", Expired, "The keyring tells first.", today=good, day=ring.expires + 100
    )


def _refuse_keys(topic: Topic) -> None:
    one, two = service.period_key(1), service.period_key(2)
    other = service.period_key(0, recipient=service.recipient(0, PERIOD + 1))
    faults: list[tuple[str, type[ProtocolError], tuple[bytes, ...], str]] = [
        (
            "a-period-key-of-another-signer",
            Tampered,
            (service.period_key(0, by=SLOTS[1]), one, two),
            "Only the slot says what its key is.",
        ),
        (
            "a-period-key-of-next-week",
            Malformed,
            (service.period_key(0, PERIOD + 1), one, two),
            "Of the period of the file.",
        ),
        (
            "a-period-key-of-another-generation",
            UnknownSigner,
            (service.period_key(0, generation=2), one, two),
            "The keyring does not have it.",
        ),
        (
            "two-period-keys-of-a-slot",
            Tampered,
            (service.period_key(0), other, one, two),
            "Well signed, both.",
        ),
        ("one-period-key-twice", Tampered, (one, one, two), "One for each slot."),
        ("a-single-period-key", TooFewMembers, (one,), "The line needs two."),
        ("no-period-keys", TooFewMembers, (), "The line needs two."),
    ]
    for name, error, keys, comment in faults:
        topic.refuse(name, error, comment, today=service.today(period_keys=keys))
    topic.refuse(
        "a-revocation-signed-by-one",
        UnknownSigner,
        "Two are needed.",
        today=service.today(revocations=(service.revocation(2, 0),)),
    )
    topic.refuse(
        "a-revocation-of-another-service",
        OtherService,
        "It says so.",
        today=service.today(revocations=(service.revocation(2, service=bytes(16)),)),
    )
    both = (service.revocation(1), service.revocation(2))
    topic.refuse(
        "two-slots-revoked",
        TooFewMembers,
        "One is left; the line needs two.",
        today=service.today(revocations=both),
    )
    topic.refuse(
        "too-many-left-out",
        TooFewMembers,
        "One is left; the line needs two.",
        today=service.today(),
        excluded=[0, 2],
    )


def _refuse_heads(topic: Topic) -> None:
    topic.spec = "7.3"
    late = tuple(service.head_raw(service.head(slot, day=DAY - 11)) for slot in range(3))
    others = service.head_raw(service.head(2))
    faults: list[tuple[str, type[ProtocolError], tuple[bytes, ...], str]] = [
        ("all-heads-overdue", Overdue, late, "A calm warning with the phone number."),
        ("no-heads", Overdue, (), "Nobody has been heard of."),
        (
            "a-head-that-names-a-newer-keyring",
            RolledBack,
            (service.head_raw(service.head(0, keyring_serial=6)),),
            "The server shows an older one.",
        ),
        (
            "a-head-that-names-another-keyring-of-this-serial",
            Tampered,
            (service.head_raw(service.head(0, keyring_hash=bytes(32))),),
            "Two truths of one number.",
        ),
        (
            "a-head-of-the-day-after-tomorrow",
            WrongClock,
            (service.head_raw(service.head(0, day=DAY + 2)),),
            "One day of slack.",
        ),
        ("two-heads-of-a-slot", Tampered, (others, others), "One for each slot."),
        (
            "a-forked-chain",
            Tampered,
            (others, service.head_raw(service.head(2, batch=service.batch(1)))),
            "Two first heads.",
        ),
        (
            "a-head-of-another-signer",
            Tampered,
            (service.head_raw(service.head(0), by=SLOTS[1]),),
            "In slot 0's name.",
        ),
    ]
    for name, error, heads, comment in faults:
        topic.refuse(name, error, comment, today=service.today(heads=heads))
    topic.refuse(
        "heads-of-another-line-only",
        Overdue,
        "Slot 2 does not serve it.",
        today=service.today(heads=(others,)),
        line="bedreiging",
    )
