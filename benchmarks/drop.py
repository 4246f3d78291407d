"""Checking for replies: size of the drop, and the work of searching it (docs/protocol.md sections 6 and 7.4)."""

from benchmarks.measure import MIB, Result, at_most, median_seconds
from crypto.batch import LIVE_DAYS
from crypto.codename.codename import Codename
from crypto.codename.derivation import derive
from crypto.drop import encode_drop
from crypto.opening.drop import find_handovers, find_replies
from crypto.opening.identity import Identity
from crypto.period import period_of
from crypto.trust import open_today
from tests.tiny_service import DAY, TinyService


def measure() -> list[Result]:
    """Measure a full drop of a team of three, decoys only: 1,008 slots."""
    service = TinyService()
    for day in range(DAY - LIVE_DAYS + 1, DAY + 1):
        for slot in range(len(service.holders)):
            service.bundle(slot, day=day)
    raw = b"".join(encode_drop(service.entries(), period=period_of(DAY)))
    today = service.today()
    codename = Codename.generate()
    secrets = derive(codename, service_id=service.keyring.service_id)

    def check() -> None:
        trusted = open_today(today, root=service.root, day=DAY)
        find_replies(
            trusted.live_batches(raw),
            identity=secrets.identity,
            thread_key=secrets.thread_key,
            keyring=service.keyring,
        )

    # The reader allows a day for the server's clock, so it looks at 41 days of 42.
    batches = open_today(today, root=service.root, day=DAY).live_batches(raw)
    slots = sum(len(batch.drop_slots) for batch in batches)
    stranger = Identity.generate()
    return [
        at_most("drop of a team of three, a batch a day", len(raw) / MIB, "MiB", 4),
        at_most(f"verify and search a drop of {slots} slots", median_seconds(check), "s", 1),
        Result(
            f"a recipient tries {slots} slots",
            median_seconds(lambda: find_handovers(batches, identity=stranger), runs=3),
            "s",
        ),
        Result(
            "derive a codename",
            median_seconds(lambda: derive(codename, service_id=bytes(16))) * 1000,
            "ms",
        ),
    ]
