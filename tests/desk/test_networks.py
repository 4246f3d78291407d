"""Whether a machine stands alone."""

import pytest
from desk.conftest import DEFAULT_ROUTE, ROUTE_HEADING, add_interface

from journalist_ui.workstation.pages.networks import Kernel, find_connections
from journalist_ui.workstation.pages.serving import Run, served
from journalist_ui.workstation.pages.standing_alone import Connected, check_alone

LINK_LOCAL = (
    f"fe80{'0' * 28} 40 {'0' * 32} 00 {'0' * 32} 00000100 00000001 00000000 00000001     wlan0\n"
)
DEFAULT_V6 = (
    f"{'0' * 32} 00 {'0' * 32} 00 fd{'0' * 30} 00000400 00000003 00000000 00000003     eth0\n"
)


def test_a_machine_with_loopback_only_stands_alone(alone: Kernel) -> None:
    """Nothing is found."""
    assert find_connections(alone) == []


def test_a_default_route_is_named(connected: Kernel) -> None:
    """And said to be one."""
    assert find_connections(connected) == ["eth0 (default route)"]


def test_a_route_to_a_neighbour_counts(alone: Kernel) -> None:
    """A network without a way out is a network."""
    local = DEFAULT_ROUTE.replace("00000000\t010200C0", "000200C0\t00000000", 1)
    alone.routes.write_text(ROUTE_HEADING + local)
    assert find_connections(alone) == ["eth0"]


@pytest.mark.parametrize(
    ("line", "name"), [(LINK_LOCAL, "wlan0"), (DEFAULT_V6, "eth0 (default route)")]
)
def test_a_route_of_ipv6_counts(alone: Kernel, line: str, name: str) -> None:
    """Also one that every interface gets by itself when it comes up."""
    alone.routes_v6.write_text(line)
    assert find_connections(alone) == [name]


def test_an_interface_that_is_up_counts_without_a_route(alone: Kernel) -> None:
    """It may get one at any moment."""
    add_interface(alone, "wlan0", flags=0x1003)
    assert find_connections(alone) == ["wlan0"]


def test_an_interface_that_is_down_does_not_count(alone: Kernel) -> None:
    """A switched-off card stays in the list of interfaces."""
    add_interface(alone, "eth0", flags=0x1002)
    assert find_connections(alone) == []


def test_an_interface_that_does_not_say_counts(alone: Kernel) -> None:
    """What cannot be read is not taken for silence."""
    add_interface(alone, "wlan0", flags=0x1002)
    (alone.interfaces / "wlan0" / "flags").unlink()
    assert find_connections(alone) == ["wlan0"]


def test_an_interface_of_another_namespace_does_not_count(alone: Kernel) -> None:
    """The folder may show the interfaces of the machine, and the list those of this program."""
    folder = alone.interfaces / "eth0"
    folder.mkdir()
    (folder / "flags").write_text("0x1003\n")
    assert find_connections(alone) == []


def test_a_default_route_is_said_once(connected: Kernel) -> None:
    """Not again as an interface that is up."""
    add_interface(connected, "eth0", flags=0x1003)
    assert find_connections(connected) == ["eth0 (default route)"]


def test_a_system_that_does_not_say_counts_as_connected(alone: Kernel) -> None:
    """What cannot be read is not taken for silence."""
    alone.routes.unlink()
    with pytest.raises(Connected, match="cannot be read"):
        check_alone(alone)


def test_a_desk_does_not_start_on_a_connected_machine(connected: Kernel) -> None:
    """Unless it is a rehearsal."""
    with pytest.raises(Connected, match="--rehearsal"), served(Run([], False), kernel=connected):
        pass


def test_a_rehearsal_starts_on_a_connected_machine(connected: Kernel) -> None:
    """The door has a port."""
    with served(Run([], True), kernel=connected) as (door, _keeper):
        assert door.port > 0
