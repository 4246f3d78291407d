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
from typing import IO, BinaryIO, Literal, TypeVar

import msgspec

from crypto import labels
from crypto.errors import Malformed, OtherService, Tampered
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.keyring import Day, Hex16, Hex32, Keyring, SlotNumber
from crypto.schema import encode_struct, parse_struct
from crypto.signing import sign
from crypto.slot_statements import verify_holder

MANIFEST = "manifest"
MAX_MANIFEST = 64 * 1024 * 1024
"""A hundred bytes a file: half a million files."""
PIECE = 1 << 16
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


def open_outbound(raw: bytes, *, keyring: Keyring) -> Outbound:
    """Return the outbound manifest in `raw` if the slot's holder in `keyring` signed it."""
    frame = parse_frame(raw, labels.OUTBOUND)
    manifest = _parse_manifest(frame.body, Outbound)
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
        info = tarfile.TarInfo(member.name)
        info.size, info.mode = member.size, 0o600
        yield info.tobuf(format=tarfile.PAX_FORMAT)
        seen = 0
        for piece in member.pieces:
            seen += len(piece)
            yield piece
        if seen != member.size:
            raise ValueError(f"{member.name} is not as long as was said beforehand")
        yield bytes(-seen % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def read_manifest(source: BinaryIO) -> bytes:
    """Return the raw manifest at the start of a bundle, or raise `Malformed`."""
    for name, size, pieces in _members(source):
        if name != MANIFEST or size > MAX_MANIFEST:
            break
        return b"".join(pieces)
    raise Malformed("this file is not a bundle: it does not start with a manifest")


def read_members(source: BinaryIO, files: list[File]) -> Iterator[tuple[File, Iterator[bytes]]]:
    """Yield each file behind the manifest with its bytes; anything but what `files` says is `Tampered`.

    The bytes are authentic against the manifest only when their iterator has ended.
    """
    members = _members(source)
    next(members, None)
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
        for _piece in pieces:
            pass


def _verified(pieces: Iterator[bytes], file: File) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if digest.hexdigest() != file.sha256:
        raise Tampered("a file in the bundle was altered or cut off")


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    try:
        while piece := content.read(PIECE):
            yield piece
    except tarfile.TarError as error:
        raise Malformed("a file in the bundle was cut off") from error


def _members(source: BinaryIO) -> Iterator[tuple[str, int, Iterator[bytes]]]:
    try:
        with tarfile.open(fileobj=source, mode="r|", format=tarfile.PAX_FORMAT) as tar:
            for info in tar:
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or info.pax_headers:
                    raise Malformed("a bundle holds plain files and nothing else")
                yield info.name, info.size, _pieces(content)
    except (tarfile.TarError, EOFError) as error:
        raise Malformed("this file is not a bundle, or was cut off") from error


def _parse_manifest(raw: bytes, kind: type[_Manifest]) -> _Manifest:
    manifest = parse_struct(raw, kind, limit=MAX_MANIFEST, what="the manifest of a bundle")
    names = [file.name for file in manifest.files]
    if len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
        raise Malformed("a manifest names a file that cannot be in a bundle, or one twice")
    if MANIFEST in names or any(file.size < 0 for file in manifest.files):
        raise Malformed("a manifest names an impossible file")
    return manifest
