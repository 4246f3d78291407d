"""A second reader of the protocol, written from docs/protocol.md alone.

It shares no code with the project: it shows that the page is enough to open a
report or a handover with its files, find a reply and judge what is published. Numbers in brackets are the
page's sections. What is refused raises `Refused` with the outcome of section 13.
For tests only: it hides nothing from somebody who measures time.
"""

import base64
import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

CONSTANT = hashlib.sha256(b"sluis/v1/decoy").digest()[:16]
STANZA = "mlkem768x25519"
SUITE = b"HPKE\x64\x7a\x00\x01\x00\x03"
XWING = rb"\./" + rb"/^" + b"\\"
CHUNK, TEXT_PART, DROP_SLOT = 65_536, 16_384, 4_096
UINT32 = range(1 << 32)

# Where the page names no words or bounds, these are what the vectors hold to.
LINES = re.compile(r"bedreiging|integriteit|klacht|x_[a-z0-9_]{1,38}")
WORD = re.compile(r"[a-z][a-z0-9_-]*")
MIME = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
NAME = re.compile(r"(?s).{1,255}")


class Refused(Exception):
    """Nothing of the input is used; `outcome` is one of section 13."""

    def __init__(self, outcome: str, why: str = "") -> None:
        super().__init__(f"{outcome}: {why}")
        self.outcome = outcome


def need(holds: object, outcome: str = "Malformed", why: str = "") -> None:
    """Go on only if it holds."""
    if not holds:
        raise Refused(outcome, why)


class Cursor:
    """Reads fields of fixed width from the front."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, width: int) -> bytes:
        """Return the next bytes."""
        need(len(self.raw) - self.at >= width, why="ends early")
        self.at += width
        return self.raw[self.at - width : self.at]

    def number(self, width: int, most: int = 1 << 64) -> int:
        """Return the next unsigned big endian integer (2)."""
        number = int.from_bytes(self.take(width), "big")
        need(number <= most, why="too large")
        return number

    def end(self) -> None:
        """Demand that nothing is left."""
        need(self.at == len(self.raw), why="bytes behind the end")


# ---------------------------------------------------------------- 2 encoding


def parse_json(raw: bytes, limit: int, shape: Any = lambda _: True) -> Any:
    """Return the value of canonical JSON, if it has the shape (2.1)."""
    need(len(raw) <= limit)
    try:
        value = json.loads(raw.decode())
        _plain(value, 8)
        need(canonical(value) == raw, why="not canonical")
    except (ValueError, RecursionError) as error:
        raise Refused("Malformed", str(error)) from None
    need(fits(value, shape), why="schema")
    return value


def canonical(value: Any) -> bytes:
    """Return the one encoding of a value (2.1)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: Any, levels: int) -> None:
    """Refuse what JSON can hold and canonical JSON cannot; a number takes a level too."""
    need(levels and not isinstance(value, float))
    need(not isinstance(value, int) or abs(value) < 1 << 53)
    if isinstance(value, dict):
        need("".join(value).isascii())
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        _plain(inner, levels - 1)


def fits(value: Any, shape: Any) -> bool:
    """Tell whether a value is of a shape.

    {field: shape}, [shape of each], {words}, a range of integers, a number of
    bytes in hexadecimal, a pattern, or a function that tells.
    """
    match shape:
        case dict():
            is_object = isinstance(value, dict) and value.keys() == shape.keys()
            return is_object and all(fits(value[key], shape[key]) for key in shape)
        case set() | range():
            return type(value) is (str if isinstance(shape, set) else int) and value in shape
        case [each]:
            return isinstance(value, list) and all(fits(item, each) for item in value)
        case int():
            return fits(value, re.compile(f"[0-9a-f]{{{2 * shape}}}"))
        case re.Pattern():
            return isinstance(value, str) and shape.fullmatch(value) is not None
    return bool(shape(value))


def is_text(value: Any) -> bool:
    """Tell whether it is a string."""
    return isinstance(value, str)


def are_members(value: Any) -> bool:
    """Tell whether these are slots, sorted, each once, and not none (8.2)."""
    return fits(value, [range(16)]) and value != [] and value == sorted(set(value))


def is_recipient(value: Any) -> bool:
    """Tell whether it is a recipient in standard base64 with padding (2.1)."""
    return is_text(value) and len(value) == 1_624 and len(unbase64(value.rstrip("="))) == 1_216


@dataclass(frozen=True)
class Frame:
    """What is signed or MACed (2.2)."""

    type: bytes
    body: bytes
    signatures: Mapping[int, bytes]
    mac: bytes

    def encoding(self, context: bytes) -> bytes:
        """Return what a signature or a MAC is over (2.3)."""
        body = context + self.body
        return b"DSSEv1 %d %b %d %b" % (len(self.type), self.type, len(body), body)

    def verify(self, signer: int, key: bytes, context: bytes = b"") -> None:
        """Demand this signer's signature (2.3)."""
        need(signer in self.signatures, "UnknownSigner", "did not sign")
        try:
            VerifyKey(key).verify(self.encoding(context), self.signatures[signer])
        except BadSignatureError:
            raise Refused("Tampered", "signature") from None

    def verify_threshold(self, keys: Sequence[bytes], threshold: int) -> None:
        """Demand enough of these signers, no stranger and no wrong signature (5.1)."""
        need(all(signer < len(keys) for signer in self.signatures), "UnknownSigner", "a stranger")
        for signer in self.signatures:
            self.verify(signer, keys[signer])
        need(len(self.signatures) >= threshold, "UnknownSigner", "too few")

    def verify_mac(self, key: bytes, context: bytes = b"") -> None:
        """Demand the MAC under a key (2.3)."""
        right = hmac.digest(key, self.encoding(context), "sha256")
        need(hmac.compare_digest(right, self.mac), "Tampered", "MAC")


def take_frame(cursor: Cursor, kind: str) -> Frame:
    """Return the frame that stands here (2.2)."""
    need(cursor.take(cursor.number(1)) == kind.encode(), why="another type")
    body = cursor.take(cursor.number(4, most=1 << 20))
    pairs = [(cursor.number(1), cursor.take(64)) for _ in range(cursor.number(1, most=16))]
    need(len(dict(pairs)) == len(pairs), why="one signer twice")
    mac = cursor.take(cursor.number(1))
    need(len(mac) in {0, 32})
    return Frame(kind.encode(), body, dict(pairs), mac)


def parse_frame(raw: bytes, kind: str) -> Frame:
    """Return a frame that stands alone."""
    cursor = Cursor(raw)
    frame = take_frame(cursor, kind)
    cursor.end()
    return frame


# ---------------------------------------------------------------- 4 sealed objects


def hkdf(secret: bytes, info: bytes, salt: bytes = b"") -> bytes:
    """Return 32 bytes of HKDF-SHA256."""
    return _expand(hmac.digest(salt, secret, "sha256"), info)


def _expand(secret: bytes, info: bytes) -> bytes:
    return hmac.digest(secret, info + b"\x01", "sha256")


def halves(identity: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Return both private keys of an identity (4.2)."""
    need(len(identity) == 32)
    seed = hashlib.shake_256(identity).digest(96)
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(seed[:64])
    return ml_kem, X25519PrivateKey.from_private_bytes(seed[64:])


def recipient_of(identity: bytes) -> bytes:
    """Return the public half of an identity (4.2)."""
    return b"".join(half.public_key().public_bytes_raw() for half in halves(identity))


Stanza = tuple[list[str], bytes]


def encapsulation(stanza: Stanza) -> bytes:
    """Return the encapsulation of a stanza whose shape is right (4.2)."""
    arguments, body = stanza
    need(len(arguments) == 2 and arguments[0] == STANZA and len(body) == 32)
    raw = unbase64(arguments[1])
    need(len(raw) == 1_120)
    return raw


def unwrap(identity: bytes, stanza: Stanza) -> bytes:
    """Return the file key of a stanza: X-Wing, then HPKE (4.2)."""
    (ml_kem, x25519), raw = halves(identity), encapsulation(stanza)
    try:
        exchanged = x25519.exchange(X25519PublicKey.from_public_bytes(raw[1_088:]))
    except ValueError:
        raise Refused("Tampered", "a share of small order") from None
    own = x25519.public_key().public_bytes_raw()
    mixed = ml_kem.decapsulate(raw[:1_088]) + exchanged + raw[1_088:] + own + XWING
    return _hpke_open(hashlib.sha3_256(mixed).digest(), stanza[1])


def _hpke_open(shared: bytes, sealed: bytes) -> bytes:
    """Open in base mode with the secret of the KEM at hand (RFC 9180, 5.1)."""

    def extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + SUITE + label + secret, "sha256")

    info = b"age-encryption.org/" + STANZA.encode()
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    key = _expand(secret, b"\0\x20HPKE-v1" + SUITE + b"key" + context)
    nonce = _expand(secret, b"\0\x0cHPKE-v1" + SUITE + b"base_nonce" + context)[:12]
    return _decrypt(key, nonce, sealed)


def _decrypt(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        raise Refused("Tampered", "does not open") from None


def unbase64(text: str) -> bytes:
    """Decode canonical base64 without padding."""
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Refused("Malformed", "base64") from None
    need(base64.b64encode(decoded).decode().rstrip("=") == text, why="base64")
    return decoded


@dataclass(frozen=True)
class Sealed:
    """A sealed file taken apart (4.1)."""

    stanzas: list[Stanza]
    signed: bytes
    mac: bytes
    payload: bytes

    def is_under(self, file_key: bytes) -> bool:
        """Tell whether the header's MAC is this key's."""
        return hmac.digest(hkdf(file_key, b"header"), self.signed, "sha256") == self.mac

    def open(self, file_key: bytes) -> bytes:
        """Return the whole content; `Tampered` if the header's MAC is another key's (4.1)."""
        need(self.is_under(file_key), "Tampered", "header MAC")
        need(len(self.payload) >= 16, "Tampered", "no nonce")
        key, rest, step = (
            hkdf(file_key, b"payload", self.payload[:16]),
            self.payload[16:],
            CHUNK + 16,
        )
        chunks = [rest[at : at + step] for at in range(0, len(rest), step)] or [b""]
        plain = [
            _decrypt(key, n.to_bytes(11, "big") + bytes([n + 1 == len(chunks)]), chunk)
            for n, chunk in enumerate(chunks)
        ]
        need(plain[-1] or len(plain) == 1, "Tampered", "an empty last chunk")
        return b"".join(plain)


def parse_sealed(raw: bytes) -> Sealed:
    """Take a sealed file apart (4.1)."""
    lines, stanzas = _lines(raw), []
    need(next(lines)[0] == "age-encryption.org/v1")
    for line, end in lines:
        if line.startswith("--- ") and stanzas:
            mac = unbase64(line[4:])
            need(len(mac) == 32)
            return Sealed(stanzas, raw[: end - len(line) + 2], mac, raw[end:])
        need(re.fullmatch(r"->( [!-~]+)+", line))
        body = ""
        while len(part := next(lines)[0]) == 64:
            body += part
        need(len(part) < 64)
        stanzas.append((line.split(" ")[1:], unbase64(body + part)))
    raise Refused("Malformed", "no MAC")


def _lines(raw: bytes) -> Iterator[tuple[str, int]]:
    """Yield each line of a header, and the place of the newline behind it plus one."""
    at = 0
    while (end := raw.find(b"\n", at, 65_536)) >= 0:
        yield raw[at:end].decode("latin-1"), end + 1
        at = end + 1
    raise Refused("Malformed", "the header ends early")


def open_sealed(identity: bytes, raw: bytes) -> bytes:
    """Open a sealed file with one stanza (4.2)."""
    sealed = parse_sealed(raw)
    need(len(sealed.stanzas) == 1)
    return sealed.open(unwrap(identity, sealed.stanzas[0]))


def open_slot(identity: bytes, raw: bytes, slot: int, slots: int) -> bytes:
    """Open as one of S slots, with the three outcomes of 4.4."""
    sealed = parse_sealed(raw)
    need(len(sealed.stanzas) == slots, why="stanzas")
    for stanza in sealed.stanzas:
        encapsulation(stanza)
    file_key = unwrap(identity, sealed.stanzas[slot])
    if file_key == CONSTANT:
        raise Refused("Tampered" if sealed.is_under(CONSTANT) else "NotForThisKey")
    return sealed.open(file_key)


def unpad(padded: bytes) -> bytes:
    """Return the content (4.3)."""
    cursor = Cursor(padded)
    content = cursor.take(cursor.number(8))
    need(not any(padded[cursor.at :]), why="padding that is not zero")
    return content


@dataclass(frozen=True)
class Part:
    """A piece of a message (4.6)."""

    message_id: bytes
    index: int
    total: int
    piece: bytes


def parse_part(raw: bytes) -> Part:
    """Return one part (4.6)."""
    cursor = Cursor(raw)
    message_id, index, total = cursor.take(16), cursor.number(1), cursor.number(1, most=4)
    need(index < total)
    return Part(message_id, index, total, raw[18:])


def join_parts(parts: Sequence[Part]) -> tuple[bytes, bytes]:
    """Return (message id, message) of all parts of one message (4.6)."""
    need(len({(p.message_id, p.total) for p in parts}) == 1)
    ordered = sorted(parts, key=lambda p: p.index)
    need([p.index for p in ordered] == list(range(parts[0].total)))
    return parts[0].message_id, b"".join(p.piece for p in ordered)


def open_text_part(identity: bytes, raw: bytes, slot: int, slots: int) -> Part:
    """Open a stored text part of S slots; its size is looked at first (4.5)."""
    need(len(raw) == 5 + 22 + 1_557 * slots + 48 + 16 + TEXT_PART + 16, why="size")
    need(raw[0] == 1, why="version")
    return parse_part(unpad(open_slot(identity, raw[5:], slot, slots)))


# ---------------------------------------------------------------- 5 and 6: what is published

BITS = range(17)
KEYRING = {
    "drop": {
        "batch_slots": range(8, 9),
        "bucket_bits": BITS,
        "bucket_bits_before": BITS,
        "bucket_bits_since": UINT32,
        "live_days": range(42, 43),
    },
    "expires": UINT32,
    "issued": UINT32,
    "kind": {"keyring"},
    "lines": lambda lines: isinstance(lines, dict),
    "recipients": 32,
    "roots": {"keys": [32], "threshold": range(1, 16)},
    "serial": UINT32,
    "service": 16,
    "slots": [lambda slot: slot is None or fits(slot, {"generation": UINT32, "verify_key": 32})],
}
LINE = {"minimum": range(1, 17), "slots": are_members}


def parse_keyring(body: bytes) -> dict[str, Any]:
    """Return a keyring that could be one; who signed it is another question (5.1)."""
    keyring: dict[str, Any] = parse_json(body, 65_536, KEYRING)
    roots, slots = keyring["roots"], keyring["slots"]
    keys = roots["keys"] + [slot["verify_key"] for slot in slots if slot]
    need(roots["threshold"] <= len(roots["keys"]) <= 15 and len(set(keys)) == len(keys))
    need(1 <= keyring["expires"] - keyring["issued"] <= 180 and 1 <= len(slots) <= 16)
    manned = {number for number, slot in enumerate(slots) if slot}
    for name, line in keyring["lines"].items():
        need(bool(LINES.fullmatch(name)) and fits(line, LINE))
        need(line["minimum"] <= len(line["slots"]) and manned.issuperset(line["slots"]))
    return keyring


def verify_keyring(raw: bytes, root: bytes, day: int, newest_serial: int = 0) -> dict[str, Any]:
    """Return a keyring that this root vouches for on this day (7.1, without rotations)."""
    frame = parse_frame(raw, "sluis/v1/keyring")
    need(not frame.mac)
    keyring = parse_keyring(frame.body)
    roots = keyring["roots"]
    need(hashlib.sha256(canonical(roots)).digest() == root, "OtherService")
    frame.verify_threshold([bytes.fromhex(key) for key in roots["keys"]], roots["threshold"])
    need(day >= keyring["issued"] - 1, "NotYetValid")
    need(day <= keyring["expires"], "Expired")
    need(keyring["serial"] >= newest_serial, "RolledBack")
    return keyring


def _verify_slot(frame: Frame, slot: int, generation: int, keyring: dict[str, Any]) -> None:
    """Demand the signature of the holder of (slot, generation) in the keyring (5.2, 6.1)."""
    holder = dict(enumerate(keyring["slots"])).get(slot)
    need(holder and holder["generation"] == generation, "UnknownSigner", "nobody is there")
    frame.verify(slot, bytes.fromhex(holder["verify_key"]))


def _take_statement(cursor: Cursor, kind: str) -> tuple[Frame, Cursor]:
    frame = take_frame(cursor, kind)
    need(len(frame.signatures) == 1 and not frame.mac, why="exactly one signature")
    return frame, Cursor(frame.body)


def verify_period_key(raw: bytes, keyring: dict[str, Any]) -> dict[str, Any]:
    """Return what a period key says (5.2)."""
    outer = Cursor(raw)
    frame, body = _take_statement(outer, "sluis/v1/period-key")
    outer.end()
    key: dict[str, Any] = {"slot": body.number(1), "generation": body.number(4)}
    key |= {"period": body.number(4), "recipient": body.take(1_216)}
    body.end()
    _verify_slot(frame, key["slot"], key["generation"], keyring)
    return key


NUMBERS = ("generation", "sequence", "day", "next_due", "keyring_serial")
HASHES = ("keyring_hash", "period_keys_hash", "batch_hash", "previous")


def take_head(cursor: Cursor) -> tuple[Frame, dict[str, Any]]:
    """Return the head that stands here, if it could be one (6.1)."""
    frame, body = _take_statement(cursor, "sluis/v1/head")
    head: dict[str, Any] = {"slot": body.number(1)}
    head |= {name: body.number(4) for name in NUMBERS}
    head |= {name: body.take(32) for name in HASHES}
    head["previous_day"] = body.number(4)
    body.end()
    need(head["day"] < head["next_due"] <= head["day"] + 28, why="next due")
    follows = head["sequence"] > 0
    need(any(head["previous"]) == follows == (head["previous_day"] > 0), why="predecessor")
    need(head["previous_day"] <= head["day"])
    return frame, head


def verify_head(raw: bytes, keyring: dict[str, Any]) -> dict[str, Any]:
    """Return a head that its slot's holder signed (6.1)."""
    cursor = Cursor(raw)
    frame, head = take_head(cursor)
    cursor.end()
    _verify_slot(frame, head["slot"], head["generation"], keyring)
    return head


def is_overdue(head: dict[str, Any], day: int) -> bool:
    """Tell whether a head's three days of grace are over (6.1)."""
    return day > head["next_due"] + 3


def take_batch(cursor: Cursor) -> tuple[bytes, list[bytes], list[bytes]]:
    """Return (list, hashes, drop slots) of the batch that stands here (6.2)."""
    start, bits, hashes = cursor.at, cursor.number(1, most=16), []
    for _ in range(8):
        cursor.number(2 if bits else 0, most=(1 << bits) - 1)
        hashes.append(cursor.take(32))
    listed = cursor.raw[start : cursor.at]
    return listed, hashes, [cursor.take(DROP_SLOT) for _ in hashes]


def verify_batch(raw: bytes, expected: bytes) -> list[bytes]:
    """Return the eight drop slots of the batch that a head names (6.2)."""
    cursor = Cursor(raw)
    listed, hashes, slots = take_batch(cursor)
    cursor.end()
    need(hashlib.sha256(listed).digest() == expected, "Tampered", "list")
    need([hashlib.sha256(slot).digest() for slot in slots] == hashes, "Tampered", "drop slot")
    return slots


def parse_drop(raw: bytes) -> list[tuple[bytes, dict[str, Any], bytes]]:
    """Return (frame, head, batch or nothing) of every entry of the drop, unverified (6.4)."""
    cursor, entries = Cursor(raw), []
    need(cursor.number(1) == 1, why="version")
    cursor.number(4)
    for _ in range(cursor.number(2)):
        start, head = cursor.at, take_head(cursor)[1]
        between = cursor.at
        if any(head["batch_hash"]):
            take_batch(cursor)
        entries.append((raw[start:between], head, raw[between : cursor.at]))
    cursor.end()
    places = [(h["slot"], h["generation"], h["sequence"]) for _, h, _ in entries]
    need(places == sorted(set(places)), why="order")
    return entries


# ---------------------------------------------------------------- 8 and 6.5: the reporter


def codename_numbers(typed: str, words: Sequence[str]) -> list[int]:
    """Return the eight numbers of a codename typed in the words of one list (8.3)."""
    flat = unicodedata.normalize("NFKD", typed.lower())
    bare = (c for c in flat if unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})
    found = "".join(c if c.isalnum() else " " for c in bare).split()
    need(len(found) == 8, why="eight words")
    need(set(found) <= set(words), why="a word outside the list")
    return [words.index(word) for word in found]


def entropy_of(numbers: Sequence[int]) -> bytes:
    """Return the 11 bytes behind eight numbers of 12 bits (8.3)."""
    need(len(numbers) == 8 and all(n in range(4_096) for n in numbers))
    raw = bytes.fromhex("".join(f"{n:03x}" for n in numbers))
    need(hashlib.sha256(raw[:11]).digest()[:1] == raw[11:], why="check")
    return raw[:11]


@dataclass(frozen=True)
class Reporter:
    """What a codename is worth at one service (8.4)."""

    identity: bytes
    thread_key: bytes

    @classmethod
    def derive(cls, entropy: bytes, service: bytes) -> "Reporter":
        """Derive both keys."""
        seed = hash_secret_raw(entropy, service, 1, 8_192, 1, 32, Type.ID, 0x13)
        return cls(hkdf(seed, b"sluis/v1/reply-identity"), hkdf(seed, b"sluis/v1/thread-key"))

    def named(self, name: bytes) -> bytes:
        """Return what the thread key makes of a label (6.5)."""
        return hmac.digest(self.thread_key, b"sluis/v1/" + name, "sha256")

    @property
    def thread_id(self) -> bytes:
        """The thread's name."""
        return self.named(b"thread")[:16]

    def pseudonym(self, recipient_id: str) -> bytes:
        """Return the reporter's name at a recipient."""
        return self.named(b"pseudonym\0" + recipient_id.encode())[:8]

    def tags(self, slot: int, generation: int, batch: int) -> list[bytes]:
        """Return the four tags in a batch of a slot's generation."""
        key = self.named(b"tag-key")
        place = bytes([slot]) + generation.to_bytes(4, "big") + batch.to_bytes(4, "big")
        return [hmac.digest(key, place + bytes([i]), "sha256")[:16] for i in range(4)]

    def bucket_value(self) -> int:
        """Return the 16 bits of which a label is the first (6.6)."""
        value = hmac.digest(self.named(b"tag-key"), b"sluis/v1/bucket", "sha256")
        return int.from_bytes(value[:2], "big")


ATTACHMENT = {"id": 16, "name": NAME, "sha256": 32, "size": range(1, 1 << 53), "type": MIME}
REPORT = {
    "answers": lambda a: fits(a, dict.fromkeys(a, is_text)) and fits(list(a), [WORD]),
    "attachments": [ATTACHMENT],
    "consents": [WORD],
    "id": 16,
    "kind": {"report"},
    "language": {"nl", "en"},
    "line": LINES,
    "members": are_members,
    "reply": {"recipient": is_recipient, "thread_key": 32},
    "text": is_text,
}
REPLY = {
    "id": 16,
    "kind": {"reply"},
    "line": LINES,
    "members": are_members,
    "received": [16],
    "text": is_text,
}
PROPOSAL = REPLY | {
    "answer_by": UINT32,
    "draft": 32,
    "files": lambda f: fits(f, [NAME]) and len(f) <= 16,
    "kind": {"proposal"},
    "recipient": re.compile(r"(?s).{1,200}"),
    "subject": re.compile(r"(?s).{0,200}"),
}


def parse_report(raw: bytes) -> dict[str, Any]:
    """Return a report out of its frame (8.2)."""
    frame = parse_frame(raw, "sluis/v1/report")
    need(not frame.signatures and not frame.mac, why="nothing that could convict")
    report: dict[str, Any] = parse_json(frame.body, 65_432, REPORT)
    return report


def read_report(parts: Sequence[Part]) -> dict[str, Any]:
    """Return the report that these parts are of (8.2)."""
    message_id, message = join_parts(parts)
    report = parse_report(message)
    need(report["id"] == message_id.hex(), why="another id")
    return report


def read_reply_part(reporter: Reporter, drop_slot: bytes, slot: int, verify_key: bytes) -> Part:
    """Open one drop slot whose tag is the reporter's (6.5)."""
    need(len(drop_slot) == DROP_SLOT)
    frame = parse_frame(unpad(open_sealed(reporter.identity, drop_slot[16:])), "sluis/v1/reply")
    context = drop_slot[:16] + recipient_of(reporter.identity)
    need(set(frame.signatures) == {slot}, "UnknownSigner")
    frame.verify(slot, verify_key, context)
    frame.verify_mac(reporter.thread_key, context)
    return parse_part(frame.body)


def read_replies(
    reporter: Reporter, drop_slots: Sequence[bytes], head: dict[str, Any], keyring: dict[str, Any]
) -> tuple[list[dict[str, Any]], int]:
    """Return (replies, number of damaged) of the batch that a head names (6.5)."""
    slot, tags = head["slot"], reporter.tags(head["slot"], head["generation"], head["sequence"])
    key = bytes.fromhex(keyring["slots"][slot]["verify_key"])
    parts: dict[bytes, list[Part]] = {}
    found, damaged = [], 0
    for drop_slot in drop_slots:
        if drop_slot[:16] in tags:
            try:
                part = read_reply_part(reporter, drop_slot, slot, key)
                parts.setdefault(part.message_id, []).append(part)
            except Refused:
                damaged += 1
    for group in parts.values():
        try:
            found.append(read_reply(group, keyring))
        except Refused:
            damaged += 1
    return found, damaged


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return a reply or a proposal (6.5, 8.2)."""
    kind = PROPOSAL if b'"kind":"proposal"' in body else REPLY
    answer: dict[str, Any] = parse_json(body, 9_108, kind)
    return answer


def read_reply(parts: Sequence[Part], keyring: dict[str, Any]) -> dict[str, Any]:
    """Return the reply that these parts are of (6.5)."""
    message_id, message = join_parts(parts)
    reply = parse_answer(message)
    need(reply["id"] == message_id.hex(), why="another id")
    serving = keyring["lines"].get(reply["line"], {"slots": []})["slots"]
    need(set(reply["members"]) <= set(serving), why="a member outside the line")
    return reply


# ---------------------------------------------------------------- 9: the recipient

FILE = ATTACHMENT | {
    "stanzas": lambda s: fits(s, [range(16)]) and 1 <= len(s) <= 16 and len(set(s)) == len(s)
}
HANDOVER = {
    "attachments": lambda files: fits(files, [FILE]) and len(files) <= 16,
    "day": UINT32,
    "feedback_key": 32,
    "id": 16,
    "kind": {"handover"},
    "line": LINES,
    "members": are_members,
    "pseudonym": 8,
    "recipient": re.compile("[a-z][a-z0-9-]{1,39}"),
    "service": 16,
    "subject": re.compile("(?s).{0,200}"),
    "text": is_text,
}


def verify_handover(
    raw: bytes, keyring: dict[str, Any], revoked: Sequence[Sequence[int]]
) -> dict[str, Any]:
    """Return a handover that two members of its case signed (9.2)."""
    frame = parse_frame(raw, "sluis/v1/handover")
    need(not frame.mac)
    handover: dict[str, Any] = parse_json(frame.body, 65_536, HANDOVER)
    files = handover["attachments"]
    need(len({file["id"] for file in files}) == len(files), why="ids")
    need(len({len(file["stanzas"]) for file in files}) <= 1, why="the same readers")
    need(handover["service"] == keyring["service"], "OtherService")
    need(all(n < len(keyring["slots"]) for file in files for n in file["stanzas"]), why="S")
    serving = keyring["lines"].get(handover["line"], {"slots": []})["slots"]
    need(serving and len(frame.signatures) == 2, "UnknownSigner", "two of the line")
    for slot in frame.signatures:
        holder = dict(enumerate(keyring["slots"])).get(slot)
        need(holder and slot in serving and slot in handover["members"], "UnknownSigner")
        need([slot, holder["generation"]] not in revoked, "UnknownSigner", "revoked")
        frame.verify(slot, bytes.fromhex(holder["verify_key"]))
    return handover


def padded_attachment(content: int) -> int:
    """Return the step of an attachment of so many bytes (4.3)."""
    step = 16 << 20
    if 8 + content > step:
        return -(-(8 + content) // step) * step
    return max(65_536, 1 << (7 + content).bit_length())


def open_file(identity: bytes, raw: bytes, file: dict[str, Any], reader: int, slots: int) -> bytes:
    """Open a handover's file as the reader of this number (9.4)."""
    padded = padded_attachment(file["size"])
    chunks = -(-padded // CHUNK)
    need(len(raw) == 5 + 22 + 1_557 * slots + 48 + 16 + padded + 16 * chunks, why="size")
    need(raw[0] == 1, why="version")
    content = unpad(open_slot(identity, raw[5:], file["stanzas"][reader], slots))
    named = (file["size"], file["sha256"])
    need((len(content), hashlib.sha256(content).hexdigest()) == named, "Tampered", "another file")
    return content
