"""Pictures lose what they say of their maker, and not one pixel."""

import io

import pytest
from client_vectors.cleaning import MARKED, clean, clean_well, left_alone, sample
from client_vectors.client import Client
from client_vectors.pictures import (
    FILES,
    FORMS,
    GPS,
    ICC,
    ORIENTATION,
    noted,
    orientation_of,
    pixels,
    saved,
)
from PIL import Image


@pytest.mark.parametrize("name", FILES)
def test_a_picture_keeps_its_pixels_and_loses_its_notes(client: Client, name: str) -> None:
    """And stands as it stood."""
    file = FILES[name]()
    cleaned = clean_well(client, file)
    assert pixels(cleaned.content) == pixels(file)
    assert orientation_of(cleaned.content) == orientation_of(file)
    assert cleaned.kind == "photo"
    assert cleaned.type == FORMS.get(name.split("-", maxsplit=1)[0], "image/avif")


def test_what_is_left_of_exif_is_which_way_up_it_is(client: Client) -> None:
    """Neither a place nor a thumbnail."""
    cleaned = clean_well(client, FILES["jpeg"]())
    exif = Image.open(io.BytesIO(cleaned.content)).getexif()
    assert dict(exif) == {ORIENTATION: 6}
    assert exif.get_ifd(GPS) == {}


def test_a_gif_goes_on_as_often_as_before(client: Client) -> None:
    """The count of loops is kept, nothing else that a program added."""
    file = FILES["gif"]()
    extension = b"!\xff\x0bXMP DataXMP" + bytes([len(MARKED)]) + MARKED + b"\x00"
    noted_file = file[:-1] + extension + b";"
    cleaned = clean_well(client, noted_file)
    assert Image.open(io.BytesIO(cleaned.content)).info["loop"] == 3


def test_a_png_that_only_notes_turn_is_left_alone(client: Client) -> None:
    """Without them it would lie on its side."""
    left_alone(client, saved("PNG", exif=noted(6)))


def test_a_photo_of_a_phone_keeps_its_coded_bytes(client: Client) -> None:
    """HEIC: the notes in it are written over where they stand, and nothing moves."""
    file = sample("photo.heic")
    cleaned = clean_well(client, file)
    assert cleaned.type == "image/heic"
    assert len(cleaned.content) == len(file)
    changed = [at for at, byte in enumerate(file) if cleaned.content[at] != byte]
    first, last = file.index(b"Exif\x00\x00"), file.rindex(b"</x>") + 4
    noted_part = range(file.index(b"mdat"), last)
    assert first < last
    assert all(at in noted_part or at < noted_part.start for at in changed)
    assert file[last:] == cleaned.content[last:]


def test_a_profile_in_a_photo_of_a_phone_loses_its_texts(client: Client) -> None:
    """It cannot be taken out without moving all that stands behind it."""
    profile = bytearray(ICC)
    at = profile.index("sRGB".encode("utf-16-be"))
    profile[at : at + 8] = b"SECRETIN"
    cleaned = clean(client, saved("AVIF", icc_profile=bytes(profile)))
    assert cleaned.clean
    assert b"SECRETIN" not in cleaned.content
    assert Image.open(io.BytesIO(cleaned.content)).info["icc_profile"][36:40] == b"acsp"
