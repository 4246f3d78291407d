"""What the newcomer's reader says of a vector: its inputs, by topic, through one function each.

Left out are vectors of what it does not do: sealing, and what only a server or a workstation checks.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from newcomer.reader.codename import Reporter, codename_numbers, entropy_of
from newcomer.reader.drop import is_overdue, parse_drop, verify_batch, verify_head
from newcomer.reader.encoding import parse_json
from newcomer.reader.frame import parse_frame
from newcomer.reader.handover import open_file, verify_handover
from newcomer.reader.keyring import verify_keyring, verify_period_key
from newcomer.reader.messages import parse_answer, parse_report
from newcomer.reader.refused import Refused, need
from newcomer.reader.replies import read_replies
from newcomer.reader.sealed_file import open_sealed, open_slot, parse_sealed
from newcomer.reader.stanza import recipient_of, unwrap
from newcomer.reader.stored import join_parts, open_text_part, parse_part, unpad
from newcomer.vectors_read import load
from tiny_service import DAY


def canonical_json(i: dict[str, Any]) -> Any:
    """2.1."""
    return {"value": parse_json(i["raw"], i["limit"])}


def frame(i: dict[str, Any]) -> Any:
    """2.2 and 2.3."""
    parsed = parse_frame(i["frame"], i["type"])
    if i["operation"] == "verify":
        parsed.verify(i["signer"], i["verify_key"], i["context"])
    if i["operation"] == "threshold":
        parsed.verify_threshold(i["verify_keys"], i["threshold"])
    if i["operation"] == "mac":
        parsed.verify_mac(i["key"], i["context"])
    return {"body": parsed.body, "signers": list(parsed.signatures), "mac": parsed.mac}


def header(i: dict[str, Any]) -> Any:
    """4.1."""
    sealed = parse_sealed(i["header"])
    need(not sealed.payload)
    stanzas = [{"arguments": words, "body": body} for words, body in sealed.stanzas]
    return {"stanzas": stanzas, "mac": sealed.mac}


def hybrid_stanza(i: dict[str, Any]) -> Any:
    """4.2."""
    if i["operation"] == "recipient":
        return {"recipient": recipient_of(i["identity"])}
    return {"file_key": unwrap(i["identity"], (i["arguments"], i["body"]))}


def padding(i: dict[str, Any]) -> Any:
    """4.3."""
    return {"content": unpad(i["padded"])}


def parts(i: dict[str, Any]) -> Any:
    """4.6."""
    message_id, message = join_parts([parse_part(raw) for raw in i["parts"]])
    return {"message_id": message_id, "message": message}


def sealed_file(i: dict[str, Any]) -> Any:
    """4.1."""
    return {"plaintext": open_sealed(i["identity"], i["sealed"])}


def slots(i: dict[str, Any]) -> Any:
    """4.4."""
    return {"plaintext": open_slot(i["identity"], i["sealed"], i["slot"], i["slots"])}


def text_part(i: dict[str, Any]) -> Any:
    """4.5."""
    part = open_text_part(i["identity"], i["object"], i["slot"], i["slots"])
    return vars(part)


def keyring(i: dict[str, Any]) -> Any:
    """5.1 and 7.1."""
    return {"keyring": verify_keyring(i["keyring"], i["root"], i["day"], i["newest_serial"])}


def its_keyring(i: dict[str, Any]) -> dict[str, Any]:
    """Return the keyring that comes with a statement."""
    return verify_keyring(i["keyring"], i["root"], DAY)


def period_key(i: dict[str, Any]) -> Any:
    """5.2."""
    return verify_period_key(i["statement"], its_keyring(i))


def head(i: dict[str, Any]) -> Any:
    """6.1."""
    found = verify_head(i["head"], its_keyring(i))
    named = {key: found[key] for key in ("slot", "generation", "sequence", "day")}
    overdue = is_overdue(found, i["day"])
    return named | {"has_batch": any(found["batch_hash"]), "overdue": overdue}


def batch(i: dict[str, Any]) -> Any:
    """6.2."""
    return {"drop_slots": verify_batch(i["batch"], i["expected_hash"])}


def drop(i: dict[str, Any]) -> Any:
    """6.4."""
    names = ("slot", "generation", "sequence")
    return {
        "entries": [
            {name: found[name] for name in names} | {"batch_bytes": len(raw)}
            for _, found, raw in parse_drop(i["drop"])
        ]
    }


def known_words(language: str) -> list[str]:
    """Return a list with the words that vectors spell, in their places, and nothing else."""
    words = [""] * 4_096
    for case in load("codename"):
        if case["expect"] == "ok":
            raw = case["output"]["entropy"]
            raw += hashlib.sha256(raw).digest()[:1]
            for place, word in enumerate(case["output"][language].split()):
                words[int.from_bytes(raw, "big") >> 12 * (7 - place) & 0xFFF] = word
    return words


def codename(i: dict[str, Any]) -> Any:
    """8.3."""
    try:
        numbers = codename_numbers(i["typed"], known_words("nl"))
    except Refused:
        numbers = codename_numbers(i["typed"], known_words("en"))
    said = {
        language: " ".join(known_words(language)[n] for n in numbers) for language in ("nl", "en")
    }
    return {"entropy": entropy_of(numbers)} | said


def derivation(i: dict[str, Any]) -> Any:
    """8.4 and 6.5."""
    numbers = codename_numbers(i["codename"], known_words("nl"))
    who = Reporter.derive(entropy_of(numbers), i["service_id"])
    return {
        "identity": who.identity,
        "recipient": base64.b64encode(recipient_of(who.identity)).decode(),
        "thread_key": who.thread_key,
        "thread_id": who.thread_id,
        "tag_key": who.named(b"tag-key"),
        "tags": who.tags(i["slot"], i["generation"], i["batch"]),
        "pseudonym": who.pseudonym(i["recipient_id"]),
        "bucket_value": who.bucket_value(),
    }


def reply(i: dict[str, Any]) -> Any:
    """6.5, over several batches."""
    who, trusted = Reporter(i["identity"], i["thread_key"]), its_keyring(i)
    found, damaged = [], 0
    for raw in i["batches"]:
        named = {
            "slot": raw["slot"],
            "generation": raw["generation"],
            "sequence": raw["number"],
        }
        replies, lost = read_replies(who, raw["drop_slots"], named, trusted)
        place = {"slot": raw["slot"], "batch": raw["number"], "day": raw["day"]}
        found += [place | {"reply": message} for message in replies]
        damaged += lost
    return {"found": found, "damaged": damaged}


def messages(i: dict[str, Any]) -> Any:
    """8.2 and 6.5."""
    if i["operation"] == "report":
        return {"message": parse_report(i["frame"])}
    return {"message": parse_answer(i["body"])}


def handover(i: dict[str, Any]) -> Any:
    """9.2 and 9.4."""
    if i["operation"] == "open":
        return {"handover": verify_handover(i["frame"], its_keyring(i), i["revoked"])}
    content = open_file(i["identity"], i["object"], i["file"], i["reader"], i["slots"])
    return {"content": content}


TOPICS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "canonical-json": canonical_json,
    "frame": frame,
    "header": header,
    "hybrid-stanza": hybrid_stanza,
    "padding": padding,
    "parts": parts,
    "sealed-file": sealed_file,
    "slots": slots,
    "text-part": text_part,
    "keyring": keyring,
    "period-key": period_key,
    "head": head,
    "batch": batch,
    "drop": drop,
    "codename": codename,
    "derivation": derivation,
    "reply": reply,
    "messages": messages,
    "handover": handover,
}
NOT_A_READERS = {
    "hybrid-stanza": {"wrap"},
    "padding": {"attachment-sizes"},
    "messages": {"followup", "consent", "feedback"},
    "handover": {"find"},
}
