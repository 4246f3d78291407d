"""Finding a Node: the machine's own if it will do, and a clear refusal otherwise (deploy/node.py)."""

from pathlib import Path

import pytest

from deploy import node
from deploy.bootstrap import Refusal


def place(folder: Path, name: str, says: str) -> None:
    """Put a program into a folder that answers whatever it is asked."""
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v24.1.0"])
def test_a_node_that_is_new_enough_is_taken_from_the_path(tmp_path: Path, version: str) -> None:
    """With the npm beside it."""
    place(tmp_path, "node", version)
    place(tmp_path, "npm", "11.0.0")
    assert node.find_own_node(str(tmp_path)) == node.Node(
        tmp_path / "node", (str(tmp_path / "npm"),)
    )


@pytest.mark.parametrize("version", ["v20.18.3", "v18.20.4", "no version at all", ""])
def test_a_node_that_is_too_old_or_strange_is_passed_over(tmp_path: Path, version: str) -> None:
    """The packages need 20.19."""
    place(tmp_path, "node", version)
    place(tmp_path, "npm", "11.0.0")
    assert node.find_own_node(str(tmp_path)) is None


def test_a_node_without_npm_is_passed_over(tmp_path: Path) -> None:
    """Some distributions keep the two apart."""
    place(tmp_path, "node", "v24.1.0")
    assert node.find_own_node(str(tmp_path)) is None


def test_a_node_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    """Absent, or made for another machine."""
    assert node.version_of(tmp_path / "absent") == (0, 0)
    (tmp_path / "broken").write_bytes(b"\x7fELF of another machine")
    (tmp_path / "broken").chmod(0o755)
    assert node.version_of(tmp_path / "broken") == (0, 0)


def test_without_the_packages_the_tests_are_told_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They fetch nothing themselves."""
    monkeypatch.setattr(node, "MODULES_STAMP", tmp_path / "lock.stamp")
    with pytest.raises(Refusal, match="run: make node"):
        node.ready_node()
    monkeypatch.setattr(node, "FETCHED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="run: make node"):
        node.ready_node()


def test_the_lock_names_no_host_to_fetch_from() -> None:
    """Whoever uses a mirror need not change it."""
    assert '"resolved"' not in node.LOCK_FILE.read_text()
    assert "://" not in node.REQUIREMENTS.read_text()
