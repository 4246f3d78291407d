"""Pictures lose what they say of their maker, and not one pixel."""

import io
from typing import Any

import pytest
from client_vectors.cleaning import MARKED, MARKER, clean, clean_well, left_alone, sample
from client_vectors.client import Client
from PIL import Image, ImageCms, PngImagePlugin

ORIENTATION = 0x0112
TEXTS = (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298)
"""Description, maker, model, program, artist, rights."""
GPS = 0x8825
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARKER}</x:xmpmeta>".encode()
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def noted(orientation: int) -> bytes:
    """Return an Exif with the marker in every text and a place on earth."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    for tag in TEXTS:
        exif[tag] = MARKER
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 5.0, 3.0), 27: MARKED})
    return exif.tobytes()


def picture() -> Image.Image:
    """Return a picture in which every part differs."""
    return Image.effect_noise((64, 48), 80).convert("RGB")


def saved(form: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    (image or picture()).save(file, form, **options)
    return file.getvalue()


def pixels(file: bytes) -> list[tuple[bytes, object]]:
    """Return the pixels and the time of every frame."""
    image = Image.open(io.BytesIO(file))
    frames = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frames.append((image.tobytes(), image.info.get("duration")))
    return frames


def orientation_of(file: bytes) -> int:
    """Return which way up a picture is."""
    return int(Image.open(io.BytesIO(file)).getexif().get(ORIENTATION, 1))


def png_notes() -> PngImagePlugin.PngInfo:
    """Return the texts that a PNG may have, and a chunk of nobody's."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", MARKER)
    notes.add_text("Comment", MARKER, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", MARKER)
    notes.add(b"tIME", b"\x07\xea\x01\x01\x01\x01\x01")
    notes.add(b"prVt", MARKED)
    return notes


def moving() -> dict[str, Any]:
    """Return what makes a file of three pictures."""
    return {"save_all": True, "append_images": [picture(), picture()], "duration": [70, 80, 90]}


FILES = {
    "jpeg": lambda: saved("JPEG", exif=noted(6), xmp=XMP, comment=MARKER, icc_profile=ICC),
    "jpeg-progressive": lambda: saved("JPEG", exif=noted(1), progressive=True, comment=MARKER),
    "jpeg-cmyk": lambda: saved("JPEG", picture().convert("CMYK"), exif=noted(8)),
    "jpeg-with-something-behind": lambda: saved("JPEG") + b"\xff\xd8" + MARKED,
    "png": lambda: saved("PNG", pnginfo=png_notes(), icc_profile=ICC),
    "png-exif": lambda: saved("PNG", exif=noted(1)),
    "png-moving": lambda: saved("PNG", pnginfo=png_notes(), **moving()),
    "png-with-something-behind": lambda: saved("PNG") + MARKED,
    "webp": lambda: saved("WEBP", exif=noted(6), xmp=XMP, icc_profile=ICC),
    "webp-lossless": lambda: saved("WEBP", exif=noted(1), xmp=XMP, lossless=True),
    "webp-moving": lambda: saved("WEBP", exif=noted(3), xmp=XMP, **moving()),
    "gif": lambda: saved("GIF", comment=MARKED, loop=3, **moving()),
    "avif": lambda: saved("AVIF", exif=noted(6), xmp=XMP, icc_profile=ICC),
}
FORMS = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}


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
