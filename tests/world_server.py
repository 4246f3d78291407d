"""A server in memory that keeps to the protocol, or plays the tricks of the threat model one at a time.

It speaks the interface that `submitter_ui` uses and gives portal bundles, on the
rules of `crypto`; it has no disk, no network and no clock of its own.
"""

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from crypto.bundle import Inbound, Member, bundle_chunks, encode_inbound, file_of, read_manifest
from crypto.bundle import read_members as members_of
from crypto.bundle_contents import (
    DROP,
    PERIOD_KEYS,
    TODAY,
    Arrived,
    attachment_name,
    events_name,
    text_name,
)
from crypto.drop import Entry, encode_drop, make_entry
from crypto.drop_buckets import encode_bucket, encode_lists
from crypto.frame import parse_frame
from crypto.head import parse_head_frame
from crypto.keyring import Keyring, keyring_hash
from crypto.outbound import SlotState, check_contents, check_place, open_manifest
from crypto.period import accept_window, last_kept_day, period_of
from crypto.randomness import random_bytes
from crypto.slot_statements import open_period_key
from crypto.stored import parse_stored_attachment
from crypto.submission import parse_submission
from crypto.today import Today, encode_today
from submitter_ui.server_api import Refused


@dataclass
class Held:
    """What the server holds of one submission."""

    day: int
    period: int
    body: bytes
    texts: tuple[bytes, ...]
    attachments: dict[bytes, bytes]


@dataclass
class Handed:
    """A file of a handover, and the day on which it came."""

    day: int
    period: int
    stored: bytes


@dataclass
class EventPart:
    """An event part for one slot, and where it came from."""

    day: int
    origin: tuple[int, int, int]
    slot: int
    part: bytes


def _honest_today(today: Today) -> Today:
    return today


def _honest_entries(entries: list[Entry]) -> list[Entry]:
    return entries


@dataclass
class WorldServer:
    """One service's server; `day` is set by the world."""

    day: int
    keyring: Keyring
    keyring_raw: bytes
    revocations: tuple[bytes, ...] = ()
    rotations: tuple[bytes, ...] = ()
    submissions: dict[bytes, Held] = field(default_factory=dict)
    uploads: dict[bytes, tuple[int, bytearray]] = field(default_factory=dict)
    slots: dict[tuple[int, int], SlotState] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    event_parts: list[EventPart] = field(default_factory=list)
    handed: dict[bytes, Handed] = field(default_factory=dict)
    twist_today: Callable[[Today], Today] = field(default=_honest_today)
    twist_entries: Callable[[list[Entry]], list[Entry]] = field(default=_honest_entries)

    # For reporters ----------------------------------------------------------------------------

    def fetch_today(self) -> bytes:
        period = period_of(self.day)
        newest = {entry.head.slot: entry.frame for entry in self._live()}
        keys = self._period_keys(lambda p: p == period)
        frames = tuple(newest[slot] for slot in sorted(newest))
        today = Today(period, self.keyring_raw, self.revocations, keys, frames, self.rotations)
        return encode_today(self.twist_today(today))

    def fetch_drop(self) -> bytes:
        entries = self.twist_entries(self._live())
        return b"".join(encode_drop(entries, period=period_of(self.day)))

    def fetch_lists(self) -> bytes:
        entries = self.twist_entries(self._live())
        return b"".join(encode_lists(entries, period=period_of(self.day)))

    def fetch_bucket(self, *, bits: int, number: int) -> bytes:
        entries = self.twist_entries(self._live())
        period = period_of(self.day)
        return b"".join(encode_bucket(entries, bits=bits, number=number, period=period))

    def take_ticket(self) -> str:
        return random_bytes(16).hex()

    def create_upload(self, ticket: str, *, size: int) -> bytes:
        upload_id = random_bytes(16)
        self.uploads[upload_id] = (size, bytearray())
        return upload_id

    def upload_offset(self, ticket: str, upload_id: bytes) -> int:
        return len(self.uploads[upload_id][1])

    def append(self, ticket: str, upload_id: bytes, *, offset: int, piece: bytes) -> int:
        size, stored = self.uploads[upload_id]
        if offset != len(stored) or len(stored) + len(piece) > size:
            raise Refused("conflict")
        stored += piece
        return len(stored)

    def submit(self, ticket: str, body: bytes) -> None:
        name = bytes.fromhex(ticket)
        if name in self.submissions:
            if self.submissions[name].body != body:
                raise Refused("conflict")
            return
        slots = len(self.keyring.slots)
        submission, period = parse_submission(body, slots=slots)
        if not accept_window(period).holds(self.day):
            raise Refused("period")
        attachments = {}
        for upload in submission.uploads:
            size, stored = self.uploads[upload]
            parse_stored_attachment(bytes(stored), size=size, slots=slots)
            if len(stored) != size:
                raise Refused("unknown")
            attachments[upload] = bytes(stored)
        self.submissions[name] = Held(self.day, period, body, submission.texts, attachments)

    # For the portal ---------------------------------------------------------------------------

    def bring(self, bundle: bytes) -> None:
        """Apply an outbound bundle, or raise and change nothing."""
        raw = read_manifest(io.BytesIO(bundle))
        manifest = open_manifest(raw, keyring=self.keyring, revoked=self._revoked())
        place = (manifest.slot, manifest.generation)
        state = self.slots.get(place, SlotState())
        check_place(raw, manifest, state)
        files = members_of(io.BytesIO(bundle), manifest.files)
        contents = {file.name: b"".join(pieces) for file, pieces in files}
        applied = check_contents(
            manifest,
            contents,
            manifest_raw=raw,
            state=state,
            keyring=self.keyring,
            served_keyring_hash=keyring_hash(self.keyring_raw),
            day=self.day,
        )
        head = parse_head_frame(applied.head)
        self.slots[place] = SlotState(
            head,
            applied.manifest_hash,
            head.day if applied.batch else state.last_batch_day,
            {**state.period_keys, **applied.period_keys},
        )
        self.entries.append(make_entry(applied.head, applied.batch))
        origin = (applied.slot, applied.generation, applied.sequence)
        self.event_parts += [
            EventPart(self.day, origin, slot, part) for slot, part in enumerate(applied.event_parts)
        ]
        for brought in applied.attachments:
            stored = contents[brought.name]
            self.handed[brought.id] = Handed(self.day, brought.period, stored)

    def inbound(self, *, slot: int | None, since: int) -> bytes:
        """Return the bundle of a confidant's slot, or of a recipient (None), from a day on."""
        files = {
            TODAY: self.fetch_today(),
            PERIOD_KEYS: b"".join(self._period_keys(lambda p: p >= period_of(self.day))),
        }
        if slot is None:
            files[DROP] = self.fetch_drop()
            files |= {
                attachment_name(Arrived(handed.day, name)): handed.stored
                for name, handed in sorted(self.handed.items())
                if handed.day >= since
            }
        else:
            files |= self._for_confidant(slot, since)
        return pack(files, self.keyring, since=since, through=self.day)

    def sweep(self) -> None:
        """Drop what is past its last day."""
        self.submissions = {
            name: held
            for name, held in self.submissions.items()
            if self.day <= last_kept_day(held.period)
        }
        self.handed = {
            name: handed
            for name, handed in self.handed.items()
            if self.day <= last_kept_day(handed.period)
        }

    def everything(self) -> bytes:
        """Return all that a seizure would find, for tests that search it."""
        parts: list[bytes] = [self.keyring_raw, *(e.frame + e.batch for e in self.entries)]
        for held in self.submissions.values():
            parts += [held.body, *held.attachments.values()]
        parts += [event.part for event in self.event_parts]
        parts += [handed.stored for handed in self.handed.values()]
        return b"".join(parts)

    def _for_confidant(self, slot: int, since: int) -> dict[str, bytes]:
        files = {
            events_name(slot=e.origin[0], generation=e.origin[1], sequence=e.origin[2]): e.part
            for e in self.event_parts
            if e.slot == slot and e.origin[0] != slot and e.day >= since
        }
        recent = {n: h for n, h in sorted(self.submissions.items()) if h.day >= since}
        for name, held in recent.items():
            files |= {
                text_name(Arrived(held.day, name, i)): text for i, text in enumerate(held.texts)
            }
        for held in recent.values():
            files |= {
                attachment_name(Arrived(held.day, upload)): stored
                for upload, stored in held.attachments.items()
            }
        return files

    def _period_keys(self, wanted: Callable[[int], bool]) -> tuple[bytes, ...]:
        trusted = [
            state.period_keys
            for place, state in sorted(self.slots.items())
            if place not in self._revoked() and self._holds(place)
        ]
        return tuple(
            keys[period]
            for keys in trusted
            for period in sorted(keys)
            if wanted(period) and open_period_key(keys[period], keyring=self.keyring)
        )

    def _live(self) -> list[Entry]:
        trusted = [
            entry
            for entry in self.entries
            if self._holds((entry.head.slot, entry.head.generation))
            and (entry.head.slot, entry.head.generation) not in self._revoked()
        ]
        last = {entry.head.slot: entry.head.sequence for entry in trusted}
        return [
            entry
            for entry in trusted
            if entry.head.day > self.day - 42 or last[entry.head.slot] == entry.head.sequence
        ]

    def _holds(self, place: tuple[int, int]) -> bool:
        holder = self.keyring.holder(place[0])
        return holder is not None and holder.generation == place[1]

    def _revoked(self) -> frozenset[tuple[int, int]]:
        bodies = [parse_frame(raw, "sluis/v1/revocation").body for raw in self.revocations]
        return frozenset((body[16], int.from_bytes(body[17:], "big")) for body in bodies)


def pack(files: dict[str, bytes], keyring: Keyring, *, since: int, through: int) -> bytes:
    """Return an inbound bundle of these files, as a portal would make it."""
    manifest = Inbound(
        [file_of(name, content) for name, content in files.items()],
        "portal",
        keyring.service,
        since,
        through,
    )
    members: Iterable[Member] = [Member(n, len(c), [c]) for n, c in files.items()]
    return b"".join(bundle_chunks(encode_inbound(manifest), members))


def fingerprint(server: WorldServer) -> str:
    """Return a hash of all that the server holds, to see that a refusal changed nothing."""
    return hashlib.sha256(server.everything()).hexdigest()
