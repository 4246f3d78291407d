"""Every vector in tests/vectors/ has exactly its outcome in Python (docs/protocol.md section 13)."""

import base64
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from vectors.codec import decode_fields
from vectors.freeze import FROZEN
from vectors.operations import OPERATIONS, run
from vectors.topics import KEPT, write_vectors

from crypto import errors

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/vectors"
FROZEN_NAME = FROZEN.relative_to(FOLDER)
OUTCOMES = {name for name, value in vars(errors).items() if isinstance(value, type)}
HOSTILE_FOR_EACH_GOOD = 4
NEVER_REFUSE = {
    "derivation": "every codename of 11 bytes derives something",
    "fold": "what does not count changes nothing, and is seen in the output",
    "standing": "as in a fold; what an event may not say is refused in `events`",
    "leaving": "as in a fold; what an event may not say is refused in `events`",
}
"""The only topics without refusals, and why."""


def _load(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


def _outcomes(file: dict[str, Any]) -> list[tuple[str, tuple[str, object], tuple[str, object]]]:
    """Return (name, what must come out, what does) of every vector of a file."""
    blobs = {name: base64.b64decode(text) for name, text in file.get("blobs", {}).items()}
    outcomes = []
    for vector in file["vectors"]:
        output = vector["output"]
        must = (vector["expect"], output if output is None else decode_fields(output, blobs))
        does = run(file["topic"], decode_fields(vector["inputs"], blobs))
        outcomes.append((vector["name"], must, does))
    return outcomes


FILES = _load(FOLDER)


@pytest.mark.parametrize("topic", FILES)
def test_every_vector_has_exactly_its_outcome(topic: str) -> None:
    """The one error that the page names, and for what is good the very output."""
    wrong = [
        (name, must[0], does[0]) for name, must, does in _outcomes(FILES[topic]) if must != does
    ]
    assert wrong == []


def test_every_topic_has_an_operation_and_the_readme_describes_it() -> None:
    """A second implementer needs both."""
    readme = (FOLDER / "README.md").read_text()
    assert (
        set(FILES) == set(OPERATIONS) == set(re.findall(r"^### ([a-z-]+)$", readme, re.MULTILINE))
    )
    assert all(file["topic"] == name for name, file in FILES.items())


@pytest.mark.parametrize("topic", FILES)
def test_names_are_unique_specs_exist_and_outcomes_are_of_the_closed_set(topic: str) -> None:
    """Each vector has its six fields and nothing else."""
    page = (ROOT / "docs/protocol.md").read_text()
    sections = set(re.findall(r"^#{2,3} (\d+(?:\.\d+)?)[. ]", page, re.MULTILINE))
    vectors = FILES[topic]["vectors"]
    assert not [n for n, times in Counter(v["name"] for v in vectors).items() if times > 1]
    for vector in vectors:
        assert list(vector) == ["name", "spec", "expect", "inputs", "output", "comment"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", vector["name"])
        assert vector["spec"] in sections
        assert vector["expect"] in {"ok"} | OUTCOMES - {"ProtocolError"}
        assert vector["comment"].endswith(".")


@pytest.mark.parametrize("topic", sorted(set(FILES) - set(NEVER_REFUSE)))
def test_most_vectors_are_hostile(topic: str) -> None:
    """At least four for each good one; a message that is found damaged is a hostile one."""
    vectors = FILES[topic]["vectors"]
    good = [v for v in vectors if v["expect"] == "ok" and not v["output"].get("damaged")]
    assert good
    assert len(vectors) - len(good) >= HOSTILE_FOR_EACH_GOOD * len(good)


def test_making_the_vectors_again_changes_nothing(tmp_path: Path) -> None:
    """From labels and the kept stanzas: byte for byte."""
    (tmp_path / KEPT).parent.mkdir()
    shutil.copy(FOLDER / KEPT, tmp_path / KEPT)
    write_vectors(tmp_path)
    names = {path.relative_to(FOLDER) for path in FOLDER.rglob("*.json")} - {FROZEN_NAME}
    assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*.json")} == names
    other = [n for n in names if (tmp_path / n).read_bytes() != (FOLDER / n).read_bytes()]
    assert other == []


def test_vectors_with_other_encapsulations_have_the_same_outcomes(tmp_path: Path) -> None:
    """Nothing hangs on the randomness that was kept: sealed anew, everything opens to the same."""
    write_vectors(tmp_path)
    anew = _load(tmp_path)
    assert set(anew) == set(FILES)
    for topic, file in anew.items():
        outcomes = _outcomes(file)
        assert [name for name, must, does in outcomes if must != does] == []
        assert len(outcomes) == len(FILES[topic]["vectors"])


def test_the_files_stay_small() -> None:
    """They are in every clone."""
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.json")) < 3_300_000
