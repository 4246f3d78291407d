"""The rule that a workstation stands alone: refused while the machine could reach a network."""

from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.pages.networks import CannotTell, Kernel, find_connections


class Connected(Refused):
    """The machine could reach a network, and says through what."""

    def __init__(self, connections: list[str]) -> None:
        self.connections = connections
        super().__init__(
            f"this machine has a network: {', '.join(connections)}; take out the cable and switch"
            " the radio off, or start with --rehearsal if no case here is real"
        )


def check_alone(kernel: Kernel) -> None:
    """Raise `Connected` unless nothing of this machine reaches a network."""
    try:
        connections = find_connections(kernel)
    except CannotTell as error:
        raise Connected([f"unknown, because {error} cannot be read"]) from error
    if connections:
        raise Connected(connections)
