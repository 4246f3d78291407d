"""The trust rules of a reader: one lie each (docs/protocol.md section 7)."""

import msgspec
import pytest
from tiny_reader import drop_of, open_at
from tiny_service import DAY, TinyService

from crypto.errors import (
    Expired,
    Malformed,
    NotYetValid,
    OtherService,
    Overdue,
    RolledBack,
    Tampered,
    TooFewMembers,
    UnknownSigner,
    Untrusted,
    WrongClock,
)
from crypto.period import period_of
from crypto.slot_statements import PeriodKey, sign_period_key
from crypto.today import parse_today
from crypto.trust import check_not_older, open_today


def test_an_honest_today_tells_members_and_freshness(service: TinyService) -> None:
    """The good case."""
    trusted = open_at(service)
    assert trusted.members("integriteit") == {0, 1, 2}
    assert trusted.members("integriteit", excluded=frozenset({1})) == {0, 2}
    assert trusted.silent_slots() == frozenset()
    trusted.require_fresh("integriteit")
    assert len(trusted.live_batches(drop_of(service))) == 3


def test_each_slot_is_sealed_to_with_the_key_that_its_holder_published(
    service: TinyService,
) -> None:
    """The recipient in the statement of this period, and no other."""
    assert open_at(service).recipients == {
        holder.slot: holder.identities[period_of(DAY)].recipient.raw for holder in service.holders
    }


def test_an_unknown_line_is_our_own_mistake(service: TinyService) -> None:
    """Lines come from the keyring."""
    with pytest.raises(ValueError, match="no line"):
        open_at(service).members("onbekend")


def test_fewer_live_slots_than_the_minimum_are_refused(service: TinyService) -> None:
    """Never sealed to one confidant alone."""
    with pytest.raises(TooFewMembers):
        open_at(service).members("integriteit", excluded=frozenset({0, 1}))


def test_a_keyring_with_one_signature_is_refused(service: TinyService) -> None:
    """Two of three root holders sign."""
    with pytest.raises(UnknownSigner):
        open_at(service, keyring=service.sign_keyring(service.keyring, (2,)))


def test_a_keyring_of_other_roots_is_refused(service: TinyService) -> None:
    """Well signed, by strangers."""
    with pytest.raises(OtherService):
        open_at(service, keyring=TinyService().keyring_raw)


def test_an_expired_keyring_is_refused_from_the_day_after(service: TinyService) -> None:
    """The last day is included."""
    last = service.keyring.expires
    service.holders[0].publish_keys(last)
    open_at(service, day=last, period_keys=(), heads=())
    with pytest.raises(Expired):
        open_at(service, day=last + 1, period_keys=(), heads=())


def test_a_keyring_of_tomorrow_is_borne_and_one_of_later_refused(service: TinyService) -> None:
    """A clock may be a day off."""
    issued = service.keyring.issued
    open_at(service, day=issued - 1, period_keys=(), heads=())
    with pytest.raises(NotYetValid):
        open_at(service, day=issued - 2, period_keys=(), heads=())


def test_a_keyring_older_than_one_seen_is_refused_by_who_remembers(service: TinyService) -> None:
    """Workstations and the server remember; a browser has the heads."""
    check_not_older(service.keyring, newest_serial=1)
    with pytest.raises(RolledBack):
        check_not_older(service.keyring, newest_serial=2)


def test_a_clock_before_the_build_day_is_refused(service: TinyService) -> None:
    """No clock is before the day on which the reader was built; that day itself is fine."""
    open_today(service.today(), root=service.root, day=DAY, build_day=DAY)
    with pytest.raises(WrongClock):
        open_today(service.today(), root=service.root, day=DAY, build_day=DAY + 1)


def test_a_reader_without_a_build_day_bears_the_very_first_day(service: TinyService) -> None:
    """What is wrong on day 0 is then for the keyring to say."""
    with pytest.raises(NotYetValid):
        open_today(service.today(), root=service.root, day=0)


@pytest.mark.parametrize("days", [-400, -9, 9, 30])
def test_keys_of_another_week_are_refused(service: TinyService, days: int) -> None:
    """A period further than a day away, whichever clock is wrong."""
    with pytest.raises(Untrusted):
        open_today(service.today(DAY), root=service.root, day=DAY + days)


def test_a_period_key_of_another_signer_is_refused(service: TinyService) -> None:
    """Only the slot's holder says what its key is."""
    period = period_of(DAY)
    false = PeriodKey(0, 1, period, service.holders[1].identities[period].recipient.raw)
    by_another = sign_period_key(false, signing_seed=service.holders[1].signing_seed)
    others = [holder.statements[period] for holder in service.holders[1:]]
    with pytest.raises(Tampered):
        open_at(service, period_keys=(by_another, *others))


def test_a_period_key_of_another_generation_is_refused(service: TinyService) -> None:
    """A slot that was given to somebody else does not inherit trust."""
    holder, period = service.holders[0], period_of(DAY)
    old = PeriodKey(0, 7, period, holder.identities[period].recipient.raw)
    with pytest.raises(UnknownSigner):
        open_at(service, period_keys=(sign_period_key(old, signing_seed=holder.signing_seed),))


def test_a_period_key_of_another_period_or_twice_is_refused(service: TinyService) -> None:
    """One key for each slot, of this period."""
    holder, period = service.holders[0], period_of(DAY)
    with pytest.raises(Malformed):
        open_at(service, period_keys=(holder.statements[period + 1],))
    with pytest.raises(Tampered):
        open_at(service, period_keys=(holder.statements[period],) * 2)


def test_a_revoked_slot_is_no_member_and_its_head_proves_nothing(service: TinyService) -> None:
    """Two root holders' word is enough, at once."""
    trusted = open_at(service, revocations=(service.sign_revocation(2),))
    assert trusted.members("integriteit") == {0, 1}
    assert 2 not in trusted.heads
    with pytest.raises(UnknownSigner):
        open_at(service, revocations=(service.sign_revocation(2, (1,)),))


def test_a_revoked_slot_takes_nobody_else_s_head_with_it(service: TinyService) -> None:
    """Whichever of the slots it is: the heads that stand behind its own still count."""
    for slot in range(3):
        trusted = open_at(service, revocations=(service.sign_revocation(slot),))
        assert trusted.heads.keys() == {0, 1, 2} - {slot}
        assert trusted.silent_slots() == {slot}


def test_a_revocation_of_another_service_is_refused(service: TinyService) -> None:
    """The service id is inside what is signed."""
    other = TinyService()
    other.root_seeds = service.root_seeds
    raw = other.sign_revocation(0)
    tampered = raw.replace(bytes.fromhex(service.keyring.service), bytes(16))
    with pytest.raises(OtherService):
        open_at(service, revocations=(tampered,))


def test_overdue_heads_are_noticed_only_after_the_grace(service: TinyService) -> None:
    """Seven days and three of grace; then nobody of the line has been heard of."""
    heads = tuple(holder.entries[-1].frame for holder in service.holders)
    open_at(service, day=DAY + 10, heads=heads).require_fresh("integriteit")
    late = open_at(service, day=DAY + 11, heads=heads)
    with pytest.raises(Overdue):
        late.require_fresh("integriteit")
    assert late.silent_slots() == {0, 1, 2}


def test_one_fresh_head_of_the_line_is_enough(service: TinyService) -> None:
    """An illness does not frighten visitors; another line's head does not count."""
    service.bundle(2, day=DAY + 11, with_batch=False)
    late = open_at(service, day=DAY + 11)
    late.require_fresh("integriteit")
    with pytest.raises(Overdue):
        late.require_fresh("bedreiging")


def test_a_head_that_names_a_newer_keyring_unmasks_the_older_one(service: TinyService) -> None:
    """Roll-back is seen without memory."""
    old = service.keyring_raw
    service.keyring = service.make_keyring(serial=2)
    service.keyring_raw = service.sign_keyring(service.keyring)
    service.bundle(0)
    with pytest.raises(RolledBack):
        open_at(service, keyring=old)


def test_heads_from_before_a_ceremony_still_count_after_it(service: TinyService) -> None:
    """A newer keyring is served at once; the workstations name it when they next come."""
    service.keyring = service.make_keyring(serial=2)
    service.keyring_raw = service.sign_keyring(service.keyring)
    trusted = open_at(service)
    assert {head.keyring_serial for head in trusted.heads.values()} == {1}
    trusted.require_fresh("integriteit")


def test_another_keyring_of_the_same_serial_is_noticed(service: TinyService) -> None:
    """Two keyrings with one number are two truths."""
    other = msgspec.structs.replace(service.keyring, expires=service.keyring.expires - 1)
    with pytest.raises(Tampered):
        open_at(service, keyring=service.sign_keyring(other))


def test_a_head_of_the_future_means_a_wrong_clock(service: TinyService) -> None:
    """More than a day ahead of this device; one day is borne."""
    service.bundle(0, day=DAY + 1, with_batch=False)
    assert open_at(service).heads[0].day == DAY + 1
    service.bundle(0, day=DAY + 2, with_batch=False)
    with pytest.raises(WrongClock):
        open_at(service)


def test_two_newest_heads_of_one_slot_are_refused(service: TinyService) -> None:
    """A fork of a chain."""
    frame = service.holders[0].entries[-1].frame
    with pytest.raises(Tampered):
        open_at(service, heads=(frame, frame))


def test_today_cut_off_or_longer_is_malformed(service: TinyService) -> None:
    """Nothing behind the end, nothing missing."""
    raw = service.today()
    for wrong in (raw[:-1], raw + b"\0", raw[:3], bytes(1 << 19)):
        with pytest.raises(Malformed):
            open_today(wrong, root=service.root, day=DAY)


def test_today_of_more_than_256_kib_is_malformed(service: TinyService) -> None:
    """Well formed, and longer than any service needs (section 6.3)."""
    statement = service.holders[0].statements[period_of(DAY)]
    fits, beyond = (service.today(period_keys=(statement,) * number) for number in (150, 200))
    assert len(fits) < 1 << 18 < len(beyond)
    assert len(parse_today(fits).period_keys) == 150
    with pytest.raises(Malformed):
        parse_today(beyond)
