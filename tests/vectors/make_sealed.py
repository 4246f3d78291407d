"""Vectors of sealed files around chunk boundaries (docs/protocol.md section 4.1)."""

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from vectors.kit import FILE_KEY, Kept, Topic, flip, identity, seed

from crypto.errors import Malformed, Tampered
from crypto.file_key import make_header, payload_key
from crypto.header import encode_header
from crypto.sizes import CHUNK_SIZE
from crypto.stream import chunk_nonce

_SEALED_CHUNK = CHUNK_SIZE + 16
_NONCE = seed("nonce")[:16]
_LENGTHS = {
    "empty": 0,
    "one-byte": 1,
    "one-chunk": 65_536,
    "a-byte-more": 65_537,
    "three-chunks": 131_073,
}


def make_sealed_files(kept: Kept) -> Topic:
    """Return the vectors of the age format around chunk boundaries."""
    sealed = {name: kept.seal_to(b"s" * size, "opener") for name, size in _LENGTHS.items()}
    topic = Topic("sealed-file", "4.1", blobs=sealed)
    topic.base = {"identity": identity("opener").seed}
    for name, size in _LENGTHS.items():
        topic.ok(f"{name}-opens", f"{size} bytes.", {"plaintext": b"s" * size}, sealed=sealed[name])
    header = encode_header(make_header([kept.stanza("opener")], file_key=FILE_KEY))
    _refuse_chunks(topic, header, sealed["three-chunks"])
    _refuse_cuts(topic, header, sealed)
    _refuse_flips(topic, kept, header, sealed["one-byte"])
    return topic


def _refuse_chunks(topic: Topic, header: bytes, sealed: bytes) -> None:
    start, payload = sealed[: len(header) + 16], sealed[len(header) + 16 :]
    a, b, c = (payload[at : at + _SEALED_CHUNK] for at in range(0, len(payload), _SEALED_CHUNK))
    faults = [
        ("chunks-exchanged", a[:0] + b + a + c, "Each has its number."),
        ("a-chunk-twice", a + a + b + c, "Each has its number."),
        ("a-chunk-left-out", a + c, "Each has its number."),
        ("the-first-chunk-left-out", b + c, "Each has its number."),
        ("the-last-chunk-left-out", a + b, "The last one says so."),
        ("the-last-chunk-first", c + a + b, "The last one says so."),
        ("the-last-chunk-twice", a + b + c + c, "Nothing follows the last one."),
        (
            "a-chunk-of-zeros-behind",
            payload + bytes(_SEALED_CHUNK),
            "Nothing follows the last one.",
        ),
    ]
    for name, wrong, comment in faults:
        topic.refuse(name, Tampered, comment, sealed=start + wrong)
    crafted = [
        (
            "an-empty-last-chunk-behind-a-full-one",
            [(b"s" * CHUNK_SIZE, False), (b"", True)],
            "The full one must be the last: else one content has two forms.",
        ),
        ("an-only-chunk-that-is-not-marked-last", [(b"s", False)], "A start of something longer."),
        (
            "a-marked-chunk-before-another",
            [(b"s" * CHUNK_SIZE, True), (b"s", True)],
            "The last one is the last.",
        ),
        (
            "a-short-chunk-before-the-last",
            [(b"s" * 99, False), (b"s", True)],
            "All but the last are full.",
        ),
    ]
    for name, chunks, comment in crafted:
        topic.refuse(name, Tampered, comment, sealed=header + _crafted(chunks))


def _crafted(chunks: list[tuple[bytes, bool]]) -> bytes:
    cipher = ChaCha20Poly1305(payload_key(FILE_KEY, _NONCE))
    return _NONCE + b"".join(
        cipher.encrypt(chunk_nonce(counter, last=last), chunk, None)
        for counter, (chunk, last) in enumerate(chunks)
    )


def _refuse_cuts(topic: Topic, header: bytes, sealed: dict[str, bytes]) -> None:
    whole, short = sealed["three-chunks"], sealed["one-byte"]
    first = len(header) + 16
    faults = [
        ("cut-by-a-byte", whole[:-1], "Within the last tag."),
        (
            "cut-at-the-first-boundary",
            whole[: first + _SEALED_CHUNK],
            "A whole chunk is not a file.",
        ),
        ("cut-a-byte-before-a-boundary", whole[: first + _SEALED_CHUNK - 1], "Within a tag."),
        ("cut-a-byte-behind-a-boundary", whole[: first + _SEALED_CHUNK + 1], "Shorter than a tag."),
        (
            "cut-behind-the-second-chunk-and-15-bytes",
            whole[: first + 2 * _SEALED_CHUNK + 15],
            "Shorter than a tag.",
        ),
        ("cut-in-the-middle-of-a-chunk", whole[: first + 40_000], "Nothing of it is shown."),
        ("cut-behind-the-nonce", short[:first], "Even an empty file has a chunk."),
        ("cut-within-the-nonce", short[: first - 1], "16 bytes."),
        ("cut-behind-the-header", short[: len(header)], "A header is not a file."),
        ("a-byte-behind-the-end", short + b"\0", "The last chunk is another one."),
        ("two-files-joined", short + short, "One file."),
    ]
    for name, wrong, comment in faults:
        topic.refuse(name, Tampered, comment, sealed=wrong)
    topic.refuse(
        "cut-within-the-header", Malformed, "There is no header.", sealed=short[: len(header) - 1]
    )
    topic.refuse("nothing-at-all", Malformed, "There is no header.", sealed=b"")


def _refuse_flips(topic: Topic, kept: Kept, header: bytes, short: bytes) -> None:
    faults = [
        ("a-flipped-bit-in-the-nonce", flip(short, len(header)), "Another payload key."),
        ("a-flipped-bit-in-the-payload", flip(short, len(header) + 16), "Authentic chunks only."),
        ("a-flipped-bit-in-a-tag", flip(short, -1), "The whole tag is compared."),
        (
            "a-mac-of-another-file-key",
            short.replace(
                header[-48:],
                encode_header(make_header([kept.stanza("opener")], file_key=seed("x")[:16]))[-48:],
            ),
            "The header is authentic.",
        ),
    ]
    for name, wrong, comment in faults:
        topic.refuse(name, Tampered, comment, sealed=wrong)
    topic.refuse(
        "another-identity",
        Tampered,
        "It does not open.",
        sealed=short,
        identity=seed("identity other"),
    )
    both = kept.seal(b"s", [kept.stanza("opener"), kept.stanza("slot 1")])
    topic.refuse("two-stanzas-where-one-belongs", Malformed, "One reader.", sealed=both)
    topic.refuse("another-version", Malformed, "age v1.", sealed=short.replace(b"/v1", b"/v2"))
    topic.refuse(
        "armored",
        Malformed,
        "Never armored here.",
        sealed=b"-----BEGIN AGE ENCRYPTED FILE-----\n" + short,
    )
