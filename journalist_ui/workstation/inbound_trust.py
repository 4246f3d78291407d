"""What an inbound bundle says about the service: keyring, heads, the others' period keys.

The rules of belief are those of `crypto.trust`. A workstation remembers, so it
also notices what a browser cannot: an older keyring, a head that goes back, two
heads in one place, and its own head going beyond what it ever signed.
"""

from collections.abc import Iterator

from crypto import labels
from crypto.errors import ProtocolError, Tampered, WrongClock
from crypto.frame import Reader
from crypto.head import Head, head_hash, parse_head_frame
from crypto.keyring import Keyring, keyring_hash, root_of
from crypto.period import period_of
from crypto.slot_statements import PeriodKey, open_period_key, open_revocation
from crypto.today import Today, parse_today
from crypto.trust import CLOCK_SLACK_DAYS, Trusted, check_not_older, open_today
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk, load_desk, note_signed_day, raise_alarm
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.kept_bundles import kept_numbers, let_bundle_go
from journalist_ui.workstation.period_keys import name_of
from journalist_ui.workstation.records import Coverage, PeerHead, PeerKey, Service
from journalist_ui.workstation.shelves import (
    COVERAGE,
    OWN_KEYS,
    PEER_HEADS,
    PEER_KEYS,
    PUBLISHED,
    SERVICE,
)
from journalist_ui.workstation.team_events import chain_name

STALE_DAYS = 28
"""A bundle that lay longer is not taken: a mistyped year would make keys die that are still needed."""


def take_today(desk: Desk, raw: bytes, *, through: int) -> tuple[Desk, Trusted]:
    """Believe what may be believed of `today` on the day the bundle was made; return the desk with it.

    Raises what `crypto.trust.open_today` raises, and `RolledBack` or `Tampered`
    for a keyring that does not follow the one known here.
    """
    trusted = open_today(raw, root=desk.service.root, day=through)
    today = parse_today(raw)
    _take_keyring(desk, today, trusted.keyring)
    for head_raw in today.heads:
        head = parse_head_frame(head_raw)
        if trusted.heads.get(head.slot) == head:
            _note_head(desk, head_raw, head, newest=through >= _newest_import(desk))
    return load_desk(desk.vault, day=desk.day), trusted


def check_through(desk: Desk, through: int) -> None:
    """Raise `WrongClock` for a bundle of a day that has not come."""
    if through > desk.day + CLOCK_SLACK_DAYS:
        raise WrongClock(f"this bundle is of {write_day(through)}, a later day than it is here")
    if through < desk.day - STALE_DAYS:
        raise WrongClock(
            f"this bundle was made {desk.day - through} days before the day it is here"
        )


def take_period_keys(desk: Desk, raw: bytes, report: ImportReport) -> None:
    """Keep the others' period keys; what their slot did not sign is passed over, and said."""
    refused = 0
    for statement in _statements(raw):
        try:
            key = open_period_key(statement, keyring=desk.keyring)
        except ProtocolError:
            refused += 1
            continue
        _keep_period_key(desk, key, statement)
    if refused:
        report.warnings.append(f"{refused} period keys are not signed by who holds their slot")
    _forget_past_keys(desk)


def peer_recipient(desk: Desk, slot: int, *, period: int) -> bytes | None:
    """Return the 1,216 bytes of another slot's key of a period, or None if it is not here."""
    holder = desk.keyring.holder(slot)
    if holder is None or slot == desk.slot or (slot, holder.generation) in desk.service.revoked:
        return None
    name = _peer_key_name(slot, holder.generation, period)
    if not PEER_KEYS.has(desk.vault, name):
        return None
    statement = PEER_KEYS.get(desk.vault, name).statement
    return open_period_key(statement, keyring=desk.keyring).recipient


def _take_keyring(desk: Desk, today: Today, keyring: Keyring) -> None:
    known = desk.service
    check_not_older(keyring, newest_serial=desk.keyring.serial)
    if keyring.serial == desk.keyring.serial and keyring_hash(today.keyring) != keyring_hash(
        known.keyring
    ):
        raise Tampered(
            "the server shows another keyring of the same number than the one known here"
        )
    revocations = [open_revocation(raw, keyring=keyring) for raw in today.revocations]
    revoked = {*known.revoked, *((r.slot, r.generation) for r in revocations)}
    service = Service(
        known.root,
        today.keyring,
        known.recipients,
        known.enrolled,
        known.slot,
        known.generation,
        known.authority,
        sorted(revoked),
        root_of(keyring.roots),
    )
    SERVICE.put(desk.vault, b"", service)
    note_signed_day(desk.vault, keyring.issued)


def _note_head(desk: Desk, raw: bytes, head: Head, *, newest: bool) -> None:
    name = chain_name(head.slot, head.generation)
    note_signed_day(desk.vault, head.day)
    if (head.slot, head.generation) == desk.place:
        _meet_own_head(desk, head)
    if not PEER_HEADS.has(desk.vault, name):
        PEER_HEADS.put(desk.vault, name, PeerHead(raw))
        return
    known = parse_head_frame(PEER_HEADS.get(desk.vault, name).frame)
    if head.sequence < known.sequence:
        if newest:
            _alarm(desk, f"the server shows an older word of slot {head.slot} than it did before")
        return
    follows = head.sequence != known.sequence + 1 or head.previous == head_hash(known)
    if not follows or (head.sequence == known.sequence and head != known):
        _alarm(desk, f"slot {head.slot} signed two different heads; call that confidant")
    PEER_HEADS.put(desk.vault, name, PeerHead(raw))


def _meet_own_head(desk: Desk, head: Head) -> None:
    """Compare our head as it is served with what we published; what has arrived need not be kept."""
    if not PUBLISHED.has(desk.vault, b"") or PUBLISHED.get(desk.vault).sequence < head.sequence:
        _alarm(desk, "this vault is older than what was published from it: it is a copy")
        return
    published = PUBLISHED.get(desk.vault)
    ours = parse_head_frame(published.head)
    if head.sequence == ours.sequence and head != ours:
        _alarm(desk, "somebody published with this workstation's key what was not signed here")
    for sequence in kept_numbers(desk.vault):
        if sequence <= head.sequence and sequence != published.sequence:
            let_bundle_go(desk.vault, sequence)


def _keep_period_key(desk: Desk, key: PeriodKey, statement: bytes) -> None:
    if (key.slot, key.generation) == desk.place:
        own = name_of(key.period)
        same = (
            OWN_KEYS.has(desk.vault, own) and OWN_KEYS.get(desk.vault, own).statement == statement
        )
    else:
        name = _peer_key_name(key.slot, key.generation, key.period)
        if not PEER_KEYS.has(desk.vault, name):
            PEER_KEYS.put(desk.vault, name, PeerKey(statement))
        same = PEER_KEYS.get(desk.vault, name).statement == statement
    if not same:
        _alarm(desk, f"slot {key.slot} has two period keys for one week; call that confidant")


def _peer_key_name(slot: int, generation: int, period: int) -> bytes:
    return chain_name(slot, generation) + name_of(period)


def _newest_import(desk: Desk) -> int:
    spans = COVERAGE.get_or(desk.vault, b"", Coverage()).spans
    return max((through for _since, through in spans), default=0)


def _statements(raw: bytes) -> Iterator[bytes]:
    reader = Reader(raw)
    while not reader.at_end:
        yield reader.raw_frame(labels.PERIOD_KEY)


def _forget_past_keys(desk: Desk) -> None:
    for name, _key in PEER_KEYS.items(desk.vault):
        if int.from_bytes(name[-4:], "big") < period_of(desk.day):
            PEER_KEYS.discard(desk.vault, name)


def _alarm(desk: Desk, text: str) -> None:
    raise_alarm(desk.vault, text, day=desk.day)
