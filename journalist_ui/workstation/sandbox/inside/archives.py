"""What an archive says it holds: names and sizes, never a byte of the content of a file in it.

A packed tar must be unpacked to be read at all; it is read as a stream that
ends after a bounded number of bytes, and nothing of it is kept.
"""

import gzip
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from journalist_ui.workstation.sandbox.inside.answering import check_part, count_parts, make_facts
from journalist_ui.workstation.sandbox.inside.archive_entries import (
    read_gzip_entry,
    read_tar_entry,
    read_zip_entry,
)
from journalist_ui.workstation.sandbox.inside.kinds import find_other_kinds
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import Entry, FactName, Kind, Listing

_TAR_BLOCK = 512
_BROKEN_OFF = (tarfile.TarError, zlib.error, struct.error, EOFError, OSError)
"""How tarfile and gzip say that a file ends too early, or goes on as something else."""


class _Bounded:
    """A stream that breaks off after so many bytes, and does not answer for ever that there are no more."""

    def __init__(self, stream: Any, most: int) -> None:
        self._stream = stream
        self._left = most

    def read(self, size: int) -> bytes:
        """Return at most as many bytes as are left, or raise `EOFError`."""
        piece: bytes = self._stream.read(min(size, self._left))
        if not piece:
            raise EOFError
        self._left -= len(piece)
        return piece


def list_zip(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Listing:
    """Return a part of the directory of a zip."""
    others = find_other_kinds(file, kind)
    with zipfile.ZipFile(file) as archive:
        return _list(archive.infolist(), read_zip_entry, kind, part, limits, others)


def list_tar(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Listing:
    """Return a part of what stands in a tar."""
    others = find_other_kinds(file, kind)
    with tarfile.open(fileobj=file, mode="r:") as archive:
        return _list(archive, read_tar_entry, kind, part, limits, others)


def list_gzip(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Listing:
    """Return the one file that a gzip holds, or if that is a tar, a part of what stands in it."""
    others = find_other_kinds(file, kind)
    with gzip.GzipFile(fileobj=file) as unpacked:
        is_tar = unpacked.read(_TAR_BLOCK)[257:262] == b"ustar"
    file.seek(0)
    if not is_tar:
        return _list([file], read_gzip_entry, kind, part, limits, others)
    with gzip.GzipFile(fileobj=file) as unpacked:
        bounded: Any = _Bounded(unpacked, limits.unpacked)
        with tarfile.open(fileobj=bounded, mode="r|") as archive:
            return _list(archive, read_tar_entry, kind, part, limits, others)


def _list(
    members: Iterable[Any],
    read: Callable[[Any], Entry],
    kind: Kind,
    part: int,
    limits: Limits,
    others: list[Kind],
) -> Listing:
    entries: list[Entry] = []
    whole = True
    try:
        for member in members:
            if len(entries) == limits.listed:
                whole = False
                break
            entries.append(read(member))
    except _BROKEN_OFF:
        if not entries:
            raise
        whole = False
    parts = count_parts(len(entries), in_one=limits.entries)
    check_part(part, parts)
    facts = {FactName.UNPACKED_SIZE: str(sum(entry.size for entry in entries))}
    if others:
        facts[FactName.ALSO_LOOKS_LIKE] = ", ".join(others)
    start = part * limits.entries
    shown = tuple(entries[start : start + limits.entries])
    return Listing(kind, make_facts(facts), part, parts, whole, shown)
