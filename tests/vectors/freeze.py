"""Freeze the vectors of version 1: `python tests/vectors/freeze.py`.

Adds what is new to `kept/frozen.json`. A vector that was frozen before and says
something else now, or is gone, is refused: the formats of version 1 do not change.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from vectors.codec import decode_fields, encode_fields

FOLDER = Path(__file__).parent
FROZEN = FOLDER / "kept" / "frozen.json"

DIGITS = 32
"""Half of a SHA-256: this guards against slips, and the files stay small."""
Digests = dict[str, dict[str, str]]


def digests_of(folder: Path = FOLDER) -> Digests:
    """Return the SHA-256 of what each vector says, by topic and name; comments and packing do not count."""
    topics = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return {topic["topic"]: _digests_of_topic(topic) for topic in topics}


def changed(frozen: Digests, present: Digests) -> list[str]:
    """Return the frozen vectors that are gone or say something else."""
    return [
        f"{topic}: {name}"
        for topic, names in frozen.items()
        for name, digest in names.items()
        if present.get(topic, {}).get(name) != digest
    ]


def read_frozen() -> Digests:
    """Return what is frozen."""
    frozen: Digests = json.loads(FROZEN.read_text()) if FROZEN.exists() else {}
    return frozen


def main() -> int:
    """Freeze what is new and return an exit status."""
    present = digests_of()
    wrong = changed(read_frozen(), present)
    if wrong:
        print("These are frozen and may not change:", *wrong, sep="\n  ", file=sys.stderr)
        return 1
    FROZEN.write_text(json.dumps(present, indent=1, sort_keys=True) + "\n")
    return 0


def _blobs(topic: Mapping[str, Any]) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in topic.get("blobs", {}).items()}


def _digests_of_topic(topic: Mapping[str, Any]) -> dict[str, str]:
    blobs = _blobs(topic)
    return {vector["name"]: _digest(vector, blobs) for vector in topic["vectors"]}


def _digest(vector: Mapping[str, Any], blobs: Mapping[str, bytes]) -> str:
    said = {key: vector[key] for key in ("spec", "expect", "inputs", "output")}
    for key in ("inputs", "output"):
        if said[key] is not None:
            # How bytes are packed in the file is no part of what they say.
            said[key] = encode_fields(decode_fields(said[key], blobs), {})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:DIGITS]


if __name__ == "__main__":
    sys.exit(main())
