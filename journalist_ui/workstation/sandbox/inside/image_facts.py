"""What stands in an image beside its pixels: who, when, with what camera, and whether it says where."""

from typing import Any

from PIL import ExifTags, Image

from journalist_ui.workstation.sandbox.outcomes import FactName

_TAGS = (
    (FactName.CAMERA, (ExifTags.Base.Make, ExifTags.Base.Model)),
    (FactName.SOFTWARE, (ExifTags.Base.Software,)),
    (FactName.AUTHOR, (ExifTags.Base.Artist, ExifTags.Base.XPAuthor)),
    (FactName.TITLE, (ExifTags.Base.ImageDescription, ExifTags.Base.XPTitle)),
    (FactName.COPYRIGHT, (ExifTags.Base.Copyright,)),
    (FactName.CHANGED, (ExifTags.Base.DateTime,)),
)
_CAMERA_TAGS = (
    (FactName.TAKEN, (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized)),
    (FactName.AUTHOR, (ExifTags.Base.CameraOwnerName,)),
    (FactName.SERIAL_NUMBER, (ExifTags.Base.BodySerialNumber, ExifTags.Base.LensSerialNumber)),
    (FactName.COMMENT, (ExifTags.Base.UserComment,)),
)
_NOT_WRITTEN = frozenset({"compression", "XML:com.adobe.xmp"})
"""Texts that Pillow makes itself, or that are told of as a block."""
_BLOCKS = frozenset({"xmp", "XML:com.adobe.xmp", "photoshop", "icc_profile"})
_LATITUDE = {1, 2}
_LONGITUDE = {3, 4}


def find_image_facts(image: Image.Image) -> dict[FactName, str]:
    """Return what an image says of itself; what cannot be read is passed over, since the pixels still can."""
    facts = {FactName.DIMENSIONS: f"{image.width} x {image.height}"}
    if getattr(image, "is_animated", False):
        facts[FactName.MORE_FRAMES] = "yes"
    try:
        _add_exif(facts, image.getexif())
    except Exception:  # noqa: BLE001 - hostile bytes; Pillow raises a dozen classes here
        facts[FactName.MORE_METADATA] = "EXIF (damaged)"
    _add_texts(facts, image.info)
    return facts


def find_orientation(image: Image.Image) -> int:
    """Return how an image lies by its EXIF, from 1 (upright) to 8; what cannot be read is upright."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001 - as above
        return 1


def _add_exif(facts: dict[FactName, str], exif: Image.Exif) -> None:
    _add_tags(facts, exif, _TAGS)
    _add_tags(facts, exif.get_ifd(ExifTags.IFD.Exif), _CAMERA_TAGS)
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if place:
        # Where exactly is nobody's business on a screen; that it is told, is.
        told = place.keys() >= _LATITUDE and place.keys() >= _LONGITUDE
        facts[FactName.PLACE] = "coordinates" if told else "GPS data"


def _add_tags(facts: dict[FactName, str], found: Any, wanted: Any) -> None:
    for name, tags in wanted:
        words = [_read(found[tag]) for tag in tags if tag in found]
        if any(words):
            facts[name] = " ".join(dict.fromkeys(word for word in words if word))


def _add_texts(facts: dict[FactName, str], info: dict[Any, Any]) -> None:
    """Add the comments of JPEG and GIF and the texts of PNG."""
    texts = [
        (_read(value) if name == "comment" else f"{name}: {_read(value)}")
        for name, value in info.items()
        if (isinstance(value, str) or name == "comment") and name not in _NOT_WRITTEN
    ]
    if texts:
        facts[FactName.COMMENT] = "; ".join([facts.get(FactName.COMMENT, ""), *texts]).strip("; ")
    blocks = [str(name) for name in info if name in _BLOCKS]
    if blocks:
        facts[FactName.MORE_METADATA] = ", ".join(blocks)


def _read(value: Any) -> str:
    if isinstance(value, bytes):
        # XP tags are UTF-16; a user's comment begins with the eight bytes of its encoding.
        value = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
        encoding = "utf-16-le" if b"\0" in value[:2] else "utf-8"
        value = value.decode(encoding, "replace")
    return str(value).strip("\0 ")
