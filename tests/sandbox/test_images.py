"""Images in the sandbox: shown as pixels, small enough, upright, with what they tell beside them; bombs refused."""

import io

import pytest
from PIL import ExifTags, Image, ImageOps
from sandbox.hostile import BLUE, RED, image, photograph, png_bomb, zipped
from sandbox.looks import colour, facts, pictures, refused

from journalist_ui.workstation.sandbox.outcomes import FactName, Kind, Status
from journalist_ui.workstation.sandbox.png import encode_png

FORMATS = ["BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP"]


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_shown(name: str) -> None:
    """The six formats come out as the pixels that they hold."""
    seen = pictures(image(name))
    assert seen.kind == Kind(name.lower())
    assert (seen.pictures[0].width, seen.pictures[0].height) == (60, 40)
    assert all(abs(a - b) < 4 for a, b in zip(colour(seen), RED, strict=True))


@pytest.mark.parametrize("name", FORMATS)
def test_a_truncated_image_is_damaged(name: str) -> None:
    """Half a file is not shown as if it were one."""
    noise = Image.effect_noise((64, 64), 90).convert("RGB")
    noise.save(file := io.BytesIO(), name)
    status, kind = refused(file.getvalue()[: len(file.getvalue()) // 2])
    assert (status, kind) == (Status.DAMAGED, Kind(name.lower()))


def test_a_bomb_is_not_unpacked() -> None:
    """A PNG of 400 million pixels in 400 KB is refused by what it declares."""
    bomb = png_bomb(20_000)
    assert len(bomb) < 500_000
    assert refused(bomb) == (Status.TOO_LARGE, Kind.PNG)


def test_one_pixel_too_many_is_too_many() -> None:
    """The limit is the limit, where Pillow by itself would warn and go on until twice that."""
    pictures(png_bomb(1_000), decoded_pixels=1_000_000)
    assert refused(png_bomb(1_000), decoded_pixels=999_999) == (Status.TOO_LARGE, Kind.PNG)


def test_a_bomb_below_the_limit_meets_the_limit_of_memory() -> None:
    """What may be decoded by its size but does not fit is an outcome, where another image fits."""
    pictures(image("PNG"), memory=90 << 20)
    assert refused(png_bomb(7_000), memory=90 << 20) == (Status.OUT_OF_MEMORY, Kind.PNG)


def test_a_large_image_is_made_small() -> None:
    """Neither more pixels nor a longer side than is allowed comes out, and the shape stays."""
    shown = pictures(image("PNG", (3000, 1000)), shown_pixels=30_000, side=200).pictures[0]
    assert (shown.width, shown.height) == (200, 66)


def test_a_line_of_pixels_stays_one() -> None:
    """An image of one pixel's height is not made one of none."""
    shown = pictures(image("PNG", (20_000, 1))).pictures[0]
    assert (shown.width, shown.height) == (4_000, 1)


def test_a_jpeg_of_a_large_camera_is_decoded_smaller() -> None:
    """Where the format can give less than it holds, too many pixels are no reason to refuse."""
    seen = pictures(image("JPEG", (3000, 3000)), decoded_pixels=5_000_000, side=1_000)
    assert facts(seen)[FactName.DIMENSIONS] == "3000 x 3000"


def test_a_photograph_tells_who_where_and_when() -> None:
    """The metadata that could betray a reporter is told, and the place only as being there."""
    told = facts(pictures(photograph()))
    assert told[FactName.CAMERA] == "Canon EOS R5"
    assert told[FactName.AUTHOR] == "J. Jansen"
    assert told[FactName.TAKEN] == "2026:11:20 21:03:04"
    assert told[FactName.SERIAL_NUMBER] == "012345678"
    assert told[FactName.PLACE] == "coordinates"
    assert told[FactName.COMMENT] == "taken <U+001B>[2J secretly"


def test_an_image_without_metadata_tells_its_size_only() -> None:
    """Nothing is made up."""
    assert facts(pictures(image("PNG"))) == {FactName.DIMENSIONS: "60 x 40"}


def test_a_photograph_stands_upright() -> None:
    """A photograph that was taken on its side is turned."""
    shown = pictures(photograph()).pictures[0]
    assert (shown.width, shown.height) == (40, 60)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_made_upright(orientation: int) -> None:
    """Its upper left corner comes to where the orientation says that it belongs."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    picture = Image.new("RGB", (60, 40), BLUE)
    picture.paste(RED, (0, 0, 30, 20))
    picture.save(file := io.BytesIO(), "PNG", exif=exif)
    written = ImageOps.exif_transpose(Image.open(io.BytesIO(file.getvalue())))
    shown = pictures(file.getvalue()).pictures[0]
    assert (shown.width, shown.height) == written.size
    assert shown.rgb == written.convert("RGB").tobytes()


def test_damaged_metadata_does_not_hide_the_picture() -> None:
    """What cannot be read of EXIF is told as damaged, and the pixels are shown."""
    wreck = (
        photograph()
        .replace(b"Exif\0\0MM\0*", b"Exif\0\0MM\0!")
        .replace(b"Exif\0\0II*\0", b"Exif\0\0II!\0")
    )
    assert wreck != photograph()
    seen = pictures(wreck)
    assert colour(seen) != (255, 255, 255)
    assert FactName.AUTHOR not in facts(seen)


def test_a_large_transparent_image_is_shown() -> None:
    """As many pixels as are allowed, four bytes each, fit in the memory that is allowed."""
    limits = {"decoded_pixels": 16_000_000, "memory": 400 << 20}
    seen = pictures(image("PNG", (4000, 4000), (0, 0, 0, 0), mode="RGBA"), **limits)
    assert colour(seen) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_transparent_stands_on_white(mode: str) -> None:
    """Nothing shines through from a page."""
    colours = {"RGBA": (0, 0, 0, 0), "LA": (0, 0), "PA": (0, 0)}
    name = "TIFF" if mode == "PA" else "PNG"
    assert colour(pictures(image(name, mode=mode, colour=colours[mode]))) == (255, 255, 255)


def test_sixteen_bits_are_not_cut_to_white() -> None:
    """A scan of 16 bits a pixel keeps its shades."""
    assert colour(pictures(image("PNG", mode="I;16", colour=0x8000))) == (128, 128, 128)


def test_of_an_animation_the_first_frame_is_shown() -> None:
    """And it is told that there are more."""
    first, second = Image.new("RGB", (9, 9), RED), Image.new("RGB", (9, 9), BLUE)
    first.save(file := io.BytesIO(), "GIF", save_all=True, append_images=[second])
    seen = pictures(file.getvalue())
    assert colour(seen) == RED
    assert facts(seen)[FactName.MORE_FRAMES] == "yes"


def test_an_image_with_an_archive_behind_it_is_told() -> None:
    """A file that is two things is shown as the first, and the other is named."""
    told = facts(pictures(image("JPEG") + zipped(("a", b"b"))))
    assert told[FactName.ALSO_LOOKS_LIKE] == "zip"


def test_an_image_has_one_part() -> None:
    """Asking for a second one is answered, not obeyed."""
    assert refused(image("PNG"), part=1) == (Status.NO_SUCH_PART, Kind.PNG)


def test_pixels_become_a_png_of_these_pixels() -> None:
    """What the pages serve can be read by anybody's reader, and holds nothing else."""
    shown = pictures(image("PNG", (7, 5), BLUE)).pictures[0]
    written = Image.open(io.BytesIO(encode_png(shown)))
    assert (written.format, written.mode, written.size) == ("PNG", "RGB", (7, 5))
    assert (written.tobytes(), written.info) == (shown.rgb, {})
