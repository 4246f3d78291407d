"""Judging a bundle file on this side of the gap: whole, unaltered, and of the right direction.

Hashes are checked, signatures are not: the courier knows no keyring, and the
portal and the workstations verify what crosses.
"""

import os
import tarfile
from typing import BinaryIO

import msgspec

from crypto import labels
from crypto.bundle import (
    MAX_MANIFEST,
    File,
    Inbound,
    Outbound,
    check_bundle,
    parse_inbound,
    read_manifest,
)
from crypto.canonical import parse_object
from crypto.errors import Malformed, Tampered
from crypto.frame import parse_frame


def check_inbound(source: BinaryIO) -> Inbound:
    """Return the manifest of a whole inbound bundle, or raise `Malformed` or `Tampered`."""
    raw = _manifest(source)
    manifest = parse_inbound(raw)
    if manifest.maker != "portal":
        raise Malformed("this bundle was not made by a portal")
    _check_whole(source, raw, manifest.files)
    return manifest


def check_outbound(source: BinaryIO) -> Outbound:
    """Return the manifest of a whole outbound bundle, its signature not verified."""
    raw = _manifest(source)
    body = parse_frame(raw, labels.OUTBOUND).body
    try:
        manifest = msgspec.convert(parse_object(body, limit=MAX_MANIFEST), Outbound)
    except msgspec.ValidationError as error:
        raise Malformed("this is not the manifest of an outbound bundle") from error
    _check_whole(source, raw, manifest.files)
    return manifest


def _manifest(source: BinaryIO) -> bytes:
    source.seek(0)
    return read_manifest(source)


def _check_whole(source: BinaryIO, manifest: bytes, files: list[File]) -> None:
    if source.seek(0, os.SEEK_END) != _bundle_size(len(manifest), files):
        raise Tampered("the bundle is not as long as its manifest says")
    source.seek(0)
    check_bundle(source, files)


def _bundle_size(manifest_size: int, files: list[File]) -> int:
    sizes = [manifest_size, *(file.size for file in files)]
    blocks = sum(1 + -(-size // tarfile.BLOCKSIZE) for size in sizes)
    return (blocks + 2) * tarfile.BLOCKSIZE
