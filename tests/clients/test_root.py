"""The root: given, compiled in, or missing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from crypto.fingerprint import fingerprint_words
from submitter_ui import root
from submitter_ui.cli import main
from submitter_ui.refusals import Refusal
from submitter_ui.statuses import Status


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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_of_a_key_are_printed(language: str) -> None:
    """Those that stand on posters and on the site; alone on standard output, without a connection."""
    arguments = ["fingerprint", "--root", "ab" * 32, "--language", language]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == Status.DONE
    assert result.stdout.split() == fingerprint_words(b"\xab" * 32, language=language)
    assert "0800 2800 200" in result.stderr


def test_a_key_that_is_none_has_no_words() -> None:
    """It is refused as everywhere."""
    result = CliRunner().invoke(main, ["fingerprint", "--root", "ab" * 31])
    assert result.exit_code == Status.WRONG_USE
    assert result.stdout == ""
