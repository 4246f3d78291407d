"""What a file is by its bytes: the name and the type that a reporter's browser gave it say nothing.

A file may be two things at once (a picture with an archive behind it). It is
shown as what its first byte says, and what else it looks like is told.
"""

import codecs
import re
from typing import BinaryIO

from journalist_ui.workstation.sandbox.outcomes import Kind

HEAD = 4096
TAIL = 66_000
"""The directory of a zip ends within so many bytes of the end: 22 and a comment of 65,535 at most."""
_MAGIC = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"BM", Kind.BMP),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\x1f\x8b\x08", Kind.GZIP),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"\xfd7zXZ\0", Kind.XZ),
    (b"\x28\xb5\x2f\xfd", Kind.ZSTD),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (b"\x7fELF", Kind.PROGRAM),
    (b"MZ", Kind.PROGRAM),
    (b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (b"SQLite format 3\0", Kind.SQLITE),
    (b"OggS", Kind.SOUND),
    (b"fLaC", Kind.SOUND),
    (b"ID3", Kind.SOUND),
    (b"\x1a\x45\xdf\xa3", Kind.FILM),
)
_RIFF = {b"WEBP": Kind.WEBP, b"WAVE": Kind.SOUND, b"AVI ": Kind.FILM}
_HEIF = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif"})
_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_IN_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW, _MANY = 8, 50
"""So many such characters may stand in any text, or one in so many; a file of another kind has more."""
_LETTERS_ONLY = frozenset({b"BM", b"MZ", b"ID3"})
"""Magic that a text may begin with by chance."""


def find_kind(file: BinaryIO) -> Kind:
    """Return what a file is; its position is at the start afterwards."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        return Kind.EMPTY
    looks_like_text = _is_text(head)
    for magic, kind in _MAGIC:
        if head.startswith(magic) and not (looks_like_text and magic in _LETTERS_ONLY):
            return kind
    return _find_by_place(head) or (Kind.TEXT if looks_like_text else Kind.UNKNOWN)


def find_other_kinds(file: BinaryIO, kind: Kind) -> list[Kind]:
    """Return what else a file would be taken for by readers that look at other places than its first byte."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    others = []
    if kind is not Kind.PDF and b"%PDF-" in head[:1024]:
        others.append(Kind.PDF)
    if kind is not Kind.ZIP and b"PK\x05\x06" in tail:
        others.append(Kind.ZIP)
    if kind is not Kind.TAR and head[257:262] == b"ustar":
        others.append(Kind.TAR)
    return others


def _find_by_place(head: bytes) -> Kind | None:
    """Return the kind of a file whose mark does not stand at its first byte, or has more than one place."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return Kind.HEIF if head[8:12] in _HEIF else Kind.FILM
    if head[:3] == b"BZh" and head[4:10] == b"1AY&SY":
        return Kind.BZIP2
    return Kind.TAR if head[257:262] == b"ustar" else None


def _is_text(head: bytes) -> bool:
    if head.startswith(_BYTE_ORDER_MARKS):
        return True
    odd = len(_NOT_IN_TEXT.findall(head))
    return b"\0" not in head and odd <= max(_FEW, len(head) // _MANY)
