"""Vectors of outbound bundles that bring files of handovers (docs/protocol.md section 10.3)."""

import hashlib
from typing import Any

from vectors.kit import Topic, flip, seed
from vectors.make_stored import attachment_of
from vectors.outgoing import first_bundle
from vectors.service import PERIOD

from crypto.errors import Malformed, ProtocolError, Tampered
from crypto.sizes import stored_attachment_size
from crypto.stored import encode_prefix

_SLOTS = 4
_IDS = sorted(seed(f"handed file {n}")[:16] for n in range(17))
_FILE = attachment_of(_SLOTS)


def _name(number: int) -> str:
    return f"attachments/{_IDS[number].hex()}"


def _bundle(files: dict[str, bytes], *, before: bool = False) -> bytes:
    """Return the first bundle with these files behind its own, or before them."""
    made = first_bundle()
    made.files = {**files, **made.files} if before else {**made.files, **files}
    return made.tar()


def add_files(topic: Topic, output: dict[str, Any]) -> None:
    """Add bundles with files, right and wrong; `output` is that of the first bundle without any."""
    for name, count, comment in (
        ("with-a-file", 1, "Behind the period keys."),
        ("with-two-files", 2, "By rising ids."),
        ("with-sixteen-files", 16, "The most."),
    ):
        files = {_name(n): _FILE for n in range(count)}
        bundle = _bundle(files)
        told = [{"id": _IDS[n], "period": PERIOD, "size": len(_FILE)} for n in range(count)]
        manifest = first_bundle()
        manifest.files |= files
        topic.ok(
            name,
            comment,
            {**output, "manifest_hash": manifest.hash, "attachments": told},
            bundle=bundle,
        )
    for name, error, bundle, comment in [*_wrong_lists(), *_wrong_files()]:
        topic.refuse(name, error, comment, bundle=bundle)


def _wrong_lists() -> list[tuple[str, type[ProtocolError], bytes, str]]:
    too_large = first_bundle()
    half = stored_attachment_size(1 << 29, slots=_SLOTS)
    too_large.listed = [
        {"name": _name(n), "sha256": hashlib.sha256(b"").hexdigest(), "size": half}
        for n in range(2)
    ]
    return [
        (
            "with-seventeen-files",
            Malformed,
            _bundle({_name(n): _FILE for n in range(17)}),
            "Sixteen at most.",
        ),
        (
            "files-by-falling-ids",
            Malformed,
            _bundle({_name(1): _FILE, _name(0): _FILE}),
            "One form for one content.",
        ),
        (
            "a-file-before-all-else",
            Malformed,
            _bundle({_name(0): _FILE}, before=True),
            "Behind the period keys.",
        ),
        (
            "a-file-under-a-name-of-the-other-direction",
            Malformed,
            _bundle({f"attachments/20780/{_IDS[0].hex()}": _FILE}),
            "No day here.",
        ),
        (
            "a-file-with-an-id-of-15-bytes",
            Malformed,
            _bundle({_name(0)[:-2]: _FILE}),
            "16.",
        ),
        ("a-file-of-another-kind", Malformed, _bundle({"texts/" + "0" * 32: _FILE}), "Files only."),
        (
            "files-of-more-than-a-gibibyte",
            Malformed,
            too_large.tar(),
            "Seen in the manifest, before a byte of them.",
        ),
    ]


def _wrong_files() -> list[tuple[str, type[ProtocolError], bytes, str]]:
    def one(raw: bytes) -> bytes:
        return _bundle({_name(0): raw})

    good = one(_FILE)
    return [
        ("a-file-of-no-step", Malformed, one(_FILE[:-1]), "No attachment has this size."),
        ("an-empty-file", Malformed, one(b""), "No attachment has this size."),
        ("a-file-with-three-stanzas", Malformed, one(attachment_of(3)), "One for each slot."),
        (
            "a-file-of-another-version",
            Malformed,
            one(b"\xff" + _FILE[1:]),
            "As of every stored object.",
        ),
        ("a-file-that-is-no-sealed-file", Malformed, one(bytes(len(_FILE))), "Shape is checked."),
        (
            "a-file-of-the-week-before",
            Malformed,
            one(encode_prefix(PERIOD - 1) + _FILE[5:]),
            "The bundle's day is not one of that week's.",
        ),
        (
            "a-file-of-the-week-after",
            Malformed,
            one(encode_prefix(PERIOD + 1) + _FILE[5:]),
            "The bundle's day is not one of that week's.",
        ),
        (
            "a-file-altered-on-the-way",
            Tampered,
            flip(good, good.index(_FILE) + 40_000),
            "The manifest holds its hash.",
        ),
        ("a-file-cut-off-on-the-way", Malformed, good[:-20_000], "Whole or not at all."),
    ]
