"""The drop in buckets: complete for whoever fetches one, and the same lists for all (docs/protocol.md section 6.6)."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY, TinyService

from crypto.batch import batch_hash, parse_list
from crypto.drop import encode_drop, parse_drop
from crypto.drop_buckets import encode_bucket, encode_lists, parse_bucket, parse_lists
from crypto.errors import Incomplete, Malformed, ProtocolError, Tampered
from crypto.head import NOTHING
from crypto.trust import LiveBatch, Trusted, open_today

PERIOD = DAY // 7


def _service(*labels_by_bits: tuple[int, list[int]], bits: int) -> tuple[TinyService, Trusted]:
    """A service that published a batch a day with these labels, and now has `bits` bits."""
    service = TinyService()
    drop = msgspec.structs.replace(service.keyring.drop, bucket_bits=bits, bucket_bits_since=DAY)
    service.keyring = msgspec.structs.replace(service.keyring, drop=drop)
    service.keyring_raw = service.sign_keyring(service.keyring)
    first = DAY - len(labels_by_bits) + 1
    for number, (batch_bits, labels) in enumerate(labels_by_bits):
        service.bundle(0, day=first + number, bits=batch_bits, labels=labels)
    return service, open_today(service.today(), root=service.root, day=DAY)


def _lists(service: TinyService) -> bytes:
    return b"".join(encode_lists(service.entries(), period=PERIOD))


def _bucket(service: TinyService, *, bits: int, number: int) -> bytes:
    return b"".join(encode_bucket(service.entries(), bits=bits, number=number, period=PERIOD))


def _labels(bits: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, (1 << bits) - 1), min_size=8, max_size=8)


BATCHES = st.integers(0, 4).flatmap(lambda bits: st.tuples(st.just(bits), _labels(bits)))


@settings(max_examples=15)
@given(BATCHES, BATCHES, st.integers(1, 4))
def test_the_buckets_together_hold_the_whole_drop(
    one: tuple[int, list[int]], two: tuple[int, list[int]], bits: int
) -> None:
    """Each drop slot is in its bucket, whatever the bits were when it was published."""
    service, trusted = _service(one, two, bits=bits)
    whole = b"".join(encode_drop(service.entries(), period=PERIOD))
    expected = {slot for batch in trusted.live_batches(whole) for slot in batch.drop_slots}
    found = set()
    for number in range(1 << bits):
        raw = _bucket(service, bits=bits, number=number)
        batches = trusted.live_batches_in_bucket(_lists(service), raw, number=number)
        found |= {slot for batch in batches for slot in batch.drop_slots}
    assert found == expected


def _half() -> tuple[TinyService, Trusted]:
    return _service((1, [0, 1] * 4), (0, [0] * 8), bits=1)


def test_a_bucket_without_one_of_its_slots_is_incomplete() -> None:
    """The common lists say what belongs there."""
    service, trusted = _half()
    lists = _lists(service)
    entries = [entry for entry in service.entries() if entry.head.sequence == 0]
    short = b"".join(encode_bucket(entries, bits=1, number=1, period=PERIOD))
    with pytest.raises(Incomplete):
        trusted.live_batches_in_bucket(lists, short, number=1)
    without = b"".join(encode_lists(entries, period=PERIOD))
    with pytest.raises(Incomplete):
        trusted.live_batches_in_bucket(without, _bucket(service, bits=1, number=1), number=1)


def test_an_altered_slot_or_list_is_noticed() -> None:
    """The head names the list, the list names the slot."""
    service, trusted = _half()
    lists, raw = _lists(service), bytearray(_bucket(service, bits=1, number=0))
    raw[-1] ^= 1
    with pytest.raises(Tampered):
        trusted.live_batches_in_bucket(lists, bytes(raw), number=0)
    twisted = bytearray(lists)
    twisted[-1] ^= 1
    with pytest.raises(Tampered):
        trusted.live_batches_in_bucket(bytes(twisted), _bucket(service, bits=1, number=0), number=0)


@pytest.mark.parametrize(("bits", "number"), [(1, 1), (2, 0), (0, 0)])
def test_another_bucket_than_the_one_asked_for_is_refused(bits: int, number: int) -> None:
    """A server cannot move a visitor to another crowd."""
    service, trusted = _half()
    with pytest.raises(Malformed):
        trusted.live_batches_in_bucket(
            _lists(service), _bucket(service, bits=bits, number=number), number=0
        )


def test_before_the_named_day_the_old_bits_hold() -> None:
    """Everybody changes at once."""
    service, trusted = _half()
    assert service.keyring.drop.bits_on(DAY - 1) == 0
    assert service.keyring.drop.bits_on(DAY) == 1
    assert isinstance(
        trusted.live_batches_in_bucket(
            _lists(service), _bucket(service, bits=1, number=0), number=0
        )[0],
        LiveBatch,
    )


def test_a_bucket_file_parses_to_its_slots_and_one_form_only() -> None:
    """Order, numbers, bounds, and nothing behind the end."""
    service, _trusted = _half()
    raw = _bucket(service, bits=1, number=0)
    assert len(parse_bucket(raw).drop_slots) == 12
    size = 10 + 4096
    first, second = raw[12 : 12 + size], raw[12 + size : 12 + 2 * size]
    faults = [
        raw[:-1],
        raw + b"\0",
        b"\0" + raw[1:],
        raw[:5] + b"\x11" + raw[6:],
        raw[:6] + b"\0\2" + raw[8:],
        raw[:12] + second + first + raw[12 + 2 * size :],
        raw[:12] + first + first + raw[12 + 2 * size :],
    ]
    for fault in faults:
        with pytest.raises(Malformed):
            parse_bucket(fault)


def test_a_batch_and_a_bucket_may_have_sixteen_bits_and_no_more() -> None:
    """The bound of section 5.1 is included."""
    service, trusted = _service((16, [65_535, 0, 1, 2, 3, 4, 5, 6]), bits=16)
    raw = _bucket(service, bits=16, number=65_535)
    batches = trusted.live_batches_in_bucket(_lists(service), raw, number=65_535)
    assert [len(batch.drop_slots) for batch in batches] == [1]
    with pytest.raises(Malformed):
        parse_list(b"\x11" + bytes(8 * (2 + 32)))


def test_no_batch_has_the_hash_that_a_head_without_batch_names() -> None:
    """32 zeros (section 6.1)."""
    assert batch_hash(b"") == NOTHING


def test_the_lists_parse_in_one_form_only() -> None:
    """Order, bounds, and nothing behind the end."""
    service, _trusted = _half()
    service.bundle(1, with_batch=False)
    raw = _lists(service)
    assert [(e.head.slot, e.head.sequence) for e in parse_lists(raw)] == [(0, 0), (0, 1), (1, 0)]
    assert b"".join(encode_lists(parse_lists(raw), period=PERIOD)) == raw
    one = 238 + 273
    swapped = raw[:7] + raw[7 + one : 7 + one + 238 + 257] + raw[7 : 7 + one] + raw[-238:]
    twice = raw[:5] + (4).to_bytes(2, "big") + raw[7:] + raw[-238:]
    version = b"\0" + raw[1:]
    for fault in (raw[:-1], raw + b"\0", version, swapped, twice):
        with pytest.raises(ProtocolError):
            parse_lists(fault)


@pytest.mark.parametrize("parse", [parse_drop, parse_lists, parse_bucket])
def test_a_drop_beyond_all_reason_is_refused_unread(parse: Callable[[bytes], object]) -> None:
    """Up to 64 MiB its version is looked at, which is wrong here; beyond that not even that."""
    longest = b"\2" * (64 * 1024 * 1024)
    with pytest.raises(Malformed, match="version"):
        parse(longest)
    with pytest.raises(Malformed, match="too long"):
        parse(longest + b"\2")
