"""The browser's protocol layer at the other end of a pipe (main.mjs), bundled as the site bundles it."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.node import ROOT, ready_node
from submitter_ui.client.words import write_words

ESBUILD = ROOT / "node_modules/esbuild/bin/esbuild"
STUBS = ROOT / "submitter_ui/client/stubs"
HERE = Path(__file__).parent


class Defect(Exception):
    """The client failed in a way that is no outcome of section 13; the text is its own."""


def bundle(entry: Path, target: Path, *options: str) -> None:
    """Bundle one file with everything that it imports."""
    words = target.with_suffix(".words.ts")
    write_words(words)
    aliases = {
        "@noble/curves/nist.js": STUBS / "nist.ts",
        "@noble/hashes/scrypt.js": STUBS / "scrypt.ts",
        "sluis-words": words,
    }
    command = [ready_node(), ESBUILD, entry, f"--outfile={target}", *options]
    command += ["--bundle", "--format=esm", "--target=es2022", "--log-level=warning"]
    command += [f"--alias:{name}={path}" for name, path in aliases.items()]
    subprocess.run(command, cwd=ROOT, check=True)


class Client:
    """One process of Node that answers until `close`."""

    def __init__(self, folder: Path) -> None:
        script = folder / "client.mjs"
        bundle(HERE / "main.mjs", script, "--platform=node")
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
