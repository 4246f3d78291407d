"""The trust rules of a reader: one lie each (docs/protocol.md section 7)."""

import msgspec
import pytest
from tiny_service import DAY, TinyService

from crypto.drop import encode_drop, parse_drop
from crypto.errors import (
    Expired,
    Incomplete,
    Malformed,
    NotYetValid,
    OtherService,
    Overdue,
    ProtocolError,
    RolledBack,
    Tampered,
    TooFewMembers,
    UnknownSigner,
    Untrusted,
    WrongClock,
)
from crypto.keyring import Line, Roots, encode_keyring, open_keyring, parse_keyring
from crypto.period import period_of
from crypto.signing import verify_key_of
from crypto.slot_statements import PeriodKey, sign_period_key
from crypto.thread import BatchPlace
from crypto.today import parse_today
from crypto.trust import Trusted, check_not_older, open_today


@pytest.fixture(scope="module")
def template() -> TinyService:
    """A service whose three workstations have each published a bundle."""
    tiny = TinyService()
    for slot in range(3):
        tiny.bundle(slot)
    return tiny


@pytest.fixture
def service(template: TinyService) -> TinyService:
    """The same, of a test's own."""
    return template.copy()


def _open(service: TinyService, *, day: int = DAY, **changes: object) -> Trusted:
    return open_today(service.today(day, **changes), root=service.root, day=day)


def _drop(service: TinyService, *, without: set[tuple[int, int]] = frozenset()) -> bytes:  # type: ignore[assignment]
    entries = [e for e in service.entries() if (e.head.slot, e.head.sequence) not in without]
    return b"".join(encode_drop(entries, period=period_of(DAY)))


def test_an_honest_today_tells_members_and_freshness(service: TinyService) -> None:
    """The good case."""
    trusted = _open(service)
    assert trusted.members("integriteit") == {0, 1, 2}
    assert trusted.members("integriteit", excluded=frozenset({1})) == {0, 2}
    assert trusted.silent_slots() == frozenset()
    trusted.require_fresh("integriteit")
    assert len(trusted.live_batches(_drop(service))) == 3


def test_each_slot_is_sealed_to_with_the_key_that_its_holder_published(
    service: TinyService,
) -> None:
    """The recipient in the statement of this period, and no other."""
    assert _open(service).recipients == {
        holder.slot: holder.identities[period_of(DAY)].recipient.raw for holder in service.holders
    }


def test_a_live_batch_tells_whose_it_is_its_number_and_its_day(service: TinyService) -> None:
    """By these a reply is shown with its day, and its tags are found."""
    service.bundle(0, day=DAY + 1)
    trusted = open_today(service.today(DAY + 1), root=service.root, day=DAY + 1)
    told = {(batch.place, batch.day) for batch in trusted.live_batches(_drop(service))}
    assert told == {
        (BatchPlace(0, 1, 0), DAY),
        (BatchPlace(0, 1, 1), DAY + 1),
        (BatchPlace(1, 1, 0), DAY),
        (BatchPlace(2, 1, 0), DAY),
    }


def test_an_unknown_line_is_our_own_mistake(service: TinyService) -> None:
    """Lines come from the keyring."""
    with pytest.raises(ValueError, match="no line"):
        _open(service).members("onbekend")


def test_fewer_live_slots_than_the_minimum_are_refused(service: TinyService) -> None:
    """Never sealed to one confidant alone."""
    with pytest.raises(TooFewMembers):
        _open(service).members("integriteit", excluded=frozenset({0, 1}))


def test_a_keyring_with_one_signature_is_refused(service: TinyService) -> None:
    """Two of three root holders sign."""
    with pytest.raises(UnknownSigner):
        _open(service, keyring=service.sign_keyring(service.keyring, (2,)))


def test_a_keyring_of_other_roots_is_refused(service: TinyService) -> None:
    """Well signed, by strangers."""
    with pytest.raises(OtherService):
        _open(service, keyring=TinyService().keyring_raw)


def test_an_expired_keyring_is_refused_from_the_day_after(service: TinyService) -> None:
    """The last day is included."""
    last = service.keyring.expires
    service.holders[0].publish_keys(last)
    _open(service, day=last, period_keys=(), heads=())
    with pytest.raises(Expired):
        _open(service, day=last + 1, period_keys=(), heads=())


def test_a_keyring_of_tomorrow_is_borne_and_one_of_later_refused(service: TinyService) -> None:
    """A clock may be a day off."""
    issued = service.keyring.issued
    _open(service, day=issued - 1, period_keys=(), heads=())
    with pytest.raises(NotYetValid):
        _open(service, day=issued - 2, period_keys=(), heads=())


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
        _open(service, period_keys=(by_another, *others))


def test_a_period_key_of_another_generation_is_refused(service: TinyService) -> None:
    """A slot that was given to somebody else does not inherit trust."""
    holder, period = service.holders[0], period_of(DAY)
    old = PeriodKey(0, 7, period, holder.identities[period].recipient.raw)
    with pytest.raises(UnknownSigner):
        _open(service, period_keys=(sign_period_key(old, signing_seed=holder.signing_seed),))


def test_a_period_key_of_another_period_or_twice_is_refused(service: TinyService) -> None:
    """One key for each slot, of this period."""
    holder, period = service.holders[0], period_of(DAY)
    with pytest.raises(Malformed):
        _open(service, period_keys=(holder.statements[period + 1],))
    with pytest.raises(Tampered):
        _open(service, period_keys=(holder.statements[period],) * 2)


def test_a_revoked_slot_is_no_member_and_its_head_proves_nothing(service: TinyService) -> None:
    """Two root holders' word is enough, at once."""
    trusted = _open(service, revocations=(service.sign_revocation(2),))
    assert trusted.members("integriteit") == {0, 1}
    assert 2 not in trusted.heads
    with pytest.raises(UnknownSigner):
        _open(service, revocations=(service.sign_revocation(2, (1,)),))


def test_a_revoked_slot_takes_nobody_else_s_head_with_it(service: TinyService) -> None:
    """Whichever of the slots it is: the heads that stand behind its own still count."""
    for slot in range(3):
        trusted = _open(service, revocations=(service.sign_revocation(slot),))
        assert trusted.heads.keys() == {0, 1, 2} - {slot}
        assert trusted.silent_slots() == {slot}


def test_a_revocation_of_another_service_is_refused(service: TinyService) -> None:
    """The service id is inside what is signed."""
    other = TinyService()
    other.root_seeds = service.root_seeds
    raw = other.sign_revocation(0)
    tampered = raw.replace(bytes.fromhex(service.keyring.service), bytes(16))
    with pytest.raises(OtherService):
        _open(service, revocations=(tampered,))


def test_overdue_heads_are_noticed_only_after_the_grace(service: TinyService) -> None:
    """Seven days and three of grace; then nobody of the line has been heard of."""
    heads = tuple(holder.entries[-1].frame for holder in service.holders)
    _open(service, day=DAY + 10, heads=heads).require_fresh("integriteit")
    late = _open(service, day=DAY + 11, heads=heads)
    with pytest.raises(Overdue):
        late.require_fresh("integriteit")
    assert late.silent_slots() == {0, 1, 2}


def test_one_fresh_head_of_the_line_is_enough(service: TinyService) -> None:
    """An illness does not frighten visitors; another line's head does not count."""
    service.bundle(2, day=DAY + 11, with_batch=False)
    late = _open(service, day=DAY + 11)
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
        _open(service, keyring=old)


def test_heads_from_before_a_ceremony_still_count_after_it(service: TinyService) -> None:
    """A newer keyring is served at once; the workstations name it when they next come."""
    service.keyring = service.make_keyring(serial=2)
    service.keyring_raw = service.sign_keyring(service.keyring)
    trusted = _open(service)
    assert {head.keyring_serial for head in trusted.heads.values()} == {1}
    trusted.require_fresh("integriteit")


def test_another_keyring_of_the_same_serial_is_noticed(service: TinyService) -> None:
    """Two keyrings with one number are two truths."""
    other = msgspec.structs.replace(service.keyring, expires=service.keyring.expires - 1)
    with pytest.raises(Tampered):
        _open(service, keyring=service.sign_keyring(other))


def test_a_head_of_the_future_means_a_wrong_clock(service: TinyService) -> None:
    """More than a day ahead of this device; one day is borne."""
    service.bundle(0, day=DAY + 1, with_batch=False)
    assert _open(service).heads[0].day == DAY + 1
    service.bundle(0, day=DAY + 2, with_batch=False)
    with pytest.raises(WrongClock):
        _open(service)


def test_two_newest_heads_of_one_slot_are_refused(service: TinyService) -> None:
    """A fork of a chain."""
    frame = service.holders[0].entries[-1].frame
    with pytest.raises(Tampered):
        _open(service, heads=(frame, frame))


def test_a_batch_withheld_from_the_end_the_middle_or_the_start_is_noticed(
    service: TinyService,
) -> None:
    """Every live batch is named by a chain of hashes from the newest head."""
    for day in (DAY + 1, DAY + 2):
        service.bundle(0, day=day)
    trusted = open_today(service.today(DAY + 2), root=service.root, day=DAY + 2)
    assert len(trusted.live_batches(_drop(service))) == 5
    for sequence in range(3):
        with pytest.raises(Incomplete):
            trusted.live_batches(_drop(service, without={(0, sequence)}))


def test_a_chain_that_leads_into_another_slot_s_is_refused(service: TinyService) -> None:
    """A confidant cannot pass a colleague's batches off as their own."""
    holder = service.holders[0]
    holder.heads.append(service.holders[1].heads[0])
    service.bundle(0, day=DAY + 1)
    trusted = open_today(service.today(DAY + 1), root=service.root, day=DAY + 1)
    with pytest.raises(Tampered):
        trusted.live_batches(_drop(service, without={(0, 0)}))


def test_a_batch_of_more_than_six_weeks_ago_is_not_missed() -> None:
    """Only live batches count."""
    service = TinyService()
    service.bundle(0, day=DAY - 50)
    service.bundle(0, day=DAY)
    trusted = open_today(service.today(), root=service.root, day=DAY)
    assert len(trusted.live_batches(_drop(service, without={(0, 0)}))) == 1


def test_an_altered_drop_slot_or_list_is_noticed(service: TinyService) -> None:
    """The head names the list, the list names the slots."""
    trusted, raw = _open(service), bytearray(_drop(service))
    for at in (len(raw) - 1, len(raw) - 8 * 4096 - 1, len(raw) - 8 * 4096 - 257):
        raw[at] ^= 1
        with pytest.raises(ProtocolError):
            trusted.live_batches(bytes(raw))
        raw[at] ^= 1


def test_entries_of_slots_that_nobody_vouches_for_are_passed_over(service: TinyService) -> None:
    """A revoked slot's batches are not read."""
    trusted = _open(service, revocations=(service.sign_revocation(2),))
    assert {batch.place.slot for batch in trusted.live_batches(_drop(service))} == {0, 1}


def test_a_drop_out_of_order_cut_off_or_longer_is_malformed(service: TinyService) -> None:
    """One form for everybody."""
    raw = _drop(service)
    for wrong in (raw[:-1], raw + b"\0", b"\0" + raw[1:]):
        with pytest.raises(Malformed):
            parse_drop(wrong)
    twice = raw[:5] + (6).to_bytes(2, "big") + raw[7:] * 2
    with pytest.raises(Malformed):
        parse_drop(twice)


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


@pytest.mark.parametrize(
    "changes",
    [
        {"expires": DAY + 400},
        {"issued": DAY + 500},
        {"slots": []},
        {"serial": -1},
        {"service": "00"},
        {"recipients": "zz"},
    ],
)
def test_a_keyring_whose_numbers_do_not_add_up_is_malformed(
    service: TinyService, changes: dict[str, object]
) -> None:
    """Even well signed."""
    wrong = msgspec.structs.replace(service.keyring, **changes)
    with pytest.raises(Malformed):
        parse_keyring(encode_keyring(wrong))


def test_a_keyring_with_impossible_roots_lines_slots_or_drop_is_malformed(
    service: TinyService,
) -> None:
    """Thresholds, duplicate keys, lines of nobody, drops of another size."""
    ring = service.keyring
    replace = msgspec.structs.replace
    line, roots = ring.lines["bedreiging"], ring.roots
    wrong = [
        replace(ring, roots=replace(roots, threshold=4)),
        replace(ring, roots=replace(roots, threshold=0)),
        replace(ring, roots=replace(roots, keys=[roots.keys[0]] * 3)),
        replace(ring, lines={"bedreiging": replace(line, slots=[1, 0])}),
        replace(ring, lines={"bedreiging": replace(line, slots=[0, 7])}),
        replace(ring, lines={"bedreiging": replace(line, minimum=3)}),
        replace(ring, lines={"onbekend": line}),
        replace(ring, slots=[ring.slots[0], *ring.slots[:7]]),
        replace(ring, drop=replace(ring.drop, batch_slots=9)),
        replace(ring, drop=replace(ring.drop, bucket_bits=17)),
    ]
    for keyring in wrong:
        with pytest.raises(Malformed):
            parse_keyring(encode_keyring(keyring))


def test_the_smallest_and_the_largest_keyring_are_in_order(service: TinyService) -> None:
    """Every bound of section 5.1 is included."""
    ring, replace = service.keyring, msgspec.structs.replace
    bits = replace(ring.drop, bucket_bits=16, bucket_bits_before=16)
    keys = [verify_key_of(bytes([n]) * 32).hex() for n in range(15)]
    edges = [
        replace(ring, slots=ring.slots[:1], lines={"bedreiging": Line(1, [0])}),
        replace(ring, slots=[*ring.slots, *[None] * 8]),
        replace(ring, drop=bits),
        replace(ring, roots=Roots(keys, 15)),
        replace(ring, roots=Roots(keys[:1], 1)),
        replace(ring, expires=ring.issued + 180),
        replace(ring, expires=ring.issued + 1),
    ]
    for keyring in edges:
        assert parse_keyring(encode_keyring(keyring)) == keyring
    beyond = [
        replace(ring, slots=[*ring.slots, *[None] * 9]),
        replace(ring, lines={"bedreiging": Line(0, [0, 1])}),
        replace(ring, roots=Roots([*keys, "f" * 64], 15)),
        replace(ring, expires=ring.issued + 181),
        replace(ring, expires=ring.issued),
    ]
    for keyring in beyond:
        with pytest.raises(Malformed):
            parse_keyring(encode_keyring(keyring))


def test_a_keyring_may_have_all_six_lines(service: TinyService) -> None:
    """Each by its name, as section 5.1 says; the design's six."""
    names = ("afpersing", "bedreiging", "contact", "integriteit", "klacht", "signaal")
    lines = {name: Line(2, [0, 1]) for name in names}
    keyring = msgspec.structs.replace(service.keyring, lines=lines)
    assert parse_keyring(encode_keyring(keyring)).lines == lines


def test_one_flipped_bit_in_a_keyring_is_refused(service: TinyService) -> None:
    """In body or signatures."""
    for at in range(0, len(service.keyring_raw), 97):
        raw = bytearray(service.keyring_raw)
        raw[at] ^= 4
        with pytest.raises(ProtocolError):
            open_keyring(bytes(raw), root=service.root)
