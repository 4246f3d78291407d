"""The vectors as the newcomer takes them: from their files, with nothing of the project's to decode them."""

import base64
import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parents[1] / "vectors"


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
