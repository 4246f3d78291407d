"""Vectors of the recipients' file (docs/protocol.md section 5.3)."""

import base64
import hashlib
from typing import Any

from vectors import service
from vectors.kit import Topic, identity
from vectors.service import SERVICE

from crypto.canonical import encode
from crypto.errors import Malformed, Tampered


def make_recipients() -> Topic:
    """Return the vectors of the recipients' file; all but the first two faults are named by a signed keyring."""
    whole = _file()
    topic = Topic("recipients", "5.3", blobs={"reader": base64.b64decode(_key("reader one"))})
    topic.base = {"root": service.root()}
    good = encode(whole)
    topic.ok(
        "the-file-that-the-keyring-names",
        "Its hash vouches for it.",
        {"ids": ["gemeente", "rijksrecherche"]},
        **_named(good),
    )
    topic.refuse(
        "another-file",
        Tampered,
        "Its hash is another.",
        **{**_named(good), "recipients": encode({**whole, "recipients": []})},
    )
    topic.refuse(
        "a-byte-behind-the-end",
        Tampered,
        "Its hash is another.",
        **{**_named(good), "recipients": good + b"\n"},
    )
    key = _key("reader one")
    faults: list[tuple[str, bytes, str]] = [
        (
            "without-a-service",
            encode({"kind": "recipients", "recipients": []}),
            "Every field is required.",
        ),
        ("another-kind", encode({**whole, "kind": "keyring"}), "A recipients' file."),
        ("an-unknown-field", encode({**whole, "more": 1}), "Nothing unknown is allowed."),
        ("a-blank-in-the-json", good.replace(b":", b": ", 1), "Canonical JSON."),
        (
            "a-recipient-twice",
            encode(_file(authorities=[_authority("aa", "x"), _authority("aa", "y")])),
            "One entry each.",
        ),
        (
            "a-recipient-without-readers",
            encode(_file(authorities=[_authority("aa")])),
            "Nobody reads.",
        ),
        (
            "one-reader-of-two-recipients",
            encode(_file(authorities=[_authority("aa", "x"), _authority("bb", "x")])),
            "No private key exists on two machines.",
        ),
        (
            "an-id-in-upper-case",
            encode(_file(authorities=[_authority("Politie", "x")])),
            "Lower case.",
        ),
        (
            "an-id-with-a-newline",
            encode(_file(authorities=[_authority("politie\n", "x")])),
            "Nothing behind it.",
        ),
        ("an-id-that-is-a-path", encode(_file(authorities=[_authority("../x", "x")])), "A word."),
        (
            "a-reader-s-key-a-byte-short",
            good.replace(key.encode(), base64.b64encode(base64.b64decode(key)[:-1])),
            "1,216 bytes.",
        ),
        (
            "a-reader-s-key-that-is-not-base64",
            good.replace(key[:4].encode(), b"****"),
            "Standard base64.",
        ),
        (
            "a-reader-s-key-in-other-letters",
            good.replace(key[:4].encode(), "éééé".encode()),
            "Standard base64.",
        ),
        (
            "a-reader-s-key-without-padding",
            good.replace(key.encode(), key.rstrip("=").encode()),
            "With padding.",
        ),
        (
            "a-reader-s-key-with-stray-bits",
            good.replace(key.encode(), key[:-3].encode() + bytes([ord(key[-3]) + 1]) + b"=="),
            "One spelling of one key.",
        ),
    ]
    for name, raw, comment in faults:
        topic.refuse(name, Malformed, comment, **_named(raw))
    return topic


def _named(raw: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(raw).hexdigest()
    return {"recipients": raw, "keyring": service.keyring_raw(recipients=digest)}


def _file(authorities: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    listed = (
        authorities
        if authorities is not None
        else [
            _authority("gemeente", "reader one"),
            _authority("rijksrecherche", "reader two", "reader three"),
        ]
    )
    return {"kind": "recipients", "recipients": listed, "service": SERVICE.hex()}


def _authority(name: str, *readers: str) -> dict[str, Any]:
    listed = [{"name": reader, "recipient": _key(reader)} for reader in readers]
    return {"id": name, "name": name.title(), "readers": listed}


def _key(label: str) -> str:
    return base64.b64encode(identity(label).recipient.raw).decode()
