"""What all makers of vectors share: keys by label, kept stanzas, and a topic under construction.

Every key, file key and nonce comes from SHA-256 of a label. Only an HPKE
encapsulation is drawn by the library; `Kept` keeps the stanzas of the run before,
so that making the vectors again changes nothing.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vectors.codec import encode_fields

from crypto.errors import ProtocolError
from crypto.file_key import make_header, payload_key
from crypto.header import Stanza, encode_header
from crypto.opening.identity import Identity
from crypto.sizes import ENCAPSULATION_SIZE, STANZA_TYPE
from crypto.slots import DECOY_FILE_KEY
from crypto.stream import encrypt_chunks


def seed(label: str) -> bytes:
    """Return the 32 bytes of a label."""
    return hashlib.sha256(f"sluis/vectors/{label}".encode()).digest()


def identity(label: str) -> Identity:
    """Return the identity of a label."""
    return Identity(seed(f"identity {label}"))


FILE_KEY = seed("file key")[:16]


def flip(raw: bytes, at: int) -> bytes:
    """Return the bytes with one bit of the byte at this place turned over."""
    at %= len(raw)
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


class Kept:
    """The stanzas of an earlier run by what they hold; one that is missing or does not open is made anew."""

    def __init__(self, earlier: Mapping[str, str]) -> None:
        self._earlier = earlier
        self.stanzas: dict[str, str] = {}

    def stanza(self, label: str, file_key: bytes = FILE_KEY) -> Stanza:
        """Return a stanza that holds a file key for the identity of a label."""
        name = f"{label} {file_key.hex()}"
        stanza = _stanza(self.stanzas.get(name) or self._earlier.get(name, ""))
        if not _holds(stanza, identity(label), file_key):
            stanza = identity(label).recipient.wrap(file_key)
        padding = "=" * (-len(stanza.arguments[1]) % 4)
        raw = base64.b64decode(stanza.arguments[1] + padding) + stanza.body
        self.stanzas[name] = base64.b64encode(raw).decode()
        return stanza

    def seal(
        self, plaintext: bytes, stanzas: Sequence[Stanza], *, file_key: bytes = FILE_KEY
    ) -> bytes:
        """Return a sealed file with these stanzas, its nonce the hash of what is in it."""
        header = encode_header(make_header(stanzas, file_key=file_key))
        return header + seal_payload(plaintext, file_key=file_key)

    def seal_to(self, plaintext: bytes, label: str) -> bytes:
        """Return a sealed file for the identity of a label."""
        return self.seal(plaintext, [self.stanza(label)])

    def slot_stanzas(self, labels: Sequence[str], members: set[int]) -> list[Stanza]:
        """Return a stanza for each label: the file key for members, the decoy constant for the others."""
        return [
            self.stanza(label, FILE_KEY if slot in members else DECOY_FILE_KEY)
            for slot, label in enumerate(labels)
        ]


def seal_payload(plaintext: bytes, *, file_key: bytes = FILE_KEY) -> bytes:
    """Return nonce and payload of a plaintext under a file key."""
    nonce = hashlib.sha256(b"sluis/vectors/nonce" + plaintext).digest()[:16]
    chunks = encrypt_chunks([plaintext], payload_key=payload_key(file_key, nonce))
    return nonce + b"".join(chunks)


@dataclass
class Topic:
    """The vectors of one topic; `base` holds the inputs that most of them share."""

    name: str
    spec: str
    base: dict[str, Any] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    vectors: list[dict[str, Any]] = field(default_factory=list)

    def ok(self, name: str, comment: str, output: Mapping[str, Any], **inputs: Any) -> None:
        """Add a vector that must come out as `output`."""
        self._add(name, comment, "ok", output, inputs)

    def refuse(
        self,
        name: str,
        error: type[ProtocolError],
        comment: str,
        *,
        output: Mapping[str, Any] | None = None,
        **inputs: Any,
    ) -> None:
        """Add a vector that must be refused with this very error."""
        self._add(name, comment, error.__name__, output, inputs)

    def refuse_each(
        self, error: type[ProtocolError], faults: Iterable[tuple[str, Mapping[str, Any], str]]
    ) -> None:
        """Add a vector for each (name, inputs, comment), all refused with this very error."""
        for name, inputs, comment in faults:
            self.refuse(name, error, comment, **inputs)

    def encode(self) -> str:
        """Return the file of the topic, one field a line."""
        blobs = {name: base64.b64encode(raw).decode() for name, raw in self.blobs.items()}
        vectors = ",\n".join("  {\n" + ",\n".join(self._lines(v)) + "\n  }" for v in self.vectors)
        named = ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(text)}" for name, text in blobs.items()
        )
        blob_lines = f' "blobs": {{\n{named}\n }},\n' if named else ""
        return f'{{\n "topic": "{self.name}",\n{blob_lines} "vectors": [\n{vectors}\n ]\n}}\n'

    def _add(
        self, name: str, comment: str, expect: str, output: Mapping[str, Any] | None, inputs: Any
    ) -> None:
        inputs = {**self.base, **inputs}
        spec = inputs.pop("spec", self.spec)
        self.vectors.append(
            {
                "name": name,
                "spec": spec,
                "expect": expect,
                "inputs": inputs,
                "output": output,
                "comment": comment,
            }
        )

    def _lines(self, vector: dict[str, Any]) -> list[str]:
        encoded = {**vector, "inputs": encode_fields(vector["inputs"], self.blobs)}
        if vector["output"] is not None:
            encoded["output"] = encode_fields(vector["output"], self.blobs)
        return [
            f'   "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in encoded.items()
        ]


def _stanza(kept: str) -> Stanza:
    raw = base64.b64decode(kept)
    encapsulation = base64.b64encode(raw[:ENCAPSULATION_SIZE]).rstrip(b"=").decode()
    return Stanza((STANZA_TYPE, encapsulation), raw[ENCAPSULATION_SIZE:])


def _holds(stanza: Stanza, opener: Identity, file_key: bytes) -> bool:
    try:
        return opener.unwrap(stanza) == file_key
    except ProtocolError:
        # A wrapped key of an odd size never opens; it is kept as it came.
        return len(stanza.body) > 0 and len(file_key) != 16
