"""Exporting: one signed outbound bundle of constant parts, and files of handovers (docs/protocol.md section 10.3).

The bundle is in the vault before it is in a file, in the same transaction as the
state it leaves behind, so a crash or a lost stick loses neither: `kept_bundles`
gives the same bytes again. A number is never used twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crypto.batch import batch_hash
from crypto.bundle import (
    File,
    Member,
    Outbound,
    bundle_chunks,
    file_of,
    manifest_hash,
    sign_outbound,
)
from crypto.bundle_contents import BATCH, EVENTS, HEAD, PERIOD_KEYS
from crypto.head import (
    DUE_DAYS,
    MAX_ABSENCE_DAYS,
    NOTHING,
    Head,
    head_hash,
    parse_head_frame,
    period_keys_hash,
    sign_head,
)
from crypto.keyring import keyring_hash
from crypto.period import period_of
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk, note_signed_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.event_packing import take_event_pack, unsent
from journalist_ui.workstation.handover_records import LeavingFile
from journalist_ui.workstation.kept_bundles import keep_bundle
from journalist_ui.workstation.leaving_files import (
    choose_files,
    discard_file,
    list_file,
    member_of,
    waiting_files,
)
from journalist_ui.workstation.outbox import next_batch_day, take_batch, waiting
from journalist_ui.workstation.period_keys import make_ahead, statements_from, take_unpublished
from journalist_ui.workstation.records import Published
from journalist_ui.workstation.shelves import PEER_HEADS, PUBLISHED
from journalist_ui.workstation.team_events import chain_name
from journalist_ui.workstation.vault import Vault

_COLLEAGUES = 2
"""So many others of a line must be live before one may announce a longer absence."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export made: its number, whether it has a batch, the replies and handovers and events that wait.

    `files` of handovers are in it, and `files_waiting` are left. The days are those on
    which the next bundle is due, and on which one can have a batch again.
    """

    sequence: int
    batch: bool
    messages_waiting: int
    events_waiting: dict[int, int]
    new_keys: int
    next_due: int
    next_batch: int
    files: int = 0
    files_waiting: int = 0


def export(desk: Desk, *, with_batch: bool = True, away_until: int | None = None) -> Exported:
    """Make the next outbound bundle and keep it in the vault; the caller holds the transaction."""
    desk.require_may_publish()
    _require_newest_copy(desk)
    next_due = _next_due(desk, away_until)
    make_ahead(desk)
    last = PUBLISHED.get(desk.vault) if PUBLISHED.has(desk.vault, b"") else None
    sequence = last.sequence + 1 if last else 0
    batch = b""
    if with_batch and next_batch_day(desk) <= desk.day:
        batch = take_batch(desk, number=sequence)
    new_keys = take_unpublished(desk)
    head = sign_head(
        _next_head(desk, last, sequence=sequence, next_due=next_due, batch=batch),
        signing_seed=desk.owner.seed,
    )
    contents = {HEAD: head} | ({BATCH: batch} if batch else {})
    contents |= {EVENTS: take_event_pack(desk, sequence=sequence), PERIOD_KEYS: b"".join(new_keys)}
    leaving = choose_files(desk)
    manifest = _write_bundle(desk, last, contents, leaving, sequence=sequence)
    last_batch_day = desk.day if batch else (last.last_batch_day if last else None)
    published = Published(sequence, head, manifest_hash(manifest), last_batch_day)
    PUBLISHED.put(desk.vault, b"", published)
    note_signed_day(desk.vault, desk.day)
    return Exported(
        sequence=sequence,
        batch=bool(batch),
        messages_waiting=len(waiting(desk.vault)),
        events_waiting={slot: count for slot, count in unsent(desk).items() if count},
        new_keys=len(new_keys),
        next_due=next_due,
        next_batch=next_batch_day(desk),
        files=len(leaving),
        files_waiting=len(waiting_files(desk.vault)),
    )


def published_head(vault: Vault) -> Head | None:
    """Return the head of the last bundle, None before the first."""
    if not PUBLISHED.has(vault, b""):
        return None
    return parse_head_frame(PUBLISHED.get(vault).head)


def _next_head(
    desk: Desk, last: Published | None, *, sequence: int, next_due: int, batch: bytes
) -> Head:
    previous = parse_head_frame(last.head) if last else None
    statements = statements_from(desk, period=period_of(desk.day))
    return Head(
        slot=desk.slot,
        generation=desk.service.generation,
        sequence=sequence,
        day=desk.day,
        next_due=next_due,
        keyring_serial=desk.keyring.serial,
        keyring_hash=keyring_hash(desk.service.keyring),
        period_keys_hash=period_keys_hash(list(statements.values())),
        batch_hash=batch_hash(batch) if batch else NOTHING,
        previous=head_hash(previous) if previous else NOTHING,
        previous_day=previous.day if previous else 0,
    )


def _write_bundle(
    desk: Desk,
    last: Published | None,
    contents: Mapping[str, bytes],
    leaving: list[tuple[bytes, LeavingFile]],
    *,
    sequence: int,
) -> bytes:
    """Put the bundle in the vault, take its files off their queue, and return its manifest."""
    files = [file_of(name, content) for name, content in contents.items()]
    files += [list_file(desk, upload, file) for upload, file in leaving]
    manifest = _sign_manifest(desk, last, files, sequence=sequence)
    members = [Member(name, len(content), [content]) for name, content in contents.items()]
    members += [member_of(desk, upload, file) for upload, file in leaving]
    keep_bundle(desk, sequence, bundle_chunks(manifest, members))
    for upload, _file in leaving:
        discard_file(desk, upload)
    return manifest


def _sign_manifest(
    desk: Desk, last: Published | None, files: list[File], *, sequence: int
) -> bytes:
    manifest = Outbound(
        day=desk.day,
        files=files,
        generation=desk.service.generation,
        previous=(last.manifest_hash if last else bytes(32)).hex(),
        sequence=sequence,
        service=desk.keyring.service,
        slot=desk.slot,
    )
    return sign_outbound(manifest, signing_seed=desk.owner.seed)


def _require_newest_copy(desk: Desk) -> None:
    """Raise `Refused` if the server has shown a head of ours that this vault never signed."""
    name = chain_name(*desk.place)
    if not PEER_HEADS.has(desk.vault, name):
        return
    served = parse_head_frame(PEER_HEADS.get(desk.vault, name).frame)
    ours = published_head(desk.vault)
    if ours is None or ours.sequence < served.sequence:
        raise Refused(
            "this vault is an older copy of one that has published since; use the newest one"
        )


def _next_due(desk: Desk, away_until: int | None) -> int:
    if away_until is None:
        return desk.day + DUE_DAYS
    if not desk.day < away_until <= desk.day + MAX_ABSENCE_DAYS:
        raise Refused(
            f"an absence ends within {MAX_ABSENCE_DAYS} days, by"
            f" {write_day(desk.day + MAX_ABSENCE_DAYS)}; choose an earlier day"
        )
    heads = [
        parse_head_frame(peer.frame)
        for name, peer in PEER_HEADS.items(desk.vault)
        if name != chain_name(*desk.place)
    ]
    live = {head.slot for head in heads if not head.overdue(desk.day)}
    for line, served in desk.keyring.lines.items():
        if desk.slot in served.slots and len(live & set(served.slots)) < _COLLEAGUES:
            raise Refused(
                f"fewer than {_COLLEAGUES} others of the line {line} have been heard of lately;"
                " arrange who covers for you first"
            )
    return away_until
