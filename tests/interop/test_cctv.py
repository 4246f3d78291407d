"""Every published vector of age against our code (docs/protocol.md sections 4.1 and 4.2).

What does not concern us is told by rules (cctv_rules.py), and each rule's
vectors are counted, so that nothing falls silent when the package or our code
changes.
"""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from interop.cctv import Outcome, Vector, key_of_payload, outcome, parse_vector, released
from interop.cctv_rules import (
    concerns_another_type,
    expected,
    has_low_order_share,
    header_of,
    lacks_nonce,
    mac_has_another_size,
    what_the_reference_releases,
)
from interop.typage import Refused, Typage

from crypto.errors import Malformed, Tampered
from crypto.file_key import verify_header
from crypto.header import MAX_HEADER, encode_header, split_header
from crypto.opening.sealed_file import open_slot
from crypto.sizes import CHUNK_SIZE
from crypto.stream import encrypt_chunks


@pytest.fixture(scope="module")
def published(typage: Typage) -> list[Vector]:
    """All vectors, as they are published."""
    return [parse_vector(name, raw) for name, raw in typage.vectors().items()]


@pytest.fixture(scope="module")
def vectors(typage: Typage, published: list[Vector]) -> list[Vector]:
    """All vectors that hold a file, with the armor taken off by typage: Sluis knows no armor."""
    return [
        replace(vector, file=typage.take_armor_off(vector.file)) if vector.armored else vector
        for vector in published
        if vector.expect is not Outcome.ARMOR_FAILURE
    ]


def opens_in_a_slot(vector: Vector) -> bool:
    """Tell whether a file opens in the workstation's way: its own stanza only, all of them hybrid."""
    slots = header.stanzas if (header := header_of(vector)) else ()
    for slot in range(len(slots)):
        opening = open_slot(
            [vector.file], identity=vector.identities[0], slot=slot, slots=len(slots)
        )
        try:
            plaintext = b"".join(opening)
        except (Malformed, Tampered):
            continue
        return hashlib.sha256(plaintext).hexdigest() == vector.payload_sha256
    return False


def test_all_vectors_are_here(published: list[Vector]) -> None:
    """A newer package with more or other vectors is looked at before it is taken."""
    assert Counter(vector.expect.value for vector in published) == {
        "success": 26,
        "no match": 13,
        "HMAC failure": 1,
        "header failure": 62,
        "payload failure": 19,
        "armor failure": 22,
    }


def test_armor_is_refused(published: list[Vector]) -> None:
    """Sluis knows the binary form only, so armor is no header, be it whole or not."""
    armored = [vector for vector in published if vector.armored]
    assert len(armored) == 33
    for vector in armored:
        with pytest.raises(Malformed):
            split_header(vector.file)


def test_every_vector_that_concerns_us_has_its_outcome(vectors: list[Vector]) -> None:
    """Opened with the hybrid identity, or with the file key where another type wraps it."""
    ours = [vector for vector in vectors if not concerns_another_type(vector)]
    assert {v.name: outcome(v) for v in ours} == {v.name: expected(v) for v in ours}
    assert Counter(expected(v).value for v in ours) == {
        "success": 26,
        "no match": 7,
        "HMAC failure": 1,
        "header failure": 31,
        "payload failure": 21,
    }


def test_only_two_kinds_of_failure_have_another_name_here(vectors: list[Vector]) -> None:
    """Two files end inside the nonce, and two hold a share of low order."""
    renamed = [vector for vector in vectors if expected(vector) is not vector.expect]
    assert Counter((lacks_nonce(v), has_low_order_share(v)) for v in renamed) == {
        (True, False): 2,
        (False, True): 2,
    }


def test_what_does_not_concern_us_is_counted(vectors: list[Vector]) -> None:
    """The rules of X25519 and scrypt; and no file is left out that would open."""
    others = [vector for vector in vectors if concerns_another_type(vector)]
    assert Counter(vector.expect.value for vector in others) == {
        "header failure": 27,
        "no match": 8,
    }


def test_every_header_within_the_grammar_is_written_byte_for_byte(vectors: list[Vector]) -> None:
    """Also where the fault lies behind the grammar."""
    read = {vector.name: header for vector in vectors if (header := header_of(vector))}
    assert {v.name for v in vectors if v.expect is not Outcome.HEADER_FAILURE} <= read.keys()
    assert len(read) == 95
    for vector in vectors:
        if vector.name in read:
            assert vector.file.startswith(encode_header(read[vector.name]))


def test_typage_reads_the_same_stanzas(typage: Typage, vectors: list[Vector]) -> None:
    """And refuses the same headers, but for a MAC of another size, at which it looks later."""
    later = 0
    for vector in vectors:
        header = header_of(vector)
        try:
            stanzas = typage.read_stanzas(vector.file[:MAX_HEADER])
        except Refused:
            assert header is None, vector.name
            continue
        if header is None:
            assert mac_has_another_size(vector), vector.name
            later += 1
        else:
            assert header.stanzas == stanzas, vector.name
    assert later == 3


def test_every_payload_that_opens_is_sealed_again_byte_for_byte(vectors: list[Vector]) -> None:
    """Up to 258 chunks; the hash is the one published."""
    for vector in vectors:
        if vector.expect is Outcome.SUCCESS:
            header = split_header(vector.file)[0]
            verify_header(header, file_key=vector.file_key)
            payload = vector.file[len(encode_header(header)) :]
            plaintext, _ = released(payload, file_key=vector.file_key)
            assert hashlib.sha256(plaintext).hexdigest() == vector.payload_sha256
            key, sealed = key_of_payload(vector)
            assert b"".join(encrypt_chunks([plaintext], payload_key=key)) == sealed


def test_a_payload_that_fails_releases_no_more_than_the_reference(vectors: list[Vector]) -> None:
    """And at most one chunk less: ours waits until it knows whether a chunk is the last."""
    failing = [vector for vector in vectors if vector.expect is Outcome.PAYLOAD_FAILURE]
    withheld: Counter[int] = Counter()
    for vector in failing:
        reference = what_the_reference_releases(vector)
        assert hashlib.sha256(reference).hexdigest() == vector.payload_sha256, vector.name
        payload = vector.file[split_header(vector.file)[1] :]
        plaintext, _ = released(payload, file_key=vector.file_key)
        assert reference.startswith(plaintext), vector.name
        withheld[-(-(len(reference) - len(plaintext)) // CHUNK_SIZE)] += 1
    assert withheld == {0: 11, 1: 8}


def test_a_workstation_opens_only_files_with_nothing_but_hybrid_stanzas(
    vectors: list[Vector],
) -> None:
    """What age lets pass beside them, a stanza of another type or grease, is refused here."""
    hybrid = [vector for vector in vectors if vector.identities]
    assert len(hybrid) == 19
    assert {vector.name for vector in hybrid if opens_in_a_slot(vector)} == {
        "armor_hybrid",
        "hybrid",
        "hybrid_multiple_recipients",
    }
