"""Bundles: the one file that crosses the gap each way (docs/protocol.md section 10).

A pax tar with fixed metadata whose first member, `manifest`, names every other
with its size and SHA-256, in order. The outbound manifest is signed by a slot;
the inbound one is not, because everything in an inbound bundle proves itself
and a signature by the server would prove nothing more. Streams in, streams out:
memory is constant whatever the size.
"""

import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, Literal, TypeAlias, TypeVar

import msgspec

from crypto import labels
from crypto.errors import Malformed, OtherService, Tampered
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.keyring import Day, Hex16, Hex32, Keyring, SlotNumber
from crypto.pieces import read_through
from crypto.schema import encode_struct, parse_struct
from crypto.signing import sign
from crypto.slot_statements import verify_holder

MANIFEST = "manifest"
MAX_MANIFEST = 64 * 1024 * 1024
"""A hundred bytes a file: half a million files."""
PIECE = 1 << 16
MAX_MEMBER = 8**11 - 1
"""8 GiB: what the size field of a tar header holds without a pax header."""
_END = bytes(2 * tarfile.BLOCKSIZE)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){0,3}")


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member of a bundle: its name, its size in bytes, its SHA-256."""

    name: str
    sha256: Hex32
    size: int


class Inbound(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="inbound", tag_field="kind"
):
    """The manifest of what goes to a workstation: everything of the days `since` to `through`."""

    files: list[File]
    maker: Literal["portal", "workstation"]
    service: Hex16
    since: Day
    through: Day


class Outbound(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="outbound", tag_field="kind"
):
    """The manifest of what comes from a workstation: its number, its day, and the hash of the one before."""

    day: Day
    files: list[File]
    generation: Day
    previous: Hex32
    sequence: Day
    service: Hex16
    slot: SlotNumber


_Manifest = TypeVar("_Manifest", Inbound, Outbound)
Members: TypeAlias = Iterator[tuple[str, int, Iterator[bytes]]]
"""Name, size and bytes of what stands in a tar, one after the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """Content for a bundle: a name, a size, and the bytes in pieces."""

    name: str
    size: int
    pieces: Iterable[bytes]


def file_of(name: str, content: bytes) -> File:
    """Return the manifest's line for a content."""
    return File(name, hashlib.sha256(content).hexdigest(), len(content))


def encode_inbound(manifest: Inbound) -> bytes:
    """Return the canonical bytes of an inbound manifest."""
    return encode_struct(manifest)


def parse_inbound(raw: bytes) -> Inbound:
    """Return the inbound manifest in `raw`, or raise `Malformed`."""
    return _parse_manifest(raw, Inbound)


def sign_outbound(manifest: Outbound, *, signing_seed: bytes) -> bytes:
    """Return the signed frame of an outbound manifest."""
    body = encode_struct(manifest)
    signature = sign(labels.OUTBOUND, body, signer=manifest.slot, signing_seed=signing_seed)
    return encode_frame(Frame(labels.OUTBOUND, body, (signature,)))


def parse_outbound(raw: bytes) -> Outbound:
    """Return the outbound manifest in `raw`, its signature not verified, or raise `Malformed`."""
    return _parse_manifest(parse_frame(raw, labels.OUTBOUND).body, Outbound)


def open_outbound(raw: bytes, *, keyring: Keyring) -> Outbound:
    """Return the outbound manifest in `raw` if the slot's holder in `keyring` signed it."""
    frame, manifest = parse_frame(raw, labels.OUTBOUND), parse_outbound(raw)
    if manifest.service != keyring.service:
        raise OtherService("this bundle is of another service")
    verify_holder(frame, keyring=keyring, slot=manifest.slot, generation=manifest.generation)
    return manifest


def manifest_hash(raw: bytes) -> bytes:
    """Return the hash by which the next outbound manifest names this one."""
    return hashlib.sha256(parse_frame(raw, labels.OUTBOUND).body).digest()


def bundle_chunks(manifest: bytes, members: Iterable[Member]) -> Iterator[bytes]:
    """Yield the bytes of a bundle; `ValueError` if a member is not as long as it says."""
    whole = Member(MANIFEST, len(manifest), [manifest])
    for member in chain([whole], members):
        yield _header(member.name, member.size)
        seen = 0
        for piece in member.pieces:
            seen += len(piece)
            yield piece
        if seen != member.size:
            raise ValueError(f"{member.name} is not as long as was said beforehand")
        yield bytes(-seen % tarfile.BLOCKSIZE)
    yield _END


def read_manifest(source: BinaryIO) -> bytes:
    """Return the raw manifest at the start of a bundle, or raise `Malformed`."""
    return read_once(source)[0]


def read_once(source: BinaryIO, *, limit: int = MAX_MANIFEST) -> tuple[bytes, Members]:
    """Return the raw manifest, of at most `limit` bytes, and what stands behind it, for `read_rest`; or `Malformed`.

    For a bundle that goes by once, as on a line.
    """
    members = _members(source)
    name, size, pieces = next(members, ("", 0, iter(())))
    if name != MANIFEST or size > limit:
        raise Malformed("this file is not a bundle: it does not start with a manifest")
    return b"".join(pieces), members


def read_members(source: BinaryIO, files: list[File]) -> Iterator[tuple[File, Iterator[bytes]]]:
    """Yield each file behind the manifest with its bytes; anything but what `files` says is `Tampered`.

    The bytes are authentic against the manifest only when their iterator has ended.
    """
    members = _members(source)
    next(members, None)
    yield from read_rest(members, files)


def read_rest(members: Members, files: list[File]) -> Iterator[tuple[File, Iterator[bytes]]]:
    """Yield what `read_members` does, of a bundle whose manifest was read by `read_once`."""
    for file in files:
        name, size, pieces = next(members, ("", -1, iter(())))
        if (name, size) != (file.name, file.size):
            raise Tampered("the bundle does not hold what its manifest says, or was cut off")
        yield file, _verified(pieces, file)
    if next(members, None) is not None:
        raise Tampered("the bundle holds more than its manifest says")


def check_bundle(source: BinaryIO, files: list[File]) -> None:
    """Read a whole bundle from its start and raise `Tampered` unless it is what its manifest says."""
    for _file, pieces in read_members(source, files):
        read_through(pieces)


def _verified(pieces: Iterator[bytes], file: File) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if digest.hexdigest() != file.sha256:
        raise Tampered("a file in the bundle was altered or cut off")


def _members(source: BinaryIO) -> Members:
    """Yield name, size and bytes of each member; what a caller leaves unread is read here."""
    while (block := _read(source, tarfile.BLOCKSIZE)) != _END[: tarfile.BLOCKSIZE]:
        info = _parse_header(block)
        pieces = _pieces(source, info.size)
        yield info.name, info.size, pieces
        read_through(pieces)
        if any(_read(source, -info.size % tarfile.BLOCKSIZE)):
            raise Malformed("a file in the bundle is not filled up with zeros")
    if any(_read(source, tarfile.BLOCKSIZE)) or source.read(1):
        raise Malformed("there is something behind the end of the bundle")


def _parse_header(block: bytes) -> tarfile.TarInfo:
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.TarError, UnicodeDecodeError) as error:
        raise Malformed("this file is not a bundle, or was cut off") from error
    # There is one header for a name and a size: no owner, no time, no links, no devices.
    if info.name != info.name.strip("/") or _header(info.name, info.size) != block:
        raise Malformed("a bundle holds plain files and nothing else")
    return info


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(format=tarfile.PAX_FORMAT)


def _pieces(source: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = _read(source, min(size, PIECE))
        size -= len(piece)
        yield piece


def _read(source: BinaryIO, size: int) -> bytes:
    content = source.read(size)
    if len(content) != size:
        raise Malformed("this file is not a bundle, or was cut off")
    return content


def _parse_manifest(raw: bytes, kind: type[_Manifest]) -> _Manifest:
    manifest = parse_struct(raw, kind, limit=MAX_MANIFEST, what="the manifest of a bundle")
    names = [file.name for file in manifest.files]
    if len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
        raise Malformed("a manifest names a file that cannot be in a bundle, or one twice")
    if MANIFEST in names or any(not 0 <= file.size <= MAX_MEMBER for file in manifest.files):
        raise Malformed("a manifest names an impossible file")
    return manifest
