"""Outbound bundles: signed by their slot, applied once, in order and whole (docs/protocol.md section 10.3)."""

import msgspec
import pytest
from tiny_service import DAY, TinyService

from crypto.bundle import file_of, open_outbound, sign_outbound
from crypto.errors import (
    Gap,
    Malformed,
    NotYetValid,
    OtherService,
    ProtocolError,
    Replayed,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from crypto.keyring import keyring_hash
from crypto.opening.identity import Identity
from crypto.outbound import Applied, SlotState, check_contents, check_place, open_manifest
from crypto.slot_statements import PeriodKey, sign_period_key


class Desk:
    """What the portal knows of the slots, and its way of applying a bundle."""

    def __init__(self, service: TinyService) -> None:
        self.service = service
        self.state = SlotState()
        self.revoked: frozenset[tuple[int, int]] = frozenset()

    def apply(self, manifest: bytes, files: dict[str, bytes], *, day: int = DAY) -> Applied:
        """Apply a bundle as the server does."""
        opened = open_manifest(manifest, keyring=self.service.keyring, revoked=self.revoked)
        check_place(manifest, opened, self.state)
        applied = check_contents(
            opened,
            files,
            manifest_raw=manifest,
            state=self.state,
            keyring=self.service.keyring,
            served_keyring_hash=keyring_hash(self.service.keyring_raw),
            day=day,
        )
        head = self.service.holders[applied.slot].heads[applied.sequence]
        self.state = SlotState(
            head,
            applied.manifest_hash,
            head.day if applied.batch else self.state.last_batch_day,
            {**self.state.period_keys, **applied.period_keys},
        )
        return applied


@pytest.fixture
def service() -> TinyService:
    """A fresh service, nothing published."""
    return TinyService()


def test_bundles_are_applied_in_order_and_once(service: TinyService) -> None:
    """0, 1, 2; again is already done; a skipped one is a gap; an older one is rolled back."""
    desk = Desk(service)
    bundles = [service.bundle(0, day=DAY + number) for number in range(4)]
    desk.apply(*bundles[0])
    desk.apply(*bundles[1], day=DAY + 1)
    with pytest.raises(Replayed):
        desk.apply(*bundles[1], day=DAY + 1)
    with pytest.raises(Gap):
        desk.apply(*bundles[3], day=DAY + 3)
    with pytest.raises(RolledBack):
        desk.apply(*bundles[0])
    assert desk.apply(*bundles[2], day=DAY + 2).sequence == 2


def test_a_first_bundle_brings_eight_period_keys_and_parts_for_every_slot(
    service: TinyService,
) -> None:
    """What the portal will serve."""
    manifest, files = service.bundle(0)
    applied = Desk(service).apply(manifest, files)
    place = (applied.slot, applied.generation, applied.sequence, applied.day)
    assert place == (0, 1, 0, DAY)
    assert (applied.head, applied.batch) == (files["head"], files["batch"])
    assert applied.period_keys == service.holders[0].statements
    assert len(applied.period_keys) == 8
    assert len(applied.event_parts) == 8
    assert b"".join(applied.event_parts) == files["events"]


def test_a_bundle_without_batch_brings_none(service: TinyService) -> None:
    """Nothing to serve is no bytes."""
    assert Desk(service).apply(*service.bundle(0, with_batch=False)).batch == b""


def test_a_second_batch_on_one_day_is_refused(service: TinyService) -> None:
    """At most one a day, so the rhythm tells nothing; a bundle without batch may go."""
    desk = Desk(service)
    desk.apply(*service.bundle(0))
    with pytest.raises(Replayed):
        desk.apply(*service.bundle(0))
    other = Desk(TinyService())
    other.apply(*other.service.bundle(0, with_batch=False))
    assert not other.apply(*other.service.bundle(0, with_batch=False)).batch


def test_a_bundle_of_a_revoked_slot_another_service_or_another_signer_is_refused(
    service: TinyService,
) -> None:
    """Stolen portal credentials publish nothing."""
    desk = Desk(service)
    manifest, files = service.bundle(0)
    desk.revoked = frozenset({(0, 1)})
    with pytest.raises(UnknownSigner):
        desk.apply(manifest, files)
    body = open_outbound(manifest, keyring=service.keyring)
    replace = msgspec.structs.replace
    seed = service.holders[0].signing_seed
    for wrong, error in (
        (sign_outbound(replace(body, service="0" * 32), signing_seed=seed), OtherService),
        (sign_outbound(body, signing_seed=b"x" * 32), Tampered),
        (sign_outbound(replace(body, slot=7), signing_seed=seed), UnknownSigner),
        (sign_outbound(replace(body, generation=2), signing_seed=seed), UnknownSigner),
    ):
        with pytest.raises(error):
            Desk(service).apply(wrong, files)


def _resigned(
    service: TinyService, manifest: bytes, files: dict[str, bytes], **changes: object
) -> bytes:
    body = open_outbound(manifest, keyring=service.keyring)
    listed = [file_of(name, content) for name, content in files.items()]
    body = msgspec.structs.replace(body, **{"files": listed, **changes})
    return sign_outbound(body, signing_seed=service.holders[0].signing_seed)


def test_a_bundle_with_one_wrong_file_is_refused_whole(service: TinyService) -> None:
    """Even when the slot itself signed the manifest."""
    manifest, files = service.bundle(0)
    holder = service.holders[0]
    period = min(holder.statements)
    twin = PeriodKey(0, 1, period, Identity.generate().recipient.raw)
    second = sign_period_key(twin, signing_seed=holder.signing_seed)
    faults: list[tuple[dict[str, bytes], type[ProtocolError]]] = [
        ({**files, "events": files["events"][:-1]}, Malformed),
        ({**files, "events": b"\0" + files["events"][1:]}, Malformed),
        ({**files, "period-keys": b""}, Tampered),
        ({**files, "period-keys": files["period-keys"] + second}, Tampered),
        ({**files, "period-keys": service.holders[1].statements[period]}, UnknownSigner),
        ({**files, "batch": files["batch"][:-1] + b"\0"}, Tampered),
        ({**files, "batch": b""}, Malformed),
        ({**files, "head": service.bundle(1)[1]["head"]}, Malformed),
        ({k: v for k, v in files.items() if k != "head"}, Malformed),
        ({**files, "extra": b""}, Malformed),
    ]
    for wrong, error in faults:
        with pytest.raises(error):
            Desk(service).apply(_resigned(service, manifest, wrong), wrong)
    Desk(service).apply(manifest, files)


def test_a_period_key_cannot_be_exchanged_for_another_later(service: TinyService) -> None:
    """Even when the head names the new one: whoever sealed to the old one would be lost."""
    desk, holder = Desk(service), service.holders[0]
    desk.apply(*service.bundle(0))
    first = dict(holder.statements)
    period = max(first)
    twin = PeriodKey(0, 1, period, Identity.generate().recipient.raw)
    holder.statements[period] = sign_period_key(twin, signing_seed=holder.signing_seed)
    manifest, files = service.bundle(0, day=DAY + 1)
    files["period-keys"] = holder.statements[period]
    with pytest.raises(Tampered):
        desk.apply(_resigned(service, manifest, files), files, day=DAY + 1)


def test_a_period_key_may_be_brought_again_but_not_twice_in_one_bundle(
    service: TinyService,
) -> None:
    """The same statement changes nothing; in one bundle each period stands once."""
    desk, statements = Desk(service), service.holders[0].statements
    desk.apply(*service.bundle(0))
    manifest, files = service.bundle(0, day=DAY + 1)
    same = statements[min(statements)]
    twice = {**files, "period-keys": same * 2}
    with pytest.raises(Tampered):
        desk.apply(_resigned(service, manifest, twice), twice, day=DAY + 1)
    again = {**files, "period-keys": same}
    applied = desk.apply(_resigned(service, manifest, again), again, day=DAY + 1)
    assert applied.period_keys == {min(statements): same}


def test_a_bundle_that_does_not_follow_the_last_one_is_refused(service: TinyService) -> None:
    """Manifest and head are chains of their own."""
    desk = Desk(service)
    desk.apply(*service.bundle(0))
    manifest, files = service.bundle(0, day=DAY + 1)
    with pytest.raises(Tampered):
        desk.apply(_resigned(service, manifest, files, previous="1" * 64), files, day=DAY + 1)
    fork = TinyService()
    fork.holders[0].signing_seed = service.holders[0].signing_seed
    fork.keyring, fork.keyring_raw = service.keyring, service.keyring_raw
    fork.holders[0].statements = service.holders[0].statements
    fork.bundle(0, with_batch=False)
    forked, its_files = fork.bundle(0, day=DAY + 1)
    last = desk.state.last_manifest_hash.hex()
    with pytest.raises(Tampered):
        desk.apply(_resigned(service, forked, its_files, previous=last), its_files, day=DAY + 1)


def test_a_bundle_of_a_later_day_than_today_is_refused(service: TinyService) -> None:
    """One of the clocks is wrong; a day off is borne."""
    manifest, files = service.bundle(0, day=DAY + 2)
    with pytest.raises(NotYetValid):
        Desk(service).apply(manifest, files, day=DAY)
    Desk(service).apply(manifest, files, day=DAY + 1)


def test_a_head_that_names_another_keyring_is_refused(service: TinyService) -> None:
    """A newer one than is served, an older one than before, or another of the same serial."""
    desk = Desk(service)
    old, old_raw = service.keyring, service.keyring_raw
    service.keyring = service.make_keyring(serial=2)
    service.keyring_raw = service.sign_keyring(service.keyring)
    newer = service.bundle(0)
    desk.apply(*newer)
    service.keyring, service.keyring_raw = old, old_raw
    older = service.bundle(0, day=DAY + 1)
    with pytest.raises(RolledBack):
        desk.apply(*older, day=DAY + 1)
    with pytest.raises(RolledBack):
        Desk(service).apply(*newer)
