"""Packs between the vaults of one machine: what one leaves for another, in a folder of this user's only.

A pack is a bundle of `exchange`: sealed to the other's key of the week, with all
events of its giver, so a newer one takes the place of an older, taking one in twice
changes nothing, and one that was never taken in loses nothing: the same events
leave with the next outbound bundle. A pack of a week whose key is gone opens
nothing any more; it is thrown away and asked for again.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crypto.bundle import parse_inbound, read_manifest
from crypto.errors import ProtocolError
from crypto.period import last_kept_day, period_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.exchanging import exchange
from journalist_ui.workstation.files import write_new_file
from journalist_ui.workstation.inbound_trust import peer_recipient
from journalist_ui.workstation.period_keys import alive

FOLDER = "sluis-exchange"
"""Beside the first vault of a desk."""
WAITS, TAKEN = ".pack", ".taken"
"""A pack that waits, and one that was being taken in when something went wrong."""
_NAME = re.compile(r"([0-9a-f]{32})-from-(\d+)-(\d+)-to-(\d+)-(\d+)\.(pack|taken)")


@dataclass(frozen=True, slots=True)
class Pack:
    """What a colleague left for this vault; `opens` tells whether the key of its week is still here."""

    path: Path
    giver: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Left:
    """For which slots packs were left, and which could not get one because no key of theirs is here."""

    slots: list[int]
    without_key: list[int]


def leave_packs(desk: Desk, folder: Path) -> Left:
    """Leave a pack for every colleague, in place of an older one; who sits at this machine need not be said."""
    desk.require_may_publish()
    period = period_of(desk.day)
    known = [s for s in desk.members_elsewhere if peer_recipient(desk, s, period=period)]
    _require_own_folder(folder)
    _throw_old_away(folder, desk.day)
    for slot in known:
        pack = exchange(desk, slot=slot)
        write_new_file(folder / _pack_name(desk, slot), [pack], replace=True)
    return Left(known, [slot for slot in desk.members_elsewhere if slot not in known])


def find_packs(desk: Desk, folder: Path) -> list[Pack]:
    """Return the packs that were left for this vault, by giver."""
    ours = (desk.keyring.service, *desk.place)
    found = []
    for path, name in _packs(folder):
        service, giver, _generation, slot, generation, _state = name.groups()
        if (service, int(slot), int(generation)) == ours and int(giver) != desk.slot:
            found.append(Pack(path, int(giver), _opens(desk, path)))
    return sorted(found, key=lambda pack: (pack.giver, pack.path.suffix == WAITS))


def begin_taking(pack: Pack) -> Pack:
    """Set a pack apart, so that a newer one that comes meanwhile is not thrown away with it."""
    apart = pack.path.with_suffix(TAKEN)
    try:
        pack.path.replace(apart)
    except OSError as error:
        raise Refused("the pack is not there any more; ask for a new one") from error
    return Pack(apart, pack.giver, pack.opens)


def throw_away(pack: Pack) -> None:
    """Delete a pack that was taken in, or that opens nothing."""
    pack.path.unlink(missing_ok=True)


def throw_own_away(desk: Desk, folder: Path) -> None:
    """Delete what was left from here: it may hold events of a case that is being destroyed."""
    for path, name in _packs(folder):
        service, giver, generation, *_to = name.groups()
        if (service, int(giver), int(generation)) == (desk.keyring.service, *desk.place):
            path.unlink(missing_ok=True)


def _throw_old_away(folder: Path, day: int) -> None:
    """Delete what nobody took in while there was a key for it, whoever left it."""
    for path, _name in _packs(folder):
        if last_kept_day(period_of(_day_of(path))) < day:
            path.unlink(missing_ok=True)


def _packs(folder: Path) -> Iterator[tuple[Path, re.Match[str]]]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        found, path = _NAME.fullmatch(name), folder / name
        if found and stat.S_ISREG(path.lstat().st_mode):
            yield path, found


def _pack_name(desk: Desk, slot: int) -> str:
    holder = desk.keyring.holder(slot)
    if holder is None:
        raise ValueError("a pack is for a manned slot")
    giver, generation = desk.place
    service = desk.keyring.service
    return f"{service}-from-{giver}-{generation}-to-{slot}-{holder.generation}{WAITS}"


def _opens(desk: Desk, path: Path) -> bool:
    return period_of(_day_of(path)) in alive(desk)


def _day_of(path: Path) -> int:
    """Return the day of a pack, 0 for one that is not whole."""
    try:
        with path.open("rb") as file:
            return parse_inbound(read_manifest(file)).through
    except (OSError, ProtocolError):
        return 0


def _require_own_folder(folder: Path) -> None:
    """Make the folder, or raise `Refused` if somebody else could read or change what lies in it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise Refused("the disk cannot be written where the vaults are; check it") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Refused(
            f"the folder {folder.name} beside the vault can be read by others; delete it, it is"
            " made anew"
        )
