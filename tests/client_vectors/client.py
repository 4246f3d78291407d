"""The browser's protocol layer at the other end of a pipe (main.mjs), bundled as the site bundles it."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.node import ROOT, ready_node
from submitter_ui.client.words import words_module

BUNDLER = ROOT / "submitter_ui/client/bundle.mjs"
OF_NODE = ("node:fs", "node:readline", "node:stream")
HERE = Path(__file__).parent


class Defect(Exception):
    """The client failed in a way that is no outcome of section 13; the text is its own."""


def bundle(entry: Path, target: Path) -> Path:
    """Bundle a script as the site bundles its own, shrunk and trimmed, and return where it is."""
    order = {
        "entry": str(entry),
        "out": str(target),
        "define": {},
        "alias": {name: name for name in OF_NODE},
        "words": words_module(("nl", "en")),
    }
    subprocess.run([ready_node(), BUNDLER], input=json.dumps(order), text=True, check=True)
    return target.with_suffix(".js")


class Client:
    """One process of Node that answers until `close`."""

    def __init__(self, folder: Path) -> None:
        (folder / "package.json").write_text('{"type": "module"}')
        script = bundle(HERE / "main.mjs", folder / "client")
        self._process = subprocess.Popen(
            [ready_node(), script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """End the process; a script that failed on the way fails the tests."""
        self._process.communicate()
        assert self._process.returncode == 0

    def run(self, operation: str, inputs: Mapping[str, Any]) -> tuple[str, Any]:
        """Return (outcome, output) of an operation on decoded inputs, or raise `Defect`."""
        assert self._process.stdin
        assert self._process.stdout
        request = {"operation": operation, "inputs": _encode(inputs)}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "defect" in answer:
            raise Defect(answer["defect"])
        return answer["outcome"], _decode(answer["output"])

    def get(self, operation: str, **inputs: Any) -> Any:
        """Return the output of an operation that must succeed."""
        outcome, output = self.run(operation, inputs)
        assert outcome == "ok"
        return output


def _encode(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": b64encode(value).decode("ascii")}
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_encode(item) for item in value]
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"bytes"}:
        return b64decode(value["bytes"])
    return {key: _decode(item) for key, item in value.items()}
