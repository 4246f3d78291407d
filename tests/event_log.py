"""A slot's chain of team events, for tests."""

from functools import cache

from tiny_service import DAY, TinyService

from crypto.acts import Act
from crypto.events import Entry, EventBody, make_entry

CASE = "c" * 32


@cache
def a_service() -> TinyService:
    """Return a service whose keys are made once; no event changes it."""
    return TinyService()


class Log:
    """A slot's chain of events in a test."""

    def __init__(self, service: TinyService, slot: int) -> None:
        self.holder = service.holders[slot]
        self.entries: list[Entry] = []

    def add(self, act: Act, *, day: int = DAY, event_id: str = "e" * 32) -> Entry:
        """Append an event."""
        entry = make_entry(
            EventBody(act, CASE, event_id),
            slot=self.holder.slot,
            generation=1,
            day=day,
            previous=self.entries[-1] if self.entries else None,
            signing_seed=self.holder.signing_seed,
        )
        self.entries.append(entry)
        return entry
