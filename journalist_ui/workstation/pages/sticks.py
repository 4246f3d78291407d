"""The sticks in this machine, to which a file may be saved: no path that somebody typed, no disk of the machine's own.

A stick is what the system has mounted from a device, for writing, under one of the
folders where sticks are mounted. A machine that mounts them elsewhere names the
folder when the desk is started.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PLACES = (Path("/media"), Path("/run/media"), Path("/mnt"))
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick: where it is, and how many bytes are free on it."""

    folder: Path
    free: int

    @property
    def name(self) -> str:
        """What the system calls it: the label of most sticks."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Sticks:
    """Where to look for sticks; `named` are folders that count as one, whatever they are."""

    named: tuple[Path, ...] = ()
    mounts: Path = Path("/proc/self/mounts")

    def find(self) -> list[Stick]:
        """Return the sticks that are here now, by name."""
        found = {folder: _look(folder) for folder in (*self.named, *self._mounted())}
        return sorted(
            (stick for stick in found.values() if stick is not None),
            key=lambda stick: (stick.name, stick.folder),
        )

    def _mounted(self) -> Iterator[Path]:
        # Each line: device, folder, type, options; blanks in them are written in octal (fstab(5)).
        for line in self.mounts.read_text(errors="surrogateescape").splitlines():
            device, written, _type, options = line.split(" ")[:4]
            folder = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), written))
            is_place = any(place in folder.parents for place in _PLACES)
            if device.startswith("/dev/") and is_place and "rw" in options.split(","):
                yield folder


def _look(folder: Path) -> Stick | None:
    try:
        found = os.statvfs(folder)
    except OSError:
        return None
    return Stick(folder, found.f_bavail * found.f_frsize) if folder.is_dir() else None
