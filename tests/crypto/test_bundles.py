"""Bundles: one file each way, listed before use, whole or refused (docs/protocol.md sections 10.1 and 10.2)."""

import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY, SERVICE_ID

from crypto.bundle import (
    File,
    Inbound,
    Member,
    bundle_chunks,
    check_bundle,
    encode_inbound,
    file_of,
    parse_inbound,
    read_manifest,
    read_members,
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
from crypto.errors import Malformed, ProtocolError, Tampered

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
