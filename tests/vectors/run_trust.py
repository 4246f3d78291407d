"""The operations of the topics about keys and trust: what each does is said in tests/vectors/README.md."""

from typing import Any

import msgspec

from crypto.head import open_head
from crypto.keyring import Keyring, open_keyring
from crypto.recipients import open_recipients
from crypto.root_rotation import follow_rotations
from crypto.site_manifest import open_site
from crypto.slot_statements import open_period_key, open_revocation
from crypto.trust import check_keyring_days, check_not_older, open_today

Fields = dict[str, Any]


def trusted_keyring(given: Fields) -> Keyring:
    """Return the keyring that most topics share, opened under the reader's root."""
    return open_keyring(given["keyring"], root=given["root"])


def keyring(given: Fields) -> Fields:
    """Open, and judge its days and its serial."""
    opened = trusted_keyring(given)
    check_keyring_days(opened, given["day"])
    check_not_older(opened, newest_serial=given["newest_serial"])
    return {"keyring": msgspec.to_builtins(opened)}


def rotation(given: Fields) -> Fields:
    """Follow a chain."""
    followed = follow_rotations(given["rotations"], root=given["root"])
    return {"root": followed.root, "serial": followed.serial}


def site(given: Fields) -> Fields:
    """Open."""
    opened = open_site(given["site"], keyring=trusted_keyring(given), root=given["root"])
    return {"build_day": opened.build_day, "files": opened.files}


def period_key(given: Fields) -> Fields:
    """Open."""
    opened = open_period_key(given["statement"], keyring=trusted_keyring(given))
    return {
        "slot": opened.slot,
        "generation": opened.generation,
        "period": opened.period,
        "recipient": opened.recipient,
    }


def revocation(given: Fields) -> Fields:
    """Open."""
    opened = open_revocation(given["statement"], keyring=trusted_keyring(given))
    return {"slot": opened.slot, "generation": opened.generation}


def recipients(given: Fields) -> Fields:
    """Open."""
    opened = open_recipients(given["recipients"], keyring=trusted_keyring(given))
    return {"ids": [authority.id for authority in opened.recipients]}


def head(given: Fields) -> Fields:
    """Open, and tell whether it is overdue."""
    opened = open_head(given["head"], keyring=trusted_keyring(given))
    return {
        "slot": opened.slot,
        "generation": opened.generation,
        "sequence": opened.sequence,
        "day": opened.day,
        "has_batch": opened.has_batch,
        "overdue": opened.overdue(given["day"]),
    }


def today(given: Fields) -> Fields:
    """Open, and judge whether it may be sent to a line."""
    trusted = open_today(
        given["today"], root=given["root"], day=given["day"], build_day=given["build_day"]
    )
    members = trusted.members(given["line"], excluded=frozenset(given["excluded"]))
    trusted.require_fresh(given["line"])
    return {
        "period": trusted.period,
        "serial": trusted.keyring.serial,
        "members": sorted(members),
        "heads": [[slot, head.sequence] for slot, head in sorted(trusted.heads.items())],
        "silent": sorted(trusted.silent_slots()),
    }


def completeness(given: Fields) -> Fields:
    """Open `today`, and every live batch of the drop."""
    trusted = open_today(given["today"], root=given["root"], day=given["day"])
    batches = trusted.live_batches(given["drop"])
    return {"batches": sorted([batch.place.slot, batch.place.number] for batch in batches)}


def buckets(given: Fields) -> Fields:
    """Open `today`, and what one bucket holds of every live batch."""
    trusted = open_today(given["today"], root=given["root"], day=given["day"])
    batches = trusted.live_batches_in_bucket(
        given["lists"], given["bucket"], number=given["number"]
    )
    ordered = sorted(batches, key=lambda batch: (batch.place.slot, batch.place.number))
    return {
        "batches": [
            {"slot": batch.place.slot, "number": batch.place.number, "drop_slots": batch.drop_slots}
            for batch in ordered
        ]
    }
