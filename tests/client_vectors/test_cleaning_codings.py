"""What coders write of themselves and of their maker beside pictures and sounds, inside a recording's own tables."""

import pytest
from client_vectors.boxes import film, full
from client_vectors.cleaning import MARKED, clean_well, left_alone
from client_vectors.client import Client

HEAD = b"\x01vorbis" + bytes(23)
SETUP = b"\x05vorbis" + b"SETUP" * 60
STREAM = b"\x00\x00\x00\x22" + bytes(range(34))
"""The one block of FLAC that playing needs: 34 bytes."""
NOTES = b"\x84" + len(MARKED).to_bytes(3, "big") + MARKED


def comments(text: bytes) -> bytes:
    """Return a packet of comments: who made the coder, and one that says `text`."""
    listed = len(text).to_bytes(4, "little") + text
    return b"\x03vorbis" + listed + b"\1\0\0\0" + listed + b"\1"


def element(number: str, *content: bytes) -> bytes:
    """Return an element of Matroska; its size in eight bytes."""
    body = b"".join(content)
    return bytes.fromhex(number) + b"\x01" + len(body).to_bytes(7, "big") + body


def recording(coding: bytes, private: bytes) -> bytes:
    """Return a sound of one block."""
    track = (
        element("d7", b"\1"),
        element("83", b"\2"),
        element("86", coding),
        element("63a2", private),
    )
    return element("1a45dfa3", element("4282", b"matroska")) + element(
        "18538067",
        element("1654ae6b", element("ae", *track)),
        element("1f43b675", element("e7", b"\0"), element("a3", b"\x81\0\0\x80sound")),
    )


def laced(*packets: bytes) -> bytes:
    """Return packets behind each other, the sizes of all but the last in front."""
    sizes = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in packets[:-1])
    return bytes([len(packets) - 1]) + sizes + b"".join(packets)


@pytest.mark.parametrize("times", [1, 40], ids=["short", "long"])
def test_comments_in_front_of_a_sound_go(client: Client, times: int) -> None:
    """Vorbis keeps them among what a player must have; its other parts stay where they were."""
    said = comments(MARKED * times)
    file = recording(b"A_VORBIS", laced(HEAD, said, SETUP))
    cleaned = clean_well(client, file)
    emptied = b"\x03vorbis" + bytes(8) + b"\1"
    assert cleaned.content == file.replace(said, emptied + bytes(len(said) - len(emptied)))


def test_notes_in_front_of_a_flac_sound_go(client: Client) -> None:
    """They become room of the same size, in Matroska and in MP4."""
    room = b"\x81" + NOTES[1:4] + bytes(len(MARKED))
    file = recording(b"A_FLAC", b"fLaC" + STREAM + NOTES)
    assert clean_well(client, file).content == file.replace(NOTES, room)
    file = film(said=full("dfLa", STREAM, NOTES))
    assert room in clean_well(client, file).content


@pytest.mark.parametrize(
    "file",
    [
        recording(b"A_VORBIS", MARKED),
        recording(b"A_VORBIS", laced(HEAD, MARKED, SETUP)),
        recording(b"A_FLAC", b"fLaC" + NOTES[:-1]),
        recording(b"V_MJPEG", b""),
        recording(b"V_THEORA", laced(HEAD, comments(MARKED), SETUP)),
        film(said=full("esds", laced(HEAD, comments(MARKED), SETUP))),
    ],
    ids=[
        "no-packets",
        "no-comments",
        "cut",
        "pictures-with-notes",
        "coding-that-nobody-knows",
        "vorbis-in-a-film",
    ],
)
def test_a_coding_that_is_not_understood_is_left_alone(client: Client, file: bytes) -> None:
    """Rather that than half cleaned."""
    left_alone(client, file)
