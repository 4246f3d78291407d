"""The drop in buckets, for a service that has outgrown one file (docs/protocol.md section 6.6).

Above 4 MiB the drop splits by the first b bits of a value derived from the tag
key. A check then costs the same however large the service grows. The lists of
all live batches stay common to everybody, so completeness can still be checked.
The label of a bucket is stable: it tells one visitor in 2^b from another.
"""

import hashlib
import hmac

from crypto.labels import BUCKET_LABEL

MAX_BITS = 16
VALUE_SIZE = 2


def bucket_value(tag_key: bytes) -> int:
    """Return the 16-bit value of a thread, from its 32-byte tag key."""
    digest = hmac.digest(tag_key, BUCKET_LABEL, hashlib.sha256)
    return int.from_bytes(digest[:VALUE_SIZE], "big")


def label_of(value: int, *, bits: int) -> int:
    """Return the first `bits` of a 16-bit value: all that is published with a drop slot."""
    if not 0 <= bits <= MAX_BITS:
        raise ValueError(f"a bucket has 0 to {MAX_BITS} bits")
    return value >> (MAX_BITS - bits)


def belongs(*, label: int, bits: int, bucket: int, bucket_bits: int) -> bool:
    """Tell whether a drop slot labelled with `bits` bits goes in a bucket of `bucket_bits` bits.

    Batches from before a change of b live on beside the newer ones: what both
    have of their bits must agree, so an unlabelled slot goes in every bucket.
    """
    shared = min(bits, bucket_bits)
    return label >> (bits - shared) == bucket >> (bucket_bits - shared)
