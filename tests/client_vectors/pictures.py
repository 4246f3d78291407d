"""Pictures with everything in them that may tell of their maker, for tests."""

import io
from typing import Any

from client_vectors.cleaning import MARKED, MARKER
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
