"""The rules by which an outbound bundle is applied: once, in order, all or nothing (docs/protocol.md section 10.3).

Pure: the caller hands over what it knows of the slot, and stores what comes
back in one transaction. Whoever brings the bundle has no part in its trust, so
stolen portal credentials publish nothing. What it says of its attachments stands
in `crypto.outbound_attachments`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crypto import labels
from crypto.batch import open_batch
from crypto.bundle import Outbound, manifest_hash, open_outbound
from crypto.bundle_contents import BATCH, EVENTS, HEAD, PERIOD_KEYS
from crypto.errors import Gap, Malformed, NotYetValid, Replayed, RolledBack, Tampered, UnknownSigner
from crypto.frame import Reader
from crypto.head import Head, head_hash, open_head, period_keys_hash
from crypto.keyring import Keyring
from crypto.outbound_attachments import Brought, check_attachments, check_names
from crypto.period import period_of
from crypto.sizes import EVENT_PART_SIZE
from crypto.slot_statements import PeriodKey, open_period_key
from crypto.stored import parse_prefix
from crypto.trust import CLOCK_SLACK_DAYS, check_head_against_keyring


@dataclass(frozen=True, slots=True)
class SlotState:
    """What is known of a (slot, generation) before a bundle; all empty before the first.

    Its last head and manifest hash, the day of its last batch, its published period keys by period.
    """

    last_head: Head | None = None
    last_manifest_hash: bytes = bytes(32)
    last_batch_day: int | None = None
    period_keys: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a bundle adds: encoded head, batch (or nothing), event parts by slot, new period keys by period.

    `attachments` are those of handovers, in the order of their ids; their bytes are the caller's to keep.
    """

    slot: int
    generation: int
    sequence: int
    day: int
    manifest_hash: bytes
    head: bytes
    batch: bytes
    event_parts: list[bytes]
    period_keys: dict[int, bytes]
    attachments: list[Brought]


def open_manifest(
    raw: bytes,
    *,
    keyring: Keyring,
    revoked: frozenset[tuple[int, int]],
) -> Outbound:
    """Return the manifest of a bundle by a slot that may publish, or raise `UnknownSigner`, `OtherService` ..."""
    manifest = open_outbound(raw, keyring=keyring)
    if (manifest.slot, manifest.generation) in revoked:
        raise UnknownSigner("this slot's keys were revoked")
    names = [file.name for file in manifest.files]
    parts = names[: names.index(PERIOD_KEYS) + 1] if PERIOD_KEYS in names else names
    if parts not in ([HEAD, EVENTS, PERIOD_KEYS], [HEAD, BATCH, EVENTS, PERIOD_KEYS]):
        raise Malformed("an outbound bundle does not hold what it must")
    check_names(manifest.files[len(parts) :], slots=len(keyring.slots))
    return manifest


def check_place(raw: bytes, manifest: Outbound, state: SlotState) -> None:
    """Raise `Replayed`, `Gap` or `Tampered` unless the bundle is the next one of its slot."""
    expected = state.last_head.sequence + 1 if state.last_head else 0
    if manifest.sequence == expected - 1 and manifest_hash(raw) == state.last_manifest_hash:
        raise Replayed(f"bundle {manifest.sequence} was brought before; nothing was changed")
    if manifest.sequence < expected:
        raise RolledBack(f"bundle {manifest.sequence} is older than the last one that was brought")
    if manifest.sequence > expected:
        raise Gap(f"bundle {expected} of this workstation is missing; bring it first")
    if bytes.fromhex(manifest.previous) != state.last_manifest_hash:
        raise Tampered("this bundle does not follow the last one that was brought")


def check_contents(
    manifest: Outbound,
    contents: Mapping[str, bytes],
    *,
    manifest_raw: bytes,
    state: SlotState,
    keyring: Keyring,
    served_keyring_hash: bytes,
    day: int,
) -> Applied:
    """Return what the bundle's files add, every one of them verified, or raise; nothing is half applied.

    `contents` are the files as the manifest names them, their hashes already checked;
    of an attachment the first `attachment_start_size` bytes are enough.
    """
    head = open_head(contents[HEAD], keyring=keyring)
    _check_head(head, manifest, state, day)
    check_head_against_keyring(head, keyring, served_keyring_hash)
    batch = contents.get(BATCH, b"")
    _check_batch(batch, head, state)
    period_keys = _period_keys(contents[PERIOD_KEYS], manifest, keyring, state)
    published = {**state.period_keys, **period_keys}
    current = [published[p] for p in sorted(published) if p >= period_of(head.day)]
    if period_keys_hash(current) != head.period_keys_hash:
        raise Tampered("a head names other period keys than those that were published")
    return Applied(
        slot=head.slot,
        generation=head.generation,
        sequence=head.sequence,
        day=head.day,
        manifest_hash=manifest_hash(manifest_raw),
        head=contents[HEAD],
        batch=batch,
        event_parts=_event_parts(contents[EVENTS], len(keyring.slots)),
        period_keys=period_keys,
        attachments=check_attachments(manifest, contents, slots=len(keyring.slots)),
    )


def _check_head(head: Head, manifest: Outbound, state: SlotState, day: int) -> None:
    place = (manifest.slot, manifest.generation, manifest.sequence, manifest.day)
    if (head.slot, head.generation, head.sequence, head.day) != place:
        raise Malformed("a bundle and its head are not of the same place")
    if head.day > day + CLOCK_SLACK_DAYS:
        raise NotYetValid("this bundle is of a later day than today: one of the clocks is wrong")
    last = state.last_head
    if last is not None:
        if (head.previous, head.previous_day) != (head_hash(last), last.day):
            raise Tampered("a head does not follow the one before it")
        if head.keyring_serial < last.keyring_serial:
            raise RolledBack("a head names an older keyring than the one before it")


def _check_batch(batch: bytes, head: Head, state: SlotState) -> None:
    if head.has_batch != bool(batch):
        raise Malformed("a head and its batch do not belong together")
    if batch:
        open_batch(batch, expected_hash=head.batch_hash)
        if state.last_batch_day is not None and head.day <= state.last_batch_day:
            raise Replayed(
                "this workstation has published a batch today; the next one goes tomorrow"
            )


def _period_keys(
    raw: bytes, manifest: Outbound, keyring: Keyring, state: SlotState
) -> dict[int, bytes]:
    period_keys: dict[int, bytes] = {}
    for statement, key in read_period_keys(raw, keyring=keyring):
        if (key.slot, key.generation) != (manifest.slot, manifest.generation):
            raise UnknownSigner("a bundle holds a period key of another slot")
        if key.period in period_keys or state.period_keys.get(key.period, statement) != statement:
            raise Tampered("a slot has two period keys for one period")
        period_keys[key.period] = statement
    return period_keys


def read_period_keys(raw: bytes, *, keyring: Keyring) -> list[tuple[bytes, PeriodKey]]:
    """Return the concatenated period keys in `raw`, each with its encoded frame, all verified."""
    reader = Reader(raw)
    statements = []
    while not reader.at_end:
        statement = reader.raw_frame(labels.PERIOD_KEY)
        statements.append((statement, open_period_key(statement, keyring=keyring)))
    return statements


def _event_parts(raw: bytes, slots: int) -> list[bytes]:
    if len(raw) != slots * EVENT_PART_SIZE:
        raise Malformed("an event pack has the wrong size")
    parts = [raw[at : at + EVENT_PART_SIZE] for at in range(0, len(raw), EVENT_PART_SIZE)]
    for part in parts:
        parse_prefix(part)
    return parts
