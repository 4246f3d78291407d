"""Bundles: one file each way, listed before use, applied once and in order (docs/protocol.md section 10)."""

import io
import tarfile

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY, SERVICE_ID, TinyService

from crypto.bundle import (
    File,
    Inbound,
    Member,
    bundle_chunks,
    check_bundle,
    encode_inbound,
    file_of,
    open_outbound,
    parse_inbound,
    read_manifest,
    read_members,
    sign_outbound,
)
from crypto.bundle_contents import (
    Arrived,
    attachment_name,
    events_name,
    handed_name,
    parse_attachment_name,
    parse_events_name,
    parse_handed_name,
    parse_text_name,
    text_name,
)
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

NAMES = st.sampled_from(["today", "drop", "texts/00/0", "events/1-2-3"])
FILES = st.dictionaries(NAMES, st.binary(max_size=1500), max_size=4)


def _inbound(files: dict[str, bytes]) -> Inbound:
    listed = [file_of(name, content) for name, content in files.items()]
    return Inbound(listed, "portal", SERVICE_ID.hex(), DAY - 3, DAY)


def _tar(manifest: bytes, files: dict[str, bytes]) -> bytes:
    members = [Member(name, len(content), [content]) for name, content in files.items()]
    return b"".join(bundle_chunks(manifest, members))


@settings(max_examples=40)
@given(FILES)
def test_a_bundle_reads_back_and_is_the_same_bytes_every_time(files: dict[str, bytes]) -> None:
    """Fixed metadata: no owner, no time."""
    manifest = _inbound(files)
    raw = _tar(encode_inbound(manifest), files)
    assert raw == _tar(encode_inbound(manifest), files)
    source = io.BytesIO(raw)
    assert parse_inbound(read_manifest(source)) == manifest
    source.seek(0)
    read = {file.name: b"".join(pieces) for file, pieces in read_members(source, manifest.files)}
    assert read == files
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        assert {(m.uid, m.gid, m.mtime, m.uname) for m in tar} == {(0, 0, 0, "")}


def test_a_bundle_cut_off_at_any_block_is_refused() -> None:
    """Nothing of a truncated file is believed."""
    files = {"today": b"t" * 700, "drop": b"d" * 1024}
    manifest = _inbound(files)
    raw = _tar(encode_inbound(manifest), files)
    for cut in range(0, len(raw) - 1024, 256):
        with pytest.raises(ProtocolError):
            check_bundle(io.BytesIO(raw[:cut]), manifest.files)


def test_one_flipped_byte_in_a_file_is_refused() -> None:
    """The manifest holds the hash of each."""
    files = {"today": b"t" * 700}
    manifest = _inbound(files)
    raw = bytearray(_tar(encode_inbound(manifest), files))
    raw[raw.index(b"ttt") + 5] ^= 1
    with pytest.raises(Tampered):
        check_bundle(io.BytesIO(bytes(raw)), manifest.files)


def test_more_fewer_or_other_files_than_the_manifest_says_are_refused() -> None:
    """In its order, and nothing behind."""
    files = {"today": b"t", "drop": b"d"}
    manifest = _inbound(files)
    for wrong in (
        {"today": b"t"},
        {"drop": b"d", "today": b"t"},
        {"today": b"t", "drop": b"d", "texts/00/0": b"x"},
        {"today": b"t", "drop": b"dd"},
    ):
        with pytest.raises(Tampered):
            check_bundle(io.BytesIO(_tar(encode_inbound(manifest), wrong)), manifest.files)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE]
)
def test_a_bundle_with_anything_but_plain_files_is_refused(kind: bytes) -> None:
    """No links, no devices, no folders."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        info = tarfile.TarInfo("manifest")
        info.type, info.linkname = kind, "../../x"
        tar.addfile(info)
    with pytest.raises(Malformed):
        read_manifest(io.BytesIO(raw.getvalue()))


@pytest.mark.parametrize("field", ["mode", "uid", "gid", "mtime", "uname", "linkname"])
def test_a_bundle_with_other_metadata_is_refused(field: str) -> None:
    """One form: nothing can be hidden in a header."""
    info = tarfile.TarInfo("manifest")
    info.mode = 0o600
    setattr(info, field, "x" if isinstance(getattr(info, field), str) else 1)
    with pytest.raises(Malformed):
        read_manifest(io.BytesIO(info.tobuf(format=tarfile.PAX_FORMAT) + bytes(1024)))


def test_bytes_between_files_or_behind_the_end_are_refused() -> None:
    """Nothing rides along."""
    manifest = _inbound({"today": b"t"})
    raw = _tar(encode_inbound(manifest), {"today": b"t"})
    hidden = bytearray(raw)
    hidden[-1024 - 5] = 1
    for wrong in (raw + b"x", raw + bytes(512), bytes(hidden), raw[:-512] + b"x" * 512):
        with pytest.raises(Malformed):
            check_bundle(io.BytesIO(wrong), manifest.files)


def test_what_a_caller_leaves_unread_does_not_shift_the_next_file() -> None:
    """Reading is by the tar's sizes, not by the caller's patience."""
    files = {"today": b"t" * 1000, "drop": b"d" * 600}
    manifest = _inbound(files)
    members = read_members(io.BytesIO(_tar(encode_inbound(manifest), files)), manifest.files)
    assert [file.name for file, _pieces in members] == ["today", "drop"]


@pytest.mark.parametrize("raw", [b"", b"hello", bytes(1024), bytes(10_240), b"\xff" * 2048])
def test_what_is_no_bundle_is_refused(raw: bytes) -> None:
    """The wrong file on the stick."""
    with pytest.raises(Malformed):
        read_manifest(io.BytesIO(raw))


def test_a_bundle_that_does_not_start_with_its_manifest_is_refused() -> None:
    """Listed before anything happens; all else about the file may be in order."""
    raw = b"".join(bundle_chunks(b"", [Member("today", 1, [b"x"])]))
    assert read_manifest(io.BytesIO(raw)) == b""
    with pytest.raises(Malformed):
        read_manifest(io.BytesIO(raw[512:]))


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../b", "A", "a\0", "a//b", "", "manifest", "a/b/c/d/e", "-a"]
)
def test_a_manifest_that_names_an_impossible_file_is_refused(name: str) -> None:
    """Names that reach a disk are of one narrow form."""
    manifest = Inbound([File(name, "0" * 64, 0)], "portal", SERVICE_ID.hex(), 1, 2)
    with pytest.raises(Malformed):
        parse_inbound(encode_inbound(manifest))


def test_a_manifest_with_a_name_twice_or_a_negative_size_is_refused() -> None:
    """Nor what is no manifest at all."""
    twice = [File("a", "0" * 64, 0)] * 2
    for files in (twice, [File("a", "0" * 64, -1)]):
        with pytest.raises(Malformed):
            parse_inbound(encode_inbound(Inbound(files, "portal", SERVICE_ID.hex(), 1, 2)))
    with pytest.raises(Malformed):
        parse_inbound(b"{}")


def test_a_member_that_is_not_as_long_as_it_says_is_our_own_mistake() -> None:
    """A bundle is never written with a wrong size."""
    with pytest.raises(ValueError, match="not as long"):
        list(bundle_chunks(b"m", [Member("today", 5, [b"1234"])]))


def test_names_in_bundles_read_back_and_nothing_else_does() -> None:
    """texts/DAY/ID/INDEX, attachments/DAY/ID, attachments/ID, events/SLOT-GENERATION-SEQUENCE."""
    text, attachment = Arrived(DAY, b"a" * 16, 3), Arrived(DAY, b"b" * 16)
    assert parse_text_name(text_name(text)) == text
    assert parse_attachment_name(attachment_name(attachment)) == attachment
    assert parse_events_name(events_name(slot=1, generation=2, sequence=3)) == (1, 2, 3)
    assert parse_handed_name(handed_name(b"c" * 16)) == b"c" * 16
    for parse in (parse_text_name, parse_attachment_name, parse_events_name, parse_handed_name):
        with pytest.raises(Malformed):
            parse("today")


# Outbound -------------------------------------------------------------------------------------


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
