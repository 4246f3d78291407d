"""An image as pixels: of several frames or pages the first, upright, on white, made smaller where it is large.

Pillow is told which one format to read, so that bytes of another one never
reach another of its readers.
"""

import math
import re
from typing import BinaryIO

from PIL import Image

from journalist_ui.workstation.sandbox.inside.answering import Cannot, check_part, make_facts
from journalist_ui.workstation.sandbox.inside.image_facts import find_image_facts, find_orientation
from journalist_ui.workstation.sandbox.inside.kinds import find_other_kinds
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import FactName, Kind, Picture, Pictures, Status

_FORMATS = {
    Kind.JPEG: "JPEG",
    Kind.PNG: "PNG",
    Kind.WEBP: "WEBP",
    Kind.GIF: "GIF",
    Kind.BMP: "BMP",
    Kind.TIFF: "TIFF",
}
_SIXTEEN_BITS = re.compile(r"I;16|I$")
_SHRINK_AS_THEY_ARE = frozenset({"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"})
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes each orientation of EXIF an upright picture (CIPA DC-008, tag 274)."""
_WHITE = (255, 255, 255, 255)


def show_image(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Pictures:
    """Return the one picture of an image file; `Cannot` if it has more pixels than may be decoded."""
    check_part(part, 1)
    others = find_other_kinds(file, kind)
    # What Pillow knows of bombs is a warning at this number, and an error at twice that.
    Image.MAX_IMAGE_PIXELS = limits.decoded_pixels
    try:
        image = Image.open(file, formats=[_FORMATS[kind]])
    except Image.DecompressionBombError:
        raise Cannot(Status.TOO_LARGE) from None
    facts = find_image_facts(image)
    # Only a JPEG can be decoded to less than it holds; all others ignore this.
    image.draft("RGB", (limits.side, limits.side))
    if image.width * image.height > limits.decoded_pixels:
        raise Cannot(Status.TOO_LARGE)
    pixels = _make_pixels(image, limits)
    if others:
        facts[FactName.ALSO_LOOKS_LIKE] = ", ".join(others)
    shown = Picture(1, pixels.width, pixels.height, pixels.tobytes())
    return Pictures(kind, make_facts(facts), 0, 1, (shown,))


def make_fit(width: float, height: float, limits: Limits) -> float:
    """Return by how much a size must shrink to be shown, at most 1."""
    by_side = limits.side / max(width, height)
    by_area = math.sqrt(limits.shown_pixels / (width * height))
    return min(1.0, by_side, by_area)


def _make_pixels(image: Image.Image, limits: Limits) -> Image.Image:
    """Return three bytes a pixel, upright, small enough; what is transparent stands on white.

    Made small before all else where that can be, since each step is a copy.
    """
    orientation = find_orientation(image)
    image.load()
    if image.mode in _SHRINK_AS_THEY_ARE:
        image = _make_small(image, limits)
    image = _make_small(_flatten(image), limits)
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def _flatten(image: Image.Image) -> Image.Image:
    if _SIXTEEN_BITS.match(image.mode):
        # Pillow would cut everything above 255 to white.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, _WHITE)
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


def _make_small(image: Image.Image, limits: Limits) -> Image.Image:
    factor = make_fit(image.width, image.height, limits)
    if factor == 1.0:
        return image
    # Rounded down, so that the area stays below what is allowed.
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
