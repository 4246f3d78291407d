"""The keyring: whole, in order, and within its bounds (docs/protocol.md section 5.1)."""

import msgspec
import pytest
from tiny_service import DAY, TinyService

from crypto.errors import (
    Malformed,
    ProtocolError,
)
from crypto.keyring import Line, Roots, encode_keyring, open_keyring, parse_keyring
from crypto.signing import verify_key_of


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
