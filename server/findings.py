"""What the doctor looks at, and what it finds: a name, whether all is well, what is so, what to do."""

from dataclasses import dataclass

from server.clock import Clock
from server.database import Database
from server.settings import Home


@dataclass(frozen=True, slots=True)
class Patient:
    """A server to look at."""

    home: Home
    database: Database
    clock: Clock


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; `do` is empty where there is nothing to do."""

    name: str
    ok: bool
    said: str
    do: str


def fine(name: str, said: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(name, ok=True, said=said, do="")


def see_to(name: str, said: str, do: str) -> Finding:
    """Return that somebody should see to something, and how."""
    return Finding(name, ok=False, said=said, do=do)
