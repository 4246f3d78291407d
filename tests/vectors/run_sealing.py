"""The operations of the topics that open or derive: what each does is said in tests/vectors/README.md."""

import base64
import hashlib
from typing import Any

from crypto.buckets import bucket_value
from crypto.codename.codename import parse_codename
from crypto.codename.derivation import derive
from crypto.header import Stanza, encode_header
from crypto.hybrid import Recipient
from crypto.messages import Attachment
from crypto.opening.identity import Identity
from crypto.opening.messages import open_attachment, open_text_part
from crypto.opening.rewrap import rewrap_header
from crypto.opening.sealed_file import open_single, open_slot, read_header
from crypto.slots import wrap_for_members
from crypto.thread import BatchPlace, pseudonym, tag, tag_key, thread_id

Fields = dict[str, Any]


def hybrid_stanza(given: Fields) -> Fields:
    """Unwrap a stanza, tell an identity's recipient, or wrap to a recipient."""
    match given["operation"]:
        case "unwrap":
            stanza = Stanza(tuple(given["arguments"]), given["body"])
            return {"file_key": Identity(given["identity"]).unwrap(stanza)}
        case "recipient":
            return {"recipient": Identity(given["identity"]).recipient.raw}
        case _:
            Recipient(given["recipient"]).wrap(bytes(16))
            return {}


def sealed_file(given: Fields) -> Fields:
    """Open by the only stanza."""
    return {"plaintext": open_single(given["sealed"], identity=Identity(given["identity"]))}


def slots(given: Fields) -> Fields:
    """Open by one slot's stanza."""
    opened = open_slot(
        [given["sealed"]],
        identity=Identity(given["identity"]),
        slot=given["slot"],
        slots=given["slots"],
    )
    return {"plaintext": b"".join(opened)}


def text_part(given: Fields) -> Fields:
    """Open a stored text part."""
    part = open_text_part(
        given["object"],
        identity=Identity(given["identity"]),
        slot=given["slot"],
        slots=given["slots"],
    )
    return {
        "message_id": part.message_id,
        "index": part.index,
        "total": part.total,
        "piece": part.piece,
    }


def rewrap(given: Fields) -> Fields:
    """Rewrap and open by the new member, or open an attachment against what its message says."""
    identity = Identity(given["identity"])
    slot, slots = given["slot"], given["slots"]
    if given["operation"] == "open-attachment":
        attachment = Attachment(**given["attachment"])
        content = open_attachment(
            [given["sealed"]], attachment, identity=identity, slot=slot, slots=slots
        )
        return {"content": b"".join(content)}
    member, place = Identity(given["new_member"]), given["new_slot"]
    keys = [member.recipient if i == place else None for i in range(slots)]
    header, rest = read_header([given["sealed"]])
    wrap = wrap_for_members(keys, frozenset({place}))
    new = rewrap_header(header, identity=identity, slot=slot, slots=slots, wrap=wrap)
    payload = b"".join(rest)
    rewrapped = encode_header(new) + payload
    opened = open_slot([rewrapped], identity=member, slot=place, slots=slots)
    return {
        "payload_sha256": hashlib.sha256(payload).digest(),
        "plaintext": b"".join(opened),
    }


def codename(given: Fields) -> Fields:
    """Parse what somebody typed."""
    parsed = parse_codename(given["typed"])
    words = {language: " ".join(parsed.words(language)) for language in ("nl", "en")}
    return {"entropy": parsed.entropy, **words}


def derivation(given: Fields) -> Fields:
    """Derive everything that a codename derives."""
    parsed = parse_codename(given["codename"])
    secrets = derive(parsed, service_id=given["service_id"])
    key = tag_key(secrets.thread_key)
    place = BatchPlace(given["slot"], given["generation"], given["batch"])
    return {
        "identity": secrets.identity.seed,
        "recipient": base64.b64encode(secrets.identity.recipient.raw).decode(),
        "thread_key": secrets.thread_key,
        "thread_id": thread_id(secrets.thread_key),
        "tag_key": key,
        "tags": [tag(key, place, index=i) for i in range(4)],
        "pseudonym": pseudonym(secrets.thread_key, recipient_id=given["recipient_id"]),
        "bucket_value": bucket_value(key),
    }
