"""The operations of the topics that need no key: what each does is said in tests/vectors/README.md."""

from typing import Any

from crypto.batch import open_batch
from crypto.canonical import parse
from crypto.drop import parse_drop
from crypto.frame import parse_frame
from crypto.header import parse_header
from crypto.padding import unpad
from crypto.parts import join, parse_part
from crypto.period import accept_window, client_window, last_kept_day, period_of
from crypto.signing import verify, verify_mac, verify_threshold
from crypto.sizes import padded_attachment_size, stored_attachment_size, stored_text_size
from crypto.stored import parse_stored_attachment, parse_stored_text
from crypto.submission import parse_submission

Fields = dict[str, Any]


def canonical_json(given: Fields) -> Fields:
    """Parse."""
    return {"value": parse(given["raw"], limit=given["limit"])}


def frame(given: Fields) -> Fields:
    """Parse, and verify if asked to."""
    parsed = parse_frame(given["frame"], given["type"])
    match given["operation"]:
        case "verify":
            verify(
                parsed,
                signer=given["signer"],
                verify_key=given["verify_key"],
                context=given["context"],
            )
        case "threshold":
            verify_threshold(parsed, verify_keys=given["verify_keys"], threshold=given["threshold"])
        case "mac":
            verify_mac(parsed, key=given["key"], context=given["context"])
    signers = [signature.signer for signature in parsed.signatures]
    return {"body": parsed.body, "signers": signers, "mac": parsed.mac}


def header(given: Fields) -> Fields:
    """Parse."""
    parsed = parse_header(given["header"])
    stanzas = [{"arguments": list(s.arguments), "body": s.body} for s in parsed.stanzas]
    return {"stanzas": stanzas, "mac": parsed.mac}


def padding(given: Fields) -> Fields:
    """Unpad, or tell sizes."""
    if given["operation"] == "attachment-sizes":
        return {"padded_sizes": [padded_attachment_size(size) for size in given["content_sizes"]]}
    return {"content": unpad(given["padded"])}


def parts(given: Fields) -> Fields:
    """Join."""
    message_id, message = join([parse_part(raw) for raw in given["parts"]])
    return {"message_id": message_id, "message": message}


def stored_object(given: Fields) -> Fields:
    """Check without a key, or tell sizes and days."""
    match given["operation"]:
        case "text":
            return {"period": parse_stored_text(given["object"], slots=given["slots"]).period}
        case "attachment":
            head = parse_stored_attachment(given["start"], size=given["size"], slots=given["slots"])
            return {"period": head.period, "payload_offset": head.payload_offset}
        case "sizes":
            size, slots = given["content_size"], given["slots"]
            return {
                "text": stored_text_size(slots),
                "attachment": stored_attachment_size(size, slots=slots),
            }
        case _:
            period = period_of(given["day"])
            seals, accepts = client_window(period), accept_window(period)
            return {
                "period": period,
                "client_seals": [seals.first, seals.last],
                "server_accepts": [accepts.first, accepts.last],
                "server_keeps_to": last_kept_day(period),
            }


def submission(given: Fields) -> Fields:
    """Parse."""
    parsed, period = parse_submission(given["submission"], slots=given["slots"])
    return {"period": period, "texts": len(parsed.texts), "uploads": list(parsed.uploads)}


def batch(given: Fields) -> Fields:
    """Open."""
    return {"drop_slots": open_batch(given["batch"], expected_hash=given["expected_hash"])}


def drop(given: Fields) -> Fields:
    """Parse."""
    return {
        "entries": [
            {
                "slot": entry.head.slot,
                "generation": entry.head.generation,
                "sequence": entry.head.sequence,
                "batch_bytes": len(entry.batch),
            }
            for entry in parse_drop(given["drop"])
        ]
    }
