"""The page is enough: a reader written from it alone agrees with every vector it can run."""

import ast
import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest
from newcomer.reader.codename import Reporter
from newcomer.reader.drop import parse_drop, verify_batch, verify_head
from newcomer.reader.frame import parse_frame
from newcomer.reader.keyring import verify_keyring, verify_period_key
from newcomer.reader.messages import read_report
from newcomer.reader.refused import Refused
from newcomer.reader.replies import read_replies
from newcomer.reader.stored import Part
from newcomer.topics import NOT_A_READERS, TOPICS
from newcomer.vectors_read import load
from tiny_service import DAY, SERVICE_ID, TinyService

READER = sorted(Path(__file__).with_name("reader").glob("*.py"))
ALLOWED = {"argon2", "cryptography", "nacl"} | sys.stdlib_module_names


def cases() -> list[Any]:
    """Return every vector that the reader can run, named by topic and name."""
    return [
        pytest.param(topic, case, id=f"{topic}:{case['name']}")
        for topic in TOPICS
        for case in load(topic)
        if case["inputs"].get("operation") not in NOT_A_READERS.get(topic, set())
    ]


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


@pytest.mark.parametrize("module", READER, ids=lambda path: path.stem)
def test_the_reader_imports_nothing_of_the_project(module: Path) -> None:
    """Else it would agree with the project because it is the project."""
    tree = ast.parse(module.read_text())
    imported = {name for node in ast.walk(tree) for name in names_imported(node)}
    others = {name for name in imported if not name.startswith("newcomer.reader.")}
    assert {name.partition(".")[0] for name in others} <= ALLOWED
    assert not {"__import__", "importlib", "exec", "eval"} & {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
    }


def names_imported(node: ast.AST) -> list[str]:
    """Return the modules that a statement imports from, or none."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or "."]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_the_reader_is_looked_at_whole() -> None:
    """A list of modules that is empty would import nothing either."""
    assert {"refused", "stanza", "handover"} <= {path.stem for path in READER}


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
    trusted = verify_keyring(service.keyring_raw, service.root, DAY)
    assert trusted["service"] == SERVICE_ID.hex()
    for holder in service.holders:
        for period, raw in holder.statements.items():
            key = verify_period_key(raw, trusted)
            assert key["period"] == period
            assert key["recipient"] == holder.identities[period].recipient.raw
        for entry in holder.entries:
            assert verify_head(entry.frame, trusted)["slot"] == holder.slot


def test_every_hash_in_a_head_is_what_the_page_says(service: TinyService) -> None:
    """Of the keyring's body, of the published period keys, of the batch's list, of the head before."""
    trusted = verify_keyring(service.keyring_raw, service.root, DAY)
    holder = service.holders[0]
    first, second = (verify_head(entry.frame, trusted) for entry in holder.entries)
    keys = [hashlib.sha256(raw).digest() for _, raw in sorted(holder.statements.items())]
    keyring_body = parse_frame(service.keyring_raw, "sluis/v1/keyring").body
    first_body = parse_frame(holder.entries[0].frame, "sluis/v1/head").body
    assert first["keyring_hash"] == hashlib.sha256(keyring_body).digest()
    assert first["period_keys_hash"] == hashlib.sha256(b"".join(keys)).digest()
    assert second["previous"] == hashlib.sha256(first_body).digest()
    assert second["previous_day"] == first["day"]


def test_a_drop_of_decoys_holds_nothing_for_anybody(service: TinyService) -> None:
    """Every batch is the one its head names, and no tag of a stranger's thread is in it."""
    trusted = verify_keyring(service.keyring_raw, service.root, DAY)
    pieces = [e.frame + e.batch for e in service.entries()]
    raw = b"\1" + bytes(4) + len(pieces).to_bytes(2, "big") + b"".join(pieces)
    who = Reporter.derive(bytes(11), SERVICE_ID)
    entries = parse_drop(raw)
    assert [(h["slot"], h["sequence"]) for _, h, _ in entries] == [(0, 0), (0, 1), (1, 0)]
    for _, named, raw_batch in entries:
        if raw_batch:
            drop_slots = verify_batch(raw_batch, named["batch_hash"])
            assert read_replies(who, drop_slots, named, trusted) == ([], 0)


def a_report() -> tuple[bytes, bytes]:
    """Return (id, frame) of the report of the vectors."""
    case = next(c for c in load("messages") if c["name"] == "a-report")
    return bytes.fromhex(case["output"]["message"]["id"]), case["inputs"]["frame"]


def test_a_report_in_three_parts_is_read_in_any_order() -> None:
    """The pieces are joined by index, and the id is the report's."""
    message_id, raw = a_report()
    cut = [Part(message_id, n, 3, raw[n * 900 : (n + 1) * 900]) for n in range(3)]
    assert read_report(cut[::-1])["id"] == message_id.hex()
    with pytest.raises(Refused):
        read_report(cut[1:])


def test_a_report_under_another_id_than_its_parts_is_refused() -> None:
    """Or one could be shown under two ids."""
    with pytest.raises(Refused):
        read_report([Part(bytes(16), 0, 1, a_report()[1])])
