"""One entry of an archive: its name made safe to look at, its size as declared, and what is odd about it."""

import re
import stat
import tarfile
import zipfile
from typing import BinaryIO

from journalist_ui.workstation.sandbox.inside.answering import make_line
from journalist_ui.workstation.sandbox.outcomes import Entry

_MAX_SIZE = (1 << 64) - 1
_LOCKED = 0x1
_SEPARATORS = re.compile(r"[/\\]")
_ROOTED = re.compile(r"[/\\]|[A-Za-z]:")
_GZIP_HEAD, _HAS_EXTRA, _HAS_NAME = 10, 0x04, 0x08
_LONGEST_NAME = 1024


def read_zip_entry(info: zipfile.ZipInfo) -> Entry:
    """Return an entry of a zip."""
    # Made on a Unix, the upper half of this number is its mode.
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    is_locked = bool(info.flag_bits & _LOCKED)
    return _make_entry(
        info.orig_filename, info.file_size, folder=info.is_dir(), link=is_link, locked=is_locked
    )


def read_tar_entry(info: tarfile.TarInfo) -> Entry:
    """Return an entry of a tar; a link shows where it leads, and that may be outside too."""
    if not (info.issym() or info.islnk()):
        return _make_entry(info.name, info.size, folder=info.isdir())
    entry = _make_entry(f"{info.name} -> {info.linkname}", info.size, link=True)
    outside = _leads_outside(info.name) or _leads_outside(info.linkname)
    return Entry(entry.name, entry.size, False, True, False, outside)


def read_gzip_entry(file: BinaryIO) -> Entry:
    """Return the one entry of a gzip; the format keeps only the last 32 bits of the size."""
    file.seek(0)
    head = file.read(_GZIP_HEAD + 2)
    skipped = int.from_bytes(head[_GZIP_HEAD:], "little") + 2 if head[3] & _HAS_EXTRA else 0
    file.seek(_GZIP_HEAD + skipped)
    name, _, _ = file.read(_LONGEST_NAME).partition(b"\0")
    file.seek(-4, 2)
    size = int.from_bytes(file.read(4), "little")
    return _make_entry(name.decode("latin-1") if head[3] & _HAS_NAME else "?", size)


def _make_entry(
    name: str, size: int, *, folder: bool = False, link: bool = False, locked: bool = False
) -> Entry:
    return Entry(
        name=make_line(name) or "?",
        size=min(max(0, size), _MAX_SIZE),
        is_folder=folder,
        is_link=link,
        is_locked=locked,
        leads_outside=_leads_outside(name),
    )


def _leads_outside(name: str) -> bool:
    """Tell whether a name would leave the folder in which an archive is unpacked."""
    return bool(_ROOTED.match(name)) or ".." in _SEPARATORS.split(name)
