"""Importing a bundle: read whole and checked first, then applied at once or not at all.

The first pass changes nothing: a bundle that is cut off, altered, of another
service, or of a day that has not come is refused by it. The second goes through
the same file again; memory stays constant whatever its size. Importing twice is
safe.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from crypto.bundle import File, Inbound, parse_inbound, read_manifest, read_members
from crypto.bundle_contents import (
    ATTACHMENTS,
    DROP,
    PERIOD_KEYS,
    SNAPSHOT,
    TODAY,
    parse_attachment_name,
    parse_events_name,
    parse_text_name,
)
from crypto.drop import MAX_DROP
from crypto.errors import Expired, Malformed, OtherService
from crypto.pieces import read_through
from crypto.sizes import EVENT_PART_SIZE, MAX_TEXT_PARTS, stored_text_size
from crypto.today import MAX_TODAY
from journalist_ui.workstation.casebook import refresh_summary
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import CONFIDANT, Desk, load_desk
from journalist_ui.workstation.inbound_attachments import AttachmentImporter
from journalist_ui.workstation.inbound_drop import take_drop
from journalist_ui.workstation.inbound_events import EventImporter
from journalist_ui.workstation.inbound_handed_files import HandedFileImporter
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.inbound_snapshot import MAX_SEALED_SNAPSHOT, SnapshotImporter
from journalist_ui.workstation.inbound_texts import TextImporter, forget_what_cannot_return
from journalist_ui.workstation.inbound_trust import check_through, take_period_keys, take_today
from journalist_ui.workstation.period_keys import KeyRack, destroy_due, make_ahead, note_imported
from journalist_ui.workstation.shown_days import compare_days, note_shown
from journalist_ui.workstation.unknown_events import read_unknown
from journalist_ui.workstation.vault import Vault

_SMALL = {TODAY: MAX_TODAY, PERIOD_KEYS: 1 << 22, DROP: MAX_DROP, SNAPSHOT: MAX_SEALED_SNAPSHOT}
"""What is held in memory, and its largest size."""
_PORTAL = "portal"
"""Who made a bundle, if it was no colleague's vault."""
_TEXTS = "texts/"


@dataclass(frozen=True, slots=True)
class CheckedBundle:
    """A bundle that is what its manifest says, and its small files."""

    manifest: Inbound
    small: dict[str, bytes]


def check_inbound(desk: Desk, bundle: BinaryIO) -> CheckedBundle:
    """Read a whole bundle, or raise why it is refused; nothing is changed."""
    bundle.seek(0)
    manifest = _parse_manifest(read_manifest(bundle))
    if manifest.service != desk.keyring.service:
        raise OtherService("this bundle is of another service")
    check_through(desk, manifest.through)
    _check_names(manifest)
    if desk.owner.role == CONFIDANT and any(file.name == DROP for file in manifest.files):
        raise Malformed("this bundle was fetched for a recipient; bring your own")
    bundle.seek(0)
    small = {}
    for file, pieces in read_members(bundle, manifest.files):
        if file.name in _SMALL:
            small[file.name] = b"".join(pieces)
        else:
            read_through(pieces)
    return CheckedBundle(manifest, small)


def import_bundle(vault: Vault, bundle: BinaryIO, *, day: int) -> ImportReport:
    """Import a bundle of the portal's or of a colleague's vault; the caller holds the transaction."""
    desk = load_desk(vault, day=day)
    checked = check_inbound(desk, bundle)
    manifest = checked.manifest
    kinds = Counter(file.name.split("/")[0] for file in manifest.files)
    report = ImportReport(manifest.maker, manifest.since, manifest.through, dict(kinds))
    desk = _take_service(desk, checked, report)
    if desk.owner.role == CONFIDANT:
        _take_files(desk, bundle, checked, report)
        report.new_keys = make_ahead(desk)
    else:
        _take_handed_files(desk, bundle, manifest, report)
    if manifest.maker == _PORTAL:
        note_imported(desk, since=manifest.since, through=manifest.through)
    if desk.owner.role == CONFIDANT:
        _destroy_keys(desk, report)
        forget_what_cannot_return(desk)
    return report


def _take_service(desk: Desk, checked: CheckedBundle, report: ImportReport) -> Desk:
    """Believe what the bundle says of the service; handovers are searched with it."""
    small, through = checked.small, checked.manifest.through
    if TODAY in small:
        try:
            desk, trusted = take_today(desk, small[TODAY], through=through)
        except Expired:
            report.warnings.append("the keyring has expired: ask the root holders for a new one")
        else:
            if DROP in small and desk.owner.role != CONFIDANT:
                take_drop(desk, trusted, small[DROP], report)
    if PERIOD_KEYS in small:
        take_period_keys(desk, small[PERIOD_KEYS], report)
    return desk


def _take_files(desk: Desk, bundle: BinaryIO, checked: CheckedBundle, report: ImportReport) -> None:
    """Take texts, events, attachments and a snapshot; then write the cases that they touched into the list anew."""
    manifest = checked.manifest
    from_portal = manifest.maker == _PORTAL
    rack = KeyRack(desk)
    texts = TextImporter(desk, rack, report)
    events = EventImporter(desk, rack, report, from_portal=from_portal)
    events.touched |= read_unknown(desk)
    attachments = AttachmentImporter(desk, rack, report)
    shown: dict[int, set[bytes]] = {}
    bundle.seek(0)
    members = read_members(bundle, manifest.files)
    for group, files in groupby(members, key=lambda member: _group(member[0])):
        if group.startswith(_TEXTS):
            place = parse_text_name(group + "/0")
            shown.setdefault(place.day, set()).add(place.id)
            texts.take(place, [_whole(file, pieces, desk) for file, pieces in files])
            continue
        for file, pieces in files:
            if group == "events":
                events.take(file.name, _whole(file, pieces, desk))
            elif group == "attachments":
                upload = parse_attachment_name(file.name).id
                attachments.take(upload, file.size, file.sha256, pieces)
            else:
                # The small ones were taken from the first pass.
                read_through(pieces)
    snapshots = SnapshotImporter(desk, rack, report, texts, attachments)
    if SNAPSHOT in checked.small:
        snapshots.take(checked.small[SNAPSHOT])
    texts.finish()
    attachments.finish()
    if from_portal:
        note_shown(desk, shown, since=manifest.since, through=manifest.through)
    compare_days(desk)
    for case in texts.touched | events.touched | snapshots.touched:
        refresh_summary(desk, case)


def _take_handed_files(
    desk: Desk, bundle: BinaryIO, manifest: Inbound, report: ImportReport
) -> None:
    """Take the files of handovers, whose texts were taken before from the drop of the same bundle."""
    files = HandedFileImporter(desk, report)
    bundle.seek(0)
    for file, pieces in read_members(bundle, manifest.files):
        if file.name.startswith(ATTACHMENTS):
            files.take(file, pieces)
    files.finish()


def _destroy_keys(desk: Desk, report: ImportReport) -> None:
    """Destroy the period keys whose time has come, with a warning where something may be lost."""
    for destroyed in destroy_due(desk):
        report.destroyed_keys.append(destroyed.period)
        if not destroyed.complete:
            report.warnings.append(
                f"the key of the week of {write_day(destroyed.period * 7)} was destroyed before"
                " every day of it was imported: what came then and is not here is lost"
            )


def _parse_manifest(raw: bytes) -> Inbound:
    try:
        return parse_inbound(raw)
    except Malformed as error:
        raise Malformed(
            "this is not a bundle for a workstation; fetch one at the portal, or exchange one"
        ) from error


def _check_names(manifest: Inbound) -> None:
    """Raise `Malformed` for a name, a size, a day or an order that no true bundle has."""
    texts, days = [], set()
    for file in manifest.files:
        group = _group(file)
        if group in _SMALL:
            if file.size > _SMALL[group]:
                raise Malformed("a file in the bundle is too long to be what it says")
            if group == SNAPSHOT and manifest.maker == _PORTAL:
                raise Malformed("a snapshot comes from a colleague's vault, not from the portal")
        elif group.startswith(_TEXTS):
            place = parse_text_name(file.name)
            texts.append(place.id)
            days.add(place.day)
        elif group == "events":
            parse_events_name(file.name)
        else:
            days.add(parse_attachment_name(file.name).day)
    if not all(manifest.since <= day <= manifest.through for day in days):
        raise Malformed("a file in the bundle is of a day that the bundle does not cover")
    submissions = [submission for submission, _ in groupby(texts)]
    if len(set(submissions)) != len(submissions):
        raise Malformed("the parts of a message do not stand together in the bundle")


def _group(file: File) -> str:
    """Return what a file belongs to: of a text part its submission, `texts/DAY/ID`; of all others their kind."""
    kind = file.name.partition("/")[0]
    return file.name.rpartition("/")[0] if kind == "texts" else kind


def _whole(file: File, pieces: Iterator[bytes], desk: Desk) -> bytes:
    """Return the bytes of a file; of one longer than anything of its kind the start only, which opens nothing."""
    limit = max(EVENT_PART_SIZE, stored_text_size(desk.slots)) * MAX_TEXT_PARTS
    kept = bytearray()
    for piece in pieces:
        if len(kept) <= limit:
            kept += piece
    return bytes(kept)
