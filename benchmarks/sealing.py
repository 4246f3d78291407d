"""Sealing against the bare cipher of the same library, memory, rewrap (docs/protocol.md section 4)."""

import statistics
import time
from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from benchmarks.measure import (
    MIB,
    Result,
    at_least,
    at_most,
    forget_peak,
    median_seconds,
    peak_resident_bytes,
)
from crypto.header import encode_header
from crypto.opening.identity import Identity
from crypto.opening.rewrap import rewrap_header
from crypto.opening.sealed_file import open_slot, read_header
from crypto.padding import pad_chunks
from crypto.sealing import seal_chunks
from crypto.sizes import CHUNK_SIZE, padded_attachment_size
from crypto.slots import wrap_for_members
from crypto.stream import chunk_nonce

SLOTS = 8
GIB = 1024 * MIB
CHUNK = b"s" * CHUNK_SIZE


def measure() -> list[Result]:
    """Measure everything that seals."""
    return [*_against_bare_cipher(), *_text_report(), *_rewrap()]


def _against_bare_cipher() -> list[Result]:
    # A part of each in turn, so that the machine's drift hits both alike.
    identities = [Identity.generate() for _ in range(SLOTS)]
    wrap = wrap_for_members([i.recipient for i in identities], frozenset({0, 1, 2}))
    cipher = ChaCha20Poly1305(bytes(32))
    sealing = opening = bare = 0.0
    forget_peak()
    before = peak_resident_bytes()
    for _ in range(4):
        start = time.perf_counter()
        for number in range(GIB // 4 // CHUNK_SIZE):
            cipher.encrypt(chunk_nonce(number, last=False), CHUNK, None)
        bare += time.perf_counter() - start
        start = time.perf_counter()
        for _piece in seal_chunks(_plain(GIB // 4), wrap=wrap):
            pass
        sealing += time.perf_counter() - start
        start = time.perf_counter()
        sealed = seal_chunks(_plain(GIB // 4), wrap=wrap)
        for _piece in open_slot(sealed, identity=identities[0], slot=0, slots=SLOTS):
            pass
        opening += time.perf_counter() - start
    grown = (peak_resident_bytes() - before) / MIB
    return [
        at_least("seal 1 GiB against the bare cipher", bare / sealing, "ratio", 0.7),
        Result("seal 1 GiB", GIB / MIB / sealing, "MiB/s"),
        Result("seal and open 1 GiB", GIB / MIB / opening, "MiB/s"),
        at_most("memory growth while sealing and opening 1 GiB", grown, "MiB", 64),
    ]


def _text_report() -> list[Result]:
    recipients = [Identity.generate().recipient for _ in range(SLOTS)]
    wrap = wrap_for_members(recipients, frozenset({0, 1, 2}))
    seconds = median_seconds(lambda: b"".join(seal_chunks([bytes(16_384)], wrap=wrap)), runs=21)
    return [Result("seal a text part to eight slots", seconds * 1000, "ms")]


def _rewrap() -> list[Result]:
    rewraps = {size: _prepare_rewrap(size) for size in (MIB, GIB)}
    times: dict[int, list[float]] = {size: [] for size in rewraps}
    for _ in range(101):
        # In turns, so that the machine's drift hits both alike.
        for size, rewrap in rewraps.items():
            start = time.perf_counter()
            rewrap()
            times[size].append(time.perf_counter() - start)
    small, large = (statistics.median(times[size]) for size in (MIB, GIB))
    return [
        Result("rewrap 1 MB", small * 1000, "ms"),
        Result("rewrap 1 GB", large * 1000, "ms"),
        at_most("rewrap 1 GB against 1 MB", large / small, "ratio", 1.5),
    ]


def _prepare_rewrap(size: int) -> Callable[[], bytes]:
    identities = [Identity.generate() for _ in range(SLOTS)]
    recipients = [identity.recipient for identity in identities]
    padded = padded_attachment_size(size)
    content = pad_chunks(_plain(size), content_size=size, size=padded)
    # A real file of the size is sealed, and only its header is kept: that is the point.
    sealed = seal_chunks(content, wrap=wrap_for_members(recipients, frozenset({0})))
    header, payload = read_header(sealed)
    for _piece in payload:
        pass
    wrap = wrap_for_members(recipients, frozenset({0, 1}))
    return lambda: encode_header(
        rewrap_header(header, identity=identities[0], slot=0, slots=SLOTS, wrap=wrap)
    )


def _plain(size: int) -> Iterator[bytes]:
    for _ in range(size // CHUNK_SIZE):
        yield CHUNK
