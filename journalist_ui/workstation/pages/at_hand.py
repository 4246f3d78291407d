"""What an open desk remembers of attachments until it is locked: which were verified, the last look and saving."""

from dataclasses import dataclass, field

from journalist_ui.workstation.kept_files import KeptFile
from journalist_ui.workstation.sandbox.asking import Source
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.looking import look_at_source
from journalist_ui.workstation.sandbox.outcomes import Look

LIMITS = Limits(pages=1, text=40_000, entries=200, shown_pixels=4_000_000)
"""One page of the desk shows one page of a document, at 200 dots an inch if it is A4, or ten of a text."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written to a stick: of which case and number, under which name, where."""

    case: str
    number: int
    name: str
    stick: str


@dataclass(slots=True)
class AtHand:
    """Of what was looked at only the last part is kept, so that its picture need not be made twice."""

    saved: Saved | None = None
    _verified: set[bytes] = field(default_factory=set)
    _seen: tuple[bytes, int, Look] | None = None

    def verify(self, file: KeptFile) -> None:
        """Read a file whole, the first time only; raises `ProtocolError` unless it is what its message names."""
        if file.copy not in self._verified:
            file.verify()
            self._verified.add(file.copy)

    def look_at(self, file: KeptFile, part: int) -> Look:
        """Return what a part of a file shows, counted from 0; raises as `verify` does."""
        if self._seen is None or self._seen[:2] != (file.copy, part):
            self._seen = None
            self.verify(file)
            look = look_at_source(Source(file.size, file.open().read), part=part, limits=LIMITS)
            self._seen = (file.copy, part, look)
        return self._seen[2]

    def forget(self) -> None:
        """Let go of everything."""
        self.saved = self._seen = None
        self._verified.clear()
