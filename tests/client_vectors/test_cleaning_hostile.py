"""Whatever a file is made of: it is clean, or it is left alone; never half, never without end."""

import random
import time

import pytest
from client_vectors.boxes import film
from client_vectors.cleaning import SAMPLES, clean, left_alone, sample
from client_vectors.client import Client
from client_vectors.pictures import FILES
from client_vectors.portable import objects, packed, plain, stream

SEEDS = {
    **{path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.suffix != ".md"},
    **{name: make() for name, make in FILES.items()},
    "boxes": film(),
    "plain.pdf": plain(objects()),
    "packed.pdf": packed(objects()),
}
CUTS = 12
CHANGES = 25
PATIENCE_S = 60


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_that_was_cut_is_cleaned_or_left_alone(client: Client, name: str) -> None:
    """At places all over it."""
    file = SEEDS[name]
    for part in range(CUTS):
        _require_verdict(client, file[: len(file) * part // CUTS])


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_with_wrong_bytes_is_cleaned_or_left_alone(client: Client, name: str) -> None:
    """Lengths and counts among them, where most of these are."""
    chance = random.Random(name)
    for _ in range(CHANGES):
        file = bytearray(SEEDS[name])
        for _ in range(chance.randint(1, 4)):
            file[int(len(file) * chance.random() ** 2)] = chance.choice((0, 1, 0x7F, 0xFF))
        _require_verdict(client, bytes(file))


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"x",
        b"Beste mensen,",
        b"PK\x03\x04" + bytes(100),
        b"II*\x00" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff",
        b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xff",
        b"GIF89a" + bytes(7),
        b"OggS" + bytes(100),
        b"\x1a\x45\xdf\xa3" + bytes(100),
        bytes(4) + b"ftypheic" + bytes(50),
        b"%PDF-" + b"(" * 5000,
    ],
    ids=lambda file: repr(file[:8]),
)
def test_what_is_not_known_is_left_alone(client: Client, file: bytes) -> None:
    """Texts, archives, letters of a word processor, and what only looks like a picture."""
    left_alone(client, file)


def test_a_file_goes_by_what_it_is(client: Client) -> None:
    """Its name and type are not even asked."""
    assert clean(client, sample("photo.heic")).type == "image/heic"
    assert clean(client, FILES["jpeg"]()).type == "image/jpeg"


def packed_once(heads: bytes, body: bytes) -> bytes:
    """Return a PDF whose root is the first of the objects that stand packed behind `heads`."""
    about = f"/Type /ObjStm /N {len(heads) // 4} /First {len(heads)}"
    file = b"%PDF-1.5\n1 0 obj\n" + stream(about, heads + body) + b"\nendobj\n"
    places = bytes((1, 9, 0, 2, 1, 0))
    table = stream("/Type /XRef /Root 3 0 R /W [1 1 1] /Index [1 1 3 1]", places)
    return file + b"2 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(file)


def nested(count: int, size: int) -> bytes:
    """Return a PDF of many objects, each of which holds all that follow it."""
    numbers = range(10, 10 + count)
    refer = " ".join(f"{number} 0 R" for number in numbers)
    file = b"%PDF-1.4\n" + b"".join(b"%09d 0 obj (" % number for number in numbers)
    places = "".join(f"{n} 1\n{9 + 17 * (n - 10):010} 00000 n \n" for n in numbers)
    file += b"x" * size + b") endobj " * count
    whole = plain(objects(page=f" /X [{refer}]"), before=file)
    return whole.replace(b"xref\n", b"xref\n" + places.encode(), 1)


@pytest.mark.parametrize(
    "file",
    [
        b"%PDF-1.5\n1 0 obj\n"
        + stream(f"/Type /XRef /Root 1 0 R /W [0 0 0] /Index [{'0 400000 ' * 200}]", b"")
        + b"\nendobj\nstartxref\n9\n%%EOF",
        packed_once(b"3 0 " * 20_000, b"[" + b"[0]" * 20_000 + b"]"),
        nested(400, 1 << 20),
    ],
    ids=["table-of-nothing", "one-object-again-and-again", "objects-in-each-other"],
)
def test_a_small_file_cannot_keep_the_device_busy(client: Client, file: bytes) -> None:
    """Who is sent one and passes it on would lose what was written."""
    began = time.monotonic()
    left_alone(client, file)
    assert time.monotonic() - began < PATIENCE_S


def _require_verdict(client: Client, file: bytes) -> None:
    cleaned = clean(client, file)
    if cleaned.clean:
        assert clean(client, cleaned.content).content == cleaned.content
    else:
        assert cleaned.content == file
