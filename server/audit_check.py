"""Verifying the register: every hash, every number, and the end against what was noted elsewhere.

What this finds: an entry that was altered, moved, put in or taken out; a
beginning that was taken off without the entry that says so; an end that was
taken off, if the newest hash, or one that somebody noted, is not there any more.
What it cannot find: a chain that was made anew by somebody who has the
database, where nobody noted a hash; and an act that never came in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from server.audit import Chained, hash_of

START = bytes(32).hex()
"""What the first entry of all names as the hash before it."""


class BrokenRegister(Exception):
    """The register is not what was written."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A register that holds: its first and last number, and its newest hash."""

    first: int
    last: int
    newest: str
    has_noted: bool
    """Whether the hash that was asked for is in it; True where none was."""


def verify(
    chain: Iterable[Chained], *, newest: str | None = None, noted: str | None = None
) -> Verified:
    """Return what holds, or raise `BrokenRegister`; `newest` is what the last hash must be, where that is known."""
    first, last, previous = 0, 0, START
    start, cuts = START, {(0, START)}
    seen = noted in (None, START)
    for chained in chain:
        entry = chained.entry
        if not first:
            first, last, start = entry.sequence, entry.sequence - 1, entry.previous
            previous = start
        _check_link(chained, last, previous)
        if entry.act == "register-cut":
            cuts.add((entry.number, entry.about))
        last, previous = entry.sequence, chained.hash
        seen = seen or previous == noted
    if first and (first - 1, start) not in cuts:
        raise BrokenRegister(f"entries before number {first} are missing, and no entry says so")
    if newest is not None and newest != previous:
        raise BrokenRegister("the end of the register is missing: its newest hash is another one")
    return Verified(first, last, previous, seen or noted == start)


def _check_link(chained: Chained, last: int, previous: str) -> None:
    entry = chained.entry
    if entry.sequence != last + 1:
        raise BrokenRegister(f"behind entry {last} comes number {entry.sequence}")
    if entry.previous != previous:
        raise BrokenRegister(f"entry {entry.sequence} does not follow the one before it")
    if hash_of(entry) != chained.hash:
        raise BrokenRegister(f"entry {entry.sequence} was altered")
