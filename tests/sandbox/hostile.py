"""Files as somebody makes them who means harm, or means nothing and has odd files; each is made here, none is kept."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from typing import Any

from PIL import ExifTags, Image

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)


def image(name: str, size: tuple[int, int] = (60, 40), colour: Any = RED, **how: Any) -> bytes:
    """Return an image of one colour in one of Pillow's formats."""
    mode = how.pop("mode", "RGB")
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, name, **how)
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(side: int) -> bytes:
    """Return a PNG that is small and unpacks to a square of this side, eight bits a pixel."""
    packer = zlib.compressobj(9)
    row = bytes(side + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def photograph() -> bytes:
    """Return a JPEG that says who, where, when and with what, and lies on its side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Canon", "EOS R5"
    exif[ExifTags.Base.Artist] = "J. Jansen"
    exif[ExifTags.Base.Orientation] = 6
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = "2026:11:20 21:03:04"
    details[ExifTags.Base.BodySerialNumber] = "012345678"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[1], place[2], place[3], place[4] = "N", (52.0, 5.0, 0.0), "E", (4.0, 18.0, 0.0)
    return image("JPEG", exif=exif, comment=b"taken \x1b[2J secretly")


def pdf(
    *,
    pages: int = 1,
    catalog: str = "",
    info: str = "",
    page: str = "",
    more: str = "",
    skipped: int = 0,
) -> bytes:
    """Return a PDF of pages of A4, red on their left, all one object where there are many; `more` is object 6.

    Its places are right when so many bytes are put in behind its first line as are `skipped`.
    """
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} >>",
        "<< /Length 33 >>\nstream\n1 0 0 rg 0 0 300 842 re f         \nendstream",
        f"<< {info} >>",
        more or "null",
    ]
    raw = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(raw) + skipped)
        raw += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(raw) + skipped
    raw += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    raw += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>"
    return bytes(raw) + f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def zip_that_declares(size: int) -> bytes:
    """Return a zip of a few bytes whose one file is said to have this size (below 4 GiB each place has 32 bits)."""
    raw = bytearray(zipped(("groot.bin", b"")))
    directory = raw.rindex(b"PK\x01\x02")
    extra = struct.pack("<HHQ", 1, 8, size)
    raw[directory + 24 : directory + 28] = b"\xff" * 4
    raw[directory + 30 : directory + 32] = struct.pack("<H", len(extra))
    end = raw.rindex(b"PK\x05\x06")
    length = struct.unpack("<I", raw[end + 12 : end + 16])[0] + len(extra)
    raw[end + 12 : end + 16] = struct.pack("<I", length)
    return bytes(raw[:end] + extra + raw[end:])


def tarred(*members: tuple[str, int, str], content: bytes = b"") -> bytes:
    """Return a tar of members: a name, a size that is declared, and where it links to."""
    file = io.BytesIO()
    for name, size, link in members:
        info = tarfile.TarInfo(name)
        info.size = size
        if link:
            info.type, info.linkname = tarfile.SYMTYPE, link
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        file.write(content)
    file.write(bytes(1024))
    return file.getvalue()


def gzipped(content: bytes, name: str = "") -> bytes:
    """Return a gzip of one file."""
    file = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=file) as packed:
        packed.write(content)
    return file.getvalue()
