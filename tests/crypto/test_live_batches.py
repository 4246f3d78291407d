"""What is live in a drop: all that the heads name, and nothing else (docs/protocol.md section 7.4)."""

import pytest
from tiny_reader import drop_of, open_at
from tiny_service import DAY, TinyService

from crypto.drop import parse_drop
from crypto.errors import (
    Incomplete,
    Malformed,
    ProtocolError,
    Tampered,
)
from crypto.thread import BatchPlace
from crypto.trust import open_today


def test_a_live_batch_tells_whose_it_is_its_number_and_its_day(service: TinyService) -> None:
    """By these a reply is shown with its day, and its tags are found."""
    service.bundle(0, day=DAY + 1)
    trusted = open_today(service.today(DAY + 1), root=service.root, day=DAY + 1)
    told = {(batch.place, batch.day) for batch in trusted.live_batches(drop_of(service))}
    assert told == {
        (BatchPlace(0, 1, 0), DAY),
        (BatchPlace(0, 1, 1), DAY + 1),
        (BatchPlace(1, 1, 0), DAY),
        (BatchPlace(2, 1, 0), DAY),
    }


def test_a_batch_withheld_from_the_end_the_middle_or_the_start_is_noticed(
    service: TinyService,
) -> None:
    """Every live batch is named by a chain of hashes from the newest head."""
    for day in (DAY + 1, DAY + 2):
        service.bundle(0, day=day)
    trusted = open_today(service.today(DAY + 2), root=service.root, day=DAY + 2)
    assert len(trusted.live_batches(drop_of(service))) == 5
    for sequence in range(3):
        with pytest.raises(Incomplete):
            trusted.live_batches(drop_of(service, without={(0, sequence)}))


def test_a_chain_that_leads_into_another_slot_s_is_refused(service: TinyService) -> None:
    """A confidant cannot pass a colleague's batches off as their own."""
    holder = service.holders[0]
    holder.heads.append(service.holders[1].heads[0])
    service.bundle(0, day=DAY + 1)
    trusted = open_today(service.today(DAY + 1), root=service.root, day=DAY + 1)
    with pytest.raises(Tampered):
        trusted.live_batches(drop_of(service, without={(0, 0)}))


def test_a_batch_of_more_than_six_weeks_ago_is_not_missed() -> None:
    """Only live batches count."""
    service = TinyService()
    service.bundle(0, day=DAY - 50)
    service.bundle(0, day=DAY)
    trusted = open_today(service.today(), root=service.root, day=DAY)
    assert len(trusted.live_batches(drop_of(service, without={(0, 0)}))) == 1


def test_an_altered_drop_slot_or_list_is_noticed(service: TinyService) -> None:
    """The head names the list, the list names the slots."""
    trusted, raw = open_at(service), bytearray(drop_of(service))
    for at in (len(raw) - 1, len(raw) - 8 * 4096 - 1, len(raw) - 8 * 4096 - 257):
        raw[at] ^= 1
        with pytest.raises(ProtocolError):
            trusted.live_batches(bytes(raw))
        raw[at] ^= 1


def test_entries_of_slots_that_nobody_vouches_for_are_passed_over(service: TinyService) -> None:
    """A revoked slot's batches are not read."""
    trusted = open_at(service, revocations=(service.sign_revocation(2),))
    assert {batch.place.slot for batch in trusted.live_batches(drop_of(service))} == {0, 1}


def test_a_drop_out_of_order_cut_off_or_longer_is_malformed(service: TinyService) -> None:
    """One form for everybody."""
    raw = drop_of(service)
    for wrong in (raw[:-1], raw + b"\0", b"\0" + raw[1:]):
        with pytest.raises(Malformed):
            parse_drop(wrong)
    twice = raw[:5] + (6).to_bytes(2, "big") + raw[7:] * 2
    with pytest.raises(Malformed):
        parse_drop(twice)
