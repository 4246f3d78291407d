"""`make code`: the phone of a demo."""

from pathlib import Path

import pyotp
import pytest

from deploy.code import code_now, main


def test_the_code_is_the_one_that_a_phone_shows() -> None:
    """Six digits, and for how long they are the newest."""
    secret = pyotp.random_base32()
    said = code_now(secret, now=61)
    assert said.startswith(pyotp.TOTP(secret).at(61))
    assert "29 s" in said


@pytest.mark.parametrize(("names", "status"), [([], 2), (["nobody"], 2), (["anna"], 1)])
def test_who_is_not_there_has_no_code(
    names: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence says what to type, or what to start first."""
    assert main([*names, "--folder", str(tmp_path)]) == status
    assert "make" in capsys.readouterr().err


def test_a_demo_gives_the_code_of_its_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name."""
    desk = tmp_path / "people" / "anna" / "desk"
    desk.mkdir(parents=True)
    (desk / "totp-secret").write_text(pyotp.random_base32() + "\n")
    assert main(["anna", "--folder", str(tmp_path)]) == 0
    assert capsys.readouterr().out[:6].isdecimal()
