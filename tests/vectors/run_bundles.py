"""The operations of the topics about bundles: what each does is said in tests/vectors/README.md."""

import io
from typing import Any

from vectors.run_trust import trusted_keyring

from crypto.bundle import parse_inbound, read_manifest, read_members
from crypto.head import parse_head
from crypto.keyring import keyring_hash
from crypto.outbound import SlotState, check_contents, check_place, open_manifest

Fields = dict[str, Any]


def inbound(given: Fields) -> Fields:
    """Read a whole inbound bundle."""
    manifest = parse_inbound(read_manifest(io.BytesIO(given["bundle"])))
    members = read_members(io.BytesIO(given["bundle"]), manifest.files)
    files = [{"name": file.name, "content": b"".join(pieces)} for file, pieces in members]
    return {
        "maker": manifest.maker,
        "since": manifest.since,
        "through": manifest.through,
        "files": files,
    }


def outbound(given: Fields) -> Fields:
    """Read a whole outbound bundle, and apply it to what is known of its slot."""
    keyring = trusted_keyring(given)
    raw = read_manifest(io.BytesIO(given["bundle"]))
    revoked = frozenset((slot, generation) for slot, generation in given["revoked"])
    manifest = open_manifest(raw, keyring=keyring, revoked=revoked)
    state = _state(given["state"])
    check_place(raw, manifest, state)
    members = read_members(io.BytesIO(given["bundle"]), manifest.files)
    applied = check_contents(
        manifest,
        {file.name: b"".join(pieces) for file, pieces in members},
        manifest_raw=raw,
        state=state,
        keyring=keyring,
        served_keyring_hash=keyring_hash(given["keyring"]),
        day=given["day"],
    )
    return {
        "slot": applied.slot,
        "sequence": applied.sequence,
        "day": applied.day,
        "manifest_hash": applied.manifest_hash,
        "has_batch": bool(applied.batch),
        "periods": sorted(applied.period_keys),
        "attachments": [
            {"id": brought.id, "period": brought.period, "size": brought.size}
            for brought in applied.attachments
        ],
    }


def _state(given: Fields) -> SlotState:
    return SlotState(
        last_head=parse_head(given["last_head"]) if given["last_head"] else None,
        last_manifest_hash=given["last_manifest_hash"],
        last_batch_day=given["last_batch_day"],
        period_keys={known["period"]: known["statement"] for known in given["period_keys"]},
    )
