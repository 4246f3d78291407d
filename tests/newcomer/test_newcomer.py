"""The page is enough: a reader written from it alone agrees with every vector it can run.

Each topic below turns the inputs of a vector into what the newcomer's reader
says of them. Left out are vectors of what it does not do: sealing, and what only
a server or a workstation checks.
"""

import ast
import base64
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from newcomer import reader
from newcomer.reader import Refused
from tiny_service import DAY, SERVICE_ID, TinyService

VECTORS = Path(__file__).parents[1] / "vectors"
ALLOWED = {"argon2", "cryptography", "nacl"} | sys.stdlib_module_names


def load(topic: str) -> list[dict[str, Any]]:
    """Return a topic's vectors, or none while it does not exist."""
    path = VECTORS / f"{topic}.json"
    file = json.loads(path.read_text()) if path.exists() else {"vectors": []}
    blobs = {name: base64.b64decode(raw) for name, raw in file.get("blobs", {}).items()}
    return [
        case | {"inputs": decoded(case["inputs"], blobs), "output": decoded(case["output"], blobs)}
        for case in file["vectors"]
    ]


def decoded(value: Any, blobs: dict[str, bytes]) -> Any:
    """Turn NAME_hex, NAME_base64 and NAME_pieces into NAME, with bytes in it."""
    if isinstance(value, list):
        return [decoded(item, blobs) for item in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, raw in value.items():
        name, _, form = key.rpartition("_")
        if form in {"hex", "base64", "pieces"}:
            result[name] = bytes_of(raw, form, blobs)
        else:
            result[key] = decoded(raw, blobs)
    return result


def bytes_of(raw: Any, form: str, blobs: dict[str, bytes]) -> Any:
    """Return the bytes, or the list of bytes, that a vector spells in one of three forms."""
    if isinstance(raw, str):
        return bytes.fromhex(raw) if form == "hex" else base64.b64decode(raw)
    if form != "pieces" or isinstance(raw[0][0], list):
        return [bytes_of(item, form, blobs) for item in raw]
    return b"".join(
        blobs[piece[0]][piece[1] : piece[2]]
        if len(piece) == 3
        else bytes.fromhex(piece[0]) * piece[1]
        for piece in raw
    )


# ---------------------------------------------------------------- one function for each topic


def canonical_json(i: dict[str, Any]) -> Any:
    """2.1."""
    return {"value": reader.parse_json(i["raw"], i["limit"])}


def frame(i: dict[str, Any]) -> Any:
    """2.2 and 2.3."""
    parsed = reader.parse_frame(i["frame"], i["type"])
    if i["operation"] == "verify":
        parsed.verify(i["signer"], i["verify_key"], i["context"])
    if i["operation"] == "threshold":
        parsed.verify_threshold(i["verify_keys"], i["threshold"])
    if i["operation"] == "mac":
        parsed.verify_mac(i["key"], i["context"])
    return {"body": parsed.body, "signers": list(parsed.signatures), "mac": parsed.mac}


def header(i: dict[str, Any]) -> Any:
    """4.1."""
    sealed = reader.parse_sealed(i["header"])
    reader.need(not sealed.payload)
    stanzas = [{"arguments": words, "body": body} for words, body in sealed.stanzas]
    return {"stanzas": stanzas, "mac": sealed.mac}


def hybrid_stanza(i: dict[str, Any]) -> Any:
    """4.2."""
    if i["operation"] == "recipient":
        return {"recipient": reader.recipient_of(i["identity"])}
    return {"file_key": reader.unwrap(i["identity"], (i["arguments"], i["body"]))}


def padding(i: dict[str, Any]) -> Any:
    """4.3."""
    return {"content": reader.unpad(i["padded"])}


def parts(i: dict[str, Any]) -> Any:
    """4.6."""
    message_id, message = reader.join_parts([reader.parse_part(raw) for raw in i["parts"]])
    return {"message_id": message_id, "message": message}


def sealed_file(i: dict[str, Any]) -> Any:
    """4.1."""
    return {"plaintext": reader.open_sealed(i["identity"], i["sealed"])}


def slots(i: dict[str, Any]) -> Any:
    """4.4."""
    return {"plaintext": reader.open_slot(i["identity"], i["sealed"], i["slot"], i["slots"])}


def text_part(i: dict[str, Any]) -> Any:
    """4.5."""
    part = reader.open_text_part(i["identity"], i["object"], i["slot"], i["slots"])
    return vars(part)


def keyring(i: dict[str, Any]) -> Any:
    """5.1 and 7.1."""
    return {"keyring": reader.verify_keyring(i["keyring"], i["root"], i["day"], i["newest_serial"])}


def its_keyring(i: dict[str, Any]) -> dict[str, Any]:
    """Return the keyring that comes with a statement."""
    return reader.verify_keyring(i["keyring"], i["root"], DAY)


def period_key(i: dict[str, Any]) -> Any:
    """5.2."""
    return reader.verify_period_key(i["statement"], its_keyring(i))


def head(i: dict[str, Any]) -> Any:
    """6.1."""
    found = reader.verify_head(i["head"], its_keyring(i))
    named = {key: found[key] for key in ("slot", "generation", "sequence", "day")}
    overdue = reader.is_overdue(found, i["day"])
    return named | {"has_batch": any(found["batch_hash"]), "overdue": overdue}


def batch(i: dict[str, Any]) -> Any:
    """6.2."""
    return {"drop_slots": reader.verify_batch(i["batch"], i["expected_hash"])}


def drop(i: dict[str, Any]) -> Any:
    """6.4."""
    names = ("slot", "generation", "sequence")
    return {
        "entries": [
            {name: found[name] for name in names} | {"batch_bytes": len(raw)}
            for _, found, raw in reader.parse_drop(i["drop"])
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
        numbers = reader.codename_numbers(i["typed"], known_words("nl"))
    except Refused:
        numbers = reader.codename_numbers(i["typed"], known_words("en"))
    said = {
        language: " ".join(known_words(language)[n] for n in numbers) for language in ("nl", "en")
    }
    return {"entropy": reader.entropy_of(numbers)} | said


def derivation(i: dict[str, Any]) -> Any:
    """8.4 and 6.5."""
    numbers = reader.codename_numbers(i["codename"], known_words("nl"))
    who = reader.Reporter.derive(reader.entropy_of(numbers), i["service_id"])
    return {
        "identity": who.identity,
        "recipient": base64.b64encode(reader.recipient_of(who.identity)).decode(),
        "thread_key": who.thread_key,
        "thread_id": who.thread_id,
        "tag_key": who.named(b"tag-key"),
        "tags": who.tags(i["slot"], i["generation"], i["batch"]),
        "pseudonym": who.pseudonym(i["recipient_id"]),
        "bucket_value": who.bucket_value(),
    }


def reply(i: dict[str, Any]) -> Any:
    """6.5, over several batches."""
    who, trusted = reader.Reporter(i["identity"], i["thread_key"]), its_keyring(i)
    found, damaged = [], 0
    for raw in i["batches"]:
        named = {
            "slot": raw["slot"],
            "generation": raw["generation"],
            "sequence": raw["number"],
        }
        replies, lost = reader.read_replies(who, raw["drop_slots"], named, trusted)
        place = {"slot": raw["slot"], "batch": raw["number"], "day": raw["day"]}
        found += [place | {"reply": message} for message in replies]
        damaged += lost
    return {"found": found, "damaged": damaged}


def messages(i: dict[str, Any]) -> Any:
    """8.2 and 6.5."""
    if i["operation"] == "report":
        return {"message": reader.parse_report(i["frame"])}
    return {"message": reader.parse_answer(i["body"])}


def handover(i: dict[str, Any]) -> Any:
    """9.2 and 9.4."""
    if i["operation"] == "open":
        return {"handover": reader.verify_handover(i["frame"], its_keyring(i), i["revoked"])}
    content = reader.open_file(i["identity"], i["object"], i["file"], i["reader"], i["slots"])
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


def cases() -> list[Any]:
    """Return every vector that the reader can run, named by topic and name."""
    return [
        pytest.param(topic, case, id=f"{topic}:{case['name']}")
        for topic in TOPICS
        for case in load(topic)
        if case["inputs"].get("operation") not in NOT_A_READERS.get(topic, set())
    ]


# ---------------------------------------------------------------- tests


@pytest.mark.parametrize(("topic", "case"), cases())
def test_the_reader_says_what_the_vector_says(topic: str, case: dict[str, Any]) -> None:
    """Same outcome, and where it opens the same content."""
    if case["expect"] == "ok":
        assert TOPICS[topic](case["inputs"]) == case["output"]
        return
    with pytest.raises(Refused) as refused:
        TOPICS[topic](case["inputs"])
    assert refused.value.outcome == case["expect"]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_something_that_opens_and_something_that_is_refused(topic: str) -> None:
    """A topic that lost its vectors would agree with anything."""
    outcomes = {case["expect"] for case in load(topic)}
    assert "ok" in outcomes
    assert len(outcomes) > 1 or topic in {"derivation", "reply"}


def test_the_reader_imports_nothing_of_the_project() -> None:
    """Else it would agree with the project because it is the project."""
    tree = ast.parse(Path(reader.__file__).read_text())
    modules = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else _names(node))
    }
    assert {str(name).partition(".")[0] for name in modules} <= ALLOWED
    assert not {"__import__", "importlib", "exec", "eval"} & {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
    }


def _names(node: ast.Import) -> list[str]:
    return [alias.name for alias in node.names]


@pytest.fixture(scope="module")
def service() -> TinyService:
    """Return a service in which two slots published, one of them twice."""
    made = TinyService()
    made.bundle(0)
    made.bundle(0, day=DAY + 1, with_batch=False)
    made.bundle(1)
    return made


def test_a_service_is_verified_from_its_root_down(service: TinyService) -> None:
    """Keyring, period keys and heads of a service that the vectors do not know."""
    trusted = reader.verify_keyring(service.keyring_raw, service.root, DAY)
    assert trusted["service"] == SERVICE_ID.hex()
    for holder in service.holders:
        for period, raw in holder.statements.items():
            key = reader.verify_period_key(raw, trusted)
            assert key["period"] == period
            assert key["recipient"] == holder.identities[period].recipient.raw
        for entry in holder.entries:
            assert reader.verify_head(entry.frame, trusted)["slot"] == holder.slot


def test_every_hash_in_a_head_is_what_the_page_says(service: TinyService) -> None:
    """Of the keyring's body, of the published period keys, of the batch's list, of the head before."""
    trusted = reader.verify_keyring(service.keyring_raw, service.root, DAY)
    holder = service.holders[0]
    first, second = (reader.verify_head(entry.frame, trusted) for entry in holder.entries)
    keys = [hashlib.sha256(raw).digest() for _, raw in sorted(holder.statements.items())]
    keyring_body = reader.parse_frame(service.keyring_raw, "sluis/v1/keyring").body
    first_body = reader.parse_frame(holder.entries[0].frame, "sluis/v1/head").body
    assert first["keyring_hash"] == hashlib.sha256(keyring_body).digest()
    assert first["period_keys_hash"] == hashlib.sha256(b"".join(keys)).digest()
    assert second["previous"] == hashlib.sha256(first_body).digest()
    assert second["previous_day"] == first["day"]


def test_a_drop_of_decoys_holds_nothing_for_anybody(service: TinyService) -> None:
    """Every batch is the one its head names, and no tag of a stranger's thread is in it."""
    trusted = reader.verify_keyring(service.keyring_raw, service.root, DAY)
    pieces = [e.frame + e.batch for e in service.entries()]
    raw = b"\1" + bytes(4) + len(pieces).to_bytes(2, "big") + b"".join(pieces)
    who = reader.Reporter.derive(bytes(11), SERVICE_ID)
    entries = reader.parse_drop(raw)
    assert [(h["slot"], h["sequence"]) for _, h, _ in entries] == [(0, 0), (0, 1), (1, 0)]
    for _, named, raw_batch in entries:
        if raw_batch:
            drop_slots = reader.verify_batch(raw_batch, named["batch_hash"])
            assert reader.read_replies(who, drop_slots, named, trusted) == ([], 0)


def a_report() -> tuple[bytes, bytes]:
    """Return (id, frame) of the report of the vectors."""
    case = next(c for c in load("messages") if c["name"] == "a-report")
    return bytes.fromhex(case["output"]["message"]["id"]), case["inputs"]["frame"]


def test_a_report_in_three_parts_is_read_in_any_order() -> None:
    """The pieces are joined by index, and the id is the report's."""
    message_id, raw = a_report()
    cut = [reader.Part(message_id, n, 3, raw[n * 900 : (n + 1) * 900]) for n in range(3)]
    assert reader.read_report(cut[::-1])["id"] == message_id.hex()
    with pytest.raises(Refused):
        reader.read_report(cut[1:])


def test_a_report_under_another_id_than_its_parts_is_refused() -> None:
    """Or one could be shown under two ids."""
    with pytest.raises(Refused):
        reader.read_report([reader.Part(bytes(16), 0, 1, a_report()[1])])
