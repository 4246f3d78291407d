"""PDF files written by hand: with a table of places in text, or packed, with objects in objects."""

import zlib

from client_vectors.cleaning import MARKER

PAGE = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>%s>>"
TEXT = b"BT /F1 24 Tf 20 150 Td (Hallo wereld) Tj ET"
FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
INFO = f"<</Author ({MARKER}) /Title <{MARKER.encode().hex()}> /Creator ({MARKER} \\(c\\))>>"
XMP = f"<x:xmpmeta>{MARKER}</x:xmpmeta>".encode()


def stream(about: str, content: bytes) -> bytes:
    """Return a stream."""
    head = f"<<{about} /Length {len(content)}>>\nstream\n".encode()
    return head + content + b"\nendstream"


def objects(
    *, page: str = "", catalog: str = "", more: dict[int, bytes] | None = None
) -> dict[int, bytes]:
    """Return the objects of a file of one page, with `page` and `catalog` added to these two."""
    return {
        1: f"<</Type /Catalog /Pages 2 0 R /Metadata 7 0 R{catalog}>>".encode(),
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: (PAGE % page).encode(),
        4: stream("", TEXT),
        5: FONT.encode(),
        6: INFO.encode(),
        7: stream("/Type /Metadata /Subtype /XML", XMP),
        **(more or {}),
    }


def plain(written: dict[int, bytes], *, trailer: str = "", before: bytes = b"%PDF-1.4\n") -> bytes:
    """Return a file with a table in text; `before` may be a whole file that this one adds to."""
    file = before
    places = {}
    for number, content in written.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{n} 1\n{at:010} 00000 n \n" for n, at in places.items())
    end = (
        f"trailer\n<</Size 20 /Root 1 0 R /Info 6 0 R {trailer}>>\nstartxref\n{len(file)}\n%%EOF\n"
    )
    return file + b"xref\n" + table.encode() + end.encode()


def packed(written: dict[int, bytes]) -> bytes:
    """Return a file whose objects but for the streams stand packed in one, and its table too."""
    held = {number: content for number, content in written.items() if b"stream" not in content}
    heads, bodies = "", b""
    for number, content in held.items():
        heads += f"{number} {len(bodies)} "
        bodies += content + b" "
    about = f"/Type /ObjStm /N {len(held)} /First {len(heads)} /Filter /FlateDecode"
    apart = {n: content for n, content in written.items() if n not in held}
    apart[8] = stream(about, zlib.compress(heads.encode() + bodies))
    file, rows = b"%PDF-1.5\n", {0: (0, 0, 0)}
    for number, content in apart.items():
        rows[number] = (1, len(file), 0)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows |= {number: (2, 8, place) for place, number in enumerate(held)}
    rows[9] = (1, len(file), 0)
    table = b"".join(
        bytes([rows[n][0]]) + rows[n][1].to_bytes(3, "big") + bytes([rows[n][2]]) for n in range(10)
    )
    # Each row differs from the one above it (filter 2), as programs write it.
    wide = [table[at : at + 5] for at in range(0, 50, 5)]
    filtered = b"".join(
        b"\x02"
        + bytes(
            (one - (wide[row - 1][place] if row else 0)) % 256
            for place, one in enumerate(wide[row])
        )
        for row in range(10)
    )
    said = (
        "/Type /XRef /Size 10 /W [1 3 1] /Root 1 0 R /Info 6 0 R"
        " /Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 5>>"
    )
    start = len(file)
    file += b"9 0 obj\n" + stream(said, zlib.compress(filtered)) + b"\nendobj\n"
    return file + f"startxref\n{start}\n%%EOF\n".encode()
