"""Outbound bundles: applied whole, once and in order, or refused without a trace."""

import pytest
from sqlalchemy import func, select

from crypto.period import period_of
from crypto.signing import new_signing_seed
from crypto.today import parse_today
from journalist_ui.portal import api
from server.models import event_parts, heads, period_keys
from tests.server.sent import pack
from tests.server.service import Server
from tests.tiny_service import DAY, SLOTS, TinyService


def counts(server: Server) -> tuple[int, ...]:
    """Return how many heads, event parts and period keys are stored."""
    with server.database.reading() as connection:
        return tuple(
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (heads, event_parts, period_keys)
        )


def refused(server: Server, bundle: bytes, status: int, code: str, name: str = "anna") -> None:
    """Bring a bundle that must be refused and change nothing."""
    before, published = counts(server), server.reporters.get("/api/drop").data
    response = server.bring(name, bundle)
    assert (response.status_code, response.get_json()["error"]) == (status, code)
    assert counts(server) == before
    assert server.reporters.get("/api/drop").data == published


def test_bundle_is_applied_and_published(server: Server) -> None:
    """Head, batch, event parts and period keys of a bundle are stored, and served at once."""
    response = server.bring("anna", pack(*server.tiny.bundle(0)))
    assert response.get_json() == {"slot": 0, "sequence": 0, "day": DAY}
    assert counts(server) == (1, SLOTS, 8)
    assert len(parse_today(server.reporters.get("/api/today").data).heads) == 1


def test_bundle_brought_twice_changes_nothing(server: Server) -> None:
    """The second time the same answer says that it was brought already."""
    bundle = pack(*server.tiny.bundle(0))
    server.bring("anna", bundle)
    again = server.bring("anna", bundle)
    assert again.status_code == 200
    assert again.get_json() == {"slot": 0, "sequence": 0, "day": DAY, "already": True}
    assert counts(server) == (1, SLOTS, 8)


def test_missing_bundle_is_noticed(server: Server) -> None:
    """A bundle whose predecessor was not brought waits for it; then both are taken."""
    first, second = (pack(*server.tiny.bundle(0, day=DAY + n)) for n in (0, 1))
    server.clock.day = DAY + 1
    refused(server, second, 409, "conflict")
    assert server.bring("anna", first).status_code == 200
    assert server.bring("anna", second).status_code == 200


def test_older_bundle_is_refused(server: Server) -> None:
    """A bundle before the last one is a conflict."""
    first, second = (pack(*server.tiny.bundle(0, day=DAY + n)) for n in (0, 1))
    server.clock.day = DAY + 1
    server.bring("anna", first)
    server.bring("anna", second)
    refused(server, first, 409, "conflict")


def test_second_batch_of_a_day_is_refused(server: Server) -> None:
    """A workstation publishes one batch a day; a bundle without one goes through."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    other = TinyService.bundle(server.tiny, 0)
    refused(server, pack(*other), 409, "conflict")


def test_anybody_may_carry_a_bundle(server: Server) -> None:
    """Trust lies in the signature and not in the account that brings."""
    assert server.bring("bram", pack(*server.tiny.bundle(0))).status_code == 200


def test_recipient_brings_nothing(server: Server) -> None:
    """A recipient's account only fetches."""
    server.add_staff("rijks", "recipient")
    refused(server, pack(*server.tiny.bundle(0)), 403, "role", name="rijks")


def test_bundle_of_another_service_is_refused(server: Server) -> None:
    """A bundle that another service's holder signed is not trusted."""
    refused(server, pack(*TinyService().bundle(0)), 400, "malformed")


def test_bundle_by_a_false_key_is_refused(server: Server) -> None:
    """Whoever steals an account still cannot sign."""
    server.tiny.holders[0].signing_seed = new_signing_seed()
    refused(server, pack(*server.tiny.bundle(0)), 400, "malformed")


def test_revoked_slot_brings_nothing(server: Server) -> None:
    """After its revocation a slot's signature is worth nothing."""
    server.revoke(0)
    refused(server, pack(*server.tiny.bundle(0)), 403, "untrusted")


def test_bundle_of_tomorrow_is_taken_and_a_later_one_not(server: Server) -> None:
    """A workstation's clock may be a day ahead."""
    refused(server, pack(*server.tiny.bundle(0, day=DAY + 2)), 403, "untrusted")
    server.clock.day = DAY + 1
    server.tiny.holders[0].heads.clear()
    server.tiny.holders[0].manifest = b""
    assert server.bring("anna", pack(*server.tiny.bundle(0, day=DAY + 2))).status_code == 200


@pytest.mark.parametrize("name", ["head", "batch", "events", "period-keys"])
def test_altered_file_is_refused(server: Server, name: str) -> None:
    """One flipped bit in any file of a bundle, and nothing of it is applied."""
    manifest, files = server.tiny.bundle(0)
    altered = bytearray(files[name])
    altered[len(altered) // 2] ^= 1
    refused(server, pack(manifest, files | {name: bytes(altered)}), 400, "malformed")


def test_altered_manifest_is_refused(server: Server) -> None:
    """One flipped bit in the manifest or its signature, and nothing is applied."""
    manifest, files = server.tiny.bundle(0)
    for place in (5, 40, len(manifest) - 10):
        altered = bytearray(manifest)
        altered[place] ^= 1
        refused(server, pack(bytes(altered), files), 400, "malformed")


@pytest.mark.parametrize("blocks", [0, 1, 2, 5, 60, 500, 1_100])
def test_truncated_bundle_is_refused(server: Server, blocks: int) -> None:
    """A bundle that was cut off, also at a boundary, is refused."""
    bundle = pack(*server.tiny.bundle(0))
    refused(server, bundle[: blocks * 512], 400, "malformed")


def test_file_beside_the_manifest_is_refused(server: Server) -> None:
    """Nothing rides along."""
    manifest, files = server.tiny.bundle(0)
    refused(server, pack(manifest, files | {"more": b"x"}), 400, "malformed")


def test_swapped_period_keys_are_refused(server: Server) -> None:
    """A bundle cannot bring another slot's keys."""
    server.tiny.holders[0].statements = server.tiny.holders[1].statements
    refused(server, pack(*server.tiny.bundle(0)), 403, "untrusted")


def test_too_large_a_bundle_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that no bundle has is not read."""
    monkeypatch.setattr(api, "MAX_BUNDLE", 100_000)
    refused(server, bytes(100_001), 413, "too-large")


def test_period_keys_reach_today(server: Server) -> None:
    """A reader finds the key of this period that the bundle brought."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    today = parse_today(server.reporters.get("/api/today").data)
    assert today.period_keys == (server.tiny.holders[0].statements[period_of(DAY)],)
