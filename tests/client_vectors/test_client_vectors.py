"""The browser's code gives every vector the outcome and the output that Python gives (docs/protocol.md section 13)."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from client_vectors.client import Client
from vectors.codec import decode_fields

FOLDER = Path(__file__).parents[1] / "vectors"
FILES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
REPORTERS = (
    "batch",
    "buckets",
    "canonical-json",
    "codename",
    "completeness",
    "derivation",
    "drop",
    "frame",
    "head",
    "header",
    "hybrid-stanza",
    "keyring",
    "messages",
    "padding",
    "parts",
    "period-key",
    "reply",
    "revocation",
    "rotation",
    "sealed-file",
    "slots",
    "stored-object",
    "submission",
    "text-part",
    "today",
)
NOT_THE_REPORTERS = {
    "bundle-inbound": "bundles are read at a workstation",
    "bundle-outbound": "bundles are read by the server",
    "events": "a team's record stays between its workstations",
    "fold": "a team's record stays between its workstations",
    "standing": "a team's record stays between its workstations",
    "leaving": "a team's record stays between its workstations",
    "handover": "a handover is written by confidants and opened by its recipient",
    "recipients": "the recipients' file is never served",
    "rewrap": "attachments are opened and rewrapped at a workstation",
    "site": "a page that was changed would not check itself; the command line does",
    "snapshot": "a snapshot goes from one workstation to another",
}
"""Every topic that a reporter's browser has no part in, and why."""
NOT_THE_REPORTERS_OPERATIONS = {("messages", "feedback"): "feedback is written by a recipient"}


def _vectors() -> list[Any]:
    return [
        pytest.param(topic, vector, id=f"{topic}-{vector['name']}")
        for topic in REPORTERS
        for vector in FILES[topic]["vectors"]
        if (topic, vector["inputs"].get("operation")) not in NOT_THE_REPORTERS_OPERATIONS
    ]


@pytest.mark.parametrize(("topic", "vector"), _vectors())
def test_the_browser_gives_a_vector_its_outcome(
    client: Client, topic: str, vector: dict[str, Any]
) -> None:
    """The one error that the page names, and for what is good the very output."""
    blobs = {name: base64.b64decode(b) for name, b in FILES[topic].get("blobs", {}).items()}
    output = vector["output"]
    must = (vector["expect"], output if output is None else decode_fields(output, blobs))
    assert client.run(topic, decode_fields(vector["inputs"], blobs)) == must


def test_every_topic_is_the_reporters_or_is_named_with_a_reason() -> None:
    """A topic that is added must be decided about."""
    assert set(FILES) == set(REPORTERS) | set(NOT_THE_REPORTERS)
    assert not set(REPORTERS) & set(NOT_THE_REPORTERS)


@pytest.mark.parametrize(("topic", "operation"), NOT_THE_REPORTERS_OPERATIONS)
def test_an_operation_that_is_left_out_exists(topic: str, operation: str) -> None:
    """Otherwise its reason has outlived it."""
    assert operation in {vector["inputs"]["operation"] for vector in FILES[topic]["vectors"]}
