"""Publishing the drop in buckets, once a keyring asks for it (docs/protocol.md section 6.6).

One folder for each number of bits that some reader counts with today: around
the day on which the bits change, a reader whose clock is a day off asks for the
other ones. Each file is replaced in one step. They can be made anew from the
database at any time, so they are not forced to the disk one by one.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from crypto.drop import Entry
from crypto.drop_buckets import encode_bucket, encode_lists
from crypto.keyring import Keyring
from crypto.trust import CLOCK_SLACK_DAYS


def bits_around(keyring: Keyring, day: int) -> frozenset[int]:
    """Return the bits by which readers split the drop on a day, none if it is one file."""
    days = range(day - CLOCK_SLACK_DAYS, day + CLOCK_SLACK_DAYS + 1)
    return frozenset(keyring.drop.bits_on(d) for d in days) - {0}


def write_buckets(
    folder: Path, entries: Sequence[Entry], *, all_bits: frozenset[int], period: int
) -> None:
    """Write every bucket, then the common lists; remove what is of other bits."""
    folder.mkdir(mode=0o700, exist_ok=True)
    _remove_other_bits(folder, all_bits)
    for bits in sorted(all_bits):
        (folder / str(bits)).mkdir(mode=0o700, exist_ok=True)
        for number in range(1 << bits):
            pieces = encode_bucket(entries, bits=bits, number=number, period=period)
            _replace(folder / str(bits) / str(number), pieces)
    if all_bits:
        _replace(folder / "lists", encode_lists(entries, period=period))


def _remove_other_bits(folder: Path, all_bits: frozenset[int]) -> None:
    kept = {str(bits) for bits in all_bits} | ({"lists"} if all_bits else set())
    for path in folder.iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path)
        elif path.name not in kept:
            path.unlink()


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    partial = path.with_name(f"{path.name}.new")
    with partial.open("wb") as file:
        file.writelines(pieces)
    os.replace(partial, path)
