"""Whether this machine could reach a network: what the kernel says, read from files.

The workstation opens reports, so it must stand alone. This sees interfaces and
routes; it does not see a radio that is switched off, or a bridge made of sticks.
"""

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "lo"
_UP, _IS_LOOPBACK = 0x1, 0x8
"""IFF_UP and IFF_LOOPBACK of `/sys/class/net/*/flags` (linux/if.h)."""
_ROUTE_UP = 0x1
"""RTF_UP of `/proc/net/route` (linux/route.h)."""
_DEFAULT = " (default route)"
_DEFAULT_V6 = "0" * 32


@dataclass(frozen=True, slots=True)
class Kernel:
    """Where the kernel tells of networks; tests give folders of their own."""

    routes: Path = Path("/proc/net/route")
    routes_v6: Path = Path("/proc/net/ipv6_route")
    devices: Path = Path("/proc/net/dev")
    interfaces: Path = Path("/sys/class/net")


class CannotTell(Exception):
    """This system does not say which networks it has, so the machine counts as connected."""


def find_connections(kernel: Kernel) -> list[str]:
    """Return what could reach a network, a default route marked so; nothing if the machine stands alone."""
    found = {
        *_routes(_lines(kernel.routes)),
        *_routes_v6(_lines(kernel.routes_v6) if kernel.routes_v6.exists() else []),
        *_interfaces(kernel),
    }
    return sorted(name for name in found if name + _DEFAULT not in found)


def _lines(file: Path) -> list[list[str]]:
    try:
        return [line.split() for line in file.read_text("ascii").splitlines()]
    except (OSError, ValueError) as error:
        raise CannotTell(str(file)) from error


def _routes(lines: list[list[str]]) -> set[str]:
    """Return the names of the interfaces that IPv4 has a route to; the first line is a heading."""
    return {
        _name(line[0], default=line[1] == line[7] == "0" * 8)
        for line in lines[1:]
        if line[0] != LOOPBACK and int(line[3], 16) & _ROUTE_UP
    }


def _routes_v6(lines: list[list[str]]) -> set[str]:
    return {
        _name(line[9], default=(line[0], line[1]) == (_DEFAULT_V6, "00"))
        for line in lines
        if line[9] != LOOPBACK
    }


def _interfaces(kernel: Kernel) -> set[str]:
    """Return the interfaces that are up; the list of devices has two lines of heading."""
    names = {line[0].split(":")[0] for line in _lines(kernel.devices)[2:]}
    return {name for name in names if _is_up(kernel.interfaces / name / "flags")}


def _is_up(file: Path) -> bool:
    """Tell whether an interface other than loopback is up; one that does not say counts."""
    try:
        flags = int(file.read_text("ascii"), 16)
    except OSError:
        return True
    return bool(flags & _UP) and not flags & _IS_LOOPBACK


def _name(interface: str, *, default: bool) -> str:
    return interface + _DEFAULT if default else interface
