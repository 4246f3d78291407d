"""Archives in the sandbox: listed and never unpacked, whatever sizes they declare and whatever their names try."""

import time
from collections.abc import Callable

import pytest
from sandbox.hostile import gzipped, tarred, zip_that_declares, zipped
from sandbox.looks import facts, listing, refused

from journalist_ui.workstation.sandbox.outcomes import Entry, FactName, Kind, Status

GIB = 1 << 30
ESCAPES = [
    "../../.ssh/authorized_keys",
    "/etc/passwd",
    "C:\\Windows\\x",
    "a\\..\\..\\b",
    "\\\\s\\x",
]


def plain(name: str, size: int) -> Entry:
    """Return an entry with nothing odd about it."""
    return Entry(name, size, is_folder=False, is_link=False, is_locked=False, leads_outside=False)


def test_a_zip_is_listed() -> None:
    """Names and sizes, folders as such."""
    seen = listing(zipped(("map/", b""), ("map/brief.txt", b"hallo")))
    assert (seen.kind, seen.whole) == (Kind.ZIP, True)
    assert seen.entries[0].is_folder
    assert seen.entries[1] == plain("map/brief.txt", 5)


def test_a_zip_of_ten_gigabytes_is_a_line_in_a_list() -> None:
    """What it declares is told, and nothing is unpacked to see."""
    seen = listing(zip_that_declares(10 * GIB))
    assert seen.entries == (plain("groot.bin", 10 * GIB),)
    assert facts(seen)[FactName.UNPACKED_SIZE] == str(10 * GIB)


def test_a_zip_in_a_zip_stays_closed() -> None:
    """The inner one is an entry as any other."""
    inner = zipped(("bom", bytes(1_000_000)))
    assert listing(zipped(("inner.zip", inner))).entries == (plain("inner.zip", len(inner)),)


@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_that_leads_outside_is_marked(name: str) -> None:
    """In a zip and in a tar, for Unix and for Windows."""
    assert listing(zipped((name, b""))).entries[0].leads_outside
    assert listing(tarred((name, 0, ""))).entries[0].leads_outside


def test_a_name_shows_what_it_hides() -> None:
    """Control and direction characters are spelled out; a long name is cut."""
    names = [entry.name for entry in listing(zipped(("\u202egpj.exe\n\x1b[2J", b""))).entries]
    assert names == ["<U+202E>gpj.exe<U+000A><U+001B>[2J"]
    assert len(listing(zipped(("x" * 5000, b""))).entries[0].name) == 500


def test_a_link_shows_where_it_leads() -> None:
    """And is marked if that is outside."""
    entry = listing(tarred(("foto", 0, "../../home"))).entries[0]
    assert (entry.name, entry.is_link, entry.leads_outside) == ("foto -> ../../home", True, True)


def test_a_locked_entry_is_told() -> None:
    """A zip shows its names without a password."""
    raw = bytearray(zipped(("geheim.txt", b"x")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + place] |= 1
    assert listing(bytes(raw)).entries[0].is_locked


def test_a_packed_tar_is_listed() -> None:
    """What must be unpacked to be read is read as a stream."""
    seen = listing(gzipped(tarred(("a", 0, ""), ("b", 0, ""))))
    assert (seen.kind, seen.whole) == (Kind.GZIP, True)
    assert [entry.name for entry in seen.entries] == ["a", "b"]


def test_a_packed_bomb_ends_at_the_limit() -> None:
    """A tar that unpacks to more than may be unpacked is listed as far as that goes, and says so."""
    content = bytes(4 << 20)
    bomb = gzipped(tarred(*[(name, len(content), "") for name in "abcd"], content=content))
    seen = listing(bomb, unpacked=9 << 20)
    assert not seen.whole
    assert [entry.name for entry in seen.entries] == ["a", "b", "c"]


@pytest.mark.parametrize("pack", [gzipped, bytes])
def test_a_tar_that_declares_more_than_there_is_ends(pack: Callable[[bytes], bytes]) -> None:
    """Four exabytes are not waited for."""
    began = time.monotonic()
    seen = listing(pack(tarred(("groot", 1 << 62, ""))))
    assert seen.entries == (plain("groot", 1 << 62),)
    assert not seen.whole
    assert time.monotonic() - began < 15


def test_a_gzip_of_one_file_is_a_list_of_one() -> None:
    """Its name and the size stand in the file itself."""
    assert listing(gzipped(b"x" * 1000, "brief.txt")).entries == (plain("brief.txt", 1000),)
    assert listing(gzipped(b"x")).entries == (plain("?", 1),)


def test_many_entries_come_in_parts() -> None:
    """And beyond a number that nobody reads they are not counted."""
    archive = zipped(*[(str(number), b"") for number in range(25)])
    seen = listing(archive, part=2, entries=10)
    assert [entry.name for entry in seen.entries] == ["20", "21", "22", "23", "24"]
    assert (seen.part, seen.parts) == (2, 3)
    assert not listing(archive, listed=20).whole


@pytest.mark.parametrize(
    "archive", [zipped(("a", b"b" * 100)), gzipped(b"b" * 100)], ids=["zip", "gzip"]
)
def test_a_truncated_archive_is_damaged(archive: bytes) -> None:
    """A beginning without its directory is not listed."""
    status, _kind = refused(archive[:20])
    assert status is Status.DAMAGED


def test_two_archives_in_one_are_told() -> None:
    """A zip hangs behind a tar; the first byte decides, and the other is named."""
    seen = listing(tarred(("a", 0, "")) + zipped(("b", b"")))
    assert (seen.kind, [entry.name for entry in seen.entries]) == (Kind.TAR, ["a"])
    assert facts(seen)[FactName.ALSO_LOOKS_LIKE] == "zip"
