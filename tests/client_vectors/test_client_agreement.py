"""Python and the browser agree about whatever comes, beside the vectors (docs/protocol.md sections 2 and 8.3)."""

import copy
import json
from typing import Any

from client_vectors.client import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from vectors.operations import run

from crypto.canonical import encode
from crypto.codename.codename import Codename
from crypto.frame import Frame, Signature, encode_frame

ONE_PROCESS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
LIMIT = 4_096
# Characters that both know: Python's tables of Unicode are the older ones.
KNOWN = st.characters(exclude_categories=["Cs", "Cn", "Co"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)
WRITTEN = st.builds(
    lambda value, sort, ascii_only, separators: json.dumps(
        value, sort_keys=sort, ensure_ascii=ascii_only, separators=separators
    ),
    VALUES,
    st.sampled_from([True, True, False]),
    st.booleans(),
    st.sampled_from([(",", ":"), (",", ":"), (", ", ": ")]),
)
FRAMES = st.builds(
    lambda body, signers, mac: encode_frame(
        Frame("sluis/v1/head", body, tuple(Signature(s, bytes(64)) for s in signers), mac)
    ),
    st.binary(max_size=40),
    st.lists(st.integers(0, 17), max_size=3),
    st.sampled_from([b"", bytes(32), bytes(31)]),
)
WORDS = Codename(bytes(range(11))).words("nl") + Codename(bytes(11)).words("en")
TYPED = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from(WORDS).flatmap(lambda word: st.permutations(word).map("".join))
    | st.text(KNOWN, max_size=7),
    max_size=18,
).flatmap(
    lambda words: st.sampled_from([" ", "-", "\n", "_", "\u2028"]).map(lambda s: s.join(words))
)
REPORT = {
    "answers": {"waar": "hier"},
    "attachments": [
        {"id": "ab" * 16, "name": "f.jpg", "sha256": "cd" * 32, "size": 9, "type": "image/jpeg"}
    ],
    "consents": ["medeleven"],
    "id": "01" * 16,
    "kind": "report",
    "language": "nl",
    "line": "integriteit",
    "members": [0, 3],
    "reply": {"recipient": "AAAA" * 405 + "AA==", "thread_key": "23" * 32},
    "text": "Iets.",
}
PLACES = [
    *[(key,) for key in REPORT],
    ("answers", "waar"),
    *[("attachments", 0, key) for key in ("id", "name", "sha256", "size", "type")],
    ("attachments", 0),
    ("consents", 0),
    ("members", 1),
    *[("reply", key) for key in ("recipient", "thread_key")],
]
# Each of a type or a form that fits somewhere, and a little off it.
FIELDS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 17),
    st.sampled_from([2**53 - 1, 1 - 2**53]),
    st.sampled_from(
        ["ab" * 16, "cd" * 32, "ab" * 16 + "\n", "klacht", "en", "image/png", "a" * 40]
    ),
    st.sampled_from(["image/png\n", "image/" + "a" * 94, "image/" + "a" * 95, "a_1", "A"]),
    st.sampled_from([0, 1, 255, 256, 65_536, 65_537]).map(lambda size: "\U0001f440" * size),
    st.text(KNOWN, max_size=5),
    st.lists(st.integers(-1, 16) | st.none(), max_size=3),
    st.dictionaries(st.sampled_from(["waar", "Waar", "a" * 41]), st.text(max_size=3) | st.none()),
)


def assert_agree(client: Client, topic: str, inputs: dict[str, Any]) -> None:
    """Both have the same outcome and the same output."""
    assert client.run(topic, inputs) == run(topic, inputs)


@ONE_PROCESS
@given(WRITTEN)
@example('{"__proto__":1}')
@example('{"10":1,"9":2}')
@example('{"9":1,"10":2}')
@example('"\\ud800"')
@example("9007199254740992")
@example("1e400")
@example('"\x7f\u2028"')
def test_they_agree_about_json(client: Client, written: str) -> None:
    """Whether it is canonical, and what it says."""
    raw = written.encode("utf-8", "surrogatepass")
    assert_agree(client, "canonical-json", {"raw": raw, "limit": LIMIT})


@ONE_PROCESS
@given(FRAMES, st.integers(0, 200), st.integers(0, 255))
def test_they_agree_about_frames(client: Client, frame: bytes, at: int, byte: int) -> None:
    """Whole, and with one byte changed, in which a length may lie."""
    changed = frame[:at] + bytes([byte]) + frame[at + 1 :]
    for raw in (frame, changed):
        assert_agree(client, "frame", {"frame": raw, "type": "sluis/v1/head", "operation": "parse"})


@ONE_PROCESS
@given(TYPED)
@example("\u0130stanbul K\u00c5JUIT \u2121 \U00010400aalbes")
def test_they_agree_about_what_somebody_typed(client: Client, typed: str) -> None:
    """Which words are in doubt, and what they may have been meant to be."""
    assert_agree(client, "codename", {"typed": typed})


@ONE_PROCESS
@given(st.sampled_from(PLACES), FIELDS)
def test_they_agree_about_every_field_of_a_report(
    client: Client, place: tuple[str | int, ...], value: object
) -> None:
    """Whatever stands there instead."""
    report: Any = copy.deepcopy(REPORT)
    holder = report
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    frame = encode_frame(Frame("sluis/v1/report", encode(report)))
    assert_agree(client, "messages", {"operation": "report", "frame": frame})
