"""What a form sends lies on the disk sealed only, and is read as it was written."""

import os
import tracemalloc

import pytest

from journalist_ui.workstation.pages.sealed_spool import PIECE, SealedSpool


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE])
def test_what_was_written_is_read(size: int) -> None:
    """In whatever portions either side likes."""
    content = os.urandom(size)
    spool = SealedSpool()
    for at in range(0, size, 7_000):
        spool.write(content[at : at + 7_000])
    spool.seek(0)
    read = b""
    while piece := spool.read(10_000):
        read += piece
    assert read == content
    spool.close()


def test_nothing_of_it_is_on_the_disk_in_plain() -> None:
    """Nor the same for the same piece twice."""
    spool = SealedSpool()
    spool.write(b"made anew " * PIECE)
    spool.seek(0)
    stored = os.pread(spool._file.fileno(), 1 << 24, 0)
    assert b"made anew" not in stored
    assert stored[4:PIECE] != stored[4 + PIECE + 44 :][:PIECE]
    spool.close()


def test_memory_does_not_grow_with_it() -> None:
    """A large file costs a few pieces."""
    tracemalloc.start()
    spool = SealedSpool()
    for _ in range(20 * 16):
        spool.write(bytes(PIECE))
    spool.seek(0)
    while spool.read(PIECE):
        pass
    assert tracemalloc.get_traced_memory()[1] < 2 << 20
    tracemalloc.stop()
    spool.close()


def test_there_is_no_going_elsewhere() -> None:
    """It is no file to work in."""
    with pytest.raises(ValueError, match="from its beginning"):
        SealedSpool().seek(1)
