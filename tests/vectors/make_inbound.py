"""Vectors of the container of bundles, and of inbound manifests (docs/protocol.md sections 10.1 and 10.2)."""

import gzip
import hashlib
import io
import tarfile
from typing import Any

from vectors.kit import Topic, flip
from vectors.service import DAY, SERVICE

from crypto.canonical import encode
from crypto.errors import Malformed, Tampered

_FILES = {"today": b"t" * 700, "texts/20780/" + "a" * 32 + "/0": b"x" * 512}
_EMPTY_HASH = hashlib.sha256(b"").hexdigest()


def line_of(name: str, content: bytes) -> dict[str, Any]:
    """Return a manifest's line for a file."""
    return {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def _manifest(**changes: Any) -> dict[str, Any]:
    return {
        "files": [line_of(name, content) for name, content in _FILES.items()],
        "kind": "inbound",
        "maker": "portal",
        "service": SERVICE.hex(),
        "since": DAY - 3,
        "through": DAY,
        **changes,
    }


def member(name: str, content: bytes, /, **changes: Any) -> bytes:
    """Return a tar member; `changes` replace fields of its header."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    form = changes.pop("form", tarfile.PAX_FORMAT)
    for field, value in changes.items():
        setattr(info, field, value)
    return info.tobuf(format=form) + content + bytes(-len(content) % 512)


def tar(*members: bytes) -> bytes:
    """Return the bundle of these members."""
    return b"".join(members) + bytes(1024)


def _bundle(contents: dict[str, bytes] | None = None, **changes: Any) -> bytes:
    members = [
        member(name, content)
        for name, content in (_FILES if contents is None else contents).items()
    ]
    return tar(member("manifest", encode(_manifest(**changes))), *members)


def make_inbound() -> Topic:
    """Return the vectors of inbound bundles."""
    topic = Topic("bundle-inbound", "10.1")
    listed = [{"name": name, "content": content} for name, content in _FILES.items()]
    output = {"maker": "portal", "since": DAY - 3, "through": DAY, "files": listed}
    topic.ok("two-files", "In the order of the manifest.", output, bundle=_bundle())
    topic.ok("no-files", "Nothing new.", {**output, "files": []}, bundle=_bundle({}, files=[]))
    for name, bundle, comment in _wrong_containers():
        topic.refuse(name, Malformed, comment, bundle=bundle)
    for name, bundle, comment in _other_contents():
        topic.refuse(name, Tampered, comment, bundle=bundle)
    topic.spec = "10.2"
    for name, changes, comment in _wrong_manifests():
        topic.refuse(name, Malformed, comment, bundle=_bundle(**changes))
    for name in (
        "../x",
        "/etc/passwd",
        "a/../b",
        "Today",
        "a\0",
        "a//b",
        "",
        "a/b/c/d/e",
        "-a",
        "a-",
        "é",
        "a b",
        "con.txt",
    ):
        files = [{"name": name, "sha256": _EMPTY_HASH, "size": 0}]
        shown = name.encode().hex() or "nothing"
        topic.refuse(
            f"a-name-of-{shown}",
            Malformed,
            f"{name!a} is outside the one narrow form.",
            bundle=_bundle({}, files=files),
        )
    return topic


def _wrong_containers() -> list[tuple[str, bytes, str]]:
    manifest = member("manifest", encode(_manifest()))
    one, two = (member(name, content) for name, content in _FILES.items())
    good = _bundle()
    content = _FILES["today"]
    odd: list[tuple[str, dict[str, Any], str]] = [
        ("a-symbolic-link", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, "Plain files."),
        ("a-hard-link", {"type": tarfile.LNKTYPE, "linkname": "manifest"}, "Plain files."),
        ("a-folder", {"type": tarfile.DIRTYPE}, "Plain files."),
        ("a-device", {"type": tarfile.CHRTYPE}, "Plain files."),
        ("a-pipe", {"type": tarfile.FIFOTYPE}, "Plain files."),
        ("a-contiguous-file", {"type": tarfile.CONTTYPE}, "Some readers take it for a plain one."),
        ("a-sparse-file", {"type": tarfile.GNUTYPE_SPARSE}, "A bomb of zeros."),
        ("an-owner", {"uid": 1000}, "Nobody owns it."),
        ("an-owner-s-name", {"uname": "anna"}, "It would tell who made it."),
        ("a-time", {"mtime": 1_700_000_000}, "Nothing is finer than a day."),
        ("a-mode-of-0755", {"mode": 0o755}, "0600."),
        ("a-pax-header", {"pax_headers": {"comment": "x"}}, "None."),
        ("a-gnu-long-name", {"name": "a" * 120, "form": tarfile.GNU_FORMAT}, "None."),
    ]
    members = [
        (name, tar(manifest, member("today", content, **c), two), why) for name, c, why in odd
    ]
    cuts = [
        (f"cut-after-{at}-bytes", good[:at], "Whole or not at all.")
        for at in (
            1,
            511,
            512,
            700,
            len(manifest),
            len(manifest) + 1000,
            len(good) - 1024,
            len(good) - 1,
        )
    ]
    return [
        *members,
        *cuts,
        ("nothing-at-all", b"", "No manifest."),
        ("zeros", bytes(10_240), "An empty archive has no manifest."),
        ("a-file-before-the-manifest", tar(one, manifest, two), "Listed before anything happens."),
        ("no-manifest", tar(one, two), "Listed before anything happens."),
        (
            "a-manifest-that-is-a-link",
            tar(member("manifest", b"", type=tarfile.SYMTYPE, linkname="x")),
            "Plain files.",
        ),
        ("a-wrong-checksum", flip(good, len(manifest) + 150), "Of a header."),
        (
            "a-fill-that-is-not-zero",
            flip(good, len(manifest) + len(one) - 1),
            "One form for one content.",
        ),
        ("something-behind-the-end", good + b"\1", "One form for one content."),
        ("a-third-block-of-zeros", good + bytes(512), "Two at the end."),
        ("one-block-of-zeros", good[:-512], "Two at the end."),
        ("a-compressed-archive", _gzip(good), "Nothing is compressed."),
    ]


def _gzip(raw: bytes) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as file:
        file.write(raw)
    return packed.getvalue()


def _other_contents() -> list[tuple[str, bytes, str]]:
    good, (first, second) = _bundle(), _FILES
    more = {**_FILES, "drop": b"d"}
    return [
        ("an-altered-file", flip(good, good.index(b"ttt") + 9), "The manifest holds its hash."),
        ("a-file-missing", _bundle({first: _FILES[first]}), "The manifest names it."),
        ("all-files-missing", _bundle({}), "The manifest names them."),
        ("a-file-too-many", _bundle(more), "The manifest does not name it."),
        ("another-order", _bundle(dict(reversed(_FILES.items()))), "That of the manifest."),
        (
            "another-name",
            _bundle({"drop": _FILES[first], second: _FILES[second]}),
            "The manifest's.",
        ),
        (
            "a-file-a-byte-longer",
            _bundle({**_FILES, first: _FILES[first] + b"t"}),
            "The manifest says how long.",
        ),
        (
            "a-file-a-byte-shorter",
            _bundle({**_FILES, first: _FILES[first][1:]}),
            "The manifest says how long.",
        ),
    ]


def _wrong_manifests() -> list[tuple[str, dict[str, Any], str]]:
    file = line_of("today", b"")
    return [
        ("a-name-twice", {"files": [file, file]}, "Each once."),
        ("a-second-manifest", {"files": [line_of("manifest", b"")]}, "It is the first member."),
        ("a-size-below-zero", {"files": [{**file, "size": -1}]}, "No size."),
        (
            "a-size-of-8-gib",
            {"files": [{**file, "size": 8**11}]},
            "What a header holds without a pax header.",
        ),
        (
            "a-hash-in-upper-case",
            {"files": [{**file, "sha256": "A" * 64}]},
            "Hexadecimal is lower case.",
        ),
        (
            "a-file-without-a-hash",
            {"files": [{"name": "today", "size": 0}]},
            "Every field is required.",
        ),
        ("another-maker", {"maker": "reporter"}, "Portal or workstation."),
        ("an-outbound-manifest", {"kind": "outbound"}, "The other way."),
        ("a-day-in-quotes", {"since": "20777"}, "A number."),
        ("an-unknown-field", {"more": 1}, "Nothing unknown is allowed."),
    ]
