"""A reader of a tiny service: opens its today, and has its drop, whole or with batches left out."""

from tiny_service import DAY, TinyService

from crypto.drop import encode_drop
from crypto.period import period_of
from crypto.trust import Trusted, open_today


def open_at(service: TinyService, *, day: int = DAY, **changes: object) -> Trusted:
    """Open what is served on a day, with changes, by that day's clock."""
    return open_today(service.today(day, **changes), root=service.root, day=day)


def drop_of(service: TinyService, *, without: set[tuple[int, int]] = frozenset()) -> bytes:  # type: ignore[assignment]
    """Return the drop, without the batches of these (slot, sequence)."""
    entries = [e for e in service.entries() if (e.head.slot, e.head.sequence) not in without]
    return b"".join(encode_drop(entries, period=period_of(DAY)))
