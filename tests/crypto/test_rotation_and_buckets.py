"""Rotation of roots, and the drop in buckets (docs/protocol.md sections 5.5 and 6.6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_service import DAY, TinyService

from crypto.buckets import MAX_BITS, belongs, bucket_value, label_of
from crypto.errors import (
    Malformed,
    OtherService,
    ProtocolError,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from crypto.frame import Frame, Signature, encode_frame
from crypto.keyring import Roots, root_of
from crypto.root_rotation import (
    NEW,
    Rotation,
    follow_rotations,
    open_rotation,
    rotation_frame,
    sign_rotation,
)
from crypto.signing import verify_key_of
from crypto.thread import tag_key
from crypto.trust import open_today

SEEDS = {name: [bytes([n + 16 * i]) * 32 for i in range(3)] for n, name in enumerate("abcd")}
ROOTS = {
    name: Roots([verify_key_of(seed).hex() for seed in seeds], 2) for name, seeds in SEEDS.items()
}
SERVICE = "0" * 32


def _link(
    old: str,
    new: str,
    *,
    serial: int = 2,
    service: str = SERVICE,
    signers: tuple[tuple[str, int, bool], ...] = (),
) -> bytes:
    """A rotation from one set of roots to another; by default two of each side sign."""
    frame = rotation_frame(Rotation(ROOTS[new], ROOTS[old], serial, service))
    signers = signers or ((old, 0, False), (old, 2, False), (new, 0, True), (new, 1, True))
    signatures = tuple(
        sign_rotation(frame, place=place, new=is_new, signing_seed=SEEDS[name][place])
        for name, place, is_new in signers
    )
    return encode_frame(Frame(frame.type, frame.body, signatures))


def test_a_chain_leads_from_each_of_its_roots_to_its_end() -> None:
    """Old clients, newer clients and the newest arrive at the same root."""
    chain = [_link("a", "b", serial=2), _link("b", "c", serial=5)]
    for start in "abc":
        assert follow_rotations(chain, root=root_of(ROOTS[start])).root == root_of(ROOTS["c"])
    followed = follow_rotations(chain, root=root_of(ROOTS["a"]))
    assert (followed.service, followed.serial) == (SERVICE, 5)


def test_no_chain_and_a_foreign_chain_leave_the_root_as_it_is() -> None:
    """Whether the keyring then fits is `open_keyring`'s question."""
    root = root_of(ROOTS["d"])
    assert follow_rotations([], root=root).root == root
    assert follow_rotations([_link("a", "b")], root=root).root == root


@pytest.mark.parametrize(
    "signers",
    [
        (("a", 0, False), ("b", 0, True), ("b", 1, True)),
        (("a", 0, False), ("a", 1, False), ("b", 0, True)),
        (("a", 0, False), ("a", 1, False)),
        (("b", 0, True), ("b", 1, True)),
    ],
    ids=["one old", "one new", "old only", "new only"],
)
def test_a_rotation_needs_enough_of_both_sides(
    signers: tuple[tuple[str, int, bool], ...],
) -> None:
    """Neither the old nor the new can do it alone."""
    with pytest.raises(UnknownSigner):
        open_rotation(_link("a", "b", signers=signers))


def test_a_rotation_signed_by_strangers_or_in_the_wrong_place_is_refused() -> None:
    """A signature counts in its own list only."""
    strangers = (("d", 0, False), ("d", 1, False), ("b", 0, True), ("b", 1, True))
    with pytest.raises(Tampered):
        open_rotation(_link("a", "b", signers=strangers))
    frame = rotation_frame(Rotation(ROOTS["b"], ROOTS["a"], 2, SERVICE))
    beyond = Signature(NEW + 7, bytes(64))
    with pytest.raises(UnknownSigner):
        open_rotation(encode_frame(Frame(frame.type, frame.body, (beyond,))))


def test_a_rotation_to_the_same_roots_is_refused() -> None:
    """It would say nothing and cost a signature."""
    with pytest.raises(UnknownSigner):
        open_rotation(_link("a", "a"))


def test_a_rotation_to_impossible_roots_is_malformed() -> None:
    """Also when everybody signed it."""
    rotation = Rotation(Roots(ROOTS["b"].keys, 9), ROOTS["a"], 2, SERVICE)
    with pytest.raises(Malformed):
        open_rotation(encode_frame(rotation_frame(rotation)))


def test_a_rotation_from_impossible_roots_is_malformed() -> None:
    """Roots of whom nobody needs to sign would let the new ones vouch for themselves."""
    frame = rotation_frame(Rotation(ROOTS["b"], Roots(ROOTS["a"].keys, 0), 2, SERVICE))
    new = tuple(
        sign_rotation(frame, place=place, new=True, signing_seed=SEEDS["b"][place])
        for place in (0, 1)
    )
    with pytest.raises(Malformed):
        open_rotation(encode_frame(Frame(frame.type, frame.body, new)))


@pytest.mark.parametrize(
    ("chain", "error"),
    [
        ([_link("a", "b"), _link("c", "d", serial=3)], OtherService),
        ([_link("a", "b"), _link("b", "c", serial=3, service="1" * 32)], OtherService),
        ([_link("a", "b", serial=3), _link("b", "c", serial=3)], RolledBack),
        ([_link("a", "b", serial=3), _link("b", "a", serial=2)], RolledBack),
    ],
    ids=["a hole", "another service", "the same serial", "a falling serial"],
)
def test_a_chain_that_does_not_hold_together_is_refused(
    chain: list[bytes], error: type[ProtocolError]
) -> None:
    """From the reader's own root on, every link counts."""
    with pytest.raises(error):
        follow_rotations(chain, root=root_of(ROOTS["a"]))


def _rotated(service: TinyService, *, serial: int, keyring_serial: int = 5) -> bytes:
    """Today's file of a service whose roots changed to those of `service` with keyring `serial`."""
    service.keyring = service.make_keyring(serial=keyring_serial)
    service.keyring_raw = service.sign_keyring(service.keyring)
    frame = rotation_frame(
        Rotation(service.keyring.roots, ROOTS["a"], serial, service.keyring.service)
    )
    old = [sign_rotation(frame, place=i, new=False, signing_seed=SEEDS["a"][i]) for i in (0, 1)]
    new = [
        sign_rotation(frame, place=i, new=True, signing_seed=service.root_seeds[i]) for i in (0, 1)
    ]
    rotation = encode_frame(Frame(frame.type, frame.body, (*old, *new)))
    return service.today(rotations=(rotation,))


def test_a_client_of_the_old_roots_follows_to_the_new_keyring() -> None:
    """The chain stands in `today`; a client of the new roots passes it over."""
    service = TinyService()
    raw = _rotated(service, serial=5)
    for root in (root_of(ROOTS["a"]), service.root):
        assert open_today(raw, root=root, day=DAY).keyring == service.keyring
    with pytest.raises(OtherService):
        open_today(raw, root=root_of(ROOTS["b"]), day=DAY)
    with pytest.raises(OtherService):
        open_today(service.today(), root=root_of(ROOTS["a"]), day=DAY)


def test_a_keyring_from_before_its_rotation_is_rolled_back() -> None:
    """The new holders' first keyring names the serial from which they count."""
    with pytest.raises(RolledBack):
        open_today(_rotated(TinyService(), serial=6), root=root_of(ROOTS["a"]), day=DAY)


def test_a_rotation_of_another_service_does_not_lead_here() -> None:
    """The same people may hold the roots of two services."""
    service = TinyService()
    frame = rotation_frame(Rotation(service.keyring.roots, ROOTS["a"], 1, SERVICE))
    old = [sign_rotation(frame, place=i, new=False, signing_seed=SEEDS["a"][i]) for i in (0, 1)]
    new = [
        sign_rotation(frame, place=i, new=True, signing_seed=service.root_seeds[i]) for i in (0, 1)
    ]
    rotation = encode_frame(Frame(frame.type, frame.body, (*old, *new)))
    with pytest.raises(OtherService):
        open_today(service.today(rotations=(rotation,)), root=root_of(ROOTS["a"]), day=DAY)


@given(st.integers(0, 2**16 - 1), st.integers(0, MAX_BITS), st.integers(0, MAX_BITS))
def test_a_drop_slot_is_in_the_bucket_that_its_reporter_fetches(
    value: int, bits: int, bucket_bits: int
) -> None:
    """Whatever b was when it was published, and is when it is fetched."""
    label, bucket = label_of(value, bits=bits), label_of(value, bits=bucket_bits)
    assert belongs(label=label, bits=bits, bucket=bucket, bucket_bits=bucket_bits)


@given(st.integers(0, 2**16 - 1), st.integers(0, 2**16 - 1), st.integers(1, MAX_BITS))
def test_a_drop_slot_is_in_no_other_bucket_of_its_own_bits(a: int, b: int, bits: int) -> None:
    """A bucket holds its share and no more."""
    same = label_of(a, bits=bits) == label_of(b, bits=bits)
    inside = belongs(
        label=label_of(a, bits=bits),
        bits=bits,
        bucket=label_of(b, bits=bits),
        bucket_bits=bits,
    )
    assert inside == same


def test_a_label_is_the_first_bits_of_the_value() -> None:
    """As section 6.6 has it: from none of them to all sixteen."""
    value = 0b1010_1100_0000_0001
    assert [label_of(value, bits=bits) for bits in (0, 1, 2, 5, 16)] == [0, 1, 0b10, 0b10101, value]


def test_a_bucket_value_is_stable_and_has_sixteen_bits() -> None:
    """A stable label: the threat model says so."""
    key = tag_key(b"t" * 32)
    assert bucket_value(key) == bucket_value(key) < 2**16
    for bits in (-1, 17):
        with pytest.raises(ValueError, match="bits"):
            label_of(0, bits=bits)
