"""The period keys of this workstation: made ahead, kept as long as they must, then destroyed.

Import first, then destroy (docs/protocol.md section 3.2): a key dies when the
days in which something could be sealed to it have been imported, and at the
latest when the server keeps nothing of its period any more. What was destroyed
opens nothing again, here or anywhere.
"""

from dataclasses import dataclass, field

from crypto.opening.identity import Identity
from crypto.period import (
    AHEAD,
    CLIENT_SLACK_DAYS,
    DAYS,
    IMPORT_DAYS,
    accept_window,
    last_day,
    last_kept_day,
    oldest_kept,
    period_of,
)
from crypto.slot_statements import PeriodKey, sign_period_key
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.records import Coverage, OwnKey
from journalist_ui.workstation.shelves import (
    COVERAGE,
    OWN_KEYS,
    SEEDS,
)


class NoKey(Exception):
    """This workstation cannot open what was sealed in that week; the text says why."""


def name_of(period: int) -> bytes:
    """Return the name of a period's records."""
    return period.to_bytes(4, "big")


def make_ahead(desk: Desk) -> list[int]:
    """Make the keys of this period and the next ones that are missing; return their periods."""
    first = period_of(desk.day)
    missing = [p for p in range(first, first + AHEAD) if not OWN_KEYS.has(desk.vault, name_of(p))]
    for period in missing:
        identity = Identity.generate()
        key = PeriodKey(desk.slot, desk.service.generation, period, identity.recipient.raw)
        statement = sign_period_key(key, signing_seed=desk.owner.seed)
        desk.vault.put(SEEDS, name_of(period), identity.seed)
        OWN_KEYS.put(desk.vault, name_of(period), OwnKey(statement))
    return missing


def statements_from(desk: Desk, *, period: int) -> dict[int, bytes]:
    """Return the statements of the period keys from `period` on, in order."""
    statements = {
        int.from_bytes(name, "big"): key.statement for name, key in OWN_KEYS.items(desk.vault)
    }
    return {p: statements[p] for p in sorted(statements) if p >= period}


def take_unpublished(desk: Desk) -> list[bytes]:
    """Return the statements that no bundle has carried yet, from this period on, and mark them as carried."""
    taken = []
    for period in statements_from(desk, period=period_of(desk.day)):
        key = OWN_KEYS.get(desk.vault, name_of(period))
        if not key.published:
            OWN_KEYS.put(desk.vault, name_of(period), OwnKey(key.statement, True, key.died))
            taken.append(key.statement)
    return taken


def alive(desk: Desk) -> list[int]:
    """Return the periods whose keys are here."""
    return sorted(int.from_bytes(name, "big") for name, _ in desk.vault.items(SEEDS))


@dataclass(slots=True)
class KeyRack:
    """The identities of period keys, each made once during an import."""

    desk: Desk
    _identities: dict[int, Identity] = field(default_factory=dict)

    def identity(self, period: int) -> Identity:
        """Return the identity of a period, or raise `NoKey` with the reason."""
        if period not in self._identities:
            self._identities[period] = Identity(self._seed(period))
        return self._identities[period]

    def _seed(self, period: int) -> bytes:
        if not 0 <= period < 1 << 32 or not OWN_KEYS.has(self.desk.vault, name_of(period)):
            raise NoKey("it was sealed in a week for which this workstation never had a key")
        died = OWN_KEYS.get(self.desk.vault, name_of(period)).died
        if died is not None:
            raise NoKey(f"it came after the key of its week was destroyed, on {write_day(died)}")
        return self.desk.vault.get(SEEDS, name_of(period))


def note_imported(desk: Desk, *, since: int, through: int) -> None:
    """Remember that the portal's days `since` to `through` were imported.

    Of periods that the server had dropped by then the bundle held nothing, whatever it said.
    The last day of a bundle was perhaps not over when it was made, so spans join
    only where they share a day.
    """
    since = max(since, accept_window(oldest_kept(through)).first)
    spans = sorted([*COVERAGE.get_or(desk.vault, b"", Coverage()).spans, (since, through)])
    joined = [spans[0]]
    for first, last in spans[1:]:
        if first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    oldest = last_day(period_of(desk.day)) - 20 * DAYS
    COVERAGE.put(desk.vault, b"", Coverage([span for span in joined if span[1] >= oldest]))


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A period key that died; `complete` tells whether its days had all been imported."""

    period: int
    complete: bool


def destroy_due(desk: Desk) -> list[Destroyed]:
    """Destroy the period keys whose time has come, and return which."""
    destroyed = []
    for period in alive(desk):
        complete = _was_imported(desk, period)
        if complete or desk.day > last_kept_day(period):
            desk.vault.discard(SEEDS, name_of(period))
            key = OWN_KEYS.get(desk.vault, name_of(period))
            dead = OwnKey(key.statement, key.published, died=desk.day)
            OWN_KEYS.put(desk.vault, name_of(period), dead)
            destroyed.append(Destroyed(period, complete))
    return destroyed


def _was_imported(desk: Desk, period: int) -> bool:
    first = max(period * DAYS - CLIENT_SLACK_DAYS, desk.service.enrolled)
    last = last_day(period) + IMPORT_DAYS
    if desk.day < last:
        return False
    spans = COVERAGE.get_or(desk.vault, b"", Coverage()).spans
    return any(since <= first and last <= through for since, through in spans)
