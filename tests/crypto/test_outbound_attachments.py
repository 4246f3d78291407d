"""Attachments in outbound bundles: all of them as they must be, or none of the bundle (docs/protocol.md 10.3)."""

from collections.abc import Mapping

import msgspec
import pytest
from handed import sealed
from tiny_service import DAY, SLOTS, TinyService

from crypto.bundle import File, file_of, open_outbound, sign_outbound
from crypto.bundle_contents import handed_name
from crypto.errors import Malformed
from crypto.keyring import keyring_hash
from crypto.outbound import Applied, SlotState, check_contents, open_manifest
from crypto.outbound_attachments import MAX_BUNDLE_ATTACHMENTS, attachment_start_size
from crypto.sizes import stored_attachment_size

SMALL = sealed(b"small")
IDS = [bytes([n]) * 16 for n in range(17)]


def apply(service: TinyService, manifest: bytes, files: Mapping[str, bytes]) -> Applied:
    """Apply a slot's first bundle, of its attachments the first bytes only."""
    opened = open_manifest(manifest, keyring=service.keyring, revoked=frozenset())
    start = attachment_start_size(SLOTS)
    return check_contents(
        opened,
        {name: raw[:start] if "/" in name else raw for name, raw in files.items()},
        manifest_raw=manifest,
        state=SlotState(),
        keyring=service.keyring,
        served_keyring_hash=keyring_hash(service.keyring_raw),
        day=DAY,
    )


def refused(
    service: TinyService, files: Mapping[str, bytes], listed: list[File] | None = None
) -> str:
    """Return why a bundle is refused that the slot itself signed over these files."""
    listed = listed or [file_of(name, content) for name, content in files.items()]
    body = open_outbound(service.holders[0].manifest, keyring=service.keyring)
    changed = msgspec.structs.replace(body, files=listed)
    signed = sign_outbound(changed, signing_seed=service.holders[0].signing_seed)
    with pytest.raises(Malformed) as refusal:
        apply(service, signed, files)
    return str(refusal.value)


@pytest.fixture
def service() -> TinyService:
    """A fresh service, nothing published."""
    return TinyService()


@pytest.fixture
def files(service: TinyService) -> dict[str, bytes]:
    """The files of a good first bundle with two attachments."""
    return service.bundle(0, attachments={IDS[0]: SMALL, IDS[1]: sealed(b"other")})[1]


@pytest.mark.parametrize("count", [0, 1, 16])
def test_a_bundle_brings_up_to_sixteen_attachments(service: TinyService, count: int) -> None:
    """With their ids, their period, their sizes and hashes; the first bytes of each are enough."""
    manifest, files = service.bundle(0, attachments=dict.fromkeys(IDS[:count], SMALL))
    brought = apply(service, manifest, files).attachments
    assert [b.id for b in brought] == IDS[:count]
    assert {(b.period, b.size) for b in brought} <= {(DAY // 7, len(SMALL))}
    assert [(b.name, b.sha256.hex()) for b in brought] == [
        (name, file_of(name, raw).sha256) for name, raw in files.items() if "/" in name
    ]


def test_a_bundle_without_a_batch_brings_attachments_too(service: TinyService) -> None:
    """They need no batch."""
    bundle = service.bundle(0, with_batch=False, attachments={IDS[0]: SMALL})
    assert len(apply(service, *bundle).attachments) == 1


def test_seventeen_attachments_are_refused(service: TinyService) -> None:
    """Sixteen are the most."""
    manifest, files = service.bundle(0, attachments=dict.fromkeys(IDS, SMALL))
    with pytest.raises(Malformed, match="too many"):
        apply(service, manifest, files)


def test_attachments_out_of_order_are_refused(
    service: TinyService, files: dict[str, bytes]
) -> None:
    """One form for one content: by their ids, behind all else."""
    names = list(files)
    last_two_swapped = {name: files[name] for name in [*names[:-2], names[-1], names[-2]]}
    assert "order" in refused(service, last_two_swapped)
    first = {name: files[name] for name in [names[-1], *names[:-1]]}
    assert "hold what it must" in refused(service, first)


@pytest.mark.parametrize(
    "name", ["attachments/20780/" + "0" * 32, "attachments/" + "0" * 31, "texts/" + "0" * 32, "x"]
)
def test_a_file_of_another_name_is_refused(
    service: TinyService, files: dict[str, bytes], name: str
) -> None:
    """Nothing rides along behind the period keys."""
    assert "not known here" in refused(service, {**files, name: SMALL})


def test_an_attachment_of_another_size_is_refused(
    service: TinyService, files: dict[str, bytes]
) -> None:
    """It must be one of the steps, for this number of slots."""
    for wrong in (SMALL[:-1], SMALL + b"\0", b"", sealed(b"small", slots=7)):
        assert "size" in refused(service, {**files, handed_name(IDS[2]): wrong})


def test_attachments_of_more_than_a_gibibyte_are_refused(
    service: TinyService, files: dict[str, bytes]
) -> None:
    """Seen in the manifest, before a byte of them is read."""
    size = stored_attachment_size(MAX_BUNDLE_ATTACHMENTS // 2, slots=SLOTS)
    listed = [file_of(name, content) for name, content in files.items()]
    large = [File(handed_name(i), "0" * 64, size) for i in IDS[2:4]]
    assert "too large together" in refused(service, files, [*listed, *large])


def test_an_attachment_that_is_no_sealed_file_of_this_service_is_refused(
    service: TinyService, files: dict[str, bytes]
) -> None:
    """Another version, no header, or another number of stanzas in a file of the right size."""
    for wrong in (b"\xff" + SMALL[1:], bytes(len(SMALL)), SMALL.replace(b"mlkem", b"mlkeM", 1)):
        refused(service, {**files, handed_name(IDS[2]): wrong})


@pytest.mark.parametrize("weeks", [-1, 1, 40])
def test_an_attachment_of_another_week_than_the_bundle_is_refused(
    service: TinyService, files: dict[str, bytes], weeks: int
) -> None:
    """The window of section 3.1 around the bundle's own day."""
    wrong = sealed(b"small", period=DAY // 7 + weeks)
    assert "another week" in refused(service, {**files, handed_name(IDS[2]): wrong})


def test_a_bundle_that_lay_on_a_stick_can_still_be_brought(service: TinyService) -> None:
    """Its attachments are of its own week: refused for that, its workstation could bring nothing ever again."""
    manifest, files = service.bundle(0, attachments={IDS[0]: SMALL})
    opened = open_manifest(manifest, keyring=service.keyring, revoked=frozenset())
    applied = check_contents(
        opened,
        files,
        manifest_raw=manifest,
        state=SlotState(),
        keyring=service.keyring,
        served_keyring_hash=keyring_hash(service.keyring_raw),
        day=DAY + 30,
    )
    assert len(applied.attachments) == 1
