"""The root: given, compiled in, or missing."""

from pathlib import Path

import pytest

from submitter_ui import root
from submitter_ui.refusals import Refusal


def test_a_given_root_is_read() -> None:
    """Blanks around it and capitals do not matter."""
    assert root.read_root(" " + "AB" * 32 + "\n") == b"\xab" * 32


def test_without_a_root_there_is_a_clear_refusal() -> None:
    """This tree has none compiled in."""
    with pytest.raises(Refusal, match="no_root"):
        root.read_root(None)


def test_a_compiled_in_root_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in a file beside the module."""
    (tmp_path / "root.hex").write_text("cd" * 32 + "\n")
    monkeypatch.setattr(root.resources, "files", lambda _package: tmp_path)
    assert root.read_root(None) == b"\xcd" * 32
