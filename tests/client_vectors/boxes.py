"""A small film of boxes with the marker wherever a camera may note something; nobody need be able to play it."""

from collections.abc import Sequence

from client_vectors.cleaning import MARKED

PICTURES = b"PICTURE-ONE.", b"PICTURE-TWO."
SECONDS = b"GPS " + MARKED


def box(kind: str, *content: bytes) -> bytes:
    """Return a box."""
    body = b"".join(content)
    return (8 + len(body)).to_bytes(4, "big") + kind.encode("latin-1") + body


def full(kind: str, *content: bytes) -> bytes:
    """Return a box with version and flags."""
    return box(kind, bytes(4), *content)


def numbers(*values: int) -> bytes:
    """Return numbers of four bytes."""
    return b"".join(value.to_bytes(4, "big") for value in values)


def track(
    kind: str, coding: str, sizes: Sequence[int], offsets: Sequence[int], said: bytes = b""
) -> bytes:
    """Return a track with one sample in each chunk; `said` is what its coder says."""
    head = bytes(78 if kind == "vide" else 28)
    entry = box(coding, head, said or box("avcC", b"x"), box("uuid", MARKED))
    table = box(
        "stbl",
        full("stsd", numbers(1), entry),
        full("stts", numbers(1, len(sizes), 1)),
        full("stsc", numbers(1, 1, 1, 1)),
        full("stsz", numbers(0, len(sizes), *sizes)),
        full("stco", numbers(len(offsets), *offsets)),
    )
    own = box("dinf", full("dref", numbers(1), box("url ", b"\0\0\0\1")))
    return box(
        "trak",
        full("tkhd", numbers(0x53454352, 0x53454352), bytes(72)),
        box(
            "mdia",
            full("mdhd", numbers(0x53454352, 0x53454352, 1000, 2), b"\x12\x34\0\0"),
            full("hdlr", bytes(4), kind.encode(), bytes(12), MARKED + b"\0"),
            box("minf", full("vmhd"), own, table),
        ),
        box("udta", box("name", MARKED)),
    )


def film(*, also: bytes = b"", coding: str = "avc1", said: bytes = b"") -> bytes:
    """Return a film with, between its pictures, where the camera was."""
    head = box("ftyp", b"mp42", bytes(4), b"mp42")
    data = box("mdat", PICTURES[0], SECONDS, PICTURES[1], MARKED)
    first = len(head) + 8
    second = first + len(PICTURES[0]) + len(SECONDS)
    pictures = track("vide", coding, [len(each) for each in PICTURES], [first, second], said)
    places = track("meta", "gpmd", [len(SECONDS)], [first + len(PICTURES[0])])
    return (
        head
        + data
        + box("free", MARKED)
        + box("uuid", bytes(16), MARKED)
        + box(
            "moov",
            full("mvhd", numbers(0x53454352, 0x53454352), bytes(88)),
            pictures,
            places,
            box("udta", box("\xa9xyz", MARKED)),
            full("meta", full("hdlr", MARKED), box("ilst", MARKED)),
            also,
        )
    )
