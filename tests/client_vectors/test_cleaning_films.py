"""Films and sounds lose what they say of their maker; what is seen and heard stays, byte for byte."""

import io
import wave

import pytest
from client_vectors.boxes import PICTURES, box, film, full, numbers
from client_vectors.cleaning import MARKED, clean_well, left_alone, sample
from client_vectors.client import Client

TYPES = {
    "film.mp4": ("video", "video/mp4", "mp4"),
    "pieces.mp4": ("video", "video/mp4", "mp4"),
    "film.mov": ("video", "video/quicktime", "mov"),
    "film.mkv": ("video", "video/x-matroska", "mkv"),
    "film.webm": ("video", "video/webm", "webm"),
    "live.webm": ("video", "video/webm", "webm"),
    "sound.m4a": ("sound", "audio/mp4", "m4a"),
    "sound.mp3": ("sound", "audio/mpeg", "mp3"),
    "sound.ogg": ("sound", "audio/ogg", "ogg"),
    "sound.opus": ("sound", "audio/ogg", "ogg"),
    "sound.wav": ("sound", "audio/wav", "wav"),
}
NOTHING_MOVES = [name for name in TYPES if name not in ("sound.mp3", "sound.wav")]
TIME_CODES = 4
"""Bytes of the track of time codes in film.mov."""


@pytest.mark.parametrize("name", TYPES)
def test_a_recording_loses_its_notes(client: Client, name: str) -> None:
    """And is known by its content."""
    cleaned = clean_well(client, sample(name))
    assert (cleaned.kind, cleaned.type, cleaned.extension) == TYPES[name]


@pytest.mark.parametrize("name", NOTHING_MOVES)
def test_nothing_in_a_recording_moves(client: Client, name: str) -> None:
    """Notes are written over where they stand: tables of places stay true."""
    file = sample(name)
    assert len(clean_well(client, file).content) == len(file)


@pytest.mark.parametrize("name", ["film.mp4", "film.mov", "sound.m4a"])
def test_pictures_and_sounds_of_a_film_stay(client: Client, name: str) -> None:
    """Of its data only a track of time codes goes."""
    file = sample(name)
    cleaned = clean_well(client, file)
    at = file.index(b"mdat") - 4
    end = at + int.from_bytes(file[at : at + 4], "big")
    changed = sum(file[place] != cleaned.content[place] for place in range(at, end))
    assert changed <= (TIME_CODES if name == "film.mov" else 0)


@pytest.mark.parametrize("name", ["film.mkv", "film.webm", "live.webm"])
def test_clusters_of_a_film_stay(client: Client, name: str) -> None:
    """From the first to the end of the last; but for a checksum of six bytes, which players do without."""
    file = sample(name)
    cleaned = clean_well(client, file)
    first = file.index(b"\x1f\x43\xb6\x75")
    after = file.find(b"\x12\x54\xc3\x67", first)
    pairs = zip(file[first:after], cleaned.content[first:after], strict=True)
    checksums = 6 * file.count(b"\xbf\x84", first, after)
    assert sum(old != new for old, new in pairs) <= checksums


def test_frames_of_an_mp3_stay(client: Client) -> None:
    """What goes along is one stretch of the file."""
    file = sample("sound.mp3")
    assert clean_well(client, file).content in file


def test_frames_of_an_mp3_behind_a_tag_in_the_middle_stay(client: Client) -> None:
    """Two recordings that were put together."""
    file = sample("sound.mp3")
    once = clean_well(client, file).content
    assert clean_well(client, file + file).content == once + once


def test_a_wav_sounds_the_same(client: Client) -> None:
    """Sample by sample."""
    file = sample("sound.wav")
    assert _heard(clean_well(client, file).content) == _heard(file)


def test_pages_of_sound_stay(client: Client) -> None:
    """Of an Ogg file only the pages with comments change."""
    file = sample("sound.opus")
    cleaned = clean_well(client, file)
    third = file.index(b"OggS", file.index(b"OpusTags"))
    assert file[third:] == cleaned.content[third:]


def test_where_the_camera_was_goes_and_the_pictures_stay(client: Client) -> None:
    """Also where both lie in one box of data, in turn."""
    file = film()
    cleaned = clean_well(client, file)
    assert len(cleaned.content) == len(file)
    assert all(cleaned.content.count(picture) == 1 for picture in PICTURES)
    assert all(cleaned.content.index(picture) == file.index(picture) for picture in PICTURES)
    assert b"SECR" not in cleaned.content
    assert b"gpmd" not in cleaned.content


@pytest.mark.parametrize(
    "file",
    [
        film(coding="jpeg"),
        film(coding="encv"),
        film()[:-1],
        film().replace(b"url \0\0\0\1", b"url \0\0\0\0"),
        box("ftyp", b"mp42", bytes(4)) + box("mdat", MARKED),
        film(also=box("mvex", box("traf", box("traf", *[b"\0\0\0\7free"])))),
        film() + box("moof", full("mfhd", numbers(1))),
        sample("sound.opus").replace(b"OpusHead", b"Other---"),
        sample("sound.mp3")[:500] + MARKED + sample("sound.mp3")[500:],
        sample("film.webm").replace(b"\x83\x81\x01", b"\x83\x81\x11", 1),
    ],
    ids=[
        "pictures-with-notes",
        "encrypted",
        "cut",
        "data-elsewhere",
        "nothing-to-see",
        "box-too-short",
        "in-pieces-beside-places",
        "unknown-stream",
        "something-between-frames",
        "subtitles",
    ],
)
def test_a_recording_that_is_not_understood_is_left_alone(client: Client, file: bytes) -> None:
    """Rather that than half cleaned."""
    left_alone(client, file)


def _heard(file: bytes) -> tuple[object, bytes]:
    with wave.open(io.BytesIO(file)) as recording:
        return recording.getparams(), recording.readframes(100_000)
