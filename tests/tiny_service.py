"""A whole service in a few objects, for tests of single modules: root holders, slots, a keyring, bundles.

Made on the protocol's own code and nothing else. `tests/world.py` is the larger
sister, with people and time in it.
"""

import base64
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from crypto.batch import batch_hash, encode_batch
from crypto.bundle import Outbound, file_of, manifest_hash, sign_outbound
from crypto.bundle_contents import handed_name
from crypto.drop import Entry, make_entry
from crypto.event_pack import decoy_event_part
from crypto.frame import Frame
from crypto.head import NOTHING, Head, head_hash, period_keys_hash, sign_head
from crypto.keyring import (
    Drop,
    Keyring,
    Line,
    Roots,
    Slot,
    encode_keyring_frame,
    keyring_frame,
    keyring_hash,
    root_of,
)
from crypto.opening.identity import Identity
from crypto.period import AHEAD, period_of
from crypto.recipients import Authority, Reader, RecipientsFile, encode_recipients, recipients_hash
from crypto.reply import decoy_drop_slot
from crypto.signing import new_signing_seed, sign, verify_key_of
from crypto.slot_statements import PeriodKey, Revocation, revocation_frame, sign_period_key
from crypto.today import Today, encode_today

DAY = 20_780
"""A Monday in period 2,968, four days before its end."""
SLOTS = 8
MANNED = 3
SERVICE_ID = bytes.fromhex("5f1d5e2b9c0a4d7e8f3a6b1c2d4e5f60")


@dataclass
class Holder:
    """A confidant's workstation reduced to its keys and its chain."""

    slot: int
    generation: int = 1
    signing_seed: bytes = field(default_factory=new_signing_seed)
    identities: dict[int, Identity] = field(default_factory=dict)
    statements: dict[int, bytes] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    manifest: bytes = b""

    def publish_keys(self, day: int) -> None:
        """Make and sign the keys of eight periods from `day` on."""
        for period in range(period_of(day), period_of(day) + AHEAD):
            if period not in self.identities:
                identity = Identity.generate()
                self.identities[period] = identity
                key = PeriodKey(self.slot, self.generation, period, identity.recipient.raw)
                self.statements[period] = sign_period_key(key, signing_seed=self.signing_seed)


class TinyService:
    """Three root holders (two must sign), three manned slots of eight unless told otherwise, two recipients."""

    def __init__(
        self,
        day: int = DAY,
        *,
        serial: int = 1,
        expires: int | None = None,
        manned: int = MANNED,
    ) -> None:
        self.day = day
        self.root_seeds = [new_signing_seed() for _ in range(3)]
        self.holders = [Holder(slot) for slot in range(manned)]
        self.readers = {name: Identity.generate() for name in ("rijksrecherche", "gemeente")}
        self.recipients = encode_recipients(
            RecipientsFile(
                recipients=[
                    Authority(
                        id=name,
                        name=name.title(),
                        readers=[Reader("een", base64.b64encode(i.recipient.raw).decode())],
                    )
                    for name, i in self.readers.items()
                ],
                service=SERVICE_ID.hex(),
            )
        )
        self.keyring = self.make_keyring(serial=serial, expires=expires)
        self.keyring_raw = self.sign_keyring(self.keyring)
        for holder in self.holders:
            holder.publish_keys(day)

    def copy(self) -> "TinyService":
        """Return a service with the same keys; private ones cannot be copied, and need not be: nothing changes one."""
        identities = [*self.readers.values()]
        identities += [i for holder in self.holders for i in holder.identities.values()]
        return deepcopy(self, {id(identity): identity for identity in identities})

    def make_keyring(self, *, serial: int = 1, expires: int | None = None) -> Keyring:
        """Return a keyring body of this service."""
        slots: list[Slot | None] = [None] * SLOTS
        for holder in self.holders:
            slots[holder.slot] = Slot(holder.generation, verify_key_of(holder.signing_seed).hex())
        lines = {"integriteit": Line(2, [0, 1, 2]), "bedreiging": Line(2, [0, 1])}
        return Keyring(
            drop=Drop(
                batch_slots=8,
                bucket_bits=0,
                bucket_bits_before=0,
                bucket_bits_since=0,
                live_days=42,
            ),
            expires=expires if expires is not None else self.day + 170,
            issued=self.day - 10,
            lines=lines,
            recipients=recipients_hash(self.recipients),
            roots=Roots([verify_key_of(seed).hex() for seed in self.root_seeds], 2),
            serial=serial,
            service=SERVICE_ID.hex(),
            slots=slots,
        )

    def sign_keyring(self, keyring: Keyring, signers: tuple[int, ...] = (0, 1)) -> bytes:
        """Return the keyring signed by these root holders."""
        return encode_keyring_frame(self._signed(keyring_frame(keyring), signers))

    def sign_revocation(self, slot: int, signers: tuple[int, ...] = (0, 2)) -> bytes:
        """Return the signed revocation of a slot's first generation."""
        frame = revocation_frame(Revocation(SERVICE_ID, slot, 1))
        return encode_keyring_frame(self._signed(frame, signers))

    @property
    def root(self) -> bytes:
        """What a client has compiled in."""
        return root_of(self.keyring.roots)

    def bundle(
        self,
        slot: int,
        *,
        day: int | None = None,
        drop_slots: list[bytes] | None = None,
        with_batch: bool = True,
        bits: int = 0,
        labels: Sequence[int] = (0,) * 8,
        attachments: Mapping[bytes, bytes] | None = None,
    ) -> tuple[bytes, dict[str, bytes]]:
        """Return (manifest, files) of a slot's next outbound bundle, and remember it as published.

        `attachments` are stored objects by the ids under which a handover names them.
        """
        holder, day = self.holders[slot], self.day if day is None else day
        real = drop_slots or []
        decoys = [decoy_drop_slot() for _ in range(8 - len(real))]
        batch = encode_batch(real + decoys, bits=bits, labels=labels) if with_batch else b""
        head = self._next_head(holder, day, batch)
        head_raw = sign_head(head, signing_seed=holder.signing_seed)
        files = {"head": head_raw} | ({"batch": batch} if batch else {})
        files["events"] = b"".join(decoy_event_part(period_of(day)) for _ in range(SLOTS))
        files["period-keys"] = b"" if holder.heads else b"".join(holder.statements.values())
        files |= {handed_name(i): raw for i, raw in sorted((attachments or {}).items())}
        manifest = self._manifest(holder, head, files)
        holder.heads.append(head)
        holder.entries.append(make_entry(head_raw, batch))
        holder.manifest = manifest
        return manifest, files

    def _next_head(self, holder: Holder, day: int, batch: bytes) -> Head:
        last = holder.heads[-1] if holder.heads else None
        published = holder.statements
        current = [published[p] for p in sorted(published) if p >= period_of(day)]
        return Head(
            slot=holder.slot,
            generation=holder.generation,
            sequence=last.sequence + 1 if last else 0,
            day=day,
            next_due=day + 7,
            keyring_serial=self.keyring.serial,
            keyring_hash=keyring_hash(self.keyring_raw),
            period_keys_hash=period_keys_hash(current),
            batch_hash=batch_hash(batch) if batch else NOTHING,
            previous=head_hash(last) if last else NOTHING,
            previous_day=last.day if last else 0,
        )

    def _manifest(self, holder: Holder, head: Head, files: dict[str, bytes]) -> bytes:
        previous = manifest_hash(holder.manifest) if holder.manifest else NOTHING
        outbound = Outbound(
            day=head.day,
            files=[file_of(name, content) for name, content in files.items()],
            generation=holder.generation,
            previous=previous.hex(),
            sequence=head.sequence,
            service=SERVICE_ID.hex(),
            slot=holder.slot,
        )
        return sign_outbound(outbound, signing_seed=holder.signing_seed)

    def today(self, day: int | None = None, **changes: object) -> bytes:
        """Return `today` with the newest heads; `changes` replace fields of it."""
        period = period_of(self.day if day is None else day)
        fields: dict[str, object] = {
            "period": period,
            "keyring": self.keyring_raw,
            "revocations": (),
            "period_keys": tuple(
                h.statements[period] for h in self.holders if period in h.statements
            ),
            "heads": tuple(h.entries[-1].frame for h in self.holders if h.entries),
        }
        return encode_today(Today(**{**fields, **changes}))  # type: ignore[arg-type]

    def entries(self) -> list[Entry]:
        """Return everything published, for `crypto.drop.encode_drop`."""
        return [entry for holder in self.holders for entry in holder.entries]

    def _signed(self, frame: Frame, signers: tuple[int, ...]) -> Frame:
        signatures = tuple(
            sign(frame.type, frame.body, signer=i, signing_seed=self.root_seeds[i]) for i in signers
        )
        return Frame(frame.type, frame.body, signatures)
